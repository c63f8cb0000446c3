"""Spoken: what running words, an item's or a sentence's, say of one of the ports that they name."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

import msgspec

from portspec.document import Text
from portspec.extract.context.evidence import Said, needs_said
from portspec.extract.context.inherited import Context
from portspec.extract.ends.aimed import aimed_at, aiming, goes_out
from portspec.extract.ends.anaphora import with_subject
from portspec.extract.ends.beside import route_beside
from portspec.extract.ends.frames import SENSES
from portspec.extract.ends.hosts import host_as_subject
from portspec.extract.ends.parties import is_among_hosts
from portspec.extract.ends.peers import connection_ends, lets_in, peers_in
from portspec.extract.ends.shares import Share, share_of
from portspec.extract.ends.told import ends_told
from portspec.extract.grammar.exceptions import without_closing
from portspec.extract.grammar.lexer import tokens
from portspec.extract.grammar.mentions import equates, mentions
from portspec.extract.grammar.port_expression import Part
from portspec.extract.grammar.spans import denies_ports, says_only_ports
from portspec.extract.language.barred_ways import barred_way
from portspec.extract.language.circumstances import is_circumstance
from portspec.extract.language.clauses import clauses, hits_in
from portspec.extract.language.conditions import begins_condition, condition_in
from portspec.extract.language.confined import local_ports
from portspec.extract.language.former import without_former
from portspec.extract.language.mentioned import is_past
from portspec.extract.language.names import DOMAIN
from portspec.extract.language.need import Qualified, insists, qualify
from portspec.extract.language.now import current
from portspec.extract.language.phrases import (
    direction_aside,
    direction_in,
    flags_in,
    is_direction,
    marker,
    way_alone,
)
from portspec.extract.language.polarity import negations_in, polarity, turns
from portspec.extract.language.said_alone import need_alone
from portspec.extract.language.vocabulary import transport_words, words
from portspec.extract.page import Page
from portspec.extract.running.by_way import goes_by
from portspec.extract.running.directed import is_directed, needs_it
from portspec.extract.running.heard import FEW, Heard, heard, stated_by
from portspec.extract.running.near import heard_about, heard_near
from portspec.extract.running.placed import let_in
from portspec.extract.running.pointed import pointed
from portspec.extract.running.wholes import is_of_another_time, with_lists, with_remarked
from portspec.spec import Direction, Need, PortRange


def said_in(text: str, part: Part, page: Page, context: Context) -> Iterator[Said]:
    """Yield what the words of an item say of one of its ports: its own clause first, then those about no other port."""
    text = without_closing(text, part.ports)
    own, others = clauses_of(text, part)
    marked, _ = marker(text, page.section.legend)
    direction = marked if marked != "unstated" else direction_of(own)
    if direction != "unstated":
        yield Said(field="direction", value=direction, rule="cell")
    elif context.direction == "unstated" and (spoken := _spoken(text)) != "unstated":
        yield Said(field="direction", value=spoken, rule="row")
    barred = map(barred_way, own if len(own) > 1 else (*own, *others))  # its own remark is nearer than others
    yield from (Said(field="barred", value=way, rule="cell") for way in barred if way)
    share = _one_way(share_of(text, part), direction)
    role = str(context.value("role") or "")
    directed = {direction, context.direction} != {"unstated"}
    route = route_beside(text, role, directed=directed)
    ends = _ends(share, with_subject(text, role), map(page.section.signs.shown, (*own, *others)), route)
    if share and not (ends or share.destination or direction != "unstated") and _is_awaited(share, text, context):
        way = not share.led or context.direction == "both"  # of "from A to port 7100" the end alone is told
        field, value = ("direction", "inbound") if way else ("source", share.source)
        yield Said(field=field, value=value, rule="cell")
    if not ends:
        yield from let_in(text, direction, context, page)
    else:
        named = zip(("source", "destination"), ends, strict=False)
        yield from (Said(field=field, value=name, rule="cell") for field, name in named if name)
        if ends[2:] == ("both",) and direction == "unstated":
            yield Said(field="direction", value="both", rule="cell")
    yield from _needs(text, part, own, others)
    yield from (Said(field=flag, value=True, rule="row") for flag in flags_in(text))


def _one_way(share: Share | None, direction: Direction) -> Share | None:
    """Return who a text names at the ends, without one that is the other: "a hub calls …, outbound, from the hubs"."""
    if share and share.source and share.destination and direction == "outbound":
        twice = is_among_hosts(share.destination, (share.source,))
        return msgspec.structs.replace(share, destination="") if twice else share
    return share


def _ends(share: Share | None, text: str, said: Iterable[str], route: tuple[str, str] | None) -> tuple[str, ...] | None:
    """Return the ends that words name: of a part's ports alone, beside an arrow, by a verb, or as a `route`."""
    if share and share.destination:
        return share.source, share.destination
    if ends := pointed(text, said):
        return ends
    aimed = aimed_at(text)
    return connection_ends(text) or route or ((aiming(text), aimed) if aimed else None)


