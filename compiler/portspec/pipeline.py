"""The pipeline: read → extract → correct → resolve → check, from sources to one spec."""

from collections.abc import Sequence

import msgspec

from portspec.checks import Review, check
from portspec.claims import Reading
from portspec.collector import paused
from portspec.document import Document, Heading
from portspec.extract import extract
from portspec.findings import Finding, Report, finding
from portspec.readers import read
from portspec.resolve import resolve
from portspec.resolve.errata import AnyErratum
from portspec.resolve.settle import acknowledge, left
from portspec.resolve.subject import with_subject
from portspec.source import Source
from portspec.spec import Original, Product, SourceRecord, Spec


def compile_sources(
    sources: Sequence[tuple[Source, Original | None]],
    errata: Sequence[AnyErratum],
    product: Product | None,
    report: Report,
    comparisons: Sequence[Source] = (),
    *,
    of_bytes: Sequence[Finding] = (),
) -> Spec:
    """Return the spec of the documents of one release, with every finding in it, and report each in the end.

    Comparison documents add nothing to the spec; checks hold them against it. What the bytes of the pages showed,
    before there was a source, comes first.
    """
    found = list(of_bytes)
    note = found.append
    with paused():
        documents = [read(source, note) for source, _ in sources]
        readings = with_subject(documents, [extract(document, note) for document in documents])
        pages = [_record(document, original) for document, (_, original) in zip(documents, sources, strict=True)]
        spec = resolve(list(zip(pages, readings, strict=True)), errata, product, note)
        spec = _with_included(spec, documents)
        found[:] = left(found, spec)
        review = Review(
            documents=tuple(documents),
            readings=tuple(readings),
            spec=spec,
            comparisons=tuple(_comparison(source, note) for source in comparisons),
            findings=tuple(found),
        )
        for each in check(review):
            note(each)
    several = bool(found)
    for document, reading in zip(documents, readings, strict=True):
        if not reading.claims:
            note(_empty(document, reading, beside=several))
    findings = tuple(acknowledge(found, errata))
    for each in findings:
        report(each)
    return msgspec.structs.replace(spec, findings=findings)


def _comparison(source: Source, report: Report) -> Spec:
    """Return what a comparison document gives by itself; errata are about the primary documents."""
    document = read(source, report)
    (reading,) = with_subject([document], [extract(document, report)])
    return _with_included(resolve([(_record(document, None), reading)], (), None, report), [document])


def _with_included(spec: Spec, documents: Sequence[Document]) -> Spec:
    """Return a spec with the files among its sources that its documents include, each once."""
    files = {file.id: file for document in documents for file in document.source.files[1:]}
    return msgspec.structs.replace(spec, sources=(*spec.sources, *(_file(each) for each in files.values())))


def _record(document: Document, original: Original | None) -> SourceRecord:
    own = _file(document.source.files[0])
    heading = next((block.text.folded for block in document.blocks if isinstance(block, Heading)), "")
    return msgspec.structs.replace(own, title=document.source.title or heading or own.title, original=original)


def _file(source: Source) -> SourceRecord:
    return SourceRecord(
        id=source.id,
        path=source.path,
        title=source.path,
        media_type=source.media_type,
        sha256=source.sha256,
        lines=source.lines,
        restated=source.restated,
    )


def _empty(document: Document, reading: Reading, *, beside: bool) -> Finding:
    """Return the finding about a document without ports, which may stand beside others that say why."""
    place = document.source.place(0, 0, document.source.path)
    unread = f" ({reading.unread} rows could not be read)" if reading.unread else ""
    if not (document.blocks or beside):
        help = "Look into the file; where a script fills the page, save it as the browser shows it."
        return finding("PS205", "This page has no text that can be read", help, place)
    help = f"Give a page with a table or list of ports{', and look at the other findings' if beside else ''}."
    return finding("PS205", f"This page states no ports{unread}", help, place)
