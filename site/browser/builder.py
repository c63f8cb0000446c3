"""The engine of the firewall builder: it runs in a worker of the page, where each question is answered by itself."""

from browser import self as worker
from javascript import JSON

from portspec import spec
from portspec.proofs import snippet_digest
from portspec.writers.firewall import Options, planned, written
from portspec.writers.firewall.snippet import header


def answer(question):
    """Return the answer to a question, both as JSON; where the program fails, the answer says how."""
    try:
        return JSON.stringify(emitted(JSON.parse(question)))
    except Exception as error:  # noqa: BLE001 (the page says it)
        return JSON.stringify({"failure": f"{type(error).__name__}: {error}"})


def emitted(asked):
    """Return what `portspec emit` gives for the dialect and the options that are asked for."""
    whole = value(asked["spec"])
    whole.requirements = value(asked["rows"])
    options = Options(**{name: frozen(given) for name, given in asked["options"].items()})
    # It is reckoned from bytes that msgspec writes, so the page brings it along.
    whole.digest = asked["digest"]
    found = []
    if asked["hosts"]:
        return deployment(asked["dialect"], whole, options, asked["hosts"], found)
    plan = planned(asked["dialect"], whole, options, found.append)
    files = list(written(asked["dialect"], plan)) if plan else []
    opens = [opened(each) for each in plan.rules] if plan else []
    return told(files, found, options) | {"opens": opens, "snippet": snippet_digest(files)}


def deployment(dialect, whole, options, hosts, found):
    """Return what `portspec emit --inventory` gives for hosts, each a name, roles and addresses, and the inventory."""
    # Loaded where they are asked for, since most readers set up one host.
    from portspec.deployment import deployed  # noqa: PLC0415
    from portspec.deployment.node import Node, listed  # noqa: PLC0415

    nodes = tuple([Node(name=name, roles=tuple(roles), addresses=tuple(addresses)) for name, roles, addresses in hosts])
    files = list(deployed(dialect, whole, options, nodes, found.append))
    return told(files, found, options) | {"inventory": listed(nodes)}


def told(files, found, options):
    """Return what is said of some files and of how they came about."""
    return {
        "files": [[each.path, each.data.decode()] for each in files],
        "findings": [[each.severity, each.message, each.help] for each in found],
        "words": list(header.words(options)),
    }


def opened(rule):
    """Return what a rule opens: the way, its ports with their transport, and the networks, None for any."""
    match = rule.match
    transport = match.transport.upper()
    ports = [f"{each.ports} {transport}" if each.ports else transport for each in rule.openings]
    return [match.direction, ports, match.networks and [*match.networks.v4, *match.networks.v6]]


def value(data):
    """Return the values that some data was made of, as by `data` in `portspec.writers.site.builder.data`."""
    if isinstance(data, list):
        return tuple([value(each) for each in data])
    if not isinstance(data, dict):
        return data
    kind = getattr(spec, next(iter(data), ""), None)
    if kind is None:
        return {name: value(each) for name, each in data.items()}
    (fields,) = data.values()
    return kind(**dict(zip(kind.__struct_fields__, map(value, fields))))


def frozen(given):
    """Return lists as tuples, also those in a mapping."""
    if isinstance(given, dict):
        return {name: tuple(each) for name, each in given.items()}
    return tuple(given) if isinstance(given, list) else given


worker.answer = answer
