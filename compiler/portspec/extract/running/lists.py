"""Lists whose items state ports: "SSH - 22", "TCP 443: updates", or a sentence that requires one."""

import re
from collections.abc import Iterator
from itertools import pairwise

import msgspec

from portspec.claims import Claim
from portspec.document import Item, List, Paragraph, Text
from portspec.extract.context.evidence import Said
from portspec.extract.context.inherited import Context
from portspec.extract.context.paragraphs import needs_below, sentences, whole
from portspec.extract.ends.anaphora import resolved
from portspec.extract.ends.hosts import names_host
from portspec.extract.grammar.assigned import ends_in_port, segments
from portspec.extract.grammar.bounds import bounds
from portspec.extract.grammar.departures import without_source_ports
from portspec.extract.grammar.exceptions import without_replaced
from portspec.extract.grammar.lexer import tokens
from portspec.extract.grammar.mentions import mentions
from portspec.extract.grammar.port_expression import Part, parse_ports
from portspec.extract.grammar.portless import portless
from portspec.extract.grammar.published import pairs_in, without_inner
from portspec.extract.grammar.spans import SHORT, is_of_example, spans, trimmed
from portspec.extract.grammar.templates import templates
from portspec.extract.language.mentioned import is_mention
from portspec.extract.language.names import REMARK
from portspec.extract.language.phrases import direction_in, direction_of_title, marker
from portspec.extract.language.vocabulary import (
    are_transports,
    transports_in,
    words,
)
from portspec.extract.page import Page, Sentence
from portspec.extract.running.apart import apart
from portspec.extract.running.dialogues import read_dialogue
from portspec.extract.running.fields import fields_of, said_of
from portspec.extract.running.item_sentences import asked_in, transports_of
from portspec.extract.running.labels import (
    addressed,
    are_addressed,
    counted,
    defined,
    directed,
    parental,
    purposes,
    restated,
    without_page,
)
from portspec.extract.running.lines import divided
from portspec.extract.running.pairs import paired
from portspec.extract.running.predicates import predicate_of, subject_of
from portspec.extract.running.settings import other_settings, without_switches
from portspec.extract.running.spoken import peers_beside, said_about, said_in
from portspec.extract.running.symptoms import ONLY_TELLS, only_tells
from portspec.extract.running.unbounded import all_ports, tell_all_traffic
from portspec.extract.statement import Statement, claim_of
from portspec.protocols import WITH_PORTS
from portspec.readers.budget import TEXT_CHARACTERS
from portspec.spec import PortRange

_FEW = 4
"""An item that is only the name of a protocol without ports has at most this many words."""


def read_list(block: List, page: Page) -> bool:
    """Read the items that state ports into claims; return False where none does."""
    context = page.section.context(page.section.caption())
    ported = _speaks_of("port.word", page) or page.section.judges()
    ported = ported or (_is_of_traffic(page) and (_are_numbered(block) or are_addressed(block)))
    ways = directed(block) if _is_of_traffic(page) else set()
    near = ported or _speaks_of("text.firewall", page) or any(map(_states_both, block.items))
    above = _parents(block.items)
    fields, told = fields_of(block.items, above), _told_below(block.items, above)
    lined = [
        (line, [*parents, *over])
        for item, parents in zip(block.items, above, strict=True)
        for line, over in divided(item, page)
    ]
    listed = [item for item, _ in lined]
    ends = _range_ends(listed)
    made = read_dialogue(block, page)
    others = (
        {id(last) for last, _ in ends.values()}
        | other_settings(listed)
        | counted(block.items)
        | made
        | restated(block.items)
    )
    hosts = defined(block, context, page)
    read = bool(made)
    hosted = names_host(str(context.value("role") or ""))
    telling = purposes(block.items)
    for item, parents in lined:
        page.sentences += _told(item, page) if id(item) in telling else ()
        if id(item) in others or id(item) in telling:
            continue
        stated = fields.get(id(parents[-1]) if parents else 0, {}) | fields.get(id(item), {})
        beside = [values.copy().pop() for values in stated.values() if len(values) == 1]
        own = context.plus(*beside, *parental(parents, hosted=hosted), *told.get(id(item), ()))
        own = own.plus(hosts[id(item)]) if id(item) in hosts else own
        own = own.plus(*addressed(parents)) if own.direction == "outbound" else own
        upper = ends.get(id(item))
        read = _read(item, parents, own, page, ported=ported or id(item) in ways, near=near, upper=upper) or read
    if not read and ported and not page.section.explains():
        _looks_like_ports(block, page)
    return read


