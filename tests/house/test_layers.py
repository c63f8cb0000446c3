"""Who may import whom."""

from tests.house.modules import imports, libraries, modules

# Each layer imports from its own and from those before it.
LAYERS = [
    {"source", "artifact", "protocols", "resources", "rich_rules", "toml", "unseen"},
    {"document", "findings", "registry"},
    {"plugins"},
    {"spec", "fields", "claims", "catalog", "validation", "proofs", "analysis"},
    {"readers", "conversion"},
    {"extract", "catalog.edit", "catalog.new_page"},
    {"resolve"},
    {"checks", "diff"},
    {"writers"},
    {"pipeline", "proof", "audit", "deployment"},
    {"files"},
    {"workspace"},
    {"fetch"},
    {"build", "update", "api"},
    {"scaffold", "editor"},
    {"cli", "mkdocs", "__main__"},
]
LAYER = {name: number for number, layer in enumerate(LAYERS) for name in layer}

# Libraries that only some modules know, so that another could take their place.
OWNERS = {
    "bs4": "readers",
    "html5lib": "readers",
    "markdown_it": "readers",
    "docutils": "readers.rest",
    "jsonschema": "validation",
    "referencing": "validation",
    "ruamel": "resolve",
    "jinja2": "writers.site",
    "xlsxwriter": "writers.xlsx",
    "httpx": "fetch",
    "tomlkit": "catalog.edit",
    "click": "cli",
    "rich": "cli._columns",
    "mkdocs": "mkdocs",
    "pygls": "editor.server",
    "lsprotocol": "editor.server",
    "logging": "nowhere: what is to be said is a finding",
}


def layer(name: str) -> int:
    parts = name.split(".")
    known = [LAYER[path] for end in (1, 2) if (path := ".".join(parts[:end])) in LAYER]
    assert known, f"{parts[0]} has no layer yet: say in LAYERS where it stands"
    return known[-1]


def test_nothing_imports_from_a_layer_above() -> None:
    inner = [
        (name, each.removeprefix("portspec."))
        for name, tree in modules().items()
        if name
        for each in imports(tree)
        if each.startswith("portspec.") and each != "portspec.__version__"
    ]
    assert [(name, each) for name, each in inner if layer(each) > layer(name)] == []


def test_no_modules_import_each_other_in_a_circle() -> None:
    """Also not within a layer, and not in a function."""
    known = modules()
    left = {name: {*map(module_of, imports(tree))} - {name} for name, tree in known.items() if name}
    while ends := [name for name, to in left.items() if not to & left.keys()]:
        for name in ends:
            del left[name]
    assert left == {}, "what they share belongs into a module of its own"


def module_of(name: str) -> str:
    """Return the module of the package that an imported name is, or stands in."""
    inner = name.removeprefix("portspec.")
    return inner if inner in modules() else inner.rpartition(".")[0]


def users(library: str) -> set[str]:
    return {name for name, tree in modules().items() if library in libraries(tree)}


def test_a_library_has_one_owner() -> None:
    uses = [(library, name) for library in OWNERS for name in users(library)]
    assert [each for each in uses if not f"{each[1]}.".startswith(f"{OWNERS[each[0]]}.")] == []


def test_a_reader_knows_one_parser() -> None:
    assert users("bs4") & users("markdown_it") == set()
    assert "readers" not in users("bs4") | users("markdown_it")
