"""Checksums of the compiled specs and of the files they were made of, so that a change is seen without compiling.

They have the form of sha256sum(1), with paths relative to `spec`.
"""

import re
from collections.abc import Iterable, Iterator
from hashlib import sha256

CHECKSUMS = "SHA256SUMS"
"""The name of the file, beside the compiled specs."""
_LINE = re.compile(r"([0-9a-f]{64})  ([^\n]+)")


def checksums(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Return the checksums of some files, each with its path and its bytes, sorted by path."""
    return "".join(f"{sha256(data).hexdigest()}  {path}\n" for path, data in sorted(files)).encode()


def differing(written: bytes, files: Iterable[tuple[str, bytes]], below: str = "") -> Iterator[str]:
    """Yield the paths, sorted, at which something else stands now than was written down, or nothing, or only now.

    Of what was written down, paths that begin with `below` count.
    """
    then = {path: digest for digest, path in _LINE.findall(written.decode(errors="replace")) if path.startswith(below)}
    now = {path: sha256(data).hexdigest() for path, data in files}
    yield from sorted(path for path in then.keys() | now.keys() if then.get(path) != now.get(path))
