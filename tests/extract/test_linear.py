"""The time that a page takes grows with its length, not with its square, whatever it is made of."""

import gc
from collections.abc import Callable
from time import thread_time

import pytest

from portspec.extract.grammar.port_expression import parse_ports
from portspec.extract.language.confined import itself_in
from portspec.extract.language.names import before_aside
from tests.reading import HTML, MARKDOWN, page, reading_of

TABLE = "| Port | Protocol |\n|---|---|\n"
SAYING_NOTHING = "This is one line of nineteen words that says nothing of what may be open, here or anywhere else.\n\n"
SERIES = {
    "paragraphs": (MARKDOWN, "# Guide\n\n", SAYING_NOTHING),
    "paragraphs below ports": (MARKDOWN, "# Guide\n\n## Ports\n\n", SAYING_NOTHING),
    "sentences with ports": (MARKDOWN, "# Guide\n\n", "Open TCP port % on server %.\n\n"),
    "clauses with ports": (MARKDOWN, "# Hub ports\n\nThe hub listens on TCP port 900", ", on TCP port % for visits"),
    "clauses with hosts": (
        MARKDOWN,
        "# Hub ports\n\nThe hub listens on TCP 900",
        ", and the x-% listens on TCP port %",
    ),
    "covered tables": (MARKDOWN, "# Ports\n\n", f"These ports listen on TCP:\n\n{TABLE}| % | TCP |\n\n"),
    "tables and lines": (MARKDOWN, "# Ports\n\n", f"{TABLE}| % | TCP |\n\nA line of text.\n\n"),
    "items": (MARKDOWN, "# Ports\n\n", "- TCP %\n"),
    "headings": (MARKDOWN, "", "## Server %\n\n"),
    "headings with ports": (MARKDOWN, "", "## TCP %\n\n"),
    "rows": (MARKDOWN, TABLE, "| % | TCP |\n"),
    "remarks without a port": (MARKDOWN, "", "Do not open the port(s) by hand.\n\n- TCP 7101 inbound: port(s)\n\n" * 4),
    "notes of a case": (
        MARKDOWN,
        "",
        "- 8443/tcp[^1]: API\n\n[^1]: This port is only needed with replication.\n\n" * 4,
    ),
    "rows that are refused": (MARKDOWN, "", "| Port | Action |\n|---|---|\n| TCP 7101 | Deny |\n\n" * 4),
    "lists as code": (MARKDOWN, "# Ports\n\n", "    TCP/% console\n"),
    "commands": (MARKDOWN, "# Ports\n\n", "    firewall-cmd --add-port=%/tcp\n"),
    "bars": (MARKDOWN, "", "|\n\n"),
    "headers of columns": (MARKDOWN, "", "Port\n\nProtocol\n\n"),
    "boxes": (HTML, "<h1>Ports</h1>", "<div>text of a box</div>"),
    "open paragraphs": (HTML, "<h1>Ports</h1>", "<p>a"),
    "lists": (HTML, "<h1>Ports</h1>", "<ul><li>TCP %</ul>"),
    "terms": (HTML, "<h1>Ports</h1>", "<dl><dt>a<dd>TCP %</dl>"),
}
PIECES = ["from a to b ", "von a nach b ", "####", "端口", "<-", "1-", "1-2 ", "a->b ", "&#", "<!--", "<a", "icmp esp "]
PIECES += ["22, ", "1-2 except ", "from tcp/1 to tcp/2 ", "port 7001/etc:", "the hub polls ", "from relays, requests "]
GROWTH = 9
"""A page of four times the length takes at most this many times as long; with the square it is sixteen times."""
SHORT = 0.05
"""Seconds that say nothing of growth."""


def seconds(work: Callable[[], object]) -> float:
    """Return the processor time of some work, without that of other threads and of looking through other objects."""
    parse_ports.cache_clear()
    gc.disable()
    try:
        before = thread_time()
        work()
        return thread_time() - before
    finally:
        gc.enable()


def reads(text: str, media_type: str) -> Callable[[], object]:
    """Return what reads a page."""
    source = page(text, media_type)
    return lambda: reading_of(source)


def grows(first: Callable[[], object], second: Callable[[], object]) -> bool:
    """Tell whether reading the longer page takes too long; once in a while a busy machine makes it seem so."""
    for _ in range(3):
        less, more = seconds(first), seconds(second)
        if more < max(SHORT, GROWTH * less):
            return False
    return True


@pytest.mark.parametrize("name", SERIES)
def test_many_blocks_take_time_by_their_number(name: str) -> None:
    media_type, head, each = SERIES[name]

    def text(number: int) -> str:
        return head + "".join(each.replace("%", str(count)) for count in range(number))

    reads(text(2), media_type)()
    assert not grows(reads(text(60), media_type), reads(text(240), media_type))


@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize("form", [f"{TABLE}| 22 {{}} | TCP |\n", "# Ports\n\n- {}\n"], ids=["cell", "item"])
def test_a_long_text_takes_time_by_its_length(piece: str, form: str) -> None:
    length = 4000 if form.startswith("|") else 800

    def text(size: int) -> str:
        return form.format(piece * (size // len(piece)))

    reads(text(100), MARKDOWN)()
    assert not grows(reads(text(length), MARKDOWN), reads(text(4 * length), MARKDOWN))


def test_a_long_name_takes_time_by_its_length() -> None:
    def work(size: int) -> Callable[[], object]:
        return lambda: itself_in(f"{'a' * size} of the node itself")

    work(10)()
    assert not grows(work(5000), work(20000))


def test_a_sentence_of_many_ports_takes_time_by_their_number() -> None:
    def text(number: int) -> str:
        named = (f"{1024 + 7 * count}/tcp, {1025 + 7 * count}/udp" for count in range(number))
        return f"# Ports\n\nOpen {', '.join(named)}."

    reads(text(2), MARKDOWN)()
    assert not grows(reads(text(250), MARKDOWN), reads(text(1000), MARKDOWN))


def test_a_sentence_of_many_clauses_takes_time_by_its_length() -> None:
    def work(size: int) -> Callable[[], object]:
        return lambda: before_aside("the relay polls and " * size)

    work(10)()
    assert not grows(work(500), work(2000))
