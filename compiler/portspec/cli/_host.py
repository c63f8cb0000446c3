"""Options that describe one host, shared by the commands that make its firewall configuration."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import reduce
from pathlib import Path
from typing import Any

import click
import msgspec

from portspec.cli import _complete as complete
from portspec.cli._session import Session
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


FILES = click.option(
    "--peers",
    "files",
    multiple=True,
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Networks of parties from a file (YAML, by schemas/peers.schema.json); those of --peer are added.",
)


def host_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options to a command that writes firewall configuration."""
    return reduce(lambda inner, flag: _option(flag)(inner), reversed(FLAGS), FILES(command))


def opening_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options to a command that only asks what a host is to open."""
    return reduce(
        lambda inner, flag: _option(flag)(inner), [each for each in reversed(FLAGS) if each.opening], FILES(command)
    )


def options_of(given: Mapping[str, Any], format: str, spec: Spec, session: Session) -> Options:
    """Return what a command was given; raises click's errors where a role is missing or a pair is none.

    Leaves where a file of networks cannot be read.
    """
    if not given["roles"]:
        raise click.UsageError(f"{format} needs --role; the roles are {', '.join(role.id for role in spec.roles)}")
    options = Options(**{each.field: _value(given[each.field], each) for each in FLAGS if each.field in given})
    pairs = [*_of_files(given.get("files", ()), session), *options.peers.items()]
    names = dict.fromkeys(name for name, _ in pairs)
    peers = {name: tuple(each for other, some in pairs if other == name for each in some) for name in names}
    return msgspec.structs.replace(options, peers=peers)


def _of_files(files: Iterable[Path], session: Session) -> Iterator[tuple[str, tuple[str, ...]]]:
    from portspec.files.disk import read_file
    from portspec.resolve.networks import parse_networks

    for path in files:
        data = read_file(path, str(path), session.report)
        found = parse_networks(data, str(path), session.report) if data is not None else None
        if found is None:
            session.end(usable=False)
        yield from found.items()


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
