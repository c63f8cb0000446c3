"""Laws of extraction: rows add up, their order does not matter, each unread one has one finding."""

from hypothesis import given
from hypothesis import strategies as st

from tests.reading import facts, page, reading_of

CELL = st.sampled_from(
    [
        "22",
        "80/tcp",
        "TCP 80, 443",
        "UDP: 53",
        "5700-6900",
        "soon",
        "",
        "-",
        "99999",
        "<any port>",
        "dynamic",
        "ICMP",
        "3389 or so",
    ]
)
TEXT = st.sampled_from(
    [
        "",
        "(I) Used for logins",
        "(O) Sends mail to the mail server",
        "Communication with clients.",
        "listens on all addresses",
    ]
)
ROWS = st.lists(st.tuples(CELL, TEXT), min_size=1, max_size=12, unique=True)


def table(rows: list[tuple[str, str]]) -> str:
    lines = "\n".join(f"| {port} | {text} |" for port, text in rows)
    head = "# Ports\n\n## Database servers\n\n| Port | Description |\n|---|---|\n"
    return f"{head}| 1 | first |\n| 2 | second |\n| 3 | x |\n{lines}\n"


@given(ROWS)
def test_rows_are_read_or_reported(rows: list[tuple[str, str]]) -> None:
    reading, findings = reading_of(page(table(rows)))
    lines = {claim.provenance.line for claim in reading.claims}
    unread = [each for each in findings if each.code == "PS201"]

    # Those of the page, whatever is made of them; a row of one cell may be the title of those below it.
    assert 3 + sum(all(row) for row in rows) <= reading.rows <= 3 + len(rows)
    assert len(lines) + reading.unread == reading.rows
    assert len(unread) == reading.unread
    assert len({each.place.line for each in unread if each.place}) == reading.unread
    assert lines.isdisjoint(each.place.line for each in unread if each.place)


@given(ROWS, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(rows: list[tuple[str, str]], random: st.DrawFn) -> None:
    full = [row for row in rows if all(row)]
    shuffled = list(full)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = (reading_of(page(table(each)))[0] for each in (full, shuffled))

    assert sorted(map(repr, map(facts, one.claims))) == sorted(map(repr, map(facts, other.claims)))


DISTRACTORS = """# System requirements

| Component | CPU | RAM | Disk size |
|---|---|---|---|
| Server | 4 | 16 GB | 200 |
| Agent | 2 | 8 GB | 80 |

| Package | Version | Port of |
|---|---|---|
| curl | 8.5.0 | upstream |
| openssl | 3.0 | upstream |

- Ubuntu 22.04, 24.04
- Red Hat Enterprise Linux 8, 9
"""


def test_tables_of_sizes_and_versions_give_nothing() -> None:
    reading, findings = reading_of(page(DISTRACTORS))

    assert reading.claims == ()
    assert reading.rows == 0
    assert findings == []
