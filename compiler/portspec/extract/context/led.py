"""Led: between which hosts the connections go to whose ports a sentence leads: "Agents connect to the hub on:"."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from portspec.document import Text
from portspec.extract.context.evidence import RULES, Said, of, rank, str_tuple
from portspec.extract.ends.addresses import addresses_in
from portspec.extract.ends.hosts import host_in_lead, names_host, part_of
from portspec.extract.ends.kept import kept_for
from portspec.extract.ends.parties import behind_verb, is_among_hosts, is_end, is_host, up_to_host
from portspec.extract.ends.peers import CONNECTING, connection_ends
from portspec.extract.ends.reached import CLAUSE, accepting, reached
from portspec.extract.ends.routes import name_of_end, route
from portspec.extract.ends.titled import before_ports, far_end
from portspec.extract.grammar.mentions import mentions
from portspec.extract.language.circumstances import is_circumstance
from portspec.extract.language.clauses import clauses, closing_in, ends_in, hits_in, outside
from portspec.extract.language.conditions import begins_condition
from portspec.extract.language.confined import itself_in
from portspec.extract.language.keys import UNSPACED_LETTER
from portspec.extract.language.mentioned import is_mention, is_past, was_done
from portspec.extract.language.names import without_article
from portspec.extract.language.phrases import direction_in
from portspec.extract.language.polarity import PHRASES, is_negative, negations_in, polarity
from portspec.extract.language.tongue import is_foreign
from portspec.extract.language.vocabulary import words

FLOW = "flow"
"""The field in which a place says both ends of the connections to all ports below it; an unnamed one is empty."""
ENDS = ("source", "destination")
_LEAD = RULES.index("label")


def led_ends(sentence: Text) -> Iterator[Said]:
    """Yield the ends of the connections to whose ports a sentence leads, or the host to which it lets them in."""
    said = sentence.folded.rstrip(" :：")
    if mentions(said) or begins_condition(said) or kept_for(said):
        return
    if need := "denied" if _leads_to_sources(said) else _ended(said):
        yield Said(field="need", value=need, rule="label", text=sentence)
    if any(tells(said) for tells in _OTHERWISE):
        return
    if case := _case_before(said):
        yield Said(field="need", value="conditional", rule="label", text=sentence)
        yield Said(field="condition", value=case, rule="label", text=part_of(sentence, case))
    if ends := _ends(said):
        yield Said(field=FLOW, value=ends, rule="label", text=sentence)
    elif beside := _beside_way(said):
        yield from (Said(field=field, value=name, rule="label", text=sentence) for field, name in beside.items())
    elif direction_in(said) == "unstated" and (host := _let_in_to(said)):
        yield Said(field="direction", value="inbound", rule="label", text=sentence)
        yield Said(field="role", value=host, rule="label", text=part_of(sentence, host))


def flow_of(said: Iterable[Said]) -> tuple[str, ...]:
    """Return both ends that statements of a sentence name, an unnamed one empty; nothing where they name none."""
    return next((str_tuple(each.value) for each in said if each.field == FLOW), ())


def _case_before(said: str) -> str | None:
    """Return the case with which a sentence begins: "With replication, agents connect to …"; a host is none."""
    case, comma, _ = said.replace("，", ",").replace("、", ",").partition(",")
    if comma and is_circumstance(case):
        return case
    led = words("peer.with", "need.during").match(said, 0)
    if led is None or not words("need.case", "need.during").whole(led.group()):
        return None
    own = comma and CLAUSE.split(case)[0] == case and not is_foreign(led.group().lower(), "need.case", said)
    return case if own and not names_host(case) else None


def _leads_to_sources(said: str) -> bool:
    """Tell whether the ports below are those that connections come from: "connect to the hub from these ports:"."""
    particles = (hit for hit in words("header.source").finditer(said) if UNSPACED_LETTER.match(hit.group()))
    if ends_in("header.source_port", said) or any(ends_in("port.word", said[: hit.start()]) for hit in particles):
        return True
    sent, ported = (_behind(sense, said) for sense in ("peer.sender", "verb.from"))
    return any(map(_points, sent)) or any(ends_in("header.source_port", each) for each in ported)


def _behind(sense: str, said: str) -> Iterator[str]:
    """Yield the words right behind those of a sense within a sentence."""
    for hit in outside([*words(sense).finditer(said)], hits_in(said, "but")):
        if hit.start():
            yield " ".join(without_article(said[hit.end() :].strip()).split()[:_NEXT])


_NEXT = 2


def _is_parted(said: str) -> bool:
    """Tell whether a sentence has several verbs of those who connect, so that the ports may be of any of them."""
    told = [each for each in CLAUSE.split(said) if words("peer.connect", "peer.reached").search(each)]
    return len(told) > 1


def _cannot(said: str) -> bool:
    """Tell whether words say what those who connect cannot do, or only where they are: "fail to", "locally"."""
    return bool(hits_in(said, "unable", "local_end") or itself_in(said))


_OTHERWISE = (is_negative, is_past, is_mention, closing_in, _is_parted, _cannot)
"""What tells that words say nothing of what is now, or nothing for sure, or only of some ports."""


def _ended(said: str) -> str | None:
    """Return the need of ports to which nobody connects, or no longer does: "Agents must not reach the hub on:"."""
    told = [each.text for each in clauses(said) if words(*_USED).search(each.text)]
    if any(map(_is_denied, told)) and all(polarity(each.text) <= 0 for each in clauses(said)):
        return "denied"
    past = (hit for each in told for hit in hits_in(each, "past", "nolonger"))
    ended = any(not words("need.may").whole(hit.group()) for hit in past)
    return "retired" if ended or any(map(was_done, told)) else None


_USED = (*CONNECTING, "peer.reachable", "text.uses", "text.traffic")


def _is_denied(clause: str) -> bool:
    """Tell whether a clause denies that a port is used, and not that some hosts do something else: "those that …"."""
    if hits_in(clause, "nobody"):
        return True
    nos = outside(negations_in(clause), hits_in(clause, *PHRASES, "more"))
    whose = next((each.start() for each in words("need.relative").finditer(clause)), len(clause))
    of_some = names_host(clause[:whose].strip())
    return any(not (of_some and whose < no.start()) for no in nos)


@lru_cache(maxsize=256)  # a sentence leads to many items
def _ends(said: str) -> tuple[str, str] | None:
    """Return who connects to whom; where words only point to the ports below, the other end is that of their host."""
    told = connection_ends(said) or _of_ports(said)
    if told is None:
        return None
    source, destination = ("" if _points(each) else each for each in map(_without_pointing, told))
    return (source, destination) if source or destination else None


def _beside_way(said: str) -> dict[str, str]:
    """Return the ends that words name beside the way: "Allow inbound traffic from the office on"; all others are none.

    Who may be anybody, or is but pointed to, is no end.
    """
    if (way := direction_in(said)) == "unstated":
        return {}
    sure = way == "outbound" or words("verb.from").search(said)  # what comes in to an address is for the host itself
    if sure and (addresses := addresses_in(said, way)):
        return {"destination" if way == "outbound" else "source": ", ".join(addresses)}
    source, destination, _ = route(said)
    far = far_end(said)
    told = dict(zip(ENDS, (source, destination), strict=True)) if source and destination else dict([far] if far else ())
    names = ((field, name_of_end(before_ports(name or ""))) for field, name in told.items())
    return {field: name for field, name in names if name and is_end(name) and not (_points(name) or _is_any(name))}


def _is_any(name: str) -> bool:
    return words("party.outsider", *(f"header.{end}" for end in ENDS)).whole(name)


def _without_pointing(name: str) -> str:
    """Return a name without what points to the ports below behind it: "servidor" of "servidor pelas seguintes"."""
    pointing = next((each for each in words("text.pointing").finditer(name) if each.start()), None)
    before = name[: pointing.start()].split() if pointing else [name]
    while len(before) > 1 and words("port.by", "text.on", "need.aside").whole(before[-1]):
        before.pop()
    return " ".join(before)


def _of_ports(said: str) -> tuple[str, str] | None:
    """Return who is to reach ports that words only point to: "The following must be reachable from the agents"."""
    reached_by = words("peer.reached", "peer.reachable").search(said)
    if reached_by is None or not _points(CLAUSE.split(said[: reached_by.start()])[-1]):
        return None
    before, behind = said[: reached_by.start()], said[reached_by.end() :].strip()
    leads = words("verb.from", "peer.by")
    if words("peer.reached").whole(reached_by.group()):
        name = behind_verb(behind)
    elif lead := leads.match(behind, 0):
        name = behind_verb(behind[lead.end() :])
    else:  # "müssen von den Agenten aus erreichbar sein"
        starts = [up_to_host(behind_verb(before[lead.end() :])) for lead in leads.finditer(before)]
        name = next((each for each in starts if is_host(each)), "")
    return (name, "") if name and is_end(name) else None


def _points(name: str) -> bool:
    """Tell whether words name no host, but what stands below them: "the following traffic", "these ports"."""
    return words("text.pointing", "port.word", "text.traffic").search(name) is not None


def _let_in_to(said: str) -> str | None:
    """Return the host that words say can be reached, or None; where to open ports tells no way."""
    if host := reached(said) or accepting(said, below=True):
        return host
    reachable = words("peer.reachable").search(said)
    pointing = reachable and _points(CLAUSE.split(said[: reachable.start()])[-1])
    host_on = host_in_lead(Text(said, 0, len(said)), "text.on") if pointing else None
    return host_on.folded if host_on else None


def ends_of(own: tuple[Said, ...], around: tuple[Said, ...]) -> Iterator[Said]:
    """Yield the ends that the sentence above tells of a row, which neither names any itself nor says which way it goes.

    So does what stands between the two: a header, a group row, or a label. Of one end alone that is the host which the
    row is about anyway, the way is told.
    """
    for flow in of(FLOW, around):
        near = (each for each in around if rank(each) <= (_LEAD, flow.depth) and each.field in _WAYS)
        if any(each.field in _OWN for each in own) or any(near):
            continue
        told = [(field, name) for field, name in zip(ENDS, str_tuple(flow.value), strict=True) if name]
        roles = [each.value for each in sorted(of("role", around), key=rank)[:1] if isinstance(each.value, str)]
        for end, name in told:
            itself = len(told) == 1 and is_among_hosts(name, tuple(roles))
            field, value = ("direction", _FROM[end]) if itself else (end, name)
            yield Said(field=field, value=value, rule=flow.rule, text=flow.text, depth=flow.depth)


_FROM = {"source": "outbound", "destination": "inbound"}
"""The way that connections go on the host that is such an end."""
_WAYS = ("direction", *ENDS)
_OWN = (*_WAYS, "role")
