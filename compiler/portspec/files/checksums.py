"""Checksums of the compiled specs and of the files they were made of, so that a change is seen without compiling.

They have the form of sha256sum(1), with paths relative to `spec`.
"""

import re
from collections.abc import Iterable, Iterator
from hashlib import sha256

CHECKSUMS = "SHA256SUMS"
"""The name of the file, beside the compiled specs."""
_LINE = re.compile(r"([0-9a-f]{64})  ([^\n]+)")


def digests(files: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, str]]:
    """Yield the path of each file and the SHA-256 of its bytes, in hex."""
    yield from ((path, sha256(data).hexdigest()) for path, data in files)


def checksums(digests: Iterable[tuple[str, str]]) -> bytes:
    """Return the checksums of some files, each with its path and the digest of its bytes, sorted by path."""
    return "".join(f"{digest}  {path}\n" for path, digest in sorted(digests)).encode()


def differing(written: bytes, files: Iterable[tuple[str, bytes]], below: str = "") -> Iterator[str]:
    """Yield the paths, sorted, at which something else stands now than was written down, or nothing, or only now.

    Of what was written down, paths that begin with `below` count.
    """
    then = {path: digest for digest, path in _LINE.findall(written.decode(errors="replace")) if path.startswith(below)}
    now = dict(digests(files))
    yield from sorted(path for path in then.keys() | now.keys() if then.get(path) != now.get(path))
