"""The settings of a plain site: what names portspec is gone, the overrides are named, all else is as it was."""

import pytest

from portspec.writers.site.settings import settings_of

CASES = {
    "plugins: [search, portspec]\n": "plugins: [search]\n",
    "plugins: [portspec, search]\n": "plugins: [search]\n",
    "plugins: [portspec]\n": "plugins: []\n",
    "plugins: [a, portspec, !ENV [B, c]] # d\n": "plugins: [a, !ENV [B, c]] # d\n",
    "plugins:\n  - search\n  - portspec # why\n  - tags:\n      x: !!python/name:a.b\n": (
        "plugins:\n  - search\n  - tags:\n      x: !!python/name:a.b\n"
    ),
    "plugins:\n- portspec\n- search": "plugins:\n- search",
    "plugins:\n- search\n- portspec": "plugins:\n- search\n",
    "plugins:\n  - portspec\nextra: {}\n": "plugins:\n  []\nextra: {}\n",
    "theme: material\n": "theme: {name: material, custom_dir: site/overrides}\n",
    "theme: {name: material}\n": "theme: {name: material, custom_dir: site/overrides}\n",
    "theme:\n  language: en\n  name: material # m\n": (
        "theme:\n  language: en\n  custom_dir: site/overrides\n  name: material # m\n"
    ),
    "theme:\n  name: material\n  custom_dir: mine\n": "theme:\n  name: material\n  custom_dir: mine\n",
    "theme: mkdocs\n": "theme: mkdocs\n",
    "hooks:\n  - site/hooks.py\n# and\nnav: [a.md]\nsite_name: X\n": "site_name: X\n",
    "a: [\n": "a: [\n",
}


@pytest.mark.parametrize("text", CASES)
def test_only_what_needs_portspec_is_taken_out(text: str) -> None:
    assert settings_of(text).standalone() == CASES[text]
