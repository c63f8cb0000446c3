"""Definition lists of Markdown: a term, and lines below it of which the first begins with a colon."""

from portspec.document import List
from portspec.readers import read
from tests.reading import page


def _items(text: str) -> list[tuple[str | None, str]]:
    found = [block for block in read(page(text), lambda _: None).blocks if isinstance(block, List)]
    return [(item.term.value if item.term else None, item.text.value) for each in found for item in each.items]


def test_each_line_behind_a_term_is_kept() -> None:
    lines = ":    * Names: `a.example.com`\n     * Ports: TCP 7443\n     and UDP 7444\n"
    text = f"# Ports\n\nLet hosts reach the hub.\n{lines}"
    term = "Let hosts reach the hub."
    assert _items(text) == [(term, "Names: a.example.com"), (term, "Ports: TCP 7443"), (term, "and UDP 7444")]


def test_lines_before_the_first_term_are_kept() -> None:
    assert _items("# Ports\n\nTCP 7445 as well.\n7446/tcp\n: Console\n7447/tcp\n: Relay\n") == [
        (None, "TCP 7445 as well."),
        ("7446/tcp", "Console"),
        ("7447/tcp", "Relay"),
    ]
