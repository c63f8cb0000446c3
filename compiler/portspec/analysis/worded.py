"""Worded rules: what one rule of the verdict says, in words."""

from portspec.analysis.verdict import REASONS, Rule


def words_of(rule: Rule) -> tuple[str | None, ...]:
    """Return a rule in words: verdict, host, way, peer, transport, ports, why and requirement; None for the unknown."""
    dynamic = (rule.dynamic.name or rule.dynamic.text) if rule.dynamic else None
    ports = "+".join(map(str, rule.ports)) or dynamic
    why = "; ".join(REASONS[reason] for reason in rule.reasons) or rule.condition
    return (
        rule.verdict,
        rule.host or rule.host_text,
        rule.direction,
        rule.party,
        rule.transport,
        ports,
        why,
        rule.requirement,
    )
