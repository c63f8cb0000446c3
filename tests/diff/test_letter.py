"""The text of a pull request and of a mail: what is opened and closed, in words, with the page's before and after."""

from collections.abc import Callable, Sequence
from datetime import date

import pytest
from msgspec.structs import replace

from portspec.diff.letter import Sides, as_mail, as_pull_request, sides
from portspec.findings import finding
from portspec.pipeline import compile_sources
from portspec.spec import Product, Spec
from portspec.writers.changes import changes
from tests.conftest import Golden
from tests.reading import page

HEAD = "# Ports of the gate\n\n## Gateways\n\n| Port | Protocol | Direction | Description |\n|---|---|---|---|\n"
OLD = (
    "| 22 | TCP | inbound | Logins. |",
    "| 443 | TCP | inbound | Browsers *and* more. |",
    "| 53 | UDP | outbound | Names. |",
)
NEW = (
    "| 443 | TCP | both | Browsers *and* more. |",
    "| 53 | UDP | outbound | Names of hosts. |",
    "| 8443 | TCP | inbound | Programs. |",
)


def spec(rows: Sequence[str], release: str = "1.0", head: str = HEAD) -> Spec:
    found = compile_sources([(page(head + "\n".join(rows) + "\n"), None)], (), None, lambda _: None)
    product = Product(id="gate", name="The Gate", release=release, release_name=release, recorded=date(2026, 3, 1))
    return replace(found, product=product)


@pytest.mark.parametrize("form", [as_pull_request, as_mail])
def test_what_an_administrator_reads(golden: Golden, form: Callable[[Sequence[Sides]], str]) -> None:
    overtaken = finding("PS303", "The erratum x is overtaken: the row at line 8 now states it itself", "Remove it.")
    new = spec(NEW)
    new = replace(new, findings=(*new.findings, overtaken))
    golden(f"diff/{form.__name__}.txt", form(sides([spec(OLD)], [new])) + "\n")


def test_the_gravest_comes_first_and_quotes_stand_before_and_after() -> None:
    text = as_mail(sides([spec(OLD)], [spec(NEW)]))
    assert text.index("MORE IS OPEN") < text.index("LESS IS OPEN") < text.index("WORDS ONLY")
    assert max(map(len, text.splitlines()[1:])) <= 76
    assert text.splitlines()[0].startswith("Ports of The Gate 1.0: 2 opened")


def test_nothing_is_said_of_what_stays() -> None:
    assert sides([spec(OLD)], [spec(OLD[::-1])]) == []
    assert as_pull_request([]) == "Ports: nothing has changed"


def test_both_ends_are_named_where_the_row_names_them() -> None:
    head = "# Ports of the gate\n\n## Gateways\n\n| From | To | Port | Protocol |\n|---|---|---|---|\n"
    added = replace(
        spec(NEW),
        requirements=(*spec(NEW).requirements, *spec(["| Console | Depot | 88 | TCP |"], head=head).requirements),
    )
    assert "* Gateway: 88 tcp, from Console to Depot (added)" in as_mail(sides([spec(NEW)], [added]))


def test_a_new_release_is_held_against_the_one_before_it() -> None:
    (found,) = sides([spec(OLD)], [spec(OLD), spec(NEW, "2.0")])
    assert as_mail([found]).splitlines()[2] == "The Gate 2.0, after The Gate 1.0"


def test_the_feed_carries_the_words_of_the_mail() -> None:
    files = {each.path: each.data.decode() for each in changes([spec(OLD), spec(NEW, "2.0")])}
    assert "Gateway: 8443 tcp, inbound (added)" in files["changes/v1/gate/feed.atom"]
