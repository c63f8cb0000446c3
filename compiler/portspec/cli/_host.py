"""Options that describe one host, shared by the commands that make its firewall configuration."""

from collections.abc import Callable, Iterable, Mapping
from functools import reduce
from typing import Any

import click

from portspec.cli import _complete as complete
from portspec.spec import Spec
from portspec.writers.firewall import Options
from portspec.writers.firewall.lowering.options import FLAGS, Flag

KNOWN = {"roles": complete.roles}
"""What a shell can complete, by field."""


def _option(flag: Flag) -> Callable[..., Any]:
    known = KNOWN.get(flag.field)
    if flag.form in {"switch", "off"}:
        return click.option(flag.flag, flag.field, is_flag=True, help=flag.help)
    kind = {"type": click.Choice(flag.value.split("|"))} if "|" in flag.value else {"metavar": flag.value}
    many = flag.form != "text"
    return click.option(flag.flag, flag.field, multiple=many, help=flag.help, shell_complete=known, **kind)


def host_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options to a command that writes firewall configuration."""
    return reduce(lambda inner, flag: _option(flag)(inner), reversed(FLAGS), command)


def wish_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options to a command that only asks what a host is to open."""
    return reduce(lambda inner, flag: _option(flag)(inner), [each for each in reversed(FLAGS) if each.wish], command)


def options_of(given: Mapping[str, Any], format: str, spec: Spec) -> Options:
    """Return what a command was given; raises click's errors where a role is missing or a pair is none."""
    if not given["roles"]:
        raise click.UsageError(f"{format} needs --role; the roles are {', '.join(role.id for role in spec.roles)}")
    return Options(**{each.field: _value(given[each.field], each) for each in FLAGS if each.field in given})


def _value(given: Any, flag: Flag) -> Any:
    if flag.form == "pairs":
        return _pairs(given, flag.flag)
    return not given if flag.form == "off" else given


def _pairs(values: Iterable[str], option: str) -> dict[str, tuple[str, ...]]:
    """Return NAME=VALUE[,VALUE] arguments as a mapping; several for one name add up."""
    found: dict[str, tuple[str, ...]] = {}
    for value in values:
        name, sign, rest = value.partition("=")
        if not (sign and name.strip() and rest.strip()):
            raise click.BadParameter(f"“{value}” is not NAME=VALUE", param_hint=option)
        found[name.strip()] = (*found.get(name.strip(), ()), *(part.strip() for part in rest.split(",")))
    return found
