"""Lowering: from a spec and the user's options to the rules that every dialect writes."""

from collections.abc import Iterator

from portspec.findings import Finding, Report, finding
from portspec.source import Place
from portspec.spec import Requirement, Spec
from portspec.writers.firewall.lowering.grains import grains
from portspec.writers.firewall.lowering.merge import merge
from portspec.writers.firewall.lowering.options import Options
from portspec.writers.firewall.lowering.plan import Ability, LeftOut, Plan, Rule
from portspec.writers.firewall.lowering.wishes import Wishes, understand

SSH = 22
"""The port of `ssh` in the registry of service names and port numbers (RFC 6335)."""


def lower(spec: Spec, options: Options, ability: Ability, report: Report) -> Plan | None:
    """Return the rules that `options` ask of `spec`, as far as a dialect can say them.

    What is left out stands in the plan and is reported as PS501 notes. Options that cannot be met are reported as
    PS502 and give None. So does a selection of which nothing is left to open; a PS501 note says so.
    """
    problems: list[Finding] = []
    wishes = understand(spec, options, ability, problems.append)
    plan = _plan(wishes, ability, problems.append)
    if options.enforce and not problems and not any(map(_accepts_ssh, plan.rules)):
        message = f"nothing that is documented for {', '.join(plan.roles)} accepts SSH on port {SSH}"
        problems.append(finding("PS502", message, "Add the role that documents it, or leave out --enforce."))
    for each in problems or _notes(plan):
        report(each)
    return plan if plan.rules and not problems else None


def _plan(wishes: Wishes, ability: Ability, report: Report) -> Plan:
    parts = [part for row in wishes.rows for part in grains(row, wishes, ability, report)]
    asked = sorted((part for part in parts if not isinstance(part, LeftOut)), key=lambda part: wishes.rank(part[2]))
    rules = (*merge(asked), *wishes.allowed)
    return Plan(
        spec=wishes.spec,
        options=wishes.options,
        roles=wishes.roles,
        rules=rules,
        left_out=tuple(part for part in parts if isinstance(part, LeftOut)),
    )


def _accepts_ssh(rule: Rule) -> bool:
    match = rule.match
    here = match.direction == "in" and match.transport == "tcp" and match.interface is None
    # Another port in its place accepts SSH too, and no longer shows that it does.
    documented = (ports for each in rule.openings for row in each.requirements for ports in row.ports)
    opened = (each.ports for each in rule.openings if each.ports)
    return here and any(ports.start <= SSH <= ports.end for ports in (*documented, *opened))


def _notes(plan: Plan) -> Iterator[Finding]:
    for each in plan.left_out:
        message = f"{each.requirement.id} is left out: {each.reason}"
        yield finding("PS501", message, each.help, place_of(plan.spec, each.requirement))
    if not plan.rules:
        message = f"nothing is left to open for {', '.join(plan.roles)}, so nothing is written"
        yield finding("PS501", message, "See what was left out and why.")


def place_of(spec: Spec, row: Requirement) -> Place | None:
    """Return where a requirement stands, for a finding about it; None where its source is not in the spec."""
    at = row.provenance
    path = next((source.path for source in spec.sources if source.id == at.source), None)
    if path is None:
        return None
    return Place(
        source=path, line=at.line, column=at.column, end_line=at.line, end_column=at.column, quote=at.quote, at=at.at
    )
