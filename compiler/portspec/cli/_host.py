"""Options that describe one host, shared by the commands that make its firewall configuration."""

from collections.abc import Callable, Iterable, Mapping
from functools import reduce
from typing import Any

import click

from portspec.spec import Spec
from portspec.writers.firewall import Options

WISHES = (
    click.option("--role", "roles", multiple=True, metavar="ID", help="A role that the host plays; may be repeated."),
    click.option("--no-includes", is_flag=True, help="Leave out the roles that the roles include."),
    click.option(
        "--peer", "peers", multiple=True, metavar="NAME=CIDR", help="A party's network, or NAME=any; may be repeated."
    ),
    click.option(
        "--bind", "binds", multiple=True, metavar="NAME=PORTS", help="A dynamic port's numbers, such as 30000-30100."
    ),
    click.option(
        "--set",
        "sets",
        multiple=True,
        metavar="REQUIREMENT=PORTS",
        help="Other ports than the documented ones, where the page says that another port can be chosen.",
    ),
    click.option(
        "--when",
        multiple=True,
        metavar="REQUIREMENT",
        help="Open what is needed only under a condition, or all of it with --when all; may be repeated.",
    ),
)
"""What the host is, in the order of the help."""
OPTIONS = (
    *WISHES,
    click.option(
        "--accept-assumptions", is_flag=True, help="Open to anyone what has its direction from an assumption."
    ),
    click.option(
        "--zone", metavar="NAME", help="The zone to add to (ansible, firewalld); the host's default zone unless given."
    ),
    click.option(
        "--table", metavar="inet:NAME", help="The table of the host to add to (nftables); inet:filter unless given."
    ),
    click.option("--interface", metavar="NAME", help="Open ports on this network interface only."),
    click.option("--enforce", is_flag=True, help="Close everything else that comes in."),
    click.option("--internal-interface", metavar="NAME", help="With --enforce: where internal requirements are open."),
    click.option("--enforce-output", is_flag=True, help="With --enforce: close everything else that goes out, too."),
    click.option(
        "--allow",
        multiple=True,
        metavar="NAME=CIDR",
        help="With --enforce-output: where dns, ntp, updates (each must be said) or ports such as 3128/tcp may go; "
        "NAME=any and NAME=none do as well.",
    ),
)
"""What the host is, and how its firewall is to be written."""
PAIRS = {"peers": "--peer", "binds": "--bind", "sets": "--set", "allow": "--allow"}
"""The options of the form NAME=VALUE, by field."""


def host_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options to a command that writes firewall configuration."""
    return reduce(lambda inner, option: option(inner), reversed(OPTIONS), command)


def wish_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options to a command that only asks what a host is to open."""
    return reduce(lambda inner, option: option(inner), reversed(WISHES), command)


def options_of(given: Mapping[str, Any], format: str, spec: Spec) -> Options:
    """Return what a command was given; raises click's errors where a role is missing or a pair is none."""
    if not given["roles"]:
        raise click.UsageError(f"{format} needs --role; the roles are {', '.join(role.id for role in spec.roles)}")
    plain: dict[str, Any] = {name: value for name, value in given.items() if name not in (*PAIRS, "no_includes")}
    pairs: dict[str, Any] = {name: _pairs(given.get(name, ()), option) for name, option in PAIRS.items()}
    return Options(includes=not given["no_includes"], **plain, **pairs)


def _pairs(values: Iterable[str], option: str) -> dict[str, tuple[str, ...]]:
    """Return NAME=VALUE[,VALUE] arguments as a mapping; several for one name add up."""
    found: dict[str, tuple[str, ...]] = {}
    for value in values:
        name, sign, rest = value.partition("=")
        if not (sign and name.strip() and rest.strip()):
            raise click.BadParameter(f"“{value}” is not NAME=VALUE", param_hint=option)
        found[name.strip()] = (*found.get(name.strip(), ()), *(part.strip() for part in rest.split(",")))
    return found
