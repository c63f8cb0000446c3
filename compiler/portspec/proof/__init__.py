"""The proof: a snippet loaded by the real tool on a host in a laboratory, and real packets."""

from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext

import msgspec

from portspec.artifact import Artifact
from portspec.findings import Report, finding
from portspec.proof.bases import base, bases
from portspec.proof.host import Host
from portspec.proof.lab import Lab, is_root, laboratory, missing
from portspec.proof.matrix import described, peers, ports, probes_of, stated
from portspec.proof.probes import Probe, passing
from portspec.proofs import Proof, snippet_digest
from portspec.spec import Spec
from portspec.writers.firewall import Options, planned, written
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


class Bench(msgspec.Struct, frozen=True, kw_only=True):
    """A snippet beside a host."""

    host: Host
    script: str
    """Its path."""
    enforce: bool

    def run(self, verb: str) -> str:
        """Return what the script prints where it fails; an applied `--enforce` is confirmed."""
        done = self.host.run("sh", self.script, verb, SSH_CONNECTION="")
        if done.returncode == 0 and verb == "apply" and self.enforce:
            done = self.host.run("sh", self.script, "confirm")
        return "" if done.returncode == 0 else f"{verb} fails: {' '.join(done.stderr.split())}"


def prove(dialect: str, spec: Spec, options: Options, report: Report) -> Proof | None:
    """Load a snippet twice, probe it and remove it, in network namespaces that are thrown away.

    Returns None where the snippet cannot be made (PS501, PS502, PS902) or the proof cannot be run here (PS504).
    """
    if not has_proof(dialect, report):
        return None
    plan = planned(dialect, spec, options, report)
    if plan is None or not _is_possible(dialect, report):
        return None
    files = tuple(written(dialect, plan))
    ends = peers(plan)
    with laboratory(ends) as lab, _host(dialect, lab, options) as host:
        probes = probes_of(ports(plan), ends)
        expected = stated(plan, probes, ends)
        passed, failures = _tried(_bench(host, files, options), probes, expected)
        commands = {"Linux": ("uname", "-r"), **base(dialect).TOOLS}
        tools = {name: host.version(*command) for name, command in sorted(commands.items())}
    return Proof(
        dialect=dialect,
        roles=plan.options.roles,
        options=tuple(words(options)),
        snippet=snippet_digest(files),
        spec=spec.digest,
        tools=tools,
        probes=len(probes),
        passed=tuple(described(passed)),
        failures=tuple(failures),
    )


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
    return nullcontext(base(dialect).opened(lab)) if options.enforce else base(dialect).closed(lab, options)


def _bench(host: Host, files: Iterable[Artifact], options: Options) -> Bench:
    paths = [str(host.lab.write(f"snippet/{file.path}", file.data)) for file in files]
    host.lab.load(FOREIGN)
    return Bench(host=host, script=next(path for path in paths if path.endswith(".sh")), enforce=options.enforce)


def _tried(bench: Bench, probes: frozenset[Probe], expected: frozenset[Probe]) -> tuple[frozenset[Probe], list[str]]:
    """Return what passed, and all that is wrong."""
    host = bench.host
    before = host.state()
    failures = [bench.run("apply")]
    once = host.state()
    passed = passing(host.lab, probes, awaited=expected)
    failures += [bench.run("apply"), "" if host.state() == once else "applying twice changes what once did"]
    failures += [bench.run("verify"), bench.run("remove")]
    failures += ["" if host.state() == before else "removal does not leave what was there before"]
    failures += [f"passes, and must not: {line}" for line in described(passed - expected)]
    failures += [f"does not pass, and must: {line}" for line in described(expected - passed)]
    return passed, [each for each in failures if each]
