"""How long compiling a page takes, beside what its parser alone takes: `python benchmarks/reading.py`.

One run alternates the two, so that the ratio holds when the machine's speed drifts. Validation is apart: it is not part
of compiling. Limits: Markdown 1.5 at 1,000 rows and 1.0 at 10,000, HTML 1.3 at 1,000; ten times the rows take at most
eleven times as long.
"""

import statistics
import sys
import time
from collections.abc import Callable

from bs4 import BeautifulSoup
from markdown_it import MarkdownIt

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


def seconds(call: Callable[[], object]) -> float:
    """Return how long a call takes."""
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def compare(name: str, pages: list[str], media_type: str, parser: Callable[[str], object], rows: int) -> float:
    """Print and return the median time of compiling, with the ratio to the parser's; each page is new to both."""
    pairs = []
    for text in pages:
        ours = seconds(lambda text=text: compiling(text, media_type, rows))
        pairs.append((ours, seconds(lambda text=text: parser(text))))
    median = statistics.median(first for first, _ in pairs)
    ratio = statistics.median(first / second for first, second in pairs)
    print(f"{name:24} {median * 1000:9.1f} ms   {ratio:5.2f} of the parser alone")
    return median


def main(times: int) -> None:
    """Print the figures."""
    compiling(markdown(10), "text/markdown", 10)
    compiling(html(10), "text/html", 10)
    medians: dict[int, float] = {}
    for rows in (1000, 10000):
        pages = [markdown(rows, rows * (1 + number)) for number in range(times)]
        stock = MarkdownIt("commonmark").enable("table")
        medians[rows] = compare(f"Markdown, {rows} rows", pages, "text/markdown", stock.parse, rows)
    print(f"10,000 rows take {medians[10000] / medians[1000]:.1f} times as long as 1,000")
    pages = [html(1000, 1000 * (1 + number)) for number in range(times)]
    compare("HTML, 1000 rows", pages, "text/html", lambda text: BeautifulSoup(text, "html5lib"), 1000)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
