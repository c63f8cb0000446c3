"""What manifests cost, beside `json.dumps`, and how the cost grows: `python -m benchmarks.manifests`."""

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import msgspec

from benchmarks.measure import Figure, in_turn, show, times
from portspec.artifact import encode
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


def of_json(times: int) -> Figure:
    """Return how long our JSON takes beside the standard library's."""
    spec = spec_of(LARGE)
    plain = json.loads(encode(spec))
    assert msgspec.convert(plain, Spec) == spec
    ours, _, ratio = in_turn(lambda: encode(spec), lambda: json.dumps(plain, indent=2, sort_keys=True), times)
    return Figure(name=f"JSON of {LARGE} requirements, by json.dumps", value=ratio, limit=0.15, about=f"{ours:.3f} s")


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


def growth(times: int) -> Iterator[Figure]:
    """Yield how time and memory of all writers grow from the small spec to the large one, in processes of their own."""
    runs: dict[int, list[dict[str, float]]] = {SMALL: [], LARGE: []}
    for _ in range(times):
        for rows, found in runs.items():
            command = [sys.executable, "-m", "benchmarks.manifests", "--rows", str(rows)]
            done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)  # noqa: S603 - this file
            said = json.loads(done.stdout)
            found.append(said["seconds"] | {"time": sum(said["seconds"].values()), "memory": said["MiB"]})
    grown = {}
    for name in runs[SMALL][0]:
        small, large = (statistics.median(each[name] for each in runs[rows]) for rows in (SMALL, LARGE))
        grown[name] = large / small
    each = ", ".join(f"{name} {ratio:.1f}" for name, ratio in grown.items() if name not in ("time", "memory"))
    for name, limit, about in (("time", 5.0, each), ("memory", 4.5, "")):
        title = f"{name} of all writers for {LARGE} requirements, times {SMALL}"
        yield Figure(name=title, value=grown[name], limit=limit, about=about)


def of_lookup(times: int) -> Figure:
    """Return how long `portspec lookup 22` takes beside an empty Python, as whole processes."""

    def process(*args: str) -> None:
        subprocess.run([sys.executable, *args], cwd=ROOT, check=True, capture_output=True)  # noqa: S603

    ours, _, ratio = in_turn(lambda: process("-m", "portspec", "lookup", "22"), lambda: process("-c", "pass"), times)
    return Figure(name="portspec lookup 22, times an empty Python", value=ratio, limit=12, about=f"{ours:.3f} s")


def figures(times: int = 7) -> Iterator[Figure]:
    """Yield all of them."""
    yield of_json(times)
    yield from growth(max(1, times // 2))
    yield of_lookup(2 * times)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--rows"]:
        everything(int(sys.argv[2]))
    else:
        show(figures(times(7)))
