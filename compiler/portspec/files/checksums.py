"""Checksums of the compiled specs and of the files they were made of, so that a change is seen without compiling.

They have the form of sha256sum(1), with paths relative to `spec`: a line whose name holds a backslash or the end of a
line begins with a backslash, and has these escaped.
"""

import re
from collections.abc import Iterable, Iterator
from hashlib import sha256

CHECKSUMS = "SHA256SUMS"
"""The name of the file, beside the compiled specs."""
_LINE = re.compile(rb"^(\\?)([0-9a-f]{64})  (.+)$", re.MULTILINE)
_ESCAPES = {b"\\": b"\\\\", b"\n": b"\\n", b"\r": b"\\r"}
_PLAIN = {escape: plain for plain, escape in _ESCAPES.items()}


def digests(files: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, str]]:
    """Yield the path of each file and the SHA-256 of its bytes, in hex."""
    yield from ((path, sha256(data).hexdigest()) for path, data in files)


def checksums(digests: Iterable[tuple[str, str]]) -> bytes:
    """Return the checksums of some files, each with its path and the digest of its bytes, sorted by path."""
    return b"".join(_line(digest, path.encode(errors="surrogateescape")) for path, digest in sorted(digests))


def _line(digest: str, name: bytes) -> bytes:
    escaped = re.sub(rb"[\\\n\r]", lambda found: _ESCAPES[found[0]], name)
    return (b"" if escaped == name else b"\\") + digest.encode() + b"  " + escaped + b"\n"


def _entry(mark: bytes, digest: bytes, name: bytes) -> tuple[str, str]:
    plain = re.sub(rb"\\[\\nr]", lambda found: _PLAIN[found[0]], name) if mark else name
    return plain.decode(errors="surrogateescape"), digest.decode()


def differing(written: bytes, files: Iterable[tuple[str, bytes]], below: str = "") -> Iterator[str]:
    """Yield the paths, sorted, at which something else stands now than was written down, or nothing, or only now.

    Of what was written down, paths that begin with `below` count.
    """
    then = {
        path: digest for path, digest in (_entry(*each) for each in _LINE.findall(written)) if path.startswith(below)
    }
    now = dict(digests(files))
    yield from sorted(path for path in then.keys() | now.keys() if then.get(path) != now.get(path))
