"""Downloads in the order of a reader: by kind, and of each kind the files about the whole release first."""

from collections.abc import Iterable
from itertools import groupby

from portspec.artifact import Artifact
from portspec.writers.site.words import Words

KINDS = {
    "manifests": "All that is documented",
    "flows": "Who connects to whom",
    "snippets": "Firewall texts",
    "services": "Names of ports, for /etc/services",
    "nmap": "Ports to scan, for nmap -p",
    "tables": "Corrected tables, for the page itself",
    "oscal": "OSCAL component definition, and what it cannot hold",
}
"""What the first folders of files hold, in the order in which they are shown; others come last, by their names."""


def by_kind(files: Iterable[Artifact]) -> list[Artifact]:
    """Return the files in the order in which pages show them."""
    places = {folder: at for at, folder in enumerate(KINDS)}
    return sorted(files, key=lambda file: (places.get(_folder(file), len(KINDS)), _folder(file), bool(file.role)))


def kinds(words: Words, files: Iterable[Artifact]) -> list[tuple[str, list[Artifact]]]:
    """Return words for each kind with its files; those of a kind stand together already."""
    return [(words(KINDS.get(folder, folder)), list(group)) for folder, group in groupby(files, _folder)]


def short(path: str) -> str:
    """Return a path without what is the same in all paths of a product: kind, version of the layout, product."""
    return path.split("/", 3)[-1]


def _folder(file: Artifact) -> str:
    return file.path.partition("/")[0]
