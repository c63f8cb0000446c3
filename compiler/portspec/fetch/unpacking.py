"""Unpacking: the bytes of an answer as they arrive, never more than a limit of them."""

import zlib
from collections.abc import AsyncIterator

from portspec.fetch.values import unreachable

GZIP_OR_ZLIB = 47
"""zlib's window bits for either form, told by the first bytes."""


async def unpacked(chunks: AsyncIterator[bytes], encoding: str, limit: int, what: str) -> bytes:
    """Return the content of an answer (RFC 9110, 8.4).

    Raises Refusal where it has more bytes than the limit, is cut off, or is packed otherwise than was asked for. A few
    bytes may unpack to very many: no more than one above the limit is ever made of them.
    """
    if encoding not in ("", "identity", "gzip", "x-gzip", "deflate"):
        raise unreachable(what, f"it is packed as {encoding[:40]}, which was not asked for")
    packing = None if encoding in ("", "identity") else zlib.decompressobj(GZIP_OR_ZLIB)
    data = bytearray()
    async for chunk in chunks:
        data += chunk if packing is None else _inflated(packing, chunk, limit + 1 - len(data), what)
        if len(data) > limit:
            raise unreachable(what, f"it has more than {limit} bytes")
    if packing is not None and not packing.eof:
        raise unreachable(what, "it is cut off")
    return bytes(data)


def _inflated(packing: "zlib._Decompress", chunk: bytes, most: int, what: str) -> bytes:
    try:
        return packing.decompress(chunk, most)
    except zlib.error as error:
        raise unreachable(what, "it is packed, and cannot be unpacked") from error
