"""Faults of the model: each makes other rules of those that are read, as a fault of a reader would."""

from collections.abc import Callable

from msgspec.structs import replace

from portspec.audit.rules import ALWAYS, Action, Base, Every, Family, Match, Not, Rule, Ruleset, Some, Test

Mutant = Callable[[Ruleset], Ruleset]


def _matches(change: Callable[[Match], Match]) -> Mutant:
    """Change each match, from the inside out."""

    def inside(match: Match) -> Match:
        match match:
            case Not():
                return change(replace(match, part=inside(match.part)))
            case Every() | Some():
                return change(replace(match, parts=tuple(map(inside, match.parts))))
            case _:
                return change(match)

    return _rules(lambda rule: replace(rule, match=inside(rule.match)))


def _rules(change: Callable[[Rule], Rule]) -> Mutant:
    return lambda rules: replace(
        rules, chains={name: tuple(map(change, chain)) for name, chain in rules.chains.items()}
    )


def _bases(change: Callable[[Base], Base]) -> Mutant:
    return lambda rules: replace(rules, bases=tuple(map(change, rules.bases)))


def _action(before: str, after: Action | None) -> Mutant:
    """Let rules of one kind do something else, or nothing."""

    def change(rule: Rule) -> Rule:
        if rule.action.kind != before:
            return rule
        return replace(rule, match=Some(parts=())) if after is None else replace(rule, action=after)

    return _rules(change)


def _without(field: str) -> Mutant:
    """Forget to look at a field."""
    return _matches(lambda match: ALWAYS if isinstance(match, Test) and match.field == field else match)


def _kinds(before: str, after: str) -> Mutant:
    def change(rule: Rule) -> Rule:
        action = rule.action
        return replace(rule, action=replace(action, kind=after)) if action.kind == before else rule

    return _rules(change)


def _shorter(match: Match) -> Match:
    """Forget the last number of each stretch."""
    if not isinstance(match, Test) or isinstance(match.values[0], str):
        return match
    return replace(match, values=tuple((first, max(first, last - 1)) for first, last in match.values))


def _first(match: Match) -> Match:
    return replace(match, values=match.values[:1]) if isinstance(match, Test) else match


def _exact(match: Match) -> Match:
    """Take a wildcard for a character of the name."""
    if not isinstance(match, Test) or match.field not in ("in", "out"):
        return match
    return replace(match, values=tuple(str(each).rstrip("*") + "?" * str(each).endswith("*") for each in match.values))


MUTANTS: dict[str, Mutant] = {
    "goto comes back": _kinds("goto", "jump"),
    "jump does not come back": _kinds("jump", "goto"),
    "return is ignored": _action("return", None),
    "return accepts": _action("return", Action(kind="accept")),
    "jump is ignored": _action("jump", None),
    "drop is ignored": _action("drop", None),
    "accept is ignored": _action("accept", None),
    "negation is ignored": _matches(lambda match: match.part if isinstance(match, Not) else match),
    "families are ignored": _matches(lambda match: ALWAYS if isinstance(match, Family) else match),
    "every means some": _matches(
        lambda match: Some(parts=match.parts) if isinstance(match, Every) and match.parts else match
    ),
    "some means every": _matches(
        lambda match: Every(parts=match.parts) if isinstance(match, Some) and match.parts else match
    ),
    "a range ends too early": _matches(_shorter),
    "only the first of a set counts": _matches(_first),
    "a wildcard is a character": _matches(_exact),
    "policies accept": _bases(lambda base: replace(base, policy="accept")),
    "policies drop": _bases(lambda base: replace(base, policy="drop")),
    "tables apply to both families": _bases(lambda base: replace(base, applies=ALWAYS)),
    "one chain of a hook is enough": lambda rules: replace(
        rules, bases=tuple({each.hook: each for each in rules.bases}.values())
    ),
    "rules are read backwards": lambda rules: replace(
        rules, chains={name: chain[::-1] for name, chain in rules.chains.items()}
    ),
    "prerouting is forgotten": lambda rules: replace(
        rules, bases=tuple(each for each in rules.bases if each.hook != "prerouting")
    ),
    **{
        f"{field} is ignored": _without(field)
        for field in ("transport", "in", "out", "source", "destination", "sport", "dport", "state")
    },
}
"""By what is wrong."""
