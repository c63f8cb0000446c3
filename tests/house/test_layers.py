"""Who may import whom."""

from tests.house.modules import imports, libraries, modules

# Each layer imports from its own and from those before it.
LAYERS = [
    {"source", "artifact", "faults", "protocols", "resources", "rich_rules", "toml", "unseen"},
    {"document", "findings", "registry"},
    {"plugins"},
    {"spec", "fields", "claims", "catalog", "validation", "proofs", "analysis"},
    {"readers", "conversion"},
    {"extract", "catalog.edit", "catalog.new_page"},
    {"resolve"},
    {"checks", "diff"},
    {"writers"},
    {"collector", "pipeline", "proof", "audit", "deployment"},
    {"files"},
    {"workspace"},
    {"fetch"},
    {"build", "update", "api"},
    {"scaffold", "editor"},
    {"cli", "mkdocs", "__main__"},
]
LAYER = {name: number for number, layer in enumerate(LAYERS) for name in layer}

READING = ("language", "grammar", "ends", "context", "running", "tables")
"""The folders of the stage that reads: each uses those before it, as CONTRIBUTING tells its reader."""

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


def test_nothing_imports_each_other_in_a_circle() -> None:
    """Neither modules nor folders, beside each other or mixed; also not within a layer, and not in a function."""
    known = modules()
    uses = [(name, module_of(each)) for name, tree in known.items() if name for each in imports(tree)]
    circles = {folder: circle([(beside(folder, a), beside(folder, b)) for a, b in uses]) for folder in folders()}
    assert {folder: left for folder, left in circles.items() if left} == {}, (
        "what they share belongs into one of its own"
    )


def folders() -> set[str]:
    """Return every package below `portspec`, and itself as the empty name."""
    return {name.rpartition(".")[0] for name in modules()}


def beside(folder: str, name: str) -> str:
    """Return which child of a folder a module is or stands in; nothing where it stands elsewhere."""
    if name == folder or not f".{name}".startswith(f".{folder}." if folder else "."):
        return ""
    return name.removeprefix(f"{folder}.").partition(".")[0]


def circle(uses: list[tuple[str, str]]) -> dict[str, set[str]]:
    """Return what is left of a graph, given as pairs, when all that leads to no circle is taken away."""
    left: dict[str, set[str]] = {name: set() for pair in uses for name in pair if name}
    for name, used in uses:
        if name and used and name != used:
            left[name].add(used)
    while ends := [name for name, to in left.items() if not to & left.keys()]:
        for name in ends:
            del left[name]
    return left


def module_of(name: str) -> str:
    """Return the module of the package that an imported name is, or stands in."""
    inner = name.removeprefix("portspec.")
    return inner if inner in modules() else inner.rpartition(".")[0]


def users(library: str) -> set[str]:
    return {name for name, tree in modules().items() if library in libraries(tree)}


def test_the_folders_of_the_reading_stand_in_the_order_that_is_told() -> None:
    uses = [(name, module_of(each)) for name, tree in modules().items() for each in imports(tree)]
    assert [each for each in uses if 0 <= rank(each[0]) < rank(each[1])] == []


def rank(name: str) -> int:
    """Return the place of a module's folder in READING, -1 where it stands in none of them."""
    parts = name.split(".")
    return READING.index(parts[1]) if parts[0] == "extract" and parts[1:] and parts[1] in READING else -1


def test_a_library_has_one_owner() -> None:
    uses = [(library, name) for library in OWNERS for name in users(library)]
    assert [each for each in uses if not f"{each[1]}.".startswith(f"{OWNERS[each[0]]}.")] == []


def test_a_reader_knows_one_parser() -> None:
    assert users("bs4") & users("markdown_it") == set()
    assert "readers" not in users("bs4") | users("markdown_it")
