"""What manifests cost, beside `json.dumps`, and how the cost grows: `python benchmarks/manifests.py`.

Limits: the JSON of 20,000 requirements takes at most 0.15 of `json.dumps(indent=2, sort_keys=True)`; four times the
requirements take at most five times as long, and at most four and a half times the memory, for all writers together;
`portspec lookup 22` takes at most 12 times `python -c pass`.
"""

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import msgspec

from portspec.spec import (
    Basis,
    Counts,
    ErratumRecord,
    Party,
    PortRange,
    Product,
    Provenance,
    Requirement,
    Role,
    SourceRecord,
    Spec,
)
from portspec.writers import write
from portspec.writers.index import publish
from portspec.writers.manifest import encode

ROOT = Path(__file__).parent.parent
WRITERS = ("json", "yaml", "csv", "flows", "oscal", "services", "nmap", "xlsx")
SMALL, LARGE = 5000, 20000
OF_A_ROLE = 20


def provenance(row: int) -> Provenance:
    """Return a place in a page of one line a row."""
    words = f"{row % 65536} | Carries the regular traffic of service number {row}, see its page for the details"
    return Provenance(source="page", line=row + 1, end_line=row + 1, column=3, quote=words)


def requirement(row: int) -> Requirement:
    """Return a requirement; each role's rows are answered by those of the next role."""
    role, place = row // OF_A_ROLE, row % OF_A_ROLE
    inbound = role % 2 == 0
    port = 1024 + (role // 2 * OF_A_ROLE + place) % 60000
    return Requirement(
        id=f"role-{role}.{port}.{'inbound' if inbound else 'outbound'}",
        role=f"role-{role}",
        direction="inbound" if inbound else "outbound",
        ports=(PortRange(start=port, end=port + 3 * (place == 0)),),
        dynamic=None,
        transports=("tcp",),
        source=None,
        destination=None,
        peers=(Party(role=f"role-{role ^ 1}", text=f"Hosts of role {role ^ 1}"),),
        purpose=f"Carries the regular traffic of service number {row}, see its page for the details",
        condition=None,
        negated=False,
        reserved=False,
        kind="table",
        basis={"transports": Basis(erratum="all-tcp", was=())},
        provenance=provenance(row),
    )


def role(number: int) -> Role:
    """Return a role."""
    words = f"Hosts of role {number}"
    at = provenance(number * OF_A_ROLE)
    return Role(id=f"role-{number}", name=words, stated=words, includes=(), conditions=(), erratum=None, provenance=at)


def spec_of(rows: int) -> Spec:
    """Return a spec of so many requirements."""
    day = date(2026, 1, 31)
    return Spec(
        product=Product(id="example", name="Example", release="1.0", release_name="1.0", recorded=day),
        sources=(
            SourceRecord(
                id="page", path="page.md", title="Ports", media_type="text/markdown", sha256="0" * 64, lines=rows
            ),
        ),
        roles=tuple(role(number) for number in range(rows // OF_A_ROLE)),
        requirements=tuple(requirement(row) for row in range(rows)),
        notes=(),
        errata=(ErratumRecord(id="all-tcp", kind="assumption", why="Most traffic is TCP.", see=None),),
        findings=(),
        counts=Counts(rows=rows, read=rows, unread=0, tables=1),
    )


def seconds(call: Callable[[], object]) -> float:
    """Return how long a call takes."""
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def json_ratio(times: int) -> None:
    """Print how long our JSON takes beside the standard library's, run alternately."""
    spec = spec_of(LARGE)
    plain = json.loads(encode(spec))
    assert msgspec.convert(plain, Spec) == spec
    pairs = [
        (seconds(lambda: encode(spec)), seconds(lambda: json.dumps(plain, indent=2, sort_keys=True)))
        for _ in range(times)
    ]
    ratio = statistics.median(ours / theirs for ours, theirs in pairs)
    print(f"JSON of {LARGE} requirements: {ratio:.3f} of json.dumps (at most 0.15)")


def everything(rows: int) -> None:
    """Write all formats once, and print the processor seconds of each and the process's most memory."""
    spec, made, spent = spec_of(rows), [], {}
    for name in WRITERS:
        start = time.process_time()
        made += list(write(name, spec, lambda _: None))
        spent[name] = time.process_time() - start
    start = time.process_time()
    files = list(publish([(spec, made)]))
    spent["index"] = time.process_time() - start
    assert len(files) > rows // OF_A_ROLE
    print(json.dumps({"seconds": spent, "MiB": most_memory()}))


def most_memory() -> float:
    """Return the most memory that this process has used, in MiB (proc(5)); `ru_maxrss` would count its parent's too."""
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    return int(status["VmHWM"].split()[0]) / 1024


def growth(times: int) -> None:
    """Print how time and memory grow from the small spec to the large one, each in processes of its own."""
    runs: dict[int, list[dict[str, float]]] = {SMALL: [], LARGE: []}
    for _ in range(times):
        for rows, found in runs.items():
            done = subprocess.run(  # noqa: S603 - this file
                [sys.executable, __file__, "--rows", str(rows)], check=True, capture_output=True, text=True
            )
            said = json.loads(done.stdout)
            found.append(said["seconds"] | {"all": sum(said["seconds"].values()), "memory (MiB)": said["MiB"]})
    print(f"{'':14}{SMALL:>10}{LARGE:>10}   times")
    for name in runs[SMALL][0]:
        small, large = (statistics.median(each[name] for each in runs[rows]) for rows in (SMALL, LARGE))
        print(f"{name:14}{small:10.3f}{large:10.3f}{large / small:8.1f}")


def lookup_ratio(times: int) -> None:
    """Print how long `portspec lookup 22` takes beside an empty Python, run alternately as whole processes."""

    def process(*args: str) -> float:
        return seconds(lambda: subprocess.run([sys.executable, *args], cwd=ROOT, check=True, capture_output=True))  # noqa: S603

    ratio = statistics.median(process("-m", "portspec", "lookup", "22") / process("-c", "pass") for _ in range(times))
    print(f"portspec lookup 22: {ratio:.1f} times python -c pass (at most 12)")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--rows"]:
        everything(int(sys.argv[2]))
    else:
        json_ratio(7)
        growth(3)
        lookup_ratio(15)
