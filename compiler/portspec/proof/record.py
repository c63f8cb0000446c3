"""The record of a proof: what was loaded with which tools, what was probed, and what passed."""

from collections.abc import Iterable, Mapping
from hashlib import sha256

import msgspec

from portspec.artifact import Artifact
from portspec.spec import Digest


class Proof(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One snippet, loaded and probed. It holds no day and no name of a machine: it is true wherever it is repeated."""

    dialect: str
    roles: tuple[str, ...]
    options: tuple[str, ...]
    """As words of a command line."""
    snippet: Digest
    """Of the files' paths and bytes."""
    tools: Mapping[str, str]
    """The versions of the programs that loaded it, by their names."""
    probes: int
    """How many packets were sent, each of which passed or did not as it must."""
    passed: tuple[str, ...]
    """The ports that were reached, by way, peer, family and transport; all others of the probed ones were not."""
    failures: tuple[str, ...]
    """What is wrong; empty for a proof."""


def snippet_digest(files: Iterable[Artifact]) -> str:
    """Return the SHA-256, in hex, of some files' names and bytes; the folders that they stand in do not count."""
    parts = sorted((file.path.rsplit("/", 1)[-1], sha256(file.data).hexdigest()) for file in files)
    return sha256("".join(f"{digest}  {name}\n" for name, digest in parts).encode()).hexdigest()


def path_of(product: str, release: str, proof: Proof) -> str:
    """Return where the proof of a role's own text is kept, from the root of the workspace."""
    enforce = "-enforce" if "--enforce" in proof.options else ""
    return f"{PROOFS}/{product}/{release}/{proof.dialect}/{'+'.join(proof.roles)}{enforce}.json"


def how(record: Proof) -> str:
    """Return with what a proof was made."""
    return f"{record.probes} probes with {', '.join(f'{name} {number}' for name, number in record.tools.items())}"


def shown(files: Iterable[Artifact], record: Proof | None) -> str:
    """Return what may be said about a snippet: how it was proven, or that it is not, by the record of its role."""
    if record is None or record.failures or record.snippet != snippet_digest(files):
        return "not proven"
    return f"proven by {how(record)}"


PROOFS = "spec/proofs"
"""Where records are kept."""
