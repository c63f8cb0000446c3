"""How long compiling a page takes, beside what its parser alone takes: `python -m benchmarks.reading`.

One run alternates the two. Validation is apart: it is not part of compiling.
"""

import tracemalloc
from collections.abc import Callable, Iterator

from bs4 import BeautifulSoup
from markdown_it import MarkdownIt

from benchmarks.measure import Figure, medians, seconds, show, times
from portspec.pipeline import compile_sources
from portspec.source import source_of

HEAD = ("Port", "Protocol", "Direction", "Source", "Destination", "Service", "Description")


def cells(row: int) -> tuple[str, ...]:
    """Return a row of seven cells, about 170 bytes, with code, emphasis and a link; no two rows are alike."""
    port = 1024 + row % 60000
    words = f"Carries the *regular* traffic of service number {row}, see [its page](service-{row}.html) for the details"
    ends = (f"client group {row % 17}", f"server group {row % 13}")
    return f"{port}", ("TCP", "UDP")[row % 2], ("inbound", "outbound")[row % 3 % 2], *ends, f"`svc-{row}`", words


def markdown(rows: int, first: int = 0) -> str:
    """Return a page with one pipe table, whose rows are numbered from `first`."""
    lines = ["| " + " | ".join(cells(row)) + " |" for row in range(first, first + rows)]
    return "\n".join(["# Ports", "", "| " + " | ".join(HEAD) + " |", "|---" * 7 + "|", *lines, ""])


def html(rows: int, first: int = 0) -> str:
    """Return the same page in HTML."""
    head = "".join(f"<th>{name}</th>" for name in HEAD)
    lines = ("".join(f"<td>{_inline(cell)}</td>" for cell in cells(row)) for row in range(first, first + rows))
    body = "\n".join(f"<tr>{line}</tr>" for line in lines)
    return f"<h1>Ports</h1>\n<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody></table>\n"


def _inline(cell: str) -> str:
    if cell.startswith("`"):
        return f"<code>{cell[1:-1]}</code>"
    if "*" not in cell:
        return cell
    before, middle, rest = cell.split("*")
    text, _, link = rest.partition("[")
    words, _, target = link.partition("](")
    address, _, after = target.partition(")")
    return f'{before}<em>{middle}</em>{text}<a href="{address}">{words}</a>{after}'


def compiling(text: str, media_type: str, rows: int) -> None:
    """Compile a page, and check that no row is lost."""
    source = source_of(text.encode(), id="page", path="page", media_type=media_type)
    spec = compile_sources([(source, None)], (), None, lambda _: None)
    assert len(spec.requirements) == rows, (len(spec.requirements), rows)


def compare(pages: list[str], media_type: str, parser: Callable[[str], object], rows: int) -> tuple[float, float]:
    """Return the median seconds of compiling, and the ratio to the parser's; each page is new to both."""
    pairs = []
    for text in pages:
        ours = seconds(lambda text=text: compiling(text, media_type, rows))
        pairs.append((ours, seconds(lambda text=text: parser(text))))
    took, _, ratio = medians(pairs)
    return took, ratio


def memory(text: str, rows: int) -> int:
    """Return the most bytes that compiling a page of Markdown holds at one time."""
    tracemalloc.start()
    try:
        compiling(text, "text/markdown", rows)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def figures(times: int = 5) -> Iterator[Figure]:
    """Yield how long compiling takes beside the parser alone, and how it grows."""
    compiling(markdown(10), "text/markdown", 10)
    compiling(html(10), "text/html", 10)
    took: dict[int, float] = {}
    for rows, limit in ((1000, 1.1), (10000, 0.9)):
        pages = [markdown(rows, rows * (1 + number)) for number in range(times)]
        stock = MarkdownIt("commonmark").enable("table")
        took[rows], ratio = compare(pages, "text/markdown", stock.parse, rows)
        yield Figure(
            name=f"Markdown of {rows} rows, times its parser", value=ratio, limit=limit, about=f"{took[rows]:.3f} s"
        )
    yield Figure(name="Markdown of 10000 rows, times that of 1000", value=took[10000] / took[1000], limit=11)
    yield Figure(name="seconds a MB of Markdown", value=took[10000] * 1e6 / len(pages[0]), limit=1)
    yield Figure(name="MB of memory a MB of Markdown", value=memory(pages[0], 10000) / len(pages[0]), limit=40)
    pages = [html(1000, 1000 * (1 + number)) for number in range(times)]
    ours, ratio = compare(pages, "text/html", lambda text: BeautifulSoup(text, "html5lib"), 1000)
    yield Figure(name="HTML of 1000 rows, times its parser", value=ratio, limit=1.3, about=f"{ours:.3f} s")


if __name__ == "__main__":
    show(figures(times(5)))
