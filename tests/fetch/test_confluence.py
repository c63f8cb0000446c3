"""Pages of Confluence, as its REST API documents them: version 1 of a server of one's own, version 2 of the cloud."""

import json
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from portspec.catalog.origin import Confluence
from portspec.fetch import fetch
from portspec.fetch.values import Limits, Taken, Wanted
from portspec.findings import Finding
from tests.fetch.serving import Site, answer

BODY = "<h2>Nodes</h2><table><tbody><tr><th>Port</th></tr><tr><td>443</td></tr></tbody></table>"


def as_json(value: object) -> bytes:
    return json.dumps(value).encode()


def page(request: BaseHTTPRequestHandler) -> None:
    """Only what is asked for is in the answer: without its parameter there is no body."""
    query = parse_qs(urlsplit(request.path).query)
    wanted = query.get("expand") == ["body.storage"] or query.get("body-format") == ["storage"]
    body = {"storage": {"value": BODY, "representation": "storage"}} if wanted else {}
    found = {"id": "42", "title": "Ports & <peers>", "version": {"number": 3}, "body": body}
    answer(200, as_json(found), "application/json")(request)


def attachments(*names: str, following: str = "", base: str = "") -> bytes:
    links = {"next": following, "base": base} if following else {"base": base}
    return as_json({"results": [{"title": each} for each in names], "_links": links})


def first(site: Site) -> Confluence:
    """A server of one's own, below `/wiki`; the second list of attachments follows from its base address."""
    site.set("/wiki/rest/api/content/42", page)
    lists = "/wiki/rest/api/content/42/child/attachment"
    more = attachments("b.png", following="/rest/api/content/42/child/attachment?start=1", base=f"{site.address}/wiki")
    site.set(lists, answer(200, more, "application/json"), answer(200, attachments("a--b.csv"), "application/json"))
    return Confluence(address=f"{site.address}/wiki", page="42")


def second(site: Site) -> Confluence:
    """The cloud; the second list of attachments follows from the server's root."""
    site.set("/wiki/api/v2/pages/42", page)
    lists = "/wiki/api/v2/pages/42/attachments"
    more = attachments("b.png", following=f"{lists}?cursor=x", base=f"{site.address}/wiki")
    site.set(lists, answer(200, more, "application/json"), answer(200, attachments("a--b.csv"), "application/json"))
    return Confluence(address=f"{site.address}/wiki/", page="42")


def take(origin: Confluence) -> Taken | Finding:
    found: list[Finding] = []
    (taken,) = fetch([Wanted(origin=origin)], Path(), Limits(seconds=5, pauses=()), found.append)
    return taken or found[0]


@pytest.mark.parametrize("version", [first, second])
def test_the_storage_format_is_kept_as_it_is_with_the_names_of_the_attachments(site: Site, version: object) -> None:
    assert callable(version)
    taken = take(version(site))
    assert isinstance(taken, Taken), taken
    assert taken.media_type == "text/html"
    assert taken.data is not None
    title, body, *rest = taken.data.decode().splitlines()
    assert (title, body) == ("<title>Ports &amp; &lt;peers&gt;</title>", BODY)
    assert rest == ["<!-- Attachments:", "a- -b.csv", "b.png", "-->"]


@pytest.mark.parametrize(
    ("given", "code", "why"),
    [
        (answer(404), "PS910", "404"),
        (answer(200, b"<html>Log in</html>"), "PS911", "is not JSON"),
        (answer(200, b"[]", "application/json"), "PS911", "no page in the storage format"),
        (answer(200, as_json({"body": {"storage": None}}), "application/json"), "PS911", "no page in the storage"),
    ],
)
def test_what_is_no_page_is_refused(site: Site, given: object, code: str, why: str) -> None:
    assert callable(given)
    for path in ("rest/api/content/42", "rest/api/content/42/child/attachment"):
        site.set(f"/{path}", given)
    found = take(Confluence(address=site.address, page="42"))
    assert isinstance(found, Finding)
    assert (found.code, why in found.message) == (code, True), found


def test_a_list_that_goes_on_elsewhere_is_not_followed(site: Site) -> None:
    site.set("/rest/api/content/42", page)
    more = attachments("a", following="http://elsewhere.example.com/x")
    site.page("/rest/api/content/42/child/attachment", more, "application/json")
    found = take(Confluence(address=site.address, page="42", api="v1"))
    assert isinstance(found, Finding)
    assert "another host" in found.message