def _is_awaited(share: Share, text: str, context: Context) -> bool:
    """Tell whether who a text names behind a port connects to another host, which the text or its place names.

    A domain is rather connected to, not a network: "These must be reachable on TCP 8448: cdn.example.com".
    """
    if DOMAIN.fullmatch(share.source) and "/" not in share.source:
        return False
    if share.led:
        role = context.value("role")
        return not (isinstance(role, str) and is_among_hosts(share.source, (role,)))
    subject = host_as_subject(Text(text, 0, len(text)))
    host = subject.folded if subject else context.value("role")
    return isinstance(host, str) and not is_among_hosts(share.source, (host,))


def peers_beside(text: str, part: Part) -> tuple[str, ...]:
    """Return who a text names at the other end: of a part's ports alone, else of all that it names."""
    share = share_of(text, part)
    return share.peers if share else peers_in(text)


def _spoken(text: str) -> Direction:
    """Return the direction that running text states, if only by a word that stands alone: "clock, outgoing"."""
    said = direction_in(text)
    return said if said != "unstated" else direction_aside(text)


qualified = lru_cache(maxsize=4096)(qualify)
"""Kept, since each port of a text asks."""


class About(msgspec.Struct, frozen=True, kw_only=True):
    """What running words want of ports that they name."""

    insists: bool
    """True where they say not to close them, to close all others, or in which cases alone they are not needed."""
    need: Need | None
    """What they ask for; None where they say nothing of it."""


def said_about(text: str, part: Part) -> About:
    """Return what a sentence wants of a part's ports."""
    return _said_about(text, Part(ports=part.ports, transports=part.transports))


@lru_cache(maxsize=1024)  # a long text may name one port very often
def _said_about(text: str, part: Part) -> About:
    text = without_closing(text, part.ports)
    own, others = clauses_of(text, part)
    found = _succeeded(text, part) or _in_case(text, part) or qualified("; ".join((*own, *others)))
    need = "denied" if wanted(text, part) < 0 else found.need if found else None
    limited = need == "conditional" and found is not None and found.soft
    firm = limited or _is_excepted(text, part) or any(map(insists, (*own, *others)))
    return About(insists=firm, need=need)


def _is_excepted(text: str, part: Part) -> bool:
    """Tell whether a part's ports are open as the exception to what a text closes."""
    return any(each.excepted and not each.stated.isdisjoint(stated_by(part)) for each in heard_near(text, part))


def asks_for(text: str, about: About) -> bool:
    """Tell whether a sentence requires the ports that it names: by its verb, or as the destination of what is sent."""
    return about.insists or about.need == "required" or _asks(text)


@lru_cache(maxsize=256)  # each part of a text asks
def _asks(text: str) -> bool:
    if is_of_another_time(text):
        return False
    found = with_lists(text)
    if any(words(sense).search(text) for sense in ("text.requires", "header.destination_port")):
        return True
    said = [
        with_remarked(text, before, each, after)
        for before, each, after in zip((None, *found), found, (*found[1:], None), strict=False)
        if not is_past(each.text)
    ]
    covering = words("text.covering").search(text) is not None and any(polarity(clause) > 0 for clause in said)
    asking = (_must_be_open, equates, _uses, _opens, _makes, needs_it, is_directed, goes_out)
    covering = covering or (equates(text) and all(polarity(clause) >= 0 for clause in said))
    return covering or any(
        goes_by(clause, text) or any(asks(clause) for asks in asking) for clause in said if polarity(clause) >= 0
    )


