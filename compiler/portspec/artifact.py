"""An artifact is the path and the bytes of one output file."""

import msgspec


class Artifact(msgspec.Struct, frozen=True, kw_only=True):
    """One file to be written."""

    path: str
    """Relative, with `/`, below the folder that the artifacts are written to."""
    data: bytes
