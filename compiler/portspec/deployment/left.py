"""Who has left: hosts that had a text, are in the inventory no more, and keep their rules."""

from collections.abc import Iterable, Iterator, Sequence

from portspec.artifact import Artifact
from portspec.deployment.node import GONE, Node
from portspec.findings import Report, finding, named

LEFT = "hosts-left.txt"
"""Where their names are kept, a line each."""


def left(paths: Iterable[str], known: bytes, nodes: Sequence[Node], report: Report) -> Iterator[Artifact]:
    """Yield the list of who has left, after reporting it (PS547); nothing where nobody has.

    `paths` are of the files that were written before, `known` is the list of that time.
    """
    had = {path.split("/")[1] for path in paths if path.startswith("hosts/")}
    names = sorted((had | set(known.decode(errors="replace").split())) - {each.name for each in nodes})
    if names:
        help = (
            f"Put it in the group {GONE} and apply deploy.yml, or run its script there with remove; then delete {LEFT}."
        )
        report(finding("PS547", f"{named(names)}: no host of the inventory any more, and its rules stay there", help))
        yield Artifact(path=LEFT, data="".join(f"{each}\n" for each in names).encode())
