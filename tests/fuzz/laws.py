"""Laws: what holds of every input, whatever it says; each fault is told in a line."""

import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr
from datetime import date
from hashlib import sha256
from io import StringIO
from time import thread_time

import msgspec

from portspec.audit.allowed import allowed
from portspec.audit.ignoring import read_ignored
from portspec.audit.listening import listening
from portspec.build import compile_source
from portspec.catalog import parse_catalog
from portspec.catalog.fetched import parse_fetched
from portspec.deployment.inventory import inventory
from portspec.findings import Finding, Report
from portspec.pipeline import compile_sources
from portspec.readers import read
from portspec.readers.html.visible import decode
from portspec.readers.opening import open_page
from portspec.resolve.networks import parse_networks
from portspec.resolve.parse import parse_errata
from portspec.source import Source, source_of
from portspec.spec import Product, Spec
from portspec.validation import rule_breaches, violations
from portspec.workspace import _decoded
from portspec.writers import write, writers
from portspec.writers.firewall import Options, dialects, emit
from tests.cli.conftest import PAGE
from tests.cli.running import limited, run
from tests.fuzz.seeds import Seed
from tests.readers.test_spans import ink, misplaced

SECONDS, EACH = 2.0, 0.001
"""Time that any input may take, and each byte of it: many times what they do on an idle machine."""
HANGS = 5
"""So many times of that an input is given up."""
BYTES, FOR_EACH = 20_000_000, 3_000
"""Memory that any input may take, and each byte of it."""
PLACED = frozenset({".md", ".html", ".csv"})
"""The formats of whose markup the law of places knows how it is taken away."""
PRODUCT = Product(id="example", name="Example", release="2.0", release_name="2.0", recorded=date(2026, 1, 31))
"""Whose release a page is where files are written of it."""


class Outcome(msgspec.Struct, kw_only=True):
    """What became of an input."""

    digest: str = ""
    """Of all that was made of it."""
    read: bool = False
    """Whether it was taken for what it claims to be."""
    stated: int = 0
    """Requirements, rules or entries that were read."""
    seconds: float = 0.0
    """Of the processor."""
    places: int = 0
    """1 where it was looked at whether each text stands where it says."""
    misplaced: bool = False
    """Whether one does not."""
    faults: list[str] = []
    """The laws that it breaks."""


def tried(seed: Seed, number: int) -> Outcome:
    """Hold the laws against an input; the dear ones are held against a part of all, chosen by its number.

    An input that takes long is tried again: what a process makes once for a language is not its time.
    """
    most = SECONDS + EACH * len(seed.data)
    outcome = _tried(seed, number, HANGS * most)
    if outcome.seconds > most:
        outcome.seconds = min(outcome.seconds, _tried(seed, number, HANGS * most).seconds)
    if outcome.seconds > most:
        outcome.faults.append(f"time: {outcome.seconds:.1f} seconds for {len(seed.data)} bytes")
    return outcome


def _tried(seed: Seed, number: int, most: float) -> Outcome:
    outcome, before = Outcome(), thread_time()
    try:
        with redirect_stderr(StringIO()), limited(most):
            outcome.faults += KINDS.get(seed.kind, _page)(seed, number, outcome)
    except Exception as error:  # noqa: BLE001 - that there is none is the first law
        outcome.faults.append(f"{type(error).__name__}: {str(error)[-2000:]}")
    outcome.seconds = thread_time() - before
    return outcome


def _page(seed: Seed, number: int, outcome: Outcome) -> Iterator[str]:
    found: list[Finding] = []
    source = open_page(seed.data, id="page", path=f"page{seed.kind}", report=found.append, beside=lambda _: None)
    if source is None:
        yield from _refused(found)
        return
    spec = compile_source(source, found.append)
    if spec is None:
        yield f"no spec: {[each.message for each in found if each.severity == 'error']}"
        return
    outcome.read, outcome.stated = True, len(spec.requirements)
    outcome.digest = _digest(spec)
    yield from _accounted(spec, source)
    if number % 4 == 0 and seed.kind in PLACED:
        outcome.places, outcome.misplaced = 1, _is_misplaced(source)
    if number % 20 == 1:
        yield from violations(spec, "spec")
    if number % 20 == 2 and _digest(compile_source(source, lambda _: None)) != outcome.digest:
        yield "other bytes the second time"
    if number % 20 == 3:
        yield from _written(msgspec.structs.replace(spec, product=PRODUCT))
    if number % 500 == 4:
        yield from _remembered(lambda: compile_source(source, lambda _: None), len(seed.data))


def _is_misplaced(source: Source) -> bool:
    """Tell whether a text's place shows another one, though it stands in the page.

    This is counted, and no fault: where markup is broken, what is taken away as markup is a matter of taste.
    """
    whole = ink(decode(source.text))
    return any(ink(text) in whole for text, _ in misplaced(read(source, lambda _: None)))


