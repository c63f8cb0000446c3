"""`portspec audit`: whether a host is as its documentation says."""

from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, cast

import click

from portspec.cli._choose import chosen, release_options, role_ids
from portspec.cli._facts import fleet_facts, given_facts, given_ignored, given_inventory, given_unsaved, live_facts
from portspec.cli._host import opening_options, options_of
from portspec.cli._session import Session, as_text, counted
from portspec.cli._streams import say, say_json
from portspec.findings import Finding, unacknowledged
from portspec.spec import Spec

if TYPE_CHECKING:
    from portspec.audit.fault import Fault
    from portspec.audit.ignoring import Ignored
    from portspec.audit.report import Audit


@click.command("audit", short_help="Say where a host is not as its documentation says.")
@release_options
@opening_options
@click.option(
    "--listening",
    multiple=True,
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="What listens, as `ss -H -lntup`, /proc/net, netstat, Get-NetTCPConnection or nmap shows it; may be repeated.",
)
@click.option(
    "--firewall",
    multiple=True,
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="What the firewall lets pass, as `nft -j list ruleset`, iptables-save or ip6tables-save prints it, or as AWS, "
    "Azure, GCP or Kubernetes exports it; or `firewall-cmd --list-all-zones`, `ufw status verbose`, `ufw show raw` and "
    "`iptables -L -n -v`; may be repeated, and a packet must pass all.",
)
@click.option(
    "--permanent",
    multiple=True,
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="What firewalld has saved, as `firewall-cmd --permanent --list-all-zones` and `--list-all-policies` print it, "
    "to be compared with what of it stands in --firewall; may be repeated.",
)
@click.option(
    "--from",
    "fleet",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Many hosts: a folder for each, as the playbook of `portspec emit ansible-audit` fills it. Needs --inventory.",
)
@click.option(
    "--inventory",
    "hosts",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="With --from: which hosts there are; a host plays the roles in whose groups it is (mds_server).",
)
@click.option("--ignore", metavar="FILE", type=click.Path(path_type=Path), help="Faults that may stay, with reasons.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "sarif", "github", "junit", "markdown"]),
    default="text",
    show_default=True,
    help="How the faults are shown.",
)
def command(
    *,
    product: str | None,
    release: str | None,
    listening: tuple[Path, ...],
    firewall: tuple[Path, ...],
    permanent: tuple[Path, ...],
    fleet: Path | None,
    hosts: Path | None,
    ignore: Path | None,
    form: str,
    **given: object,
) -> None:
    """Compare what is documented for a host's roles with what its firewall lets pass and what listens on it.

    Without --listening and --firewall this is about the host itself, and needs root; with one of them alone, the other
    is not known. Nothing is changed. The gravest faults come first:

    \b
    let through, but the page keeps it closed          documented, but let through to more than that
    let through, but not documented                    listening beyond localhost, but not documented
    documented and listening, but not let through      documented and let through, but nothing listens
    listening on localhost only, but others need it    unknown: the rules ask for what cannot be told from here

    A first packet decides, after a time of quiet: what is limited by rate passes. What goes out is looked at where the
    host keeps any of it back. The status is 1 where there is a fault that is not ignored.
    """  # noqa: D301 - click's mark is the character itself
    from portspec.audit import audit

    session = Session("text" if form in DOCUMENTS else form, result=form not in ("text", *DOCUMENTS))
    spec = chosen(session, product, release, cast("tuple[str, ...]", given["roles"]), role_ids)
    ignored = given_ignored(ignore, session)
    if fleet:
        _fleet(spec, session, folder=fleet, hosts=hosts, form=form, given=given, ignored=ignored)
    options = options_of(given, "audit", spec, session)
    saved = listening or firewall
    facts = given_facts(listening, firewall, session) if saved else live_facts(session)
    given_unsaved(firewall, permanent, session)
    found = None if session.errors else audit(spec, options, facts, ignored, session.report)
    if found is None:
        session.end(usable=False)
    _show(spec, options.roles, found.faults, form, session)


def _fleet(
    spec: Spec,
    session: Session,
    *,
    folder: Path,
    hosts: Path | None,
    form: str,
    given: dict[str, object],
    ignored: "tuple[Ignored, ...]",
) -> NoReturn:
    """Print what is told of all hosts of an inventory and leave, with status 1 where there is a fault or a drift."""
    from portspec.audit.fleet import surveyed
    from portspec.audit.report import as_json
    from portspec.audit.report.fleet import as_findings, as_markdown, survey

    if hosts is None or given["roles"] or form == "junit":
        raise click.UsageError("--from needs --inventory, which says the roles; its forms are all but junit")
    nodes = given_inventory(hosts, [each.id for each in spec.roles], session)
    facts = fleet_facts(folder, (each.name for each in nodes if each.roles), session)
    if not nodes:
        session.end(usable=False)
    every = tuple(sorted({role for each in nodes for role in each.roles}))
    options = options_of({**given, "roles": every}, "audit", spec, session)
    fleet = surveyed(spec, options, nodes, facts, ignored=ignored, report=session.report)
    if fleet is None:
        session.end(usable=False)
    found = as_findings(spec, fleet)
    left = len(unacknowledged(found))
    match form:
        case "text":
            say(as_text(found)) if left else None
        case "json":
            say_json(as_json(survey(spec, fleet, tuple(session.findings))))
        case "markdown":
            say(as_markdown(survey(spec, fleet, tuple(session.findings))))
        case _:
            session.findings[:0] = found
    session.end(f"{counted(len(fleet.members), 'host')}, {_counted(found)}", usable=not (left or unlike(session)))


def _show(spec: Spec, roles: tuple[str, ...], faults: "tuple[Fault, ...]", form: str, session: Session) -> NoReturn:
    """Print the faults in a form and leave, with status 1 where any of them is not ignored."""
    from portspec.audit.report import document
    from portspec.audit.words import as_finding

    about = document(spec, roles, faults, tuple(session.findings))
    found = [as_finding(each, spec) for each in faults]
    if form in DOCUMENTS:
        _print(about, form)
    elif form == "text":
        say(as_text(found)) if unacknowledged(found) else None
    else:
        session.findings[:0] = found
    left = len(unacknowledged(found))
    known = f", {len(faults) - left} ignored" if len(faults) > left else ""
    session.end(f"{_counted(found)}{known}", usable=not (left or unlike(session)))


def _counted(found: list[Finding]) -> str:
    """Return how many faults there are that are not ignored, warnings apart."""
    grave = [each.severity == "error" for each in unacknowledged(found)]
    warnings = len(grave) - sum(grave)
    return counted(sum(grave), "fault") + (f", {counted(warnings, 'warning')}" if warnings else "")


def unlike(session: Session) -> bool:
    """Tell whether firewalld runs otherwise than it has saved, which is no fault of a port."""
    return any(each.code == "PS545" for each in session.findings)


DOCUMENTS = ("json", "junit", "markdown")
"""The forms that are no list of findings."""


def _print(about: "Audit", form: str) -> None:
    from portspec.audit.report import as_json
    from portspec.audit.report.junit import as_junit
    from portspec.audit.report.markdown import as_markdown

    match form:
        case "json":
            say_json(as_json(about))
        case "junit":
            say(as_junit(about))
        case _:
            say(as_markdown(about))
