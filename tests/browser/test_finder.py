"""The port finder: what it finds, by keyboard, by address, from a folder, and how fast."""

from itertools import pairwise
from pathlib import Path
from statistics import median

import pytest
from playwright.sync_api import Page, Route, expect

from benchmarks.site import ANSWER, FEW, MANY, QUERIES, many
from portspec.writers.site.finder import finder
from portspec.writers.site.release import Release
from tests import queries
from tests.browser.conftest import STARTS, Open, tab_to
from tests.conftest import ALL

FRAME = 1000 / 60
"""Milliseconds between two pictures of a usual screen."""
ROWS = MANY if ALL else FEW
"""Requirements of a large release; `make bench` asks among as many as by night."""


def answers(page: Page) -> list[str]:
    return page.locator("form.finder li > a").all_inner_texts()


@pytest.mark.parametrize("start", STARTS)
def test_what_is_typed_is_answered(start: str, address: str, built: Path, open_page: Open) -> None:
    page = open_page(f"{address if start == 'address' else built.as_uri()}/guide/index.html")
    for query, expected in {"tcp/2511": ["2511 TCP"] * 3, "6000": ["5700-6900 TCP"], "<b>": []}.items():
        page.get_by_label("Find a port").fill(query)
        page.locator("form.finder [role=status]").filter(has_text=f"{query}: ").wait_for()
        assert answers(page) == expected, query


def test_a_role_comes_before_those_that_speak_of_it(address: str, open_page: Open) -> None:
    page = open_page(f"{address}/index.html?port=mds")
    items = page.locator("form.finder li")
    expect(items.first).to_contain_text("MDS server")
    said = items.all_inner_texts()
    own = ["MDS server" in each.splitlines()[0] for each in said]
    assert own == sorted(own, reverse=True)
    assert len(said) > sum(own) > 0


def test_an_answer_shows_what_is_known_and_what_is_assumed(address: str, open_page: Open) -> None:
    page = open_page(f"{address}/index.html?port=6000")
    answer = page.locator("form.finder li")
    expect(answer).to_contain_text("5700-6900 TCP inbound, Standalone server")
    expect(answer).to_contain_text("A whole range, meant for VNC connections.")
    expect(answer).to_contain_text("Assumed: Direction.")
    page.goto(f"{address}/index.html?port=67")
    expect(answer.locator("strong")).to_have_text("not to be opened")


@pytest.mark.parametrize("start", STARTS)
def test_by_keyboard_alone(start: str, address: str, built: Path, open_page: Open) -> None:
    page = open_page(f"{address if start == 'address' else built.as_uri()}/example/2.0/index.html")
    field = page.get_by_label("Find a port")
    tab_to(page, field)
    page.keyboard.type("2511")
    expect(page.locator("form.finder li")).to_have_count(3)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Escape")
    expect(field).to_be_focused()
    expect(page.locator("form.finder li")).to_have_count(0)
    page.keyboard.type("2510")
    expect(page.locator("form.finder li")).to_have_count(1)
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.wait_for_url("**/example/2.0/roles/mds-server.html#mds-server.2510.both")


@pytest.mark.parametrize("start", STARTS)
def test_an_address_asks_and_an_answer_has_an_address(start: str, address: str, built: Path, open_page: Open) -> None:
    root = address if start == "address" else built.as_uri()
    page = open_page(f"{root}/index.html?port=2511&role=mds-server")
    expect(page.locator("form.finder [role=status]")).to_have_text("2511: 1 requirement")
    expect(page.locator("form.finder").get_by_role("combobox", name="Host")).to_have_value("mds-server")
    page.get_by_label("Find a port").fill("22")
    page.locator("form.finder").get_by_role("combobox", name="Host").select_option("")
    page.locator("form.finder").get_by_role("combobox", name="Release").select_option("example/1.0")
    page.get_by_role("link", name="Link to this answer").click()
    page.wait_for_url("**/index.html?port=22&release=example*1.0")
    expect(page.locator("form.finder li")).to_contain_text("Release: Example Server 1.0")


def test_an_address_that_asks_for_what_is_not_here_is_told_so(address: str, open_page: Open) -> None:
    page = open_page(f"{address}/index.html?port=2511&role=nobody&release=example/9.9")
    status = page.locator("form.finder [role=status]")
    expect(status).to_have_text("Not here: Host nobody, Release example/9.9. 2511: 3 requirements")
    for name in ("Host", "Release"):
        expect(page.locator("form.finder").get_by_role("combobox", name=name)).to_have_value("")
    page.get_by_label("Find a port").fill("2510")
    expect(status).to_have_text("2510: 1 requirement")


