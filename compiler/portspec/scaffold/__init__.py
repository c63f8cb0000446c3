"""A new project: a catalog with a first page, the site's settings, and the checks of a commit and a pull request."""

from collections.abc import Collection, Iterator, Mapping
from types import MappingProxyType

from portspec import __version__
from portspec.artifact import Artifact
from portspec.catalog import Catalog
from portspec.catalog.edit import with_page
from portspec.catalog.new_page import Entry, NewPage
from portspec.resources import read
from portspec.source import source_of
from portspec.writers.site.text import text

FILES = {
    ".gitattributes": "gitattributes",
    ".github/workflows/ports.yml": "workflow.yml",
    ".gitignore": "gitignore",
    ".pre-commit-config.yaml": "pre-commit-config.yaml",
    "README.md": "readme.md",
    "mkdocs.yml": "mkdocs.yml",
    "requirements.txt": "requirements.txt",
    "site/pages/guide/index.md": "guide.md",
}
"""What stands in this package's `files`, by its path in the project; `mkdocs.yml` is a link to the repository's own."""
LACKS = {
    ".gitattributes": "; let it say: /spec/** -text",
    ".github/workflows/ports.yml": "",
    ".gitignore": "; let it say: /build/",
    ".pre-commit-config.yaml": "; let it run: portspec check",
    "README.md": "",
    "mkdocs.yml": ", with its site; `portspec emit site -o FOLDER` makes one about the ports",
    "requirements.txt": f"; let it name the wheel or the checkout of portspec {__version__}, with its extra `site`",
}
"""What a repository may have already, and what such a file of its own lacks."""
SCHEMA = "../build/schemas/v1/catalog.schema.json"
"""What editors hold the catalog to, as Taplo reads it (its `#:schema` directive): `portspec build` writes it there."""
SITE = "      - run: mkdocs build --strict\n"
"""The workflow's step for the site."""
ENGINES: dict[str, dict[str, str]] = {
    "mkdocs": {},
    "zensical": {
        SITE: (
            "      - run: portspec emit site -o build/pages\n"
            "      - run: zensical build --strict\n"
            "        working-directory: build/pages\n"
        ),
        ".whl[site]\n": ".whl[site]\nzensical==0.0.73 # an alpha: each version may build other pages\n",
        "`portspec site` makes the site, in `build/site`;": (
            "`portspec emit site -o build/pages` writes the pages of the site, and `zensical build` in that folder\n"
            "  makes it of them, in `build/pages/build/site`;"
        ),
    },
}
"""What makes a project's site, each with what its files say for that in place of what they say for MkDocs."""


def example(product: str, name: str, release: str, recorded: str) -> NewPage:
    """Return a page in a form that needs no help, about a product and release; the day is in ISO 8601."""
    page = _file("page.md", name).replace("RELEASE", release).encode()
    source = source_of(page, id="example", path="", media_type="text/markdown")
    entry = Entry(
        product=product,
        product_name=name,
        release=release,
        release_name=release,
        recorded=recorded,
        title=f"Ports of {name}",
    )
    return NewPage(entry=entry, source=source, files={entry.path(source): page})


def project(first: NewPage, kept: Collection[str] = (), engine: str = "mkdocs") -> Iterator[Artifact]:
    """Yield the files of a new project with one product, release and page, whose site is made by one of `ENGINES`.

    Of the paths in `kept`, which are some of `LACKS`, there are others already. Where `mkdocs.yml` is one of them, the
    project has a site of its own, and nothing is yielded for one. The catalog is the last: no other file makes a
    project.
    """
    about = "# The products, their releases in order (the last is the latest), and the documents of each."
    head = f"#:schema {SCHEMA}\n{about}\n"
    for each in _around(first.entry.product_name, has_site="mkdocs.yml" in kept, engine=engine):
        if each.path not in kept:
            yield each
    yield from (Artifact(path=f"spec/sources/{path}", data=data) for path, data in first.files.items())
    yield Artifact(path="spec/catalog.toml", data=with_page(head, Catalog(), first).encode())


def _around(name: str, *, has_site: bool, engine: str) -> Iterator[Artifact]:
    """Yield what a project has beside its catalog and pages."""
    said = {SITE: ""} if has_site else ENGINES[engine]
    for path, file in FILES.items():
        if not (has_site and path.startswith("site/")):
            yield Artifact(path=path, data=_file(file, name, said).encode())


def _file(name: str, product: str, said: Mapping[str, str] = MappingProxyType({})) -> str:
    """Return one of this package's files, for a product, whose name is data in Markdown (and HTML) as any other.

    `said` holds texts of it and what stands in their place.
    """
    found = read(f"scaffold/files/{name}").decode()
    for text_, other in said.items():
        found = found.replace(text_, other)
    return found.replace("PRODUCT", text(product)).replace("VERSION", __version__)
