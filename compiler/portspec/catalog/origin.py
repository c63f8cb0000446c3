"""An origin is where a document is fetched from: an address, a file of a repository, a Confluence page, or a file."""

import re
from pathlib import PurePosixPath
from typing import Annotated, Literal
from urllib.parse import unquote, urlsplit

import msgspec

WebAddress = Annotated[
    str, msgspec.Meta(pattern=r"^https?://[^\s\x00-\x1f\x7f/?#@\\]+([/?#][^\s\x00-\x1f\x7f]*)?$(?!\n)")
]
"""An HTTP(S) address (RFC 9110, 4.2) without a user and a password: these come from the environment alone."""
Repository = Annotated[
    str, msgspec.Meta(pattern=r"^(?!-)(?!.*::)(?!https?://[^/]*@)(?![a-z+]+://[^/]*:[^/]*@)[^\s\x00-\x1f\x7f#]+$(?!\n)")
]
"""What `git clone` takes: an address without a password, or the path of a repository."""
Inside = Annotated[str, msgspec.Meta(pattern=r"^(?!.*(^|/)\.{0,2}(/|$))[^\\\x00-\x1f]+$(?!\n)")]
"""A path in a repository, with `/` and without steps upwards."""
Ref = Annotated[str, msgspec.Meta(pattern=r"^(?![-/])[^\s\x00-\x1f\x7f~^:?*\[\\@]+$(?!\n)")]
"""The name of a branch or a tag, or a commit (git-check-ref-format(1))."""
Api = Literal["v1", "v2"]
Number = Annotated[str, msgspec.Meta(pattern=r"^[0-9]+$(?!\n)")]
Path = Annotated[str, msgspec.Meta(pattern=r"^[^\x00-\x1f\x7f]+$(?!\n)")]


class Web(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind", tag="web"):
    """A page at an address."""

    address: WebAddress
    """Of the page itself, http or https."""


class Git(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind", tag="git"):
    """A file of a git repository."""

    address: Repository
    """Of the repository, as `git clone` takes it."""
    path: Inside
    """Of the file in the repository."""
    ref: Ref = "HEAD"
    """The branch or tag that is followed, or the one commit."""


class Confluence(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind", tag="confluence"
):
    """A page of Confluence, in its storage format."""

    address: WebAddress
    """The base address, below which the REST API stands; in the cloud it ends in `/wiki`."""
    page: Number
    """The page's id."""
    api: Api | None = None
    """The version of the REST API; the newer one that answers unless given."""


class File(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind", tag="file"):
    """A file of this machine, which somebody else keeps."""

    path: Path
    """Absolute, or relative to the project's folder."""


Origin = Web | Git | Confluence | File


def origin_of(text: str) -> Origin | None:
    """Return the origin that an argument of the command line names, None for a path; `as_text` gives it back.

    `file:PATH` is a file that somebody else keeps, `git+ADDRESS@REF#PATH` a file of a repository, and
    `confluence+BASE#ID` a page of Confluence, as is the address that a browser shows for one. Raises ValueError where
    the address cannot stand in a catalog.
    """
    try:
        return _origin(text)
    except msgspec.ValidationError as error:
        raise ValueError(NO_ADDRESS) from error


NO_ADDRESS = "this is no address, or it holds a name and a password, which come from the environment or netrc alone"


def _origin(text: str) -> Origin | None:
    scheme, plus, rest = text.partition("+")
    if plus and scheme == "git":
        return _git(rest)
    if plus and scheme == "confluence":
        address, _, page = rest.rpartition("#")
        return _valid(kind="confluence", address=address, page=page)
    if text.startswith("file:"):
        return _valid(kind="file", path=re.sub("^//", "", text.removeprefix("file:")))
    if re.match("https?://", text):
        return _confluence(text) or _valid(kind="web", address=text)
    return None


def _valid(**fields: str) -> Origin:
    origin: Origin = msgspec.convert(fields, Origin)
    return origin


def _git(text: str) -> Origin:
    """Return the origin of `ADDRESS@REF#PATH`; an `@` before the path of an address belongs to its user."""
    address, _, path = text.partition("#")
    head, slash, tail = _after_host(address)
    tail, _, ref = tail.partition("@")
    return _valid(kind="git", address=head + slash + tail, ref=ref or "HEAD", path=path)


def _after_host(address: str) -> tuple[str, str, str]:
    """Return an address up to its host, what ends that, and the rest: of a URL, or as `ssh` takes it (HOST:PATH)."""
    found = re.match(r"([a-z+]+://[^/]*|[^/:]*(?=:))([/:])(.*)", address) or re.match("()()(.*)", address)
    return (found[1], found[2], found[3]) if found else ("", "", address)


_PAGES = re.compile(
    r"(https?://.*?)/(?:pages/viewpage\.action\?(?:.*&)?pageId=(\d+)|spaces/[^/]+/pages/(\d+)(?:[/?#].*)?$)"
)
"""The addresses that Confluence shows of a page, on a host of one's own and in the cloud."""


def _confluence(address: str) -> Origin | None:
    found = _PAGES.match(address)
    if not found:
        return None
    return _valid(kind="confluence", address=found[1], page=found[2] or found[3])


def as_text(origin: Origin) -> str:
    """Return an origin on one line, as `origin_of` reads it."""
    match origin:
        case Web(address=address):
            return address
        case Git(address=address, ref=ref, path=path):
            return f"git+{address}{'' if ref == 'HEAD' else f'@{ref}'}#{path}"
        case Confluence(address=address, page=page):
            return f"confluence+{address.rstrip('/')}#{page}"
        case File(path=path):
            return f"file:{path}"


def name_of(origin: Origin) -> str:
    """Return the name of the page's file, from which an id is made; empty where the origin has none."""
    match origin:
        case Web(address=address):
            return PurePosixPath(unquote(urlsplit(address).path)).name
        case Confluence(page=page):
            return f"page-{page}"
        case Git(path=path) | File(path=path):
            return PurePosixPath(path).name


def path_of(origin: Origin) -> str:
    """Return where a page stands among the files that it may include: in its repository, or alone in its folder."""
    return origin.path if isinstance(origin, Git) else name_of(origin)


def host_of(origin: Origin) -> str:
    """Return the host that is asked for a page; empty where it is this machine."""
    match origin:
        case Web(address=address) | Confluence(address=address):
            return urlsplit(address).netloc.lower()
        case Git(address=address):
            host = urlsplit(address).netloc or address.partition(":")[0].partition("/")[0]
            return host.rpartition("@")[2].lower() if ":" in address else ""
        case File():
            return ""


def link_of(origin: Origin | None) -> str:
    """Return the address at which a browser shows the page; empty where there is none."""
    match origin:
        case Web(address=address):
            return address
        case Confluence(address=address, page=page):
            return f"{address.rstrip('/')}/pages/viewpage.action?pageId={page}"
        case _:
            return ""