def test_a_page_of_an_older_release_asks_about_that_release(address: str, open_page: Open) -> None:
    page = open_page(f"{address}/example/1.0/ports.html")
    page.get_by_label("Find a port").fill("22")
    expect(page.locator("form.finder").get_by_role("combobox", name="Release")).to_have_value("example/1.0")
    expect(page.locator("form.finder li")).to_contain_text("Release: Example Server 1.0")


def test_a_host_has_the_ports_that_it_inherits(address: str, open_page: Open) -> None:
    page = open_page(f"{address}/index.html?port=22&role=mds-server")
    expect(page.locator("form.finder [role=status]")).to_have_text("22: 1 requirement")
    expect(page.locator("form.finder li")).to_contain_text("inherited from Standalone server")


STATUSES = {
    "port=nightly": "nightly: 1 requirement, all in other releases",
    "port=21": "21: 2 requirements, 1 only in other releases",
    "port=22": "22: 2 requirements",
    "port=22&role=mds-server": "22: 1 requirement",
    "port=21&role=standalone-server": "21: 1 requirement, all in other releases",
    "port=21&release=example/1.0": "21: 1 requirement",
    "port=21&release=example/2.0": "21: nothing for this host and release, 2 requirements elsewhere",
    "port=2510&role=broker": "2510: nothing for this host and release, 1 requirement elsewhere",
    "port=4711&role=broker": "4711: nothing is documented",
}


@pytest.mark.parametrize("asked", STATUSES)
def test_what_any_release_or_host_documents_is_not_denied(asked: str, address: str, open_page: Open) -> None:
    releases = [[Release(spec=spec, manifests=(), snippets={}) for spec in history] for history in queries.HISTORIES]
    script = finder(releases).data
    page = open_page("about:blank")
    page.route("**/assets/ports.js", lambda route: route.fulfill(body=script, content_type="text/javascript"))
    page.goto(f"{address}/guide/index.html?{asked}")
    expect(page.locator("form.finder [role=status]")).to_have_text(STATUSES[asked])


def test_an_answer_for_many_requirements_comes_within_a_frame(address: str, open_page: Open) -> None:
    script = finder([[Release(spec=many(ROWS), manifests=(), snippets={})]]).data

    def answer(route: Route) -> None:
        route.fulfill(body=script, content_type="text/javascript")

    page = open_page("about:blank")
    page.route("**/assets/ports.js", answer)
    page.goto(f"{address}/index.html?port=1")
    status = page.locator("form.finder [role=status]")
    expect(status).to_contain_text("requirement")
    assert page.evaluate("portspec.table.rows.length") == ROWS
    took = page.evaluate(ANSWER, QUERIES * 5)
    assert median(took) < FRAME, took


def test_without_scripts_the_finder_is_hidden_and_the_page_is_whole(address: str, open_page: Open) -> None:
    page = open_page(f"{address}/example/2.0/roles/mds-server.html", scripts=False)
    expect(page.locator("form.finder")).to_be_hidden()
    expect(page.get_by_role("table", name="Ports to open: MDS server")).to_be_visible()


@pytest.mark.parametrize("place", ["address", "folder"])
def test_on_a_phone_nothing_lies_over_its_button(place: str, address: str, built: Path, open_page: Open) -> None:
    page = open_page(f"{address if place == 'address' else built.as_uri()}/index.html", width=390)
    buttons = page.locator(".finder-open, .md-header__button").locator("visible=true")
    boxes = sorted((box["x"], box["x"] + box["width"]) for each in buttons.all() if (box := each.bounding_box()))
    assert len(boxes) > 2
    assert all(end <= start + 1 for (_, end), (start, _) in pairwise(boxes)), boxes


def test_the_slash_opens_it_and_on_a_phone_it_takes_no_room_before(address: str, open_page: Open) -> None:
    page = open_page(f"{address}/example/2.0/roles/mds-server.html", width=390)
    field = page.get_by_label("Find a port")
    expect(field).to_be_hidden()
    page.keyboard.press("/")
    expect(field).to_be_focused()
    page.keyboard.type("vncc")
    meant = page.locator("form.finder [role=status]").get_by_role("button", name="vnc")
    meant.click()
    expect(page.locator("form.finder li")).to_contain_text("5700-6900 TCP")
    field.fill("2511/udp")
    expect(page.locator("form.finder [role=status]")).to_contain_text("3 requirements over another")
    expect(page.locator("form.finder li")).to_have_count(3)
    field.fill("70000")
    expect(page.locator("form.finder [role=status]")).to_contain_text("70000 is no port")
    page.keyboard.press("Escape")
    page.locator("form.finder").get_by_role("combobox", name="Host").select_option("mds-server")
    expect(page.locator("form.finder li")).to_have_count(11)
    field.press("Escape")
    expect(field).to_be_hidden()
