"""An origin on the command line is the one that stands in the catalog, and no password gets there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portspec.catalog.origin import Confluence, File, Git, Origin, Web, as_text, host_of, origin_of

NAMES = st.from_regex(r"[a-z0-9][a-z0-9._-]{0,8}", fullmatch=True).filter(lambda name: name.strip("."))
ADDRESSES = st.builds("https://{}/{}".format, NAMES, NAMES)
PATHS = st.lists(NAMES, min_size=1, max_size=3).map("/".join)
ORIGINS: st.SearchStrategy[Origin] = st.one_of(
    st.builds(Web, address=ADDRESSES),
    st.builds(Git, address=ADDRESSES | st.builds("git@{}:{}".format, NAMES, NAMES), path=PATHS, ref=NAMES),
    st.builds(File, path=PATHS | PATHS.map("../{}".format)),
    st.builds(Confluence, address=ADDRESSES, page=st.integers(1).map(str)),
)


@given(ORIGINS)
def test_an_origin_and_its_text_are_the_same(origin: Origin) -> None:
    assert origin_of(as_text(origin)) == origin


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        ("https://docs.example.com/p?q=1#x", Web(address="https://docs.example.com/p?q=1#x")),
        ("git+https://e.com/d.git#a/b.md", Git(address="https://e.com/d.git", path="a/b.md")),
        ("git+ssh://git@e.com/d.git@v/1#b.md", Git(address="ssh://git@e.com/d.git", ref="v/1", path="b.md")),
        ("git+../docs.git@main#b.md", Git(address="../docs.git", ref="main", path="b.md")),
        ("https://e.com/wiki/spaces/K/pages/12/Title+x", Confluence(address="https://e.com/wiki", page="12")),
        ("https://e.com/pages/viewpage.action?x=1&pageId=7", Confluence(address="https://e.com", page="7")),
        ("page.md", None),
        ("file:../a/page.md", File(path="../a/page.md")),
        ("file:///a/page.md", File(path="/a/page.md")),
        ("../c++/page.md", None),
    ],
)
def test_what_a_text_names(text: str, origin: Origin | None) -> None:
    assert origin_of(text) == origin


@pytest.mark.parametrize(
    "text",
    [
        "https://me:secret@e.com/p",
        "https://secret@e.com/p",
        "git+https://secret@e.com/d.git#p.md",
        "git+ssh://me:secret@e.com/d.git#p.md",
        "git+-x#p.md",
        "git+ext::sh -c secret#p.md",
        "git+https://e.com/d.git",
        "git+https://e.com/d.git#../p.md",
        "confluence+https://e.com/wiki",
        "https://",
    ],
)
def test_what_cannot_stand_in_a_catalog_is_refused_without_being_shown(text: str) -> None:
    with pytest.raises(ValueError, match="this is no address") as refused:
        origin_of(text)
    assert "secret" not in str(refused.value)


def test_hosts() -> None:
    hosts = {"https://E.com:8443/p": "e.com:8443", "git+git@e.com:d.git#p": "e.com", "git+../d.git#p": ""}
    assert {text: host_of(origin) for text in hosts if (origin := origin_of(text))} == hosts
