"""The catalog: which products there are, their releases in order, and the documents of each release."""

import re
from collections.abc import Container, Iterator
from datetime import date
from typing import Annotated, Literal, get_args

import msgspec

from portspec.analysis.releases import latest
from portspec.catalog.origin import Api, Git, Origin
from portspec.faults import fault, key_of
from portspec.findings import Report, finding, meant
from portspec.source import Place, Source, source_of
from portspec.spec import Count, Digest, Id, MediaType, Original
from portspec.toml import loads

PagePath = Annotated[str, msgspec.Meta(pattern=r"^(?!.*(^|/)\.{0,2}(/|$))[^\\\x00-\x1f]+$(?!\n)")]
"""Relative, with `/`, and without steps upwards."""
Use = Literal["primary", "comparison"]
CHOICES = {
    "use": get_args(Use),
    "kind": [each.__struct_config__.tag for each in get_args(Origin)],
    "api": get_args(Api),
}
"""The values of the fields that take only some."""


class Document(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One page of a release."""

    id: Id
    """Of its release's documents no other has it; errata and findings name it."""
    path: PagePath
    """Below `spec/sources`."""
    title: str
    """As people know it; it stands on the site and beside quotes."""
    media_type: MediaType
    """Which format reads it, as `readers.formats` names them."""
    sha256: Digest
    """Of the file's bytes when it was recorded; another one is an error until `portspec record`."""
    use: Use
    """The requirements of a primary document make the spec; a comparison document feeds checks only."""
    restated: bool = False
    """True where it tells an original in our own words, so that no quote is the vendor's."""
    original: Original | None = None
    """The page that a restated document restates."""
    origin: Origin | None = None
    """Where it is fetched from; of several documents with one origin only that of the last release is."""
    recorded: date | None = None
    """The day when it was taken down, where that is not the release's."""
    attributes: dict[str, str | Literal[False]] = {}
    """What decides conditions of its markup: the values of names, false for one that is not set."""

    @property
    def told(self) -> dict[str, str | None]:
        """The attributes as readers take them."""
        return {name: None if value is False else value for name, value in self.attributes.items()}

    @property
    def tree(self) -> str:
        """The folder below `spec/sources` in which what it includes may stand: its own, or that of its repository."""
        if isinstance(self.origin, Git) and self.path.endswith(f"/{self.origin.path}"):
            return self.path.removesuffix(f"/{self.origin.path}")
        return self.path.rpartition("/")[0]

    def __post_init__(self) -> None:
        """Refuse an original without a restatement."""
        if self.original is not None and not self.restated:
            raise ValueError("`original` is only for a document with `restated = true`")


class Shrinkage(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a release may lack that there was before, and why."""

    reason: Annotated[str, msgspec.Meta(min_length=1)]
    """Why it is right that they are gone; shown wherever the release is."""
    tables: Count = 0
    """How many tables fewer."""
    roles: tuple[Id, ...] = ()
    """Which roles are gone."""
    requirements: Count = 0
    """How many requirements are gone, whatever has come."""


class Release(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A version of a product's documentation."""

    id: Id
    """Of its product's releases no other has it; it names files and addresses."""
    name: str
    """As people know it, such as `7.1 Beta`."""
    recorded: date
    """The day when the documents were taken down; the latest where they differ."""
    said: bool | None = msgspec.field(name="preview", default=None)
    """Whether it is not final yet; where nothing is said, its id and its name tell."""
    shrunk: Shrinkage | None = None
    """What is acknowledged to be gone since the release before, or since it was compiled last."""
    documents: tuple[Document, ...] = msgspec.field(name="document", default=())
    """In the order in which the spec names them."""

    @property
    def preview(self) -> bool:
        """Whether it is not final, so that it is not the latest one while another is."""
        return bool(PREVIEW.search(f"{self.id} {self.name}")) if self.said is None else self.said


class Product(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A product with its releases, the oldest first."""

    id: Id
    """No other product has it; it names folders, files and addresses."""
    name: str
    """As people know it."""
    releases: tuple[Release, ...] = msgspec.field(name="release", default=())
    """The oldest first; the last that is no preview is the latest."""

    @property
    def latest(self) -> Release | None:
        """The last release that is no preview, the last of all where each is one, or None where there is none."""
        return latest(self.releases) if self.releases else None


class Catalog(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All products."""

    products: tuple[Product, ...] = msgspec.field(name="product", default=())
    """In the order of the file, which is that of the site."""

    def product(self, id: str) -> Product | None:
        """Return the product of this id, or None."""
        return next((each for each in self.products if each.id == id), None)


def parse_catalog(data: bytes, path: str, report: Report) -> Catalog | None:
    """Return the catalog written in `data` (TOML 1.0), or None after reporting what is wrong with it (PS305)."""
    try:
        source = source_of(data, id="catalog", path=path, media_type="application/toml")
    except UnicodeDecodeError:
        report(finding("PS305", f"{path} is not UTF-8 text", "Save it as UTF-8."))
        return None
    try:
        catalog = msgspec.convert(loads(source.text), Catalog)
    except msgspec.ValidationError as error:
        message, where = fault(error, CHOICES)
        key = f"`{named}`: " if (named := key_of(where)) else ""
        report(finding("PS305", f"{path} is not valid: {key}{message}", FIELDS, place_in(source, where)))
    except ValueError as error:
        report(finding("PS305", f"{path} is not valid TOML: {error}", SYNTAX, _syntax(source, str(error))))
    else:
        faults = (*_twice(catalog), *_unusable(catalog))
        for where, message, help in faults:
            report(finding("PS305", message, help, place_in(source, where)))
        return None if faults else catalog
    return None


PREVIEW = re.compile(
    r"(?<![a-z])(?:alpha|beta|rc|release candidate|pre-?release|(?:tech(?:nology|nical)? |developer )?preview|"
    r"early access|nightly|snapshot)(?![a-z])",
    re.IGNORECASE,
)
"""What releases are called before they are final (Semantic Versioning, 9; PEP 440, pre-releases)."""
SYNTAX = "Mend the line; the form is described at toml.io."
FIELDS = "`portspec explain PS305` shows the form of a catalog."


Fault = tuple[str, str, str]
"""Path of an entry, what is wrong with it, and what to do."""


def _twice(catalog: Catalog) -> Iterator[Fault]:
    """Yield each entry whose id an entry before it has."""
    yield from _repeated("$.product", catalog.products)
    for at, product in enumerate(catalog.products):
        yield from _repeated(f"$.product[{at}].release", product.releases)
        for number, release in enumerate(product.releases):
            yield from _repeated(f"$.product[{at}].release[{number}].document", release.documents)


def _repeated(path: str, entries: tuple[Product | Release | Document, ...]) -> Iterator[Fault]:
    seen: set[str] = set()
    for at, entry in enumerate(entries):
        if entry.id in seen:
            yield f"{path}[{at}]", f"The id {entry.id} is given twice", "Give each its own id."
        seen.add(entry.id)


def _unusable(catalog: Catalog) -> Iterator[Fault]:
    """Yield each product and release whose id cannot be the name of a folder of the outputs, or is one of theirs."""
    for at, product in enumerate(catalog.products):
        if why := _refused(product.id, PAGES):
            yield f"$.product[{at}]", f"A product cannot have the id {_short(product.id)}: {why}", "Give it another id."
        for number, release in enumerate(product.releases):
            if why := _refused(release.id, RELEASES):
                place = f"$.product[{at}].release[{number}]"
                yield place, f"A release cannot have the id {_short(release.id)}: {why}", "Give it another id."


LATEST = "latest"
"""What stands for the latest release in paths and on the command line."""
PAGES = frozenset(
    "404.html assets downloads findings firewall firewall.html guide index.html objects.inv "
    "reference robots.txt search sitemap.xml sitemap.xml.gz".split()
)
"""What stands beside the products' folders in the site."""
RELEASES = frozenset((LATEST, "index.html", "releases", "releases.html"))
"""What stands beside the releases' folders."""
DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?\Z")
"""Names that Windows keeps for devices, with any ending (Win32, Naming Files)."""
ID_BYTES = 100
"""Bytes of an id that is a folder's name; paths of Windows have 260 characters in all."""


def _refused(id: str, taken: Container[str]) -> str:
    """Return why an id cannot be a folder's name; empty where it can."""
    if id in taken:
        return "the name has a meaning of its own"
    if DEVICES.match(id) or id.endswith("."):
        return "Windows has no folder of this name"
    return f"it has more than {ID_BYTES} bytes" if len(id.encode()) > ID_BYTES else ""


def _short(id: str) -> str:
    return id if len(id) <= ID_BYTES else f"{id[: ID_BYTES // 2]}…"


def _syntax(source: Source, message: str) -> Place | None:
    """Return the place that the TOML parser names in its message."""
    found = re.search(r"at line (\d+), column (\d+)", message)
    if not found:
        return source.place(len(source.text), len(source.text))
    start = source.starts[int(found[1]) - 1] + int(found[2]) - 1
    return source.place(start, start + 1)


def place_in(source: Source, path: str) -> Place | None:
    """Return the place in the catalog of the key that a path such as `$.product[0].release[1].id` leads to.

    It is that of the entry where the path ends there or the key is not found. The parser keeps no lines, so the headers
    `[[product.release]]` are counted again.
    """
    wanted = [(name, int(number)) for name, number in re.findall(r"\.(\w+)\[(\d+)\]", path)]
    seen: dict[str, int] = {}
    for header in re.finditer(r"^[ \t]*\[\[[ \t]*([\w.]+)[ \t]*\]\]", source.text, re.MULTILINE):
        name = header[1]
        seen = {key: value for key, value in seen.items() if not key.startswith(f"{name}.")}
        seen[name] = seen.get(name, -1) + 1
        names = name.split(".")
        if [(part, seen.get(".".join(names[: at + 1]), 0)) for at, part in enumerate(names)] == wanted:
            return source.place(*_key_below(source.text, header, path.rpartition("]")[2]))
    return None


def _key_below(text: str, header: re.Match[str], keys: str) -> tuple[int, int]:
    """Return where the last of some keys stands below the header of an entry, or as many of them as are found."""
    start, end = header.span()
    after = text.find("\n[[", end)
    for key in filter(None, keys.split(".")):
        written = re.compile(rf"^[ \t]*(?:{re.escape(key)}[ \t]*=|\[[\w.]*\.{re.escape(key)}\])", re.MULTILINE)
        found = written.search(text, end, after if after >= 0 else len(text))
        if found is None:
            break
        start, end = found.span()
    return start, end


def find_release(
    catalog: Catalog, product: str | None, release: str | None, report: Report
) -> tuple[Product, Release] | None:
    """Return a product and its release, the latest where none is named; else PS902.

    A product that is not named is the only one, or the only one that has the named release.
    """
    products = [each for each in catalog.products if product in (each.id, None)]
    found = [(each, chosen) for each in products if (chosen := release_of(each, release))]
    if len(found) == 1:
        return found[0]
    names = ", ".join(each.id for each in catalog.products)
    if not products:
        near = meant(product or "", [each.id for each in catalog.products])
        report(finding("PS902", f"There is no product {product}", f"{near}Name one with --product: {names}."))
    elif found:
        report(finding("PS902", "The catalog has several products", f"Name one with --product: {names}."))
    else:
        ids = [*(each.id for one in products for each in one.releases), LATEST]
        whose = products[0].name if len(products) == 1 else "No product"
        said = f"{whose} has {'no' if len(products) == 1 else 'a'} release {release}"
        help = f"{meant(release or '', ids)}Name one with --release: {', '.join(ids)}."
        report(finding("PS902", said, help))
    return None


def release_of(product: Product, name: str | None) -> Release | None:
    """Return a product's release by its id, the latest where none is named or `latest` is; None where there is none."""
    if name in (None, LATEST):
        return product.latest
    return next((each for each in product.releases if each.id == name), None)
