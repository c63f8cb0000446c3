"""A new project: a catalog with a first page, the site's settings, and the checks of a commit and a pull request."""

from collections.abc import Iterator

from portspec import __version__
from portspec.adding import Entry, with_entry
from portspec.artifact import Artifact
from portspec.catalog import Catalog
from portspec.resources import listing, read
from portspec.source import source_of

FILES = {
    ".github/workflows/ports.yml": "workflow.yml",
    ".gitignore": "gitignore",
    ".pre-commit-config.yaml": "pre-commit-config.yaml",
    "README.md": "readme.md",
    "mkdocs.yml": "mkdocs.yml",
    "requirements.txt": "requirements.txt",
    "site/pages/guide/index.md": "guide.md",
}
"""What stands in this package's `files`, by its path in the project; `mkdocs.yml` is a link to the repository's own."""


def project(product: str, name: str, release: str, recorded: str) -> Iterator[Artifact]:
    """Yield the files of a new project with one product and release; the recorded day is in ISO 8601."""
    page = _file("page.md", name).replace("RELEASE", release).encode()
    source = source_of(page, id="ports", path="", media_type="text/markdown")
    title = f"Ports of {name}"
    entry = Entry(
        product=product, product_name=name, release=release, release_name=release, recorded=recorded, title=title
    )
    head = "# The products, their releases in order (the last is the latest), and the documents of each.\n"
    yield Artifact(path="spec/catalog.toml", data=with_entry(head, Catalog(), entry, source).encode())
    yield Artifact(path=f"spec/sources/{entry.path(source)}", data=page)
    for path, file in FILES.items():
        yield Artifact(path=path, data=_file(file, name).encode())
    for path in ("site/hooks.py", *listing("site/overrides")):
        yield Artifact(path=path, data=read(path))


def _file(name: str, product: str) -> str:
    """Return one of this package's files, for a product."""
    return read(f"starter/files/{name}").decode().replace("PRODUCT", product).replace("VERSION", __version__)
