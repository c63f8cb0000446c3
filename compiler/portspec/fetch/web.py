"""Pages of the web: HTTP (RFC 9110) with conditions, limits, redirects and patience."""

import asyncio
import re
from collections.abc import Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from urllib.parse import urljoin, urlsplit, urlunsplit

import httpx
import msgspec

from portspec import __version__
from portspec.fetch.credentials import authorization, trusted, variables
from portspec.fetch.unpacking import unpacked
from portspec.fetch.values import Limits, Refusal, unreachable

AGENT = f"portspec/{__version__} (compares documentation of ports; one request at a time)"
ACCEPT = "text/html, application/xhtml+xml, text/markdown, text/plain;q=0.9, */*;q=0.5"
MOST_REDIRECTS = 10
REDIRECTS = frozenset((301, 302, 303, 307, 308))


class Reply(msgspec.Struct, frozen=True, kw_only=True):
    """An answer that is a success, or 304 (Not Modified)."""

    status: int
    """As of RFC 9110, section 15."""
    headers: Mapping[str, str]
    """By their names in small letters."""
    data: bytes
    """The body; empty for 304."""
    address: str
    """Where redirects led to."""


def client(limits: Limits) -> httpx.AsyncClient:
    """Return a client that checks certificates and takes proxies from the usual variables (HTTPS_PROXY, NO_PROXY)."""
    headers = {"User-Agent": AGENT, "Accept-Encoding": "gzip"}
    return httpx.AsyncClient(headers=headers, verify=trusted(), timeout=limits.seconds, follow_redirects=False)


async def get(http: httpx.AsyncClient, address: str, limits: Limits, headers: Mapping[str, str]) -> Reply:
    """Return the answer at an address, after following its redirects; raises Refusal where there is none."""
    now = address
    for _ in range(MOST_REDIRECTS):
        reply = await _patient(http, now, limits, headers)
        if reply.status not in REDIRECTS:
            return _success(reply, address)
        now = _next(address, now, reply.headers.get("location", ""))
    raise unreachable(address, f"it redirects more than {MOST_REDIRECTS} times")


async def _patient(http: httpx.AsyncClient, address: str, limits: Limits, headers: Mapping[str, str]) -> Reply:
    """Return an answer; ask again, after a pause, where the server is busy or fails."""
    for pause in limits.pauses:
        reply = await _once(http, address, limits, headers)
        if reply.status != HTTPStatus.TOO_MANY_REQUESTS and reply.status < HTTPStatus.INTERNAL_SERVER_ERROR:
            return reply
        wait = _asked_to_wait(reply) if "retry-after" in reply.headers else pause
        if wait > limits.patience:
            raise unreachable(bare(address), f"the server asks to come again in {wait:.0f} seconds")
        await asyncio.sleep(wait)
    return await _once(http, address, limits, headers)


async def _once(http: httpx.AsyncClient, address: str, limits: Limits, headers: Mapping[str, str]) -> Reply:
    shown = bare(address)
    given = authorization(address)
    sent = {**headers, **({"Authorization": given} if given else {})}
    try:
        async with asyncio.timeout(limits.seconds), http.stream("GET", address, headers=sent) as response:
            encoding = response.headers.get("content-encoding", "").lower()
            data = await unpacked(response.aiter_raw(), encoding, limits.bytes, shown)
            return Reply(status=response.status_code, headers=response.headers, data=data, address=address)
    except (TimeoutError, httpx.TimeoutException) as error:
        raise unreachable(shown, f"it takes more than {limits.seconds:g} seconds") from error
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
        why = re.sub(r"\s*\(_ssl\.c:\d+\)|\[[A-Z]\w*:? ?\w*\] ", "", str(error)) or type(error).__name__
        raise unreachable(shown, why) from error


def _asked_to_wait(reply: Reply) -> float:
    """Return the seconds of a Retry-After, which holds them or a date; by the server's own clock (RFC 9110, 10.2.3)."""
    asked = reply.headers["retry-after"].strip()
    if asked.isascii() and asked.isdigit():
        return float(asked[:9])
    then, now = _date(asked), _date(reply.headers.get("date", ""))
    return max((then - now).total_seconds(), 0) if then and now else 0


def _date(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text)
    except ValueError:
        return None


def _next(first: str, address: str, location: str) -> str:
    """Return where a redirect leads to, by HTTP(S) alone, and never from a checked connection to an open one."""
    try:
        target = urljoin(address, location)
        parts, before = urlsplit(target), urlsplit(address)
        unfit = not location or parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc
    except ValueError:
        unfit, target, parts, before = True, "", urlsplit(""), urlsplit("")
    if unfit:
        raise unreachable(first, f"it redirects to what is no address of the web: {bare(target)[:200]}")
    if (before.scheme, parts.scheme) == ("https", "http"):
        raise unreachable(first, f"it redirects to {bare(target)}, where nothing proves who answers")
    return target


def _success(reply: Reply, address: str) -> Reply:
    if reply.status in (HTTPStatus.OK, HTTPStatus.NOT_MODIFIED):
        return reply
    why = f"the server answers {reply.status} {_phrase(reply.status)}".rstrip()
    if reply.status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.PROXY_AUTHENTICATION_REQUIRED):
        raise _locked(reply, address, why)
    raise unreachable(address, why)


def _locked(reply: Reply, address: str, why: str) -> Refusal:
    host = urlsplit(reply.address).hostname or ""
    token, user, password = variables(host)
    return unreachable(address, why, f"Set {token}, or {user} and {password}, or give netrc an entry for {host}.")


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""


def bare(address: str) -> str:
    """Return an address as it may be shown and kept: without a user, and without a query, which may hold a secret."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))