def _must_be_open(clause: str) -> bool:
    """Tell whether a clause says that a port has to be open: "must be exposed to the internet".

    What must be so is the port, and not another thing: "port 8080 uses a certificate that you must accept".
    """
    if polarity(clause) <= 0 or begins_condition(clause):
        return False
    told = (re.split(r"\d", clause[: must.start()])[-1] for must in words("need.must").finditer(clause))
    subjects = (words("need.lasts", "text.and").sub(" ", said) if hits_in(said, "lasts") else said for said in told)
    # Else what must be so is before the clause: "443 (web) must …", "the hosts must accept connections on it".
    numbered = re.search(r"\d", clause) is not None or words("need.there").search(clause) is not None
    return any(
        not words("need.relative").search(said)
        and (numbered or not said.strip() or words("need.object", "need.there").whole(said.strip()))
        for said in subjects
    )


def _uses(clause: str) -> bool:
    """Tell whether a clause says that something uses ports: "It sends data to port 8443", "is served on port 8443".

    A port that uses something itself is not used: "Port 8443 uses a certificate of its own".
    """
    told = all(ends_told(clause))
    if not (told or words(*_USING).search(clause)) or words("text.condition").match(clause.strip(), 0) or turns(clause):
        return False
    found = mentions(clause)
    acts = (
        not told and not words("text.serves").search(clause) and words("port.word").match(clause.strip(), 0) is not None
    )
    return any(part.transports or not acts for mention in found for part in mention.parts)


def _opens(clause: str) -> bool:
    """Tell whether a clause begins with a verb that opens ports, or says which way they are used.

    "Also permit TCP port 8443", "UDP port 8443 is used inbound only".
    """
    if polarity(clause) <= 0 or begins_condition(clause) or is_past(clause):
        return False
    first = any(len(clause[: hit.start()].split()) < _SECOND for hit in hits_in(clause, "open"))
    return (first or direction_in(clause) != "unstated") and bool(mentions(clause))


def _makes(clause: str) -> bool:
    """Tell whether a clause asks for a rule that lets ports through: "Create a firewall rule for port 8443"."""
    if turns(clause) or begins_condition(clause) or polarity(clause) < 0:
        return False
    return bool(hits_in(clause, "make") and hits_in(clause, "rule") and mentions(clause))


_SECOND = 2
"""A verb that asks stands first in its clause, or behind one word such as "also"."""


_USING = (
    "text.uses", "text.serves", "peer.act", "peer.connect", "peer.reached", "peer.reachable", "peer.mutual",
    "peer.final", *SENSES,
)  # fmt: skip


def _needs(text: str, part: Part, own: list[str], others: list[str]) -> Iterator[Said]:
    """Yield how firmly an item asks for a port."""
    about = without_former("; ".join(each.strip() for each in (*own, *others)), part.ports)
    asked = wanted(text, part)
    if asked < 0 or (asked == 0 and denies_ports(text) and not _is_excepted(text, part)):
        yield Said(field="need", value="denied", rule="cell")
    if part.ports and local_ports(text).issuperset(each.start for each in part.ports):
        yield Said(field="need", value="local", rule="cell")
    case = _in_case(text, part)
    for found in filter(None, map(need_alone, others)):
        yield from needs_said(found, "row")
    for found in filter(None, (_succeeded(text, part), case or qualified(about))):
        yield from needs_said(found, "row")
    condition = None if case else condition_in(current(about))
    if condition and condition_in(current(text)):  # none in "If nothing is shown, check that …"
        yield Said(field="condition", value=condition, rule="row")


def _succeeded(text: str, part: Part) -> Qualified | None:
    """Return that another port takes the place of a part's, if a clause says so right behind it."""
    own, before = frozenset(stated_by(part)), frozenset[PortRange | str]()
    for clause in (each for each in heard_near(text, part) if each.stated):
        if clause.replaced and clause.stated & own:
            return Qualified(need="retired", start=0, end=len(text))
        if clause.succeeds and clause.stated.isdisjoint(before) and before & own:
            return clause.succeeds
        before = clause.stated
    return None


def _in_case(text: str, part: Part) -> Qualified | None:
    """Return the case in which alone a text asks for a part's ports: "… no port unless …, in which case 443 is open".

    What stands before it denies ports for all other cases.
    """
    if not words("need.thereupon").may_stand_in(text):
        return None
    own, denied = frozenset(stated_by(part)), -1
    last = heard(text)  # an exception leaves out what stands before it
    for (case, before), (clause, said) in pairwise(zip(clauses(text)[-len(last) :], last, strict=True)):
        denied = before.sentence if turns(before.text) and not before.stated else denied
        led = words("need.thereupon").match(clause.text.strip(), 0) and denied == clause.sentence == case.sentence
        if led and said.stated & own and said.wants > 0:
            condition = text[case.start : clause.end].strip()
            return Qualified(need="conditional", start=case.start, end=clause.end, condition=condition)
    return None


