"""Titles: what a heading, a caption, a label or a group row states of the rows below it."""

import re
from collections.abc import Iterator
from itertools import pairwise

from portspec.document import Text
from portspec.extract.context.evidence import Said
from portspec.extract.ends.hosts import host_as_subject, host_in_lead, is_generic, is_short, names_host, part_of, shuts
from portspec.extract.ends.kept import kept_for
from portspec.extract.ends.parties import is_network
from portspec.extract.ends.routes import NO_SIGNS, Signs, route
from portspec.extract.ends.titled import around, beside_name, far_end, host_of_title
from portspec.extract.ends.told import place_told
from portspec.extract.ends.ways import titled_between
from portspec.extract.grammar.exceptions import excepted, transports_of_all, without_exceptions
from portspec.extract.grammar.mentions import mentions
from portspec.extract.language.clauses import clauses, ends_in, hits_in
from portspec.extract.language.keys import UNSPACED_LETTER
from portspec.extract.language.mentioned import is_mention, is_supposed, says_not_what_is
from portspec.extract.language.names import without_article
from portspec.extract.language.need import NAMELESS, Qualified, limited, qualify
from portspec.extract.language.phrases import direction_in, direction_of_title, is_direction
from portspec.extract.language.polarity import negations_in, polarity
from portspec.extract.language.spared import left_below
from portspec.extract.language.subjects import lacks_subject
from portspec.extract.language.tongue import is_foreign
from portspec.extract.language.vocabulary import transport_words, transports_in, words
from portspec.spec import Need


def title_said(title: Text, rule: str, depth: int, *, host: bool, signs: Signs = NO_SIGNS) -> Iterator[Said]:
    """Yield what a title states: a direction, transports, the two ends, a need and, with `host`, the role.

    `signs` says what stands between two ends on this page.
    """
    text = title.folded
    lead = (host_in_lead(title) or host_as_subject(title) or _placed(title)) if rule == "label" else None
    far = far_end(text)
    named = (lead or (host_of_title(title) if rule != "label" or _may_name_host(text) else None)) if host else None
    if named and (far is None or named.folded != far[1]):
        yield Said(field="role", value=named.folded, rule=rule, text=named, depth=depth)
    if not is_of_others(text) and (direction := direction_of_title(text)) != "unstated":
        yield Said(field="direction", value=direction, rule=rule, text=title, depth=depth)
    near = rule != "heading" or depth < _FAR
    if near and (named_transports := _transports(text)):
        yield Said(field="transports", value=named_transports, rule=rule, text=title, depth=depth)
    source, destination, both = (None, None, "unstated") if around(text) else route(text, signs)
    if not (source or destination) and (pair := titled_between(text)):
        source, destination = pair
        both = "unstated" if source == destination else "both"  # members of one kind are at both ends anyway
    if far and not (source or destination):
        yield Said(field=far[0], value=far[1], rule=rule, text=title, depth=depth)
    for field, value in (("source", source), ("destination", destination)):
        if value:
            yield Said(field=field, value=value.rstrip(" :："), rule=rule, text=title, depth=depth)
    if both != "unstated":
        yield Said(field="direction", value=both, rule=rule, text=title, depth=depth)
    yield from need_said(title, rule, depth)


def _transports(title: str) -> tuple[str, ...]:
    """Return the transports of a title of ports, or those that stand beside a name by themselves: "Relay (UDP)"."""
    if words("port.word").search(title) or is_generic(title):
        return transports_of_all(title)
    beside = beside_name(title)
    return transports_in(beside[1]) if beside else ()


def _placed(label: Text) -> Text | None:
    """Return the host on which a line that leads to ports has them, as a phrase names it: 在集线器服务器上."""
    place = "" if words("peer.connect").search(label.folded) else place_told(label.folded)
    own = not place or words("text.any_host").whole(place) or words("need.own").match(place, 0)
    return None if own else part_of(label, place)


def parts_rows(label: str) -> bool:
    """Tell whether a short line only parts what a line before it leads to: "Inbound:", "On the relay", "TCP".

    One that speaks of ports, or says what to do with them, begins anew.
    """
    bare = label.strip("*_ :：")
    if not bare or len(bare.split()) > _LABEL or bare[-1] in ".。!?？":
        return False
    begins = any(words(sense).search(bare) for sense in _BEGINNING)
    return not begins and polarity(bare) == 0 and qualify(bare) is None


_BEGINNING = ("port.word", "text.requires", "text.covering", "need.only", "need.limit", "text.condition")
"""What such a line does not hold."""
_LABEL = 6
"""Its words, at most."""
_FAR = 2
"""A heading with this many others between it and the rows stands over other sections too, with other transports."""


