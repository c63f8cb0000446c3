"""What of firewalld runs and is not saved, or the other way round: a reload changes it (firewall-cmd(1))."""

from collections.abc import Iterator

from portspec.audit.allowed.firewalld import Block, listed
from portspec.findings import Finding, finding

BOUND = "interfaces"
"""What other programs bind while it runs, such as NetworkManager."""
Setting = tuple[str, str, str]
"""What has it, the field, and the value."""


def unsaved(running: str, saved: str) -> Iterator[Finding]:
    """Yield each setting that only one of the two has, of zones and of policies where both list them (PS545)."""
    runs, kept = listed(running), listed(saved)
    for kind, here, there in (("zone", runs.zones, kept.zones), ("policy", runs.policies, kept.policies)):
        own, other = ([each for block in blocks for each in _of(kind, block)] for blocks in (here, there))
        if here and there:
            yield from (
                _finding(each, RUNS, "Save it with firewall-cmd --permanent") for each in own if each not in other
            )
            yield from (_finding(each, KEPT, "Say firewall-cmd --reload") for each in other if each not in own)


RUNS = "runs, but is not saved, and is gone after a reload"
KEPT = "is saved, but does not run before a reload"


def _finding(setting: Setting, how: str, what: str) -> Finding:
    return finding("PS545", f"{' '.join(setting)} {how}", f"{what}, or take it away.")


def _of(kind: str, block: Block) -> Iterator[Setting]:
    for field, values in block.fields.items():
        for value in values if field in WHOLE else block.words(field):
            if field != BOUND:
                yield f"{kind} {block.name}:", field, value


WHOLE = ("rich rules", "forward-ports")
"""The fields of which each line is one value."""
