"""Compiled releases that are kept in `build/.cache`, by the digests of all that they are made of."""

from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property
from hashlib import sha256

import msgspec

from portspec.catalog import Product, Release
from portspec.files import keep_only, write_scratch
from portspec.files.checksums import checksums, digests
from portspec.files.disk import read_file
from portspec.findings import silent
from portspec.resources import fingerprint
from portspec.spec import Spec
from portspec.workspace import ERRATA, SOURCES, SPEC, Workspace

FOLDER = "build/.cache/specs"
"""Safe to delete."""


class Kept:
    """What is kept of a project's releases; a release that has changed in any way is not among them."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.used: set[str] = set()
        self.new: dict[str, Spec] = {}

    @cached_property
    def inputs(self) -> list[tuple[str, str]]:
        """The paths below `spec` of all that specs are compiled of, sorted, with the digests of their bytes."""
        return sorted(digests(self.workspace.contents(self.workspace.inputs())))

    def key(self, product: Product, release: Release) -> str | None:
        """Return the digest of all that a release is made of; None where a page is not the recorded one."""
        folders = dict.fromkeys(f"{SOURCES}/{each.tree}/" for each in release.documents)
        files = [each for folder in (*folders, f"{ERRATA}/{product.id}/") for each in self._below(folder)]
        known = dict(files)
        if any(
            known.get(f"{SOURCES}/{each.path}".removeprefix(f"{SPEC}/")) != each.sha256 for each in release.documents
        ):
            return None
        about = msgspec.json.encode((fingerprint(), product.id, product.name, release), order="deterministic")
        return sha256(about + checksums(files)).hexdigest()

    def _below(self, folder: str) -> Iterator[tuple[str, str]]:
        prefix = folder.removeprefix(f"{SPEC}/")
        for each in self.inputs[bisect_left(self.inputs, (prefix,)) :]:
            if not each[0].startswith(prefix):
                return
            yield each

    def get(self, key: str | None) -> Spec | None:
        """Return the spec that is kept under a key, None where none is."""
        path = self.workspace.root / FOLDER / f"{key}.json"
        data = read_file(path, FOLDER, silent, within=self.workspace.root) if key else None
        try:
            spec = None if data is None else msgspec.json.decode(data, type=Spec)
        except (msgspec.DecodeError, UnicodeDecodeError):
            return None
        if spec is not None and key:
            self.used.add(f"{key}.json")
        return spec

    def put(self, key: str | None, spec: Spec) -> None:
        """Take a spec that is to be kept."""
        if key:
            self.new[f"{key}.json"] = spec

    def save(self) -> None:
        """Keep what was taken, and nothing that was not asked for; what cannot be kept is made again the next time."""
        root = self.workspace.root
        for name, spec in self.new.items():
            write_scratch(root / FOLDER / name, msgspec.json.encode(spec), root)
        keep_only(root / FOLDER, self.used | self.new.keys(), root)