def _may_name_host(label: str) -> bool:
    """Tell whether a line right above may be the name of a host: "Database servers:", but not "These are outbound:".

    A sentence is none, "If the add-on is used, it needs:", nor is a line of a script without blanks as long as one, nor
    a case, "In guarded mode:", nor what gives a value to a name, "Location: conf/relay.yaml". Without a word for hosts
    a name is short.
    """
    if any(words(sense).search(label) for sense in _OF_SENTENCES):
        return False
    if words("text.condition", "text.of").match(label, 0) or ends_in("text.on", label.rstrip(" :：")):
        return False
    if not is_short(label):
        return False
    if words("text.host").search(label):
        return True
    name, _, value = label.replace("：", ":").rstrip(": ").partition(":")
    return not words("port.word").search(label) and not value and len(name.split()) <= _SHORT


_SHORT = 4
"""The words of a name that holds none for hosts, at most."""


_OF_SENTENCES = ("text.uses", "text.pointing", "text.covering", "text.verb", "text.mention")
"""What stands in sentences, and not in names."""


def need_said(title: Text, rule: str, depth: int) -> Iterator[Said]:
    """Yield how firmly a title or a sentence asks for the ports below it, and which of them it takes out."""
    text = words("text.everywhere").sub("", without_exceptions(title.folded))
    if rule == "label" and (kept := kept_for(text)):
        text = text[kept.start : kept.end]
        ends = ("source", "destination") if kept.among else ("source",)
        yield from (Said(field=end, value=kept.source, rule=rule, text=title, depth=depth) for end in ends)
        yield Said(field="kept", value=ends, rule=rule, text=title, depth=depth)
    if taken := excepted(title.folded):
        yield Said(field="excepted", value=tuple(map(str, taken)), rule=rule, text=title, depth=depth)
    shut = any(map(shuts, (title.folded, *_told_of_ports(title.folded))))
    shut = shut or (rule == "label" and is_supposed(clauses(title.folded)))
    below = left_below(title.folded)
    if rule not in _NOTES and (shut or below is False):
        yield Said(field="need", value="denied", rule=rule, text=title, depth=depth)
        return
    need: Need | None = "local" if rule not in _NOTES and _is_inside(text) else _given_up(text, rule)
    if need:
        yield Said(field="need", value=need, rule=rule, text=title, depth=depth)
        told = Said(field="condition", value=text.rstrip(" :："), rule=rule, text=title, depth=depth)
        yield from (told,) if need == "conditional" else ()
        return
    found = qualify(_main_clauses(text))
    if found is None or found.need == "required":
        sure = rule in _NOTES or _leads_to_ports(text) or (rule != "label" and _is_case(text))
        found = limited(text, sure=sure) or found
    if (found is None or found.need == "required") and rule not in _NOTES:
        no = _begins_with_no(text)
        case = text if no else _case_of_added(text) or _case_beside(text) or _case_told(text, rule)
        need = "denied" if no and is_direction(_without_no(text)) else "conditional"
        found = Qualified(need=need, start=0, end=len(text), condition=case) if case else found
    noted = rule in _NOTES and found is not None and _is_bare(text[found.start : found.end])
    of_ports = found is not None and (noted or _is_of_ports(text, found) or _is_pointed(text, found, rule))
    if found and found.need in ("denied", "retired") and not of_ports:
        return
    if found and found.need != "required":
        yield Said(field="need", value=found.need, rule=rule, text=title, depth=depth)
        if found.condition:
            yield Said(field="condition", value=found.condition, rule=rule, text=title, depth=depth)


_NOTES = ("footnote", "below")


def _is_pointed(title: str, found: Qualified, rule: str) -> bool:
    """Tell whether a line says something of what stands below it: "These were removed:"."""
    return rule == "label" and words("text.pointing").search(title[found.start : found.end]) is not None


def _given_up(lead: str, rule: str) -> Need | None:
    """Return the need of ports that a line takes away, or of which it says what will be so, or is found to be so.

    "Remove these:", "These have moved:", "Version 6 will open these:", "The scanner reports these as open:".
    """
    said = lead.strip(" *_:：")
    if rule != "label" or not lead.rstrip().endswith((":", "：")) or mentions(said):
        return None
    if says_not_what_is(said) or (hits_in(said, "found") and not hits_in(said, "must", "ensure", "required")):
        return "conditional"
    pointing = words("text.pointing").search(said)
    if pointing is None or negations_in(said) or hits_in(said, "future", "lasts"):
        return None
    behind = said[pointing.end() :]
    if hits_in(behind, "retired") and not pointing.start():
        return "retired"
    taken = words("need.unmake").match(said, 0)
    return "denied" if taken and pointing.start() - taken.end() <= 1 else None


