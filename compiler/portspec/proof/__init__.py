"""The proof: a snippet loaded by the real tool on a host in a laboratory, and real packets."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext

import msgspec

from portspec.artifact import Artifact
from portspec.findings import Report, finding
from portspec.proof.bases import base, bases
from portspec.proof.bench import Bench
from portspec.proof.coverage import uncovered
from portspec.proof.enclosure import sessions
from portspec.proof.grounds import ungrounded
from portspec.proof.host import Host
from portspec.proof.lab import Lab, Peer, is_root, laboratory, missing
from portspec.proof.matrix import peers
from portspec.proof.trial import tried
from portspec.proofs import Proof, snippet_digest
from portspec.spec import Spec
from portspec.writers.firewall import Options, planned, written
from portspec.writers.firewall.lowering.plan import Plan
from portspec.writers.firewall.snippet.header import words

FOREIGN = """
table ip nat {
    chain DOCKER { }
    chain PREROUTING {
        type nat hook prerouting priority dstnat; policy accept;
        fib daddr type local counter packets 0 bytes 0 jump DOCKER
    }
}
table inet monitoring {
    set seen { type inet_service; elements = { 2510 } }
    chain forward { type filter hook forward priority filter; policy drop; tcp dport @seen accept; }
}
"""
"""What other programs keep on a host."""


def prove(
    dialect: str,
    spec: Spec,
    options: Options,
    report: Report,
    texts: Mapping[str, bytes] | None = None,
    *,
    full: bool = True,
) -> Proof | None:
    """Load a snippet twice, send packets and remove it, in network namespaces that are thrown away.

    What the packets are held against is itself held against the verdict on the spec.
    `texts` take the place of what is written, by the names of the files; not `full` sends a sample of the ports.
    Returns None where the snippet cannot be made (PS501, PS502, PS902), where it has no such files (PS520), or where
    the proof cannot be run here (PS504).
    """
    if not has_proof(dialect, report):
        return None
    plan = planned(dialect, spec, options, report)
    files = _given(tuple(written(dialect, plan, report)), texts or {}, report) if plan else None
    if plan is None or files is None or not _is_possible(dialect, report):
        return None
    ends = peers(plan)
    with laboratory(ends) as lab, _host(dialect, lab, options) as host:
        trial = tried(_bench(host, plan, ends, files), plan, ends, full=full)
        commands = {"Linux": ("uname", "-r"), **base(dialect).TOOLS}
        tools = {name: host.version(*command) for name, command in sorted(commands.items())}
    return Proof(
        dialect=dialect,
        roles=plan.options.roles,
        options=tuple(words(options)),
        snippet=snippet_digest(files),
        spec=spec.digest,
        tools=tools,
        probes=trial.packets,
        passed=trial.passed,
        failures=(*ungrounded(plan), *trial.failures),
        uncovered=tuple(uncovered(plan, full=full)),
    )


def _given(files: tuple[Artifact, ...], texts: Mapping[str, bytes], report: Report) -> tuple[Artifact, ...] | None:
    """Return the files with the texts that are given; None where one is of none of them."""
    names = {each.path.rpartition("/")[2]: each for each in files}
    unknown = sorted(texts.keys() - names)
    for name in unknown:
        help_ = f"The files are {', '.join(names)}: give those that `portspec emit` writes with these options."
        report(finding("PS520", f"no file of this text is called {name}", help_))
    found = (msgspec.structs.replace(each, data=texts.get(name, each.data)) for name, each in names.items())
    return None if unknown else tuple(found)


def has_proof(dialect: str, report: Report) -> bool:
    """Tell whether a dialect can be proven; report where it cannot (PS504)."""
    if dialect not in bases():
        help_ = f"The dialects that can be are {', '.join(bases())}."
        report(finding("PS504", f"{dialect} cannot be proven", help_))
    return dialect in bases()


def _is_possible(dialect: str, report: Report) -> bool:
    if not is_root():
        report(finding("PS504", "only root can make network namespaces", "Run this command as root."))
        return False
    absent = missing(("ip", "nft", "sh", "awk", "ss", "unshare", *base(dialect).TOOLS))
    for tool in absent:
        report(finding("PS504", f"the proof needs {tool}, which is not installed", "Install it on this machine."))
    return not absent


def _host(dialect: str, lab: Lab, options: Options) -> AbstractContextManager[Host]:
    """Return a host that denies all; what is to close a host itself gets an open one."""
    return (
        nullcontext(base(dialect).default_accept(lab)) if options.enforce else base(dialect).default_deny(lab, options)
    )


def _bench(host: Host, plan: Plan, ends: Sequence[Peer], files: Iterable[Artifact]) -> Bench:
    paths = [str(host.lab.write(f"snippet/{file.path}", file.data)) for file in files]
    host.lab.load(FOREIGN)
    script = next(path for path in paths if path.endswith(".sh"))
    return Bench(host=host, script=script, sessions=tuple(sessions(plan, ends)) if plan.options.enforce else ())
