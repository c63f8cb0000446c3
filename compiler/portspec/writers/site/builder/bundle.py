"""The bundle: the modules that write firewall texts, as a program for Brython, which runs Python in a browser."""

from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from pkgutil import get_data

import msgspec

from portspec.artifact import Artifact
from portspec.resources import listing, read
from portspec.writers.firewall.snippet.shell import FOLDER as SCRIPTS
from portspec.writers.firewall.snippet.shell import part
from portspec.writers.site.builder.minify import minified

PATH = "assets/builder/engine.js"
STAND_INS = "site/browser"
"""Modules for what a browser has not or Brython lacks, `builder`, which the page talks to, Brython's licence, and what
keeps its translations and starts it all."""
OWN = (
    "analysis/assumed.py analysis/networks.py analysis/ranges.py analysis/remembered.py analysis/verdict.py "
    "artifact.py findings.py proofs.py protocols.py source.py spec.py deployment/__init__.py deployment/hosts.py "
    "deployment/node.py deployment/playbook.py writers/firewall"
).split()
"""The modules and packages of portspec that write firewall texts, of one host or of all."""
STANDARD = "bisect crypto_js.rollups.sha256 hashlib ipaddress sys".split()
"""What these load of Brython's standard library."""


@cache
def engine() -> Artifact:
    """Return the script with the engine: scripts as texts, which a worker runs one after the other.

    Run by a worker it starts them; a page that is opened from a folder may start a worker from texts only, and is given
    them.
    """
    modules = b"__BRYTHON__.update_VFS(" + msgspec.json.encode(dict(_modules())) + b")"
    brython = _brython("brython.js")
    start = START.format(engine=sha256(brython + modules).hexdigest())
    kept, run = (read(f"{STAND_INS}/{name}.js").decode() for name in ("kept", "run"))
    parts = (start, kept, brython.decode(), modules.decode(), run)
    head = b"/*\n" + read(f"{STAND_INS}/LICENSE") + b"*/\n"
    texts = b"(globalThis.portspec ??= {}).engine = " + msgspec.json.encode(parts) + b";\n"
    return Artifact(path=PATH, data=head + texts + BEGIN)


BEGIN = b"""\
if (globalThis.importScripts)
  importScripts(
    URL.createObjectURL(new Blob(portspec.engine.flatMap((each) => [each, "\\n;"]), { type: "text/javascript" })),
  ); // which must have a type of JavaScript (HTML, fetch a classic worker-imported script): Firefox refuses another
"""
START = """\
"use strict"; const ENGINE = "{engine}"; var __BRYTHON__ = {{ brython_path: "blob:builder/", use_VFS: true }};
"""
"""A worker made of texts has no address beside which to look for anything. The engine is known by its digest."""


def _modules() -> Iterator[tuple[str, object]]:
    """Yield each module by its name, in the form of Brython: suffix, source, imports, and True for a package.

    It finds imports itself, so none are listed.
    """
    yield from _standard()
    packages = {name for name, _ in _packages()}
    for name, source in engine_sources().items():
        yield name, (".py", source, [], *((True,) if name in packages else ()))


def engine_sources() -> dict[str, str]:
    """Return the sources of the engine's own modules by their names, but for those of Brython's standard library."""
    sources = dict(_packages())
    sources["portspec.plugins"] = "def plugins(group):\n    return {}\n\nattempt = None\n"
    sources["portspec.resources"] = (
        f"DIALECTS = ''\nFILES = {_scripts()!r}\n\ndef read(path):\n    return FILES[path].encode()\n"
    )
    for path in _files():
        sources.setdefault(_name(path), minified(read(path).decode()))
    for path in listing(STAND_INS):
        if path.endswith(".py"):
            sources[path.removeprefix(f"{STAND_INS}/").removesuffix(".py")] = minified(read(path).decode())
    return sources


def _packages() -> Iterator[tuple[str, str]]:
    for above in ("portspec", "portspec.analysis", "portspec.writers"):
        yield above, ""
    yield from ((_name(path), minified(read(path).decode())) for path in _files() if path.endswith("/__init__.py"))


def _name(path: str) -> str:
    return f"portspec.{path.removesuffix('.py').removesuffix('/__init__').replace('/', '.')}"


def _scripts() -> dict[str, str]:
    """Return the parts of scripts by their paths: in a browser there is no disk to read them from."""
    paths = [path for path in listing(SCRIPTS) if path.endswith(".sh")]
    whole = ("deployment/deploy.sh", "deployment/deploy.yml")
    return {path: part(path.rpartition("/")[2].removesuffix(".sh")) for path in paths} | {
        path: read(path).decode() for path in whole
    }


def _files() -> Iterator[str]:
    for each in OWN:
        yield from (each,) if each.endswith(".py") else (path for path in listing(each) if path.endswith(".py"))


def _standard() -> Iterator[tuple[str, object]]:
    """Yield modules of Brython's standard library, which is one script: a mapping of all, between two statements."""
    library = _brython("brython_stdlib.js")
    mapping = library[library.index(b"{") : library.rindex(b"}") + 1]
    every = msgspec.json.decode(mapping, type=dict[str, msgspec.Raw])
    yield from ((name, every[name]) for name in STANDARD)


def _brython(name: str) -> bytes:
    return get_data("brython", f"data/{name}") or b""