def _is_inside(title: str) -> bool:
    """Tell whether a title is of ports inside a host, and so of none that others reach: "Ports inside the server"."""
    bare = title.strip(" *_:：")
    for hit in words("title.inside").finditer(bare) if len(bare.split()) <= _LABEL else ():
        before, behind = bare[: hit.start()].strip(), bare[hit.end() :].strip()
        around = (before, behind) if UNSPACED_LETTER.search(bare) else (behind, before)
        name, rest = without_article(around[0]), around[1]
        host = (names_host(name) and not is_network(name)) or words("peer.device").whole(name)
        led = name != around[0] or len(name.split()) == 1  # "Inside sales servers" are elsewhere
        if host and led and (not rest or is_generic(rest)):
            return True
    return False


def _told_of_ports(title: str) -> Iterator[str]:
    """Yield what a title says of ports beside a host, without their direction: "legacy" of "Hubs: ports in (legacy)".

    Behind the name of another thing it is said of that: "Ports for Classic Hub - deprecated".
    """
    ports, parts = words("port.word"), _PART.split(title)
    ways = words(*(f"{place}.{way}" for place in ("text", "title") for way in ("inbound", "outbound")))
    told = ports.search(title) or direction_of_title(title) != "unstated"
    for before, part in pairwise(("", *parts) if told else ()):
        if ports.search(part) or is_generic(before):
            yield ways.sub(" ", part)


_PART = re.compile(r"[:：,，;；()（）、–—]|\s-\s")


def _case_of_added(title: str) -> str | None:
    """Return the case in which ports are needed beside others: "with a mirror" of "Additional ports with a mirror".

    In languages without blanks it stands before them. A host, a network or a firewall is no case.
    """
    added, port = words("port.added").search(title), words("port.word").search(title)
    if not (added and port) or hits_in(title, "every"):
        return None
    cases = [title[hit.start() :].strip() for hit in _begun(title, port.end())]
    before = _PART.split(title[: added.start()])[-1].strip() if UNSPACED_LETTER.search(added.group()) else ""
    cases += [before] if before and not is_generic(before) else []
    return next((case for case in cases if not any(words(each).search(case) for each in _NO_CASE)), None)


def _begun(title: str, port: int) -> Iterator[re.Match[str]]:
    """Yield the words behind ports that begin a case; "for" and "on" do so where the host stands before them."""
    led = _PART.search(title[:port]) is not None
    for hit in hits_in(title, "case"):
        owns = words("peer.for", "text.on").whole(hit.group())
        if hit.start() >= port and (led or not owns) and not is_foreign(hit.group().lower(), "need.case", title):
            yield hit


def _case_told(title: str, rule: str) -> str | None:
    """Return a title that calls its ports planned, or examples, or a line that mentions them only, as their case."""
    if rule == "label" and is_mention(title) and words("port.word").search(title):
        return title.rstrip(" :：")
    hits = [hit for each in ("when.later", "text.mention") for hit in words(each).finditer(title)]
    ports = [*words("port.word").finditer(title)] if hits else []
    return title if any(_are_beside(title, hit, port) for hit in hits for port in ports) else None


def _are_beside(title: str, one: re.Match[str], other: re.Match[str]) -> bool:
    """Tell whether no more than a word or two stand between two phrases of a title, and no sign."""
    between = title[min(one.end(), other.end()) : max(one.start(), other.start())]
    if one.start() > other.start() and one.group()[0].isupper():  # "Ports of Example"
        return False
    return len(between.split()) <= _BETWEEN and _PART.search(between) is None


_BETWEEN = 2


def _case_beside(title: str) -> str | None:
    """Return the case that a part of a title names: "test systems only" of "Hubs: inbound ports (test systems only)".

    So does what begins with a word such as "while".
    """
    if len(title.split()) > _CAPTION or title.rstrip()[-1:] in ".。!！?？":
        return None
    lasting = next((hit.start() for hit in hits_in(title, "throughout") if title[: hit.start()].strip()), None)
    if lasting is not None and not is_foreign(title[lasting:].split(maxsplit=1)[0].lower(), "need.throughout", title):
        return title[lasting:]
    for part in (each.strip() for each in _PART.split(title)[1:]):
        said = [hit for hit in hits_in(part, "only") if not (part[: hit.start()].strip() and part[hit.end() :].strip())]
        other = transport_words().search(part) or any(words(each).search(part) for each in _NO_CASE)
        if said and not (other or hits_in(part, "more") or words("need.only").whole(part)):
            return part
    return None


_CAPTION = 20
_NO_CASE = (
    "text.host", "text.any_host", "peer.user", "party.network", "text.firewall", "text.inbound", "text.outbound",
)  # fmt: skip
"""What such words name that is a place of ports, or an end of them, and no case."""