def _told(item: Item, page: Page) -> Iterator[Sentence]:
    """Yield the sentences of an item that names ports without being a row of its own."""
    page.restating.add((item.term or item.text).start)
    for said in sentences(item.text.value):
        if parts := tuple(part for mention in mentions(said) for part in mention.parts):
            yield Sentence(text=item.text, said=said, parts=parts, context=page.section.titled())


def _states_both(item: Item) -> bool:
    """Tell whether an item states ports with their transport."""
    return any(part.transports for mention in mentions(item.text.folded) for part in mention.parts)


_Upper = tuple[Item, int]
"""The item that names the last port of a range, and that port."""


def _range_ends(items: list[Item]) -> dict[int, _Upper]:
    """Return the items that name the first port of a range, each with the next one, which names its last, and that."""
    found = {}
    for first, last in pairwise(items):
        if ports := bounds(first.text.folded, last.text.folded, alike=False):
            found[id(first)] = (last, ports.end)
    return found


def _parents(items: tuple[Item, ...]) -> list[list[Item]]:
    """Return for each item those that it is nested in, the outermost first."""
    found: list[list[Item]] = []
    stack: list[Item] = []
    for item in items:
        while stack and stack[-1].depth >= item.depth:
            stack.pop()
        found.append(list(stack))
        stack.append(item)
    return found


def _told_below(items: tuple[Item, ...], above: list[list[Item]]) -> dict[int, list[Said]]:
    """Return what items say of the need of the one that they are right below, by its identity: "Do not expose it"."""
    found: dict[int, list[Said]] = {}
    for item, parents in zip(items, above, strict=True):
        for said in needs_below(Paragraph(text=item.text)) if parents else ():
            found.setdefault(id(parents[-1]), []).append(said)
    return found


def _looks_like_ports(block: List, page: Page) -> None:
    """Report a list that has numbers where ports are spoken of, though no item states a port."""
    for item in filter(_is_numbered, block.items):
        help = "Write the items as “name: port/transport”, or as sentences that require the port."
        page.say("PS204", "This list seems to be about ports, but none of its items could be read", help, item.text)
        return


def _is_numbered(item: Item) -> bool:
    """Tell whether an item is short and holds a number that is none of another thing."""
    said = said_of(item)
    found = [token for token in tokens(said) if token.kind in ("number", "unit", "label")]
    plain = trimmed(found) and all(token.kind == "number" for token in found)
    return bool(plain) and len(said.split()) <= SHORT and not is_mention(said)


def holds_numbers(block: List) -> bool:
    """Tell whether an item of a list begins or ends with a number that may be a port, beside the name of something."""
    return any(_is_numbered(each) and any(spans(said_of(each), known=True)) and _is_high(each) for each in block.items)


def _is_high(item: Item) -> bool:
    return any((token.value or 0) > _MOST_ITEMS for token in tokens(said_of(item)))


def _speaks_of(name: str, page: Page) -> bool:
    """Tell whether the headings or the paragraph right above have a word of a list such as `port.word`."""
    titles = [title.folded for title in page.section.titles()[:2]]
    label = page.section.label()
    lead = page.section.leads() if label and _parts_ports(label.folded) else None
    above = [whole(each) for each in (page.section.last, lead) if each]
    return any(words(name).search(each) for each in (*titles, *above))


def _parts_ports(label: str) -> bool:
    """Tell whether a label is a way, a transport or a host: one of ports, where a line before it leads to these."""
    bare = label.strip(" :：")
    return direction_of_title(bare) != "unstated" or are_transports(bare) or names_host(bare)


def _is_of_traffic(page: Page) -> bool:
    """Tell whether the page is about ports, or what stands right above speaks of a firewall or a direction."""
    titles = page.section.titles()[:2]
    directed = any(direction_of_title(each.folded) != "unstated" for each in titles)
    return directed or page.section.is_of_ports() or _speaks_of("text.firewall", page)


