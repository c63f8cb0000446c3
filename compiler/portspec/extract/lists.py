"""Lists whose items state ports: "SSH - 22", "TCP 443: updates", or a sentence that requires one."""

import re

import msgspec

from portspec.claims import Claim
from portspec.document import Item, List, Text
from portspec.extract.mentions import may_mention, mentions
from portspec.extract.page import Page
from portspec.extract.phrases import condition_of, direction_in, is_negated, is_reserved, marker, peers_in
from portspec.extract.ports import Part, parse_ports
from portspec.extract.sections import Ground, whole
from portspec.extract.vocabulary import text_keys, transports_in, words

_NAMED = re.compile(
    r"^(?P<name>[^:–—=\n]*?)(?:\s+[-–—]\s*|\s*[:：=–—]\s*|\s+)(?P<ports>(?:(?:tcp|udp|sctp)\b[\s/:]*)?\d[\d\s,;&/–-]*(?:(?:and|und|et|y|e|en|и)\s+\d+)*(?:\s*[(/]?\s*(?:tcp|udp|sctp)[^:]{0,12})?)$",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"^(?P<ports>(?:port\s+)?(?:(?:tcp|udp|sctp)(?:\s*[/&,+]\s*(?:tcp|udp|sctp))*[\s/:]*)?(?:ports?\s+)?\d+(?:\s*(?:-|–|,|/|&|and|to)\s*\d+)*(?:\s*[(/]?\s*(?:tcp|udp|sctp)(?:\s*(?:/|and|&|,)\s*(?:tcp|udp|sctp))*\)?)?)(?=\s*(?:[-–—:：,(]|$)|\s+[^\W\d])",
    re.IGNORECASE,
)
_SHORT = 12
_HEAVY = 30
"""Items longer than this many words are sentences."""


def read_list(block: List, page: Page) -> bool:
    """Read the items that state ports into claims; return False where none does."""
    ground = page.section.ground(page.section.caption())
    ported = _speaks_of_ports(page)
    read = False
    stack: list[Item] = []
    for item in block.items:
        while stack and stack[-1].depth >= item.depth:
            stack.pop()
        parent = stack[-1] if stack else None
        stack.append(item)
        read = _read(item, parent, ground, page, ported=ported) or read
    return read


def _speaks_of_ports(page: Page) -> bool:
    """Tell whether the headings or the paragraph right above speak of ports."""
    titles = [title.folded for title in page.section.titles()[:2]]
    above = [whole(each) for each in page.section.since[-1:]]
    return any(words("port.word").search(each) for each in (*titles, *above))


def _read(item: Item, parent: Item | None, ground: Ground, page: Page, *, ported: bool) -> bool:
    text = f"{item.term.folded}: {item.text.folded}" if item.term else item.text.folded
    own = _below(ground, parent)
    parts, name = _parts(text, own, ported=ported)
    if not parts:
        parts, name = _stated(text, page, item), text
    if not parts:
        return False
    page.rows += 1
    _, start = marker(text, page.section.legend)
    page.claims.extend(_claims(parts, name[start:] if name is text else name, text, item, own, page))
    return True


def _below(ground: Ground, parent: Item | None) -> Ground:
    """Return the ground below an item that heads the nested ones: "Inbound TCP ports:"."""
    if parent is None or mentions(parent.text.folded):
        return ground
    title = parent.text.folded
    transports = transports_in(title)
    direction = direction_in(title)
    return msgspec.structs.replace(
        ground,
        transports=transports or ground.transports,
        direction=direction if direction != "unstated" else ground.direction,
    )


def _parts(text: str, ground: Ground, *, ported: bool) -> tuple[tuple[Part, ...], str]:
    """Return the ports of an item in the form "name - ports" or "ports - name", and the name."""
    if len(text.split()) > _HEAVY:
        return (), text
    known = ported or bool(ground.transports)
    leading = _LEADING.match(text)
    if leading and (known or transports_in(leading.group("ports")) or words("port.word").search(leading.group("ports"))):
        found = parse_ports(leading.group("ports")).parts
        if any(part.ports for part in found):
            return found, text[leading.end() :].strip(" -–—:：,") or text
    named = _NAMED.match(text)
    if named and len(text.split()) <= _SHORT and (known or transports_in(named.group("ports"))):
        found = parse_ports(named.group("ports")).parts
        if any(part.ports for part in found):
            return found, re.sub(r"[\s:–—-]*(?:\bports?)?$", "", named.group("name"), flags=re.IGNORECASE) or text
    alone = parse_ports(text).parts
    if known and len(text.split()) == 1 and alone and not any(part.ports or part.dynamic for part in alone):
        return alone, text
    return (), text


def _stated(text: str, page: Page, item: Item) -> tuple[Part, ...]:
    """Return the ports that an item's sentences require; those they only mention become a finding."""
    if not may_mention(text):
        return ()
    found = [part for mention in mentions(text) for part in mention.parts]
    anywhere = not found and words("port.any").search(text) and _any_port(text)
    if not found and not anywhere:
        return ()
    if words("text.mention").search(text) or not (words("text.requires").search(text) or anywhere):
        page.say("PS206", "This list item mentions ports but does not clearly require them; it is not in the spec", "If they are required, say so on the page.", item.text)  # noqa: E501
        return ()
    return tuple(found) if found else parse_ports(str(anywhere)).parts


def _any_port(text: str) -> str | None:
    """Return the words "any port" or "all TCP ports" where a sentence says that they must be reachable."""
    match = re.search(r"\b(?:on|open)\s+((?:any|all)\s+(?:tcp\s+|udp\s+)?ports?)\b|\b((?:any|all)\s+(?:tcp\s+|udp\s+)?ports?)\s+(?:must|should|are|is)\b", text, re.IGNORECASE)  # noqa: E501
    return next((each for each in match.groups() if each), None) if match else None


def _claims(parts: tuple[Part, ...], name: str, text: str, item: Item, ground: Ground, page: Page) -> list[Claim]:
    keys = text_keys(text)
    said, _ = marker(text, page.section.legend)
    direction = said if said != "unstated" else direction_in(text, keys)
    at: Text = item.term or item.text
    return [
        Claim(
            role=page.name_role(ground.role) if ground.role else None,
            direction=direction if direction != "unstated" else ground.direction,
            ports=part.ports,
            dynamic=part.dynamic,
            transports=part.transports or (ground.transports if part.ports else ()),
            source=ground.source,
            destination=ground.destination,
            peers=peers_in(text, keys),
            purpose=name or None,
            condition=condition_of(text, keys),
            negated=is_negated(text, keys),
            reserved=is_reserved(text, keys),
            kind="list",
            provenance=page.provenance(at.start, item.text.end, text),
        )
        for part in parts
    ]