def _begins_with_no(title: str) -> bool:
    """Tell whether a few words begin with a negation, which says for whom or when nothing is open: "Not for agents"."""
    said = title.strip(" *_:：")
    no = next(iter(negations_in(said)), None)
    if no is None or no.start() or len(said.split()) > _LABEL or said[-1] in ".。!?？":
        return False
    asked = polarity(said) > 0 or hits_in(said, "more", "kept", "mind")
    return not asked and re.match(r"\W*[\d.]", said[no.end() :]) is None


def _without_no(title: str) -> str:
    """Return what stands behind the negation that a title begins with: "inbound" of "Never inbound"."""
    said = title.strip(" *_:：")
    return said[next((no.end() for no in negations_in(said)), 0) :].strip()


def _leads_to_ports(sentence: str) -> bool:
    """Tell whether a sentence leads to ports: "If you use the mirror, open these ports:", "If the mirror is used:"."""
    if not sentence.rstrip().endswith((":", "：")):
        return False
    said = words("port.word", "text.requires").search(sentence)
    case = words("text.condition").match(sentence.strip(" *_"), 0)
    return case is not None or (said is not None and len(sentence.split()) > _LABEL)


def _is_case(title: str) -> bool:
    """Tell whether a title is a case, and no question: "If TLS is used", but not "When to open ports"."""
    case = words("text.condition").match(title, 0) and not words("title.asks").match(title, 0)
    return bool(case) and len(title.split()) <= _CAPTION and title.rstrip()[-1:] not in ".。!！?？"


def _main_clauses(sentence: str) -> str:
    """Return a sentence without what it says of hosts only: "the ports for servers that do not belong to a cluster".

    What is to stay closed is said of the ports. So it is without "not in the domain" behind a host, where that tells
    nothing of ports.
    """
    host, relative = words("text.host"), words("need.relative")
    for no in negations_in(sentence):
        before, behind = sentence[: no.start()].split()[-1:], sentence[no.end() :]
        where = words("need.aside").match(behind.lstrip(), 0) and not words("need.serving").match(behind.lstrip(), 0)
        if before and host.whole(before[0]) and where and not hits_in(sentence[no.start() :], *_OF_NEED):
            return sentence[: no.start()]
    for match in relative.finditer(sentence):
        last = sentence[: match.start()].split()[-1:]
        if last and host.whole(last[0].strip(",;:")) and not hits_in(sentence[match.start() :], "opening", "close"):
            return sentence[: match.start()]
    return sentence


_OF_NEED = (
    "open", "close", "required", "required_verb", "unused", "retired", "optional", "off", "local", "must", "remote",
    "wide",
)  # fmt: skip


def _is_of_ports(title: str, found: Qualified) -> bool:
    """Tell whether what a title says is said of its ports, and not of the product: "Ports for X - deprecated"."""
    clause = title[found.start : found.end]
    rest = title[: found.start] + title[found.end :]
    ported = words("port.word").search(rest) or direction_of_title(rest) != "unstated"
    directed = direction_of_title(clause) != "unstated" and not rest.strip(" *_:：")
    if words("port.word").search(clause) or directed or (ported and is_generic(rest)):
        return True
    before = _PART.split(title[: found.start].rstrip(" :：,，;；(（–—-"))[-1]
    if (words("port.word").search(before) or direction_of_title(before) != "unstated") and _is_bare(clause):
        gone = words("need.unmake").whole(clause.strip()) and words("need.variety").search(before)
        return is_generic(before) or not words("need.adjective").whole(clause.strip()) or bool(gone)
    return polarity(clause) < 0


def _is_bare(clause: str) -> bool:
    """Tell whether a clause names nothing that is given up: "Removed in release 4", "It is obsolete"."""
    said = clause.strip()
    before = said[: min((hit.start() for hit in hits_in(said, "retired")), default=len(said))]
    starts = words("peer.pronoun").match(said, 0) or not words(*NAMELESS, "need.relative").sub("", before).strip()
    return bool(starts) or lacks_subject(said, said)


def keeps_inside(sentence: str) -> bool:
    """Tell whether a sentence keeps traffic on the host, or says that no rule is made for it, and names no port."""
    found = None if mentions(sentence) else qualify(sentence)
    if found is None or found.condition or direction_in(sentence) != "unstated":
        return False
    of = {"local": "text.traffic", "denied": "need.rule"}.get(found.need)
    return of is not None and words(of).search(sentence[found.start : found.end]) is not None


def is_of_others(sentence: str) -> bool:
    """Tell whether what a sentence says listens is not all that stands below it."""
    if not words("text.listening").search(sentence):
        return False
    return words("text.others").search(sentence) is not None or bool(mentions(sentence))
