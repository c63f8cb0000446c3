"""Build: the catalog's releases become specs, and the specs become files."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

import msgspec

from portspec.artifact import Artifact, encode
from portspec.build.kept import Kept
from portspec.build.workers import side_by_side
from portspec.catalog import Document, Product, Release
from portspec.extract.trace import trace
from portspec.files.checksums import CHECKSUMS, checksums, digests
from portspec.findings import Finding, Report, finding, silent
from portspec.pipeline import compile_sources
from portspec.readers import read
from portspec.resolve.errata import AnyErratum
from portspec.source import Source
from portspec.spec import Original, Spec
from portspec.spec import Product as About
from portspec.validation import decoding_breaches
from portspec.workspace import COMPILED, ERRATA, SPEC, Workspace, read_page
from portspec.workspace.strays import strays

Progress = Callable[[int, int], None]
"""Is told how many are done, and of how many."""


def compile_catalog(
    workspace: Workspace, report: Report, kept: Kept | None = None, *, jobs: int = 1, progress: Progress | None = None
) -> tuple[Spec, ...]:
    """Return the spec of every release, in the catalog's order; a release whose pages cannot be read is left out.

    Pages and errata that nothing uses are reported (PS307, PS420). What is `kept` is not compiled again. `jobs`
    processes compile side by side, one for each core where that is 0.
    """
    about = [(one, each) for one in workspace.catalog.products for each in one.releases]
    keys = [kept.key(*each) if kept else None for each in about]
    specs = [kept.get(key) if kept else None for key in keys]
    missing = [number for number, spec in enumerate(specs) if spec is None]
    errata = {one.id: workspace.errata(one, report) for one in workspace.catalog.products}
    for spec in filter(None, specs):
        _report_all(spec.findings, report)
    made = side_by_side(_made, (workspace, about, errata), missing, jobs, Made)
    for done, (number, each) in enumerate(zip(missing, made, strict=True), 1):
        specs[number] = each.spec
        _report_all(each.findings, report)
        if kept and each.spec:
            kept.put(keys[number], each.spec)
        if progress:
            progress(done, len(missing))
    strays(workspace, report, {file.path for spec in specs if spec for file in spec.sources})
    return tuple(spec for spec in specs if spec is not None)


def sound(specs: Iterable[Spec], findings: Iterable[Finding]) -> tuple[Spec, ...]:
    """Return the specs of the products whose errata could all be read; what another lacks may be for want of them."""
    unread = {each.place.source.rpartition("/")[0] for each in findings if each.code == "PS305" and each.place}
    return tuple(each for each in specs if each.product is None or f"{ERRATA}/{each.product.id}" not in unread)


def _report_all(findings: Iterable[Finding], report: Report) -> None:
    for each in findings:
        report(each)


class Made(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a release."""

    spec: Spec | None
    """None where its pages cannot be read, or what they give is no valid spec."""
    findings: tuple[Finding, ...]
    """What was reported meanwhile."""


Job = tuple[Workspace, Sequence[tuple[Product, Release]], Mapping[str, Mapping[str, Sequence[AnyErratum]]]]
"""All releases of a catalog in its order, and the errata of each product, by release."""


def _made(job: Job, number: int) -> Made:
    """Return the spec of a release by its number in the catalog, and what is to be reported."""
    found: list[Finding] = []
    workspace, releases, errata = job
    product, release = releases[number]
    spec = compile_release(workspace, product, release, errata[product.id], found.append)
    return Made(spec=spec, findings=tuple(found))


def compile_release(
    workspace: Workspace,
    product: Product,
    release: Release,
    errata: Mapping[str, Sequence[AnyErratum]],
    report: Report,
) -> Spec | None:
    """Return the spec of one release, or None after reporting that a page cannot be read or the spec is not valid.

    `errata` are those of the product, by release.
    """
    spec = _compiled(workspace, product, errata, release, report)
    return spec if spec is not None and _is_valid(spec, report) else None


def compile_page(path: Path, report: Report) -> Spec | None:
    """Return the spec of any page, without a catalog and without errata.

    None after reporting that it is no page, or that what came out is no valid spec (PS306).
    """
    made = compile_opened(partial(read_page, path), report)
    return made and made[1]


def compile_opened(opened: Callable[[Report], Source | None], report: Report) -> tuple[Source, Spec] | None:
    """Return a page and its spec, or None after reporting why there is none; what is said of its bytes is in the spec.

    `opened` gives the page, or None after reporting why it is none.
    """
    found: list[Finding] = []
    source = opened(found.append)
    if source is None:
        _report_all(found, report)
        return None
    spec = compile_source(source, report, found)
    return None if spec is None else (source, spec)


def compile_source(source: Source, report: Report, of_bytes: Sequence[Finding] = ()) -> Spec | None:
    """Return the spec of one page, or None after reporting that what came out is no valid spec (PS306)."""
    spec = compile_sources([(source, None)], (), None, report, of_bytes=of_bytes)
    return spec if _is_valid(spec, report) else None


def trace_source(source: Source) -> Iterator[str]:
    """Yield how each table of a page was read and how each of its numbers ended."""
    yield from trace(read(source, silent))


def _compiled(
    workspace: Workspace,
    product: Product,
    errata: Mapping[str, Sequence[AnyErratum]],
    release: Release,
    report: Report,
) -> Spec | None:
    """Return the spec of one release, or None where one of its pages cannot be read."""
    found: list[Finding] = []
    sources = [_source(workspace, each, found.append) for each in release.documents if each.use == "primary"]
    others = [workspace.source(each, found.append) for each in release.documents if each.use == "comparison"]
    about = About(
        id=product.id,
        name=product.name,
        release=release.id,
        release_name=release.name,
        recorded=release.recorded,
        preview=release.preview,
    )
    read = [each for each in sources if each is not None]
    if len(read) != len(sources):
        _report_all(found, report)
        return None
    compared = [each for each in others if each is not None]
    # A page that is not the recorded one is the catalog's fault: once that is mended the spec stays the same.
    of_bytes = [each for each in found if each.code != "PS406"]
    _report_all((each for each in found if each.code == "PS406"), report)
    return compile_sources(read, errata[release.id], about, report, compared, of_bytes=of_bytes)


def _source(workspace: Workspace, document: Document, report: Report) -> tuple[Source, Original | None] | None:
    source = workspace.source(document, report)
    if source is None:
        return None
    original = document.original
    return source, original and Original(title=original.title, sha256=original.sha256)


def _is_valid(spec: Spec, report: Report) -> bool:
    """Tell whether a spec fits its schema and the rules that a schema cannot say; report where it does not (PS306)."""
    faults = list(decoding_breaches(spec))
    for fault in faults:
        report(finding("PS306", f"The compiled spec is not valid: {fault}", "This is a fault of portspec; report it."))
    return not faults


def to_json(spec: Spec) -> bytes:
    """Return a spec as indented JSON with a final newline: the form that is committed and printed."""
    return encode(spec)


def compiled(specs: Sequence[Spec], inputs: Iterable[tuple[str, str]]) -> Iterator[Artifact]:
    """Yield the compiled specs as files below `spec/compiled`, and the checksums of all that a reader of them sees.

    `inputs` are the paths below `spec` of all that they are compiled of, with the digests of their bytes.
    """
    found = list(inputs)
    folder = COMPILED.removeprefix(f"{SPEC}/")
    for each in specs:
        if each.product:
            path, data = f"{each.product.id}/{each.product.release}.json", to_json(each)
            found += digests([(f"{folder}/{path}", data)])
            yield Artifact(path=path, data=data)
    yield Artifact(path=CHECKSUMS, data=checksums(found))
