"""An artifact is the path and the bytes of one output file."""

from typing import Any

import msgspec


class Artifact(msgspec.Struct, frozen=True, kw_only=True):
    """One file to be written."""

    path: str
    """Relative, with `/`, below the folder that the artifacts are written to."""
    data: bytes
    """Its content; text is UTF-8 with lines that end in `\\n`."""
    role: str | None = None
    """Id of the role that the file is about; None for a file about a whole release."""
    schema: str | None = None
    """The `$id` of the schema that the file fits, where it has one."""
    snippet: str | None = None
    """The digest of the firewall text that the file is a part of, as of `proofs.snippet_digest`; None for no part."""
    copied: str | None = None
    """The path of the artifact that this one is a copy of, and that is made before it; None for no copy."""


def encode(value: Any) -> bytes:
    """Return a value as JSON (RFC 8259): UTF-8, fields in the schema's order, two spaces a level, a final newline."""
    return msgspec.json.format(msgspec.json.encode(value, order="deterministic"), indent=2) + b"\n"
