"""Proofs: what is kept of a firewall text that was loaded and probed, and what may be said about a text by it."""

import re
import shlex
from collections.abc import Iterable, Mapping
from hashlib import sha256

import msgspec

from portspec.artifact import Artifact
from portspec.spec import Count, Digest, Id


class Proof(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One snippet, loaded and probed. It holds no day and no name of a machine: it is true wherever it is repeated.

    `schemas/proof.schema.json` describes a record of it.
    """

    dialect: str
    """Its name, that of the module."""
    roles: tuple[Id, ...]
    """Those that the snippet is for."""
    options: tuple[str, ...]
    """As words of a command line."""
    snippet: Digest
    """As of `snippet_digest`."""
    spec: Digest
    """Of the spec that the text was made of then; another may give the same snippet."""
    tools: Mapping[str, str]
    """The versions of the programs that loaded it, by their names, and of the kernel that filtered, as `Linux`."""
    probes: Count
    """How many packets were sent, each of which passed or did not as it must."""
    passed: tuple[str, ...]
    """The ports that were reached, by way, peer, family and transport; all others of the probed ones were not."""
    failures: tuple[str, ...]
    """What is wrong; empty for a proof."""
    uncovered: tuple[str, ...]
    """What the proof says nothing about."""


def snippet_digest(files: Iterable[Artifact]) -> str:
    """Return the SHA-256, in hex, of some files' names and of what counts in them.

    The folders that they stand in do not count, nor does what only informs, since no program reads it: the line of a
    header that names the spec, which each edit of a page changes, and the comments about single rows. All else counts,
    also what a header says is left out, which was probed too.
    """
    parts = sorted((file.path.rsplit("/", 1)[-1], sha256(_counted(file)).hexdigest()) for file in files)
    return sha256("".join(f"{digest}  {name}\n" for name, digest in parts).encode()).hexdigest()


REMARKS = {"nft": " ", "v4": "", "v6": "", "profiles": ""}
"""What may stand before a comment, by the ending of a file whose every line is a comment from its first `#` on
(nft(8), iptables-restore(8), ufw(8)). In a script such a line may stand in a here-document, and in XML nothing does."""
BESIDE = {"nft": "  # "}
"""How a comment begins that follows what counts on its line, where there are such (nft(8), LEXICAL CONVENTIONS)."""


def _counted(file: Artifact) -> bytes:
    data, ending = _without_spec(file.data), file.path.rpartition(".")[2]
    if ending not in REMARKS:
        return data
    return _without_remarks(data.decode(), REMARKS[ending], BESIDE.get(ending)).encode()


def _without_remarks(text: str, indent: str, beside: str | None) -> str:
    """Return a text without its comments, but for those that it begins with."""
    lines = text.split("\n")
    start = next((number for number, line in enumerate(lines) if not line.startswith("#")), len(lines))
    rules = [line for line in lines[start:] if not line.lstrip(indent).startswith("#")]
    if beside:
        rules = [line.partition(beside)[0].rstrip(" ") for line in rules]
    # What looks like a comment may go on a line, or stand in a string that has not ended.
    unsure = "\\" in text or "\r" in text or any(line.count('"') % 2 for line in rules)
    return text if unsure else "\n".join(lines[:start] + rules)


def _without_spec(data: bytes) -> bytes:
    """Return a text without the line of its spec, if that stands among the comments that the text begins with."""
    before, mark, after = data.partition(b"# Spec: sha256 ")
    digest, _, rest = after.partition(b"\n")
    # A comment that ends in a backslash may go on in the next line, and a carriage return may end one.
    comments = before.endswith(b"\n") and all(line.startswith(b"#") for line in before[:-1].split(b"\n"))
    plain = len(digest) == 64 and digest.isalnum() and b"\\" not in before and b"\r" not in before  # noqa: PLR2004
    return before + rest if mark and comments and plain else data


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """What a text says of itself in its header."""

    options: tuple[str, ...]
    """The words of a command line."""
    spec: str
    """The digest of the spec."""


def claims(text: bytes) -> Claim | None:
    """Return what the header of a text says, or None where it has none, or not that."""
    found = re.search(rb"^# Options: (.*?)^# Spec: sha256 (\w+)$", text, re.DOTALL | re.MULTILINE)
    try:
        # A long line goes on in the next comment.
        words = shlex.split(found[1].decode().replace("\n# ", " ")) if found else []
    except ValueError:
        return None
    return Claim(options=tuple(words), spec=found[2].decode()) if found else None


def path_of(product: str, release: str, proof: Proof) -> str:
    """Return where the proof of a role's own text is kept, from the folder of all proofs."""
    # The form stands in the folder's name: a role may be named as the enforced form of another.
    form = f"{proof.dialect}-enforce" if "--enforce" in proof.options else proof.dialect
    return f"{product}/{release}/{form}/{'+'.join(proof.roles)}.json"


RECORD_AGAIN = "Run `portspec verify --all --record` as root, or remove the file."
"""The help of what is said about a record that does not hold."""


def by_snippet(proofs: Iterable[Proof]) -> dict[str, Proof]:
    """Return the proofs by the digests of their snippets, without those that have failed."""
    return {each.snippet: each for each in proofs if not each.failures}


def how(proof: Proof) -> str:
    """Return with what a proof was made."""
    return f"{proof.probes} probes with {tools(proof)}"


def tools(proof: Proof) -> str:
    """Return the programs that a proof was made with, each with its version."""
    return ", ".join(f"{name} {number}".rstrip() for name, number in sorted(proof.tools.items()))