_NUMBER = re.compile(r"(\d{2,5})\s*(?:[-–—:：(/]|$)")
_MOST_ITEMS = 20  # lists seldom have more, so that a number above it hardly counts them


def _are_numbered(block: List) -> bool:
    """Tell whether every item begins with a number that may be a port, and a sign behind it: "443: pages"."""
    found = (_NUMBER.match(item.text.folded) for item in block.items)
    return all(each and int(each[1]) > _MOST_ITEMS for each in found)


def _sentences(item: Item) -> str:
    """Return what an item says with the end of a sentence between its paragraphs, which need have none of their own."""
    lines = [line for line in item.text.value.split("\n") if line.strip()]
    if len(lines) < 2:  # noqa: PLR2004
        return said_of(item)
    ended = (line if _ENDED.search(line) else f"{line}." for line in map(str.rstrip, lines[:-1]))
    value = " ".join((*ended, lines[-1]))
    return said_of(msgspec.structs.replace(item, text=msgspec.structs.replace(item.text, value=value)))


_ENDED = re.compile(r"[^\w)\]`*\"'»”]$")


def _read(
    item: Item, parents: list[Item], context: Context, page: Page, *, ported: bool, near: bool, upper: _Upper | None
) -> bool:
    """Read one item into claims; return whether it states ports. `parents` are the items it is nested in.

    The list speaks of ports (`ported`), or of what a firewall lets pass (`near`); the next item gives the last port of
    the range that this one begins (`upper`).
    """
    text = without_replaced(said_of(item))
    ported = ported or any(words("port.word").search(parent.text.value) for parent in parents)
    asked = without_source_ports(text, context.direction)
    parts, name = _parts(asked, context, ported=ported)
    if not parts and item.term:
        parts, _ = _parts(item.text.folded, context, ported=ported)
        name = text
    if not parts:
        parts, name = asked_in(item, asked, page, ported=ported, near=near or ported), text
        context = context.without("covering-sentence")
    parts = parts or _unnumbered(item, page, ported=ported, near=near)
    parts = tuple(each for part in parts for each in apart(text, part, page, context))
    if parts and all(said_about(text, part).need == "retired" for part in parts):
        message = "This list item says that its ports are no longer used; they are not in the spec"
        page.say("PS206", message, "Remove the item from the page once no release needs it.", item.text)
        return False
    if parts and only_tells(text, parts, context, page):
        page.say("PS206", ONLY_TELLS, "If the port is required, say so: “port 22 must be open”.", item.text)
        return False
    said = transports_of(text)
    if len(parts) == 1 and parts[0].ports and not (parts[0].transports or context.transports) and said:
        parts = (msgspec.structs.replace(parts[0], transports=tuple(name for name in said if name in WITH_PORTS)),)
    if upper and len(parts) == 1 and len(parts[0].ports) == 1:
        parts = (msgspec.structs.replace(parts[0], ports=(PortRange(start=parts[0].ports[0].start, end=upper[1]),)),)
    if parts:
        page.rows += 1
        page.claims.extend(_claims(parts, name, item, context, page, upper=upper[0].text if upper else None))
    return bool(parts)


def _unnumbered(item: Item, page: Page, *, ported: bool, near: bool) -> tuple[Part, ...]:
    """Return what an item without ports says of dynamic ones, of all of them, or of protocols that have none."""
    if parts := _bare(item.text, ported=near) or (_bare(item.term, ported=ported) if item.term else ()):
        return parts
    if ported:
        tell_all_traffic(item.text, page)
    return all_ports(item.text.folded) if ported else ()