def direction_of(own: list[str]) -> Direction:
    """Return the direction that clauses state, by running text or by being nothing but its name."""
    found: list[Direction] = [said for each in own if (said := direction_in(each)) != "unstated"]
    found += ["inbound" for each in own if lets_in(each)]
    found += [said for each in own if len(each.split()) <= FEW and (said := way_alone(each)) != "unstated"]
    return found[0] if found else "unstated"


def wanted(text: str, part: Part) -> int:
    """Return 1 where a text wants a part's ports open, -1 where it wants them closed, 0 where it says neither.

    A clause without a verb takes that of the clause before, else of the one behind: "Open 443, 8443, but not 80". Where
    that one denies as well, both stay closed: "Do not open 443, and neither 80". With none, a mere "no" closes it:
    "They reach the hub, but never on 443".
    """
    found = [-1] if _answers_no(text) else [0]
    before = sentence = 0
    denied = barred = False
    waiting: list[bool] = []
    for clause in heard_about(text, part):
        if clause.sentence != sentence:
            found += [-1] * barred
            before, sentence, waiting, barred = 0, clause.sentence, [], False
        said, about = clause.wants, not clause.stated.isdisjoint(stated_by(part))
        if said:
            found += [-said if turned and not clause.denies else said for turned in waiting]
            before, denied, waiting = said, clause.denies, []
        if about and (said or before) and not clause.beside:
            found.append(said or (-before if clause.turned and not denied else before))
        elif about and not clause.beside:
            waiting.append(clause.turned)
            barred = barred or _is_mere_no(clause.text)
        barred = barred and bool(waiting)
    found += [-1] * barred
    return min(found) or max(found)


def _is_mere_no(clause: str) -> bool:
    """Tell whether a clause is nothing but a port and a negation before it: "not on TCP 443", "but never on 443"."""
    no, digit = next(iter(negations_in(clause)), None), re.search(r"\d", clause)
    if no is None or digit is None or digit.start() < no.end():
        return False
    before = words("need.however", "need.rather", "text.and").sub(" ", clause[: no.start()])
    behind = words("port.word", "peer.article", "text.on", "port.over").sub(" ", clause[no.end() : digit.start()])
    return re.search(r"[^\W_]", before + transport_words().sub(" ", behind)) is None


def _answers_no(text: str) -> bool:
    """Tell whether a text is ports and a mere "no" behind a colon: "TCP 8443: no"."""
    ports, colon, answer = text.replace("：", ":").rpartition(":")
    if not colon or not words("tick.no").whole(answer.strip(" .")) or not any(map(str.isalpha, answer)):
        return False
    return says_only_ports(tokens(ports))


def clauses_of(text: str, part: Part) -> tuple[list[str], list[str]]:
    """Return the clauses that name a part's ports, and those that name none; those about other ports are left out.

    A clause of nothing but a direction belongs to the ports right before it, "6812/tcp (inbound)", and so does a remark
    before other ones, "6812 (optional), 6813". One before a colon belongs to all behind it, "Inbound: 6812/tcp", as one
    does that begins a sentence, "Inbound, 6812/tcp"; where no ports are behind it, to those before it, "6812/tcp,
    inbound: web".
    """
    own: list[str] = []
    others: list[str] = []
    near = False
    label: Heard | None = None
    said = [*heard_about(text, part)]
    last = {clause.sentence: number for number, clause in enumerate(said) if clause.stated}
    telling = {clause.sentence for clause in said if clause.stated & frozenset(stated_by(part))}
    for number, clause in enumerate(said):
        first = number == 0 or said[number - 1].sentence < clause.sentence
        leads = clause.leads or (first and is_direction(clause.text))
        if clause.directed and leads and number < last.get(clause.sentence, 0):
            label = None if words("text.undirected").search(clause.text) else clause
        elif near and clause.directed:
            own.append(clause.text)
            continue
        if (
            clause.remarks
            and not clause.stated
            and number
            and said[number - 1].stated
            and number < last.get(clause.sentence, 0)
        ):
            own += [clause.text] if near else []
            continue
        near = not clause.stated.isdisjoint(stated_by(part))
        if near:
            own += [label.text, clause.text] if label and label.sentence == clause.sentence else [clause.text]
        elif not clause.stated and not (clause.timed or clause.spares):
            apart = clause.sentence not in telling and is_circumstance(clause.text)
            others += [] if apart else [clause.text]
    return own, others
