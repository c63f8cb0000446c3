"""Lowering: from a spec and the user's options to the rules that every dialect writes."""

from collections.abc import Iterator

import msgspec

from portspec.findings import Finding, Report, finding
from portspec.spec import Spec
from portspec.writers.firewall.lowering.anywhere import without_network
from portspec.writers.firewall.lowering.atomic import Asked, asked, atomic_rules
from portspec.writers.firewall.lowering.merge import merge
from portspec.writers.firewall.lowering.options import Options
from portspec.writers.firewall.lowering.place import place_of
from portspec.writers.firewall.lowering.plan import Ability, LeftOut, Plan
from portspec.writers.firewall.lowering.resolved import ResolvedOptions, allowed, resolve_options, unmet
from portspec.writers.firewall.lowering.ssh import is_way_in


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked of a spec, from which the rules for any dialect are made."""

    resolved: ResolvedOptions
    """The checked options."""
    rows: tuple[Asked, ...]
    """What they ask of each requirement, in the spec's order."""


def request(spec: Spec, options: Options) -> Request:
    """Return what `options` ask of `spec`."""
    resolved = resolve_options(spec, options)
    return Request(resolved=resolved, rows=tuple(asked(row, resolved) for row in resolved.rows))


def lower(request: Request, ability: Ability, report: Report) -> Plan | None:
    """Return the rules that are asked for, as far as a dialect can say them.

    What is left out stands in the plan and is reported as PS501 notes, and who may have any address for want of a
    network as PS507. Options that cannot be met are reported as
    PS502 and give None. So does a selection of which nothing is left to open; a PS501 note says so.
    """
    options = request.resolved.options
    problems = [*request.resolved.problems, *unmet(options, ability)]
    plan = _plan(request, ability, problems.append)
    if (options.enforce or ability.encloses) and not problems and not any(map(is_way_in, plan.rules)):
        where = f" on an interface other than {options.interface}" if options.interface else ""
        message = f"nothing that is opened for {', '.join(plan.roles)} accepts SSH{where}"
        other = "take a dialect that closes nothing" if ability.encloses else "leave out --enforce"
        problems.append(finding("PS502", message, f"Give --allow-in ssh=CIDR, or {other}."))
    for each in problems or _notes(plan):
        report(each)
    return plan if plan.rules and not problems else None


def _plan(request: Request, ability: Ability, report: Report) -> Plan:
    resolved = request.resolved
    parts = [part for row in request.rows for part in atomic_rules(row, resolved, ability, report)]
    opened = sorted((part for part in parts if not isinstance(part, LeftOut)), key=lambda part: resolved.rank(part[2]))
    # What concerns both ways is said once.
    left = {(part.requirement.id, part.reason): part for part in parts if isinstance(part, LeftOut)}
    rules = (*merge(opened), *allowed(resolved.options, ability, report))
    return Plan(
        spec=resolved.spec,
        options=resolved.options,
        roles=resolved.roles,
        rules=rules,
        left_out=tuple(left.values()),
        ends={each.row.id: each.ends for each in request.rows},
        stated=resolved.stated,
    )


def _notes(plan: Plan) -> Iterator[Finding]:
    for each in plan.left_out:
        message = f"{each.requirement.id} is left out: {each.reason}"
        yield finding("PS501", message, each.help, place_of(plan.spec, each.requirement))
    if not plan.rules:
        message = f"nothing is left to open for {', '.join(plan.roles)}, so nothing is written"
        yield finding("PS501", message, "See what was left out and why.")
    yield from without_network(plan)
