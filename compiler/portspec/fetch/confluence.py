"""Pages of Confluence: its REST API, versions 1 and 2, gives the storage format and the names of the attachments."""

from collections.abc import Awaitable, Callable
from html import escape
from urllib.parse import urljoin

import msgspec

from portspec.catalog.origin import Confluence, as_text
from portspec.fetch.values import Json, Refusal, no_page
from portspec.fetch.web import Reply

Get = Callable[[str], Awaitable[Reply]]
"""Returns the answer at an address, or raises Refusal."""
MOST_LISTS = 50
"""No more lists of attachments are asked for; each has up to 25 or 50 of them."""


class Storage(msgspec.Struct, frozen=True, kw_only=True):
    """A page in the storage format."""

    title: str
    """The page's title in the space."""
    body: str
    """XHTML with elements of Confluence's own."""
    attachments: tuple[str, ...]
    """Their names, sorted."""


async def confluence_page(origin: Confluence, get: Get) -> bytes:
    """Return a page as XHTML: its title, the storage format as it came, and a comment that names the attachments.

    Raises Refusal where the API does not answer, or with something else than a page.
    """
    versions = {"v2": _second, "v1": _first}
    tried = [versions[origin.api]] if origin.api else list(versions.values())
    for number, version in enumerate(tried, 1):
        try:
            return _written(await version(origin, get))
        except Refusal:
            # A server of one's own does not know version 2, and the cloud drops version 1.
            if number == len(tried):
                raise
    raise AssertionError


def _written(page: Storage) -> bytes:
    names = "\n".join(each.replace("--", "- -") for each in page.attachments)
    attached = f"\n<!-- Attachments:\n{names}\n-->" if names else ""
    return f"<title>{escape(page.title, quote=False)}</title>\n{page.body}{attached}\n".encode()


async def _second(origin: Confluence, get: Get) -> Storage:
    page = f"{origin.address.rstrip('/')}/api/v2/pages/{origin.page}"
    found = _json(await get(f"{page}?body-format=storage"), origin)
    return _storage(found, await _names(f"{page}/attachments", get, origin), origin)


async def _first(origin: Confluence, get: Get) -> Storage:
    page = f"{origin.address.rstrip('/')}/rest/api/content/{origin.page}"
    found = _json(await get(f"{page}?expand=body.storage"), origin)
    return _storage(found, await _names(f"{page}/child/attachment", get, origin), origin)


async def _names(address: str, get: Get, origin: Confluence) -> list[str]:
    """Return the titles in a list and in those that its `next` link leads to."""
    names: list[str] = []
    for _ in range(MOST_LISTS):
        answer = _json(await get(address), origin)
        results = answer.get("results") if isinstance(answer, dict) else None
        names += [str(each["title"]) for each in results or () if isinstance(each, dict) and "title" in each]
        links = answer.get("_links") if isinstance(answer, dict) else None
        if not isinstance(links, dict) or not links.get("next"):
            break
        address = _following(str(links["next"]), origin)
    return names


def _following(link: str, origin: Confluence) -> str:
    """Return the address of the next list: version 1 gives it from the base address, version 2 from the server's root.

    Raises Refusal where it is at another host.
    """
    base = origin.address.rstrip("/")
    root = urljoin(base, "/")
    context = base.removeprefix(root.rstrip("/"))
    whole = "://" in link or (context and link.startswith(f"{context}/"))
    address = urljoin(root, link) if whole else base + link
    if not address.startswith(root):
        raise no_page(as_text(origin), "its list of attachments goes on at another host")
    return address


def _json(reply: Reply, origin: Confluence) -> Json:
    try:
        return msgspec.json.decode(reply.data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise no_page(as_text(origin), "the server's answer is not JSON") from error


def _storage(answer: Json, names: list[str], origin: Confluence) -> Storage:
    try:
        body = answer["body"]["storage"]["value"]
        return Storage(title=str(answer.get("title", "")), body=str(body), attachments=tuple(sorted(set(names))))
    except (KeyError, TypeError, AttributeError) as error:
        raise no_page(as_text(origin), "the server's answer holds no page in the storage format") from error