def _bare(said: Text, *, ported: bool) -> tuple[Part, ...]:
    """Return what a short item says of ports without numbers: "ESP", "Randomly assigned high ports", "Allow ICMP"."""
    text = REMARK.sub("", said.value.split("\n")[0]).strip()
    if len(text.split()) > SHORT:
        return ()
    found = _leading(text) or parse_ports(text).parts  # "all" in "ICMP between all hubs" is of no ports
    if any(part.ports for part in found):
        return ()
    name, *value = re.split("[:=]", text, maxsplit=1)
    ported_field = bool(value) and (words("port.word").search(name) is not None or ends_in_port(segments(name)))
    spoken = ported or words("port.word").search(text) is not None
    named = len(text.split()) <= _FEW and words("port.word").search(name) is not None and _is_dynamic(name)
    dynamic = tuple(p for p in found if p.dynamic and (ported_field or named or (p.transports and spoken)))
    bare = tuple(part for part in found if not part.dynamic)
    few = len(text.split()) <= _FEW or direction_in(text) != "unstated" or _is_nothing_else(text) or _leading(text)
    wanted = (ported and few) or words("text.requires").search(text)
    return dynamic[:1] or (bare if wanted else ())


def _is_dynamic(text: str) -> bool:
    return any(part.dynamic for part in parse_ports(text).parts)


def _leading(text: str) -> tuple[Part, ...]:
    """Return the protocols without ports that lead a text which is no sentence: "ICMP echo between all hubs"."""
    parts = portless(text)
    return parts if parts and parts[0].start == 0 and not words("need.copula").search(text) else ()


def _is_nothing_else(text: str) -> bool:
    """Tell whether a text is names and numbers of protocols, and what joins them: "IP protocol ID 50 and 51"."""
    return {token.kind for token in tokens(text)} <= {"protocol", "transport", "number", "and", "comma", "slash"}


def _is_of_device(before: str) -> bool:
    """Tell whether what stands before a number speaks of ports that are none of a network: "Serial port: 9600"."""
    named = (hit for hit in words("port.label").finditer(before) if words("port.word").search(hit.group()))
    return any(not words("port.word").search(before, hit.end()) for hit in named)


def _parts(text: str, context: Context, *, ported: bool) -> tuple[tuple[Part, ...], str]:
    """Return the ports of an item in the form "name - ports" or "ports - name", and the name.

    An item that states ports with their transport elsewhere as well, or a protocol without ports, is a sentence.
    """
    if len(text) > TEXT_CHARACTERS:
        return (), text
    text = without_page(text)
    text = without_inner(text, [pair for pair in pairs_in(text) if pair.start == pair.first])
    known = ported or bool(context.transports)
    if known and (pairs := paired(text)):
        return pairs, text
    if known and templates(text) and mentions(text, ported=True):  # numbers that fit them stand anywhere
        return (), text
    typed = (each for each in mentions(text) if any(part.transports for part in each.parts))
    stated = [(each.start, each.end) for each in typed] + [(each.start, each.start + 1) for each in portless(text)]
    for start, end in spans(text, known=known):
        said = text[start:end]
        if any(last <= start or first >= end for first, last in stated) or is_of_example(text, start):
            continue
        if _is_of_device(text[:start]):
            continue
        if known or transports_in(said) or words("port.word").search(said):
            parts = without_switches(parse_ports(said), text)
            name = (text[:start].rstrip(" \t-–—:：,(") + text[end:].lstrip(" \t-–—:：,)")).strip()
            return parts, text if not name or name.startswith("(") else name
    return (), text


def _claims(
    parts: tuple[Part, ...], name: str, item: Item, context: Context, page: Page, *, upper: Text | None
) -> Iterator[Claim]:
    """Yield the claims of an item; `name` is what it says beside the ports."""
    text = without_replaced(said_of(item))
    _, start = marker(text, page.section.legend)
    whole_ = (item.term or item.text).start, item.text.end
    role = context.value("role")
    told = resolved(without_replaced(_sentences(item)), role if isinstance(role, str) else None)
    notes = page.noted(filter(None, (item.term, item.text)))
    for part in parts:
        predicate = predicate_of(told, part)
        subject = subject_of(predicate, told)
        host = [Said(field="role", value=subject, rule="cell", text=item.text)] if subject else []
        statement = Statement(
            part=part,
            said=(*host, *said_in(predicate, part, page, context), *notes),
            purpose=(name[start:] if name == text else name) or None,
            wording=predicate if predicate != told else "",
            peers=peers_beside(predicate, part),
            kind="list",
            start=whole_[0],
            end=whole_[1],
            quote=said_of(item),
            upper=upper,
        )
        yield claim_of(statement, context, page)
