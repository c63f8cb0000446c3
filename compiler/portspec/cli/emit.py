"""`portspec emit`: a release in one format: firewall configuration for a host, or a writer's files."""

import sys
from collections.abc import Iterable
from pathlib import Path

import click

from portspec.artifact import Artifact
from portspec.cli._choose import chosen, release_options
from portspec.cli._session import Session, format_option
from portspec.findings import finding
from portspec.spec import Spec
from portspec.writers import write, writers
from portspec.writers.firewall import Options, dialects, emit


def _pairs(values: Iterable[str], option: str) -> dict[str, tuple[str, ...]]:
    """Return NAME=VALUE[,VALUE] arguments as a mapping; several for one name add up."""
    found: dict[str, tuple[str, ...]] = {}
    for value in values:
        name, sign, rest = value.partition("=")
        if not (sign and name.strip() and rest.strip()):
            raise click.BadParameter(f"“{value}” is not NAME=VALUE", param_hint=option)
        found[name.strip()] = (*found.get(name.strip(), ()), *(part.strip() for part in rest.split(",")))
    return found


@click.command("emit", epilog=f"FORMAT is a dialect ({', '.join(dialects())}) or a writer ({', '.join(writers())}).")
@click.argument("form", metavar="FORMAT")
@release_options
@click.option("--role", "roles", multiple=True, metavar="ID", help="A role that the host plays; may be repeated.")
@click.option("--no-includes", is_flag=True, help="Leave out the roles that the roles include.")
@click.option(
    "--peer", "peers", multiple=True, metavar="NAME=CIDR", help="A party's network, or NAME=any; may be repeated."
)
@click.option(
    "--bind", "binds", multiple=True, metavar="NAME=PORTS", help="A dynamic port's numbers, such as 30000-30100."
)
@click.option(
    "--set",
    "sets",
    multiple=True,
    metavar="REQUIREMENT=PORTS",
    help="Other ports than the documented ones, where the page says that another port can be chosen.",
)
@click.option("--accept-assumptions", is_flag=True, help="Open to anyone what has its direction from an assumption.")
@click.option("--enforce", is_flag=True, help="Close everything else that comes in.")
@click.option("--enforce-output", is_flag=True, help="With --enforce: close everything else that goes out, too.")
@click.option(
    "--allow",
    multiple=True,
    metavar="NAME=CIDR",
    help="With --enforce-output: where dns, ntp, updates (each must be said) or ports such as 3128/tcp may go; "
    "NAME=any and NAME=none do as well.",
)
@click.option("--zone", metavar="NAME", help="The zone to add to (firewalld); the host's default zone unless given.")
@click.option("--interface", metavar="NAME", help="Open ports on this network interface only.")
@click.option("--table", metavar="FAMILY:NAME", help="The host's nftables table to add to; inet:filter unless given.")
@click.option("--internal-interface", metavar="NAME", help="With --enforce: where internal requirements are open.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Write the files to this folder, which they then fill."
)
@format_option
def command(
    form: str, product: str | None, release: str | None, output: Path | None, shown: str, **given: object
) -> None:
    """Write a release in one FORMAT: firewall configuration for the roles of one host or manifests.

    Without -o a single file is printed. What could not be said is listed in the file's header and as notes.
    """
    session = Session(shown)
    if form not in (*dialects(), *writers()):
        formats = ", ".join((*dialects(), *writers()))
        session.report(finding("PS902", f"There is no format {form}", f"The formats are {formats}."))
        session.end(usable=False)
    spec = chosen(session, product, release)
    files = tuple(_files(form, spec, given, session))
    failed = any(each.severity == "error" for each in session.findings)
    if files and not failed:
        _deliver(files, output, session)
    session.end(usable=bool(files))


def _files(form: str, spec: Spec, given: dict[str, object], session: Session) -> Iterable[Artifact]:
    if form in writers():
        return write(form, spec, session.report)
    roles = given["roles"]
    if not roles:
        raise click.UsageError(f"{form} needs --role; the roles are {', '.join(role.id for role in spec.roles)}")
    options = Options(
        roles=tuple(roles),  # type: ignore[arg-type]
        includes=not given["no_includes"],
        peers=_pairs(given["peers"], "--peer"),  # type: ignore[arg-type]
        binds=_pairs(given["binds"], "--bind"),  # type: ignore[arg-type]
        sets=_pairs(given["sets"], "--set"),  # type: ignore[arg-type]
        accept_assumptions=bool(given["accept_assumptions"]),
        enforce=bool(given["enforce"]),
        enforce_output=bool(given["enforce_output"]),
        allow=_pairs(given["allow"], "--allow"),  # type: ignore[arg-type]
        table=given["table"],  # type: ignore[arg-type]
        zone=given["zone"],  # type: ignore[arg-type]
        interface=given["interface"],  # type: ignore[arg-type]
        internal_interface=given["internal_interface"],  # type: ignore[arg-type]
    )
    return emit(form, spec, options, session.report)


def _deliver(files: tuple[Artifact, ...], output: Path | None, session: Session) -> None:
    """Write the files to the folder, or print the first and name the others."""
    from portspec.output import write as write_folder

    if output is not None:
        if write_folder(files, output, session.report):
            click.echo("\n".join(f"{output}/{file.path}" for file in files), err=True)
        return
    sys.stdout.buffer.write(files[0].data)
    if others := ", ".join(file.path for file in files[1:]):
        click.echo(f"Only {files[0].path} is printed; with -o come also {others}", err=True)
