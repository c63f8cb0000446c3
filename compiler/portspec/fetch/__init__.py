"""Fetching: what stands at the origins of documents now; one request at a time for each host, hosts side by side."""

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from hashlib import sha256
from pathlib import Path
from posixpath import dirname, join, normpath, relpath
from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin

import msgspec

from portspec.catalog.fetched import Record
from portspec.catalog.origin import Confluence, File, Git, Web, as_text, host_of, name_of
from portspec.fetch.including import Ask, included
from portspec.fetch.kinds import content_type, kind_of, stored
from portspec.fetch.values import Limits, Refusal, Taken, Wanted, no_page, unreachable
from portspec.files.disk import listed, read_file
from portspec.findings import Finding, Report
from portspec.source import Listing

if TYPE_CHECKING:
    import httpx

    from portspec.fetch.git import Repositories

HOSTS = 16
"""So many hosts are asked at the same time."""


def fetch(wanted: Sequence[Wanted], root: Path, limits: Limits, report: Report) -> list[Taken | None]:
    """Return what stands at each origin, None after reporting that nothing is there (PS910) or no page (PS911).

    `root` is what relative paths start from. The findings come in the order of what is wanted.
    """
    # In a thread of its own: the caller may have a running event loop (a notebook, a test of a browser).
    with ThreadPoolExecutor(max_workers=1) as thread:
        results = thread.submit(lambda: asyncio.run(_all(wanted, root, limits))).result()
    for each in results:
        if isinstance(each, Finding):
            report(each)
    return [None if isinstance(each, Finding) else each for each in results]


async def _all(wanted: Sequence[Wanted], root: Path, limits: Limits) -> list[Taken | Finding]:
    from portspec.fetch.git import Repositories  # noqa: PLC0415 - slow to import, as is the next
    from portspec.fetch.web import client  # noqa: PLC0415

    alone: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
    several = asyncio.Semaphore(HOSTS)
    async with client(limits) as http:
        desk = Desk(http=http, repositories=Repositories(root, limits), root=root, limits=limits)

        async def one(each: Wanted) -> Taken | Finding:
            async with alone[host_of(each.origin)], several:
                try:
                    return await desk.take(each)
                except Refusal as refusal:
                    return refusal.finding

        with desk.repositories.folder:
            return list(await asyncio.gather(*map(one, wanted)))


class Desk:
    """What one run of fetching shares: the connections, the repositories and the limits."""

    def __init__(self, *, http: "httpx.AsyncClient", repositories: "Repositories", root: Path, limits: Limits) -> None:
        self.http = http
        self.repositories = repositories
        self.root = root
        self.limits = limits

    async def take(self, wanted: Wanted) -> Taken:
        """Return what stands at an origin; raises Refusal where nothing does, or no page."""
        text = as_text(wanted.origin)
        last = wanted.record if wanted.record and wanted.record.origin == text else None
        match wanted.origin:
            case Web():
                return await self._web(wanted.origin, wanted, last)
            case Git():
                return await self._git(wanted.origin, wanted, last)
            case Confluence():
                return await self._confluence(wanted.origin)
            case File():
                return await self._file(wanted.origin, wanted)

    async def _web(self, origin: Web, wanted: Wanted, last: Record | None) -> Taken:
        from portspec.fetch.web import ACCEPT, bare, get  # noqa: PLC0415

        conditions = {"If-None-Match": last and last.etag, "If-Modified-Since": last and last.modified}
        headers = {"Accept": ACCEPT} | {name: each for name, each in conditions.items() if each}
        reply = await get(self.http, origin.address, self.limits, headers)
        if reply.status == NOT_MODIFIED:
            if last is None:
                raise unreachable(origin.address, "the server says that it has not changed, which nobody asked")
            return await self._whole(Taken(data=None, record=last), wanted, self._below(origin.address))
        told, charset = content_type(reply.headers.get("content-type", ""))
        moved = bare(reply.address) if bare(reply.address) != bare(origin.address) else None
        sent = {"etag": reply.headers.get("etag"), "modified": reply.headers.get("last-modified")}
        taken = _taken(wanted, reply.data, told, charset, {"address": moved, **sent})
        return await self._whole(taken, wanted, self._below(reply.address))

    def _below(self, address: str) -> Ask:
        """Return what fetches the files in the folder of an address, and below it."""
        from portspec.fetch.web import bare, get  # noqa: PLC0415

        folder = urljoin(bare(address), ".")

        async def ask(path: str) -> bytes | None:
            target = urljoin(folder, quote(path))
            try:
                return (await get(self.http, target, self.limits, {})).data if target.startswith(folder) else None
            except Refusal:
                return None

        return ask

    async def _whole(self, taken: Taken, wanted: Wanted, ask: Ask, listing: Listing | None = None) -> Taken:
        """Return a page with what it includes."""
        data = wanted.data if taken.data is None else taken.data
        kind = taken.media_type or wanted.media_type
        if data is None or kind is None:
            return taken
        found = await included(data, taken.name or name_of(wanted.origin), kind, ask, listing)
        return msgspec.structs.replace(taken, included=found)

    async def _git(self, origin: Git, wanted: Wanted, last: Record | None) -> Taken:
        commit = await self.repositories.commit(origin)
        if last and last.commit == commit:
            return Taken(data=None, record=last)
        data = await self.repositories.file(origin, commit, origin.path)
        folder = dirname(origin.path)

        async def ask(path: str) -> bytes | None:
            target = normpath(join(folder, path))
            try:
                return None if target.startswith("..") else await self.repositories.file(origin, commit, target)
            except Refusal:
                return None

        names = await self.repositories.names(origin, commit)

        def listing(end: str) -> list[str]:
            return [relpath(each, folder or ".") for each in names if each.endswith(end)]

        return await self._whole(_taken(wanted, data, "", "", {"commit": commit}), wanted, ask, listing)

    async def _confluence(self, origin: Confluence) -> Taken:
        from portspec.fetch.confluence import confluence_page  # noqa: PLC0415
        from portspec.fetch.web import Reply, get  # noqa: PLC0415

        async def asked(address: str) -> Reply:
            return await get(self.http, address, self.limits, {"Accept": "application/json"})

        data = await confluence_page(origin, asked)
        return _taken(Wanted(origin=origin), data, "text/html", "", {})

    async def _file(self, origin: File, wanted: Wanted) -> Taken:
        found: list[Finding] = []
        place = Path(normpath(self.root / origin.path))  # the project's folder may not be there yet
        data = read_file(place, origin.path, found.append)
        if data is None:
            raise unreachable(origin.path, found[0].message.rpartition(": ")[2])

        async def ask(path: str) -> bytes | None:
            return read_file(place.parent / path, path, found.append, within=place.parent)

        return await self._whole(_taken(wanted, data, "", "", {}), wanted, ask, partial(listed, place.parent))


NOT_MODIFIED = 304


def _taken(wanted: Wanted, data: bytes, told: str, charset: str, sent: dict[str, str | None]) -> Taken:
    """Return a page with what is remembered of it; raises Refusal (PS911) where it is of another kind than wanted."""
    text, name = as_text(wanted.origin), name_of(wanted.origin)
    kind = kind_of(told, name, data, wanted.media_type)
    if kind is None:
        raise no_page(text, f"it is {told}, no kind of page that portspec reads")
    if kind != (wanted.media_type or kind):
        raise no_page(text, f"it is {kind}, and the page is {wanted.media_type}")
    kept = stored(data, charset, kind)
    record = Record(origin=text, sha256=sha256(kept).hexdigest())
    return Taken(data=kept, name=name, media_type=kind, record=msgspec.structs.replace(record, **sent))