def _accounted(spec: Spec, source: Source) -> Iterator[str]:
    """Yield where rows are lost, or places lead out of the page."""
    told = [each.code for each in spec.findings]
    if told.count("PS201") != spec.counts.unread:
        yield f"{spec.counts.unread} rows are unread, and {told.count('PS201')} findings say so"
    if not spec.requirements and "PS205" not in told:
        yield "nothing is read, and nothing says so"
    for each in spec.requirements:
        if each.provenance.end_line > source.lines + 2:
            yield f"{each.id} ends in line {each.provenance.end_line} of {source.lines}"
    for found in spec.findings:
        if found.place and found.place.end_line > source.lines + 2:
            yield f"{found.code} ends in line {found.place.end_line} of {source.lines}"


def _written(spec: Spec) -> Iterator[str]:
    """Yield where a writer gives files that nobody may write; that it gives none is well."""
    if not spec.requirements:
        return
    paths = [file.path for name in writers() for file in write(name, spec, lambda _: None)]
    options = Options(roles=tuple(each.id for each in spec.roles)[:1])
    for dialect in dialects():
        paths += [file.path for file in emit(dialect, spec, options, lambda _: None)] if options.roles else []
    yield from (f"path: {each!r}" for each in paths if ".." in each.split("/") or not each.isprintable())


def _remembered(work: Callable[[], object], size: int) -> Iterator[str]:
    tracemalloc.start()
    try:
        work()
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    if peak > BYTES + FOR_EACH * size:
        yield f"memory: {peak} bytes for {size}"


def _refused(found: list[Finding]) -> Iterator[str]:
    if not any(each.severity == "error" for each in found):
        yield "refused without a reason"


def _digest(value: object) -> str:
    return sha256(msgspec.json.encode(value)).hexdigest()


def _parsed(parse: Callable[[bytes, Report], object]) -> Callable[[Seed, int, Outcome], Iterator[str]]:
    """Return the laws of a file that is parsed: it is read, or it is said why not."""

    def faults(seed: Seed, _number: int, outcome: Outcome) -> Iterator[str]:
        found: list[Finding] = []
        value = parse(seed.data, found.append)
        outcome.read = value is not None
        outcome.digest = _digest((repr(value), found))
        if not value:
            yield from _refused(found) if value is None else ()

    return faults


def _errata(seed: Seed, _number: int, outcome: Outcome) -> Iterator[str]:
    found: list[Finding] = []
    errata = parse_errata(seed.data, "errata.yaml", found.append)
    outcome.digest = _digest((errata, found))
    if errata is None:
        yield from _refused(found)
        return
    source = source_of(PAGE.encode(), id="ports", path="ports.md", media_type="text/markdown")
    spec = compile_sources([(source, None)], errata.errata, PRODUCT, found.append)
    outcome.read, outcome.stated = True, len(errata.errata)
    yield from rule_breaches(spec)
    yield from violations(spec, "spec")


def _spec(seed: Seed, _number: int, outcome: Outcome) -> Iterator[str]:
    found: list[Finding] = []
    spec = _decoded(seed.data, "spec.json", found.append)
    if spec is None:
        yield from _refused(found)
        return
    outcome.read, outcome.stated, outcome.digest = True, len(spec.requirements), _digest(spec)
    yield from violations(spec, "spec")
    if spec.product:
        yield from _written(spec)


def _options(seed: Seed, _number: int, outcome: Outcome) -> Iterator[str]:
    words = seed.data.decode("utf-8", "surrogateescape").split(" ")
    if {"-o", "--output", "--page"} & {each.partition("=")[0] for each in words} or any("-o" in each for each in words):
        return
    result = run("emit", *words, "--product", "virtuozzo-hybrid-server")
    outcome.read, outcome.digest = result.exit_code == 0, _digest(result.output)
    if result.exit_code not in (0, 1, 2):
        yield f"status {result.exit_code}"
    if result.exit_code and not result.stderr:
        yield "refused without a reason"


def _told(seed: Seed, _number: int, outcome: Outcome) -> Iterator[str]:
    text, found = seed.data.decode("utf-8", "replace"), list[Finding]()
    for read_as in (allowed, listening):
        value = read_as(text, "host", found.append)
        outcome.read |= value is not None
        if value is None:
            yield from _refused(found)
    outcome.digest = _digest(found)


ROLES = ("mds-server", "client")
KINDS: dict[str, Callable[[Seed, int, Outcome], Iterator[str]]] = {
    "errata": _errata,
    "spec": _spec,
    "options": _options,
    "told": _told,
    "catalog": _parsed(lambda data, report: parse_catalog(data, "catalog.toml", report)),
    "fetched": _parsed(lambda data, report: parse_fetched(data, "fetched.json", report) or {}),
    "networks": _parsed(lambda data, report: parse_networks(data, "peers.yaml", report)),
    "ignored": _parsed(lambda data, report: read_ignored(data.decode("utf-8", "replace"), "ignore.toml", report)),
    "inventory": _parsed(lambda data, report: inventory(data.decode(errors="replace"), "hosts", ROLES, report) or None),
}
"""The laws by the kind of input; all others are pages."""
