"""Sequels: sentences that go on about the port of the one before them: "This port must not be opened."."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import takewhile

from portspec.claims import Claim
from portspec.document import Paragraph
from portspec.extract.context.flattened import whole_text
from portspec.extract.context.footnotes import notes_of
from portspec.extract.context.paragraphs import sentences
from portspec.extract.grammar.exceptions import excepted
from portspec.extract.grammar.mentions import mentions
from portspec.extract.grammar.port_expression import Part
from portspec.extract.grammar.portless import portless
from portspec.extract.language.clauses import Clause, clauses, ends_in, hits_in
from portspec.extract.language.conditions import begins_condition, condition_in
from portspec.extract.language.keys import UNSPACED_LETTER
from portspec.extract.language.need import Qualified, qualify
from portspec.extract.language.now import is_overruled
from portspec.extract.language.polarity import polarity
from portspec.extract.language.subjects import lacks_subject
from portspec.extract.language.tongue import is_foreign
from portspec.extract.language.vocabulary import words
from portspec.extract.page import Page, Sentence
from portspec.spec import PortRange


def follow(found: Sequence[Sentence], paragraph: Paragraph, page: Page, *, leads: bool) -> Iterator[Sentence]:
    """Yield the sentences of a paragraph with ports, of which the next block may say more; these end what was said.

    Where there are none, it is what the paragraph says first of the ports that the block right above it stated: "It is
    only needed if …". What says nothing of them ends that, but for a label: "Note". Where a block with ports is below,
    `leads`, a sentence before a colon is about these.
    """
    if found:
        page.about, page.several = found[-1].parts, False
        yield from found
        return
    text = whole_text(paragraph)
    every = sentences(text.value) if page.about and not _is_footnote(paragraph, page) else ()
    every = every[:-1] if leads and every and every[-1].rstrip().endswith(_COLONS[:2]) else every
    known = not page.several or any(map(speaks_of_all, every[:1]))
    said = " ".join(goings_on(every)) if known else ""
    if said:
        yield Sentence(text=text, said=said, parts=page.about, context=page.section.titled())
    elif not _is_label(text.value):
        page.about = ()


def _is_footnote(paragraph: Paragraph, page: Page) -> bool:
    """Tell whether a paragraph is a numbered note, about what its mark stands at; a star may be for the eye alone."""
    return any(note.mark[0].isalnum() for note in notes_of((paragraph,), page.document.source.text))


def speaks_of_all(said: str) -> bool:
    """Tell whether a sentence is about several ports that were named before: "These ports …"."""
    named = (hit for hit in words("port.word").finditer(said) if not words("port.single").whole(hit.group()))
    pointing = _POINTING[:1] if UNSPACED_LETTER.search(said) else _POINTING
    return any(ends_in(each, said[: hit.start()]) for hit in named for each in pointing)


def _is_label(text: str) -> bool:
    return len(re.findall(r"\w+", text)) <= _SHORT


def goings_on(said: Sequence[str]) -> Iterator[str]:
    """Yield the sentences at the beginning of some that go on about a port, the first behind a remark of few words.

    Before one that names the port stands what is told of a thing, be it in the same sentence: "The map is off by
    default; open the port only if you enable it."
    """
    begun = said[1:] if said[1:] and not goes_on(said[0]) and _is_remark(said[0]) else said
    told = _of_thing(begun)
    yield from begun[:told]
    yield from takewhile(goes_on, begun[told:])


def _of_thing(said: Sequence[str]) -> int:
    """Return 1 where the first of some sentences tells of a thing before the port is named again, else 0."""
    if not said or goes_on(said[0]) or mentions(said[0]) or portless(said[0]):
        return 0
    found = clauses(said[0])
    behind = [said[0][each.start :] for each in found[1:] if names_that_port(each.text)]
    if not behind and words("port.word").search(said[0]) is None:
        behind = [each for each in said[1:2] if names_that_port(each)]
    return int(any(map(goes_on, behind)))


def with_sequel(said: str, behind: Sequence[str]) -> str:
    """Return a sentence with those behind it that go on about its port, be it only by asking for it: "Open it."."""
    following = [*goings_on(behind)] or [*_closing_first(behind[:1])]
    if not (following or words("text.others").search(said)):
        following = [*filter(_asks_for_it, behind[:1])]
    if following and _is_of_exception(following[0], said):
        return said
    whole = " ".join((said, *(following or behind[:1])))
    asked = following or any(each.end <= len(said) and is_overruled(each, whole) for each in clauses(whole))
    return whole if asked else said


def _closing_first(behind: Sequence[str]) -> Iterator[str]:
    """Yield what a sentence with ports of its own says first of the port before it: "It must be closed: now 81 is"."""
    for each, first in ((said, clause) for said in behind for clause in clauses(said)[:1]):
        if first.end < len(each.rstrip(" .")) and polarity(first.text) < 0 and goes_on(first.text):
            yield f"{first.text.strip()}."


def _asks_for_it(said: str) -> bool:
    """Tell whether a sentence without ports asks for the one before it, by its first clause: "It must be open"."""
    first = next(iter(clauses(said)), None)
    if first is None or mentions(said) or portless(said) or polarity(first.text) <= 0 or begins_condition(first.text):
        return False
    named = names_that_port(first.text) or hits_in(first.text, "object", "there")
    return bool(named) and not keeps_others_out(first.text)


def _is_of_exception(sequel: str, said: str) -> bool:
    """Tell whether a sentence closes the port that the one before it takes out of several: "20-30 except 22. It …".

    So does one behind a port that its last clause closes: "80 is required, and 81 is no longer used. Close it".
    """
    stated = [each for mention in mentions(said) for part in mention.parts for each in part.ports]
    several = len(stated) > 1 or any(each.start < each.end for each in stated)
    apart = excepted(said)
    if not (several and len(taken := apart or _closed_last(said)) == 1) or speaks_of_all(sequel):
        return False
    named = [hit.group() for hit in words("port.word").finditer(sequel)]  # "they" may be all of them
    if not (named or apart) and hits_in(sequel, "object"):
        return _closes(qualify(sequel))
    if not all(words("port.single").whole(each) or UNSPACED_LETTER.search(each) for each in named or ("",)):
        return False
    return taken[0].start == taken[0].end and _closes(qualify(sequel))


def _closes(found: Qualified | None) -> bool:
    return found is not None and found.need in ("denied", "retired")


def _closed_last(said: str) -> tuple[PortRange, ...]:
    """Return the ports of the last clause that names some, where it closes them and none before it does."""
    named = [(each.text, found) for each in clauses(said) if (found := mentions(each.text))]
    shut = [polarity(text) < 0 or _closes(qualify(text)) for text, _ in named]
    if len(named) == 1 or shut[-1:] != [True] or any(shut[:-1]):
        return ()
    return tuple(each for mention in named[-1][1] for part in mention.parts for each in part.ports)


def _is_remark(sentence: str) -> bool:
    """Tell whether a sentence is a few words without a verb: "Internal use only. Do not open it …"."""
    few = len(sentence) <= _CHARACTERS if UNSPACED_LETTER.search(sentence) else len(sentence.split()) <= _SHORT
    return few and not mentions(sentence)


_CHARACTERS = 10


def stand_above(claims: Sequence[Claim], page: Page) -> None:
    """Remember the ports of a table or a list, which the paragraph right below may go on about."""
    rows = dict.fromkeys((claim.ports, claim.transports) for claim in claims)
    page.about = tuple(Part(ports=ports, transports=transports) for ports, transports in rows if ports)
    page.several = len(rows) > 1


@lru_cache(maxsize=256)  # the sentences behind each that has ports are asked
def goes_on(said: str) -> bool:
    """Tell whether a sentence without ports limits those of the one before it: "It is only needed if …".

    It speaks of "it", of "this port" or "the port", or names nothing at all, "Do not open in the firewall", as in many
    languages a verb needs no subject.
    """
    first = _first(said)
    if first is None or mentions(said) or portless(said):
        return False
    found, limit = qualify(said), condition_in(said)
    rest = said[first.start :].replace(limit or "\n", " ")
    if found and found.need != "required":
        telling = said[found.start : found.end]
        if _means_source_ports(telling, said[: found.start]):
            return False
        if lacks_subject(telling if found.need == "denied" else first.text, telling) or _names_port(telling):
            return True
        if found.need == "denied" and (_denies_that_port(said) or _is_of_once(first, telling, said)):
            return True
    if found is None or found.need == "required":
        verbs = rest if re.search(r"\w", rest) else said  # a condition may end in its verb
        asks = any(words(each).search(verbs) for each in ("need.open", "need.close"))  # none in "can be changed if …"
        asks = asks or words("need.only").search(said) is not None
        if limit is None or not asks or _supposes(said):
            return False
    return lacks_subject(first.text, first.text) or _speaks_of_port(first.text, rest)


def _means_source_ports(telling: str, before: str) -> bool:
    """Tell whether words mean source ports that stand before them: "… from 40000-44999; do not open that range".

    Those of clients may be a wide range alone: "Clients choose a port between 49152 and 65535; …".
    """
    if _WIDE.search(before) and words("port.word").search(before) and speaks_of_all(telling):
        return True
    named = words("port.source").search(before)
    if named is None or not re.search(r"\d", before[named.end() :]):
        return False
    ranges = (telling[: hit.start()] for hit in words("port.ranged").finditer(telling))
    return speaks_of_all(telling) or any(
        ends_in(each, said) for said in ranges for each in (*_POINTING, "need.own", "port.named")
    )


_WIDE = re.compile(r"(?<!\d)\d{4,5}\D{1,12}\d{5}(?!\d)")
_POINTING = ("text.pointing", "peer.anaphor")


def _denies_that_port(said: str) -> bool:
    """Tell whether a clause of a sentence names the port and closes it."""
    return any(_names_port(each.text) for each in clauses(said) if polarity(each.text) < 0)


def _is_of_once(first: Clause, telling: str, said: str) -> bool:
    """Tell whether a sentence says what was so and then closes it: "That was so up to release 3; it must be closed"."""
    begun = words("peer.pronoun").match(first.text.strip(), 0)
    return begun is not None and first.end <= said.find(telling) and goes_on(telling)


def _names_port(telling: str) -> bool:
    """Tell whether what says how firmly a port is asked for names it: "…: keep the port behind the firewall"."""
    return words("port.word").search(telling) is not None and _speaks_of_port(telling, telling)


def _first(said: str) -> Clause | None:
    """Return the first clause of a sentence, behind a label or a condition; another may speak of what it names."""
    found = list(clauses(said))
    if found and said[found[0].end : found[0].end + 1] in _COLONS and len(found[0].text.split()) < _SHORT:
        found.pop(0)
    if found[1:] and said[found[0].end : found[0].end + 1] in _COMMAS:
        named = words("need.own").search(found[1].text) and _speaks_of_port(found[1].text, found[1].text)
        if named or _leads_on(found[0].text):
            found.pop(0)
    return found[0] if found else None


def _leads_on(clause: str) -> bool:
    """Tell whether a clause is nothing but the condition of the next one, or asks to see that it holds."""
    condition = begins_condition(clause) or condition_in(clause) == clause.strip()
    return condition or words("need.ensure").whole(clause.strip())


_COMMAS = (",", "，", "、")
_COLONS = (":", "：", "]")
"""What stands behind a label: "[!NOTE]" is one of Markdown's dialects."""
_SHORT = 3
"""A label has at most this many words."""


def _supposes(clause: str) -> bool:
    """Tell whether a clause begins with "if", and not with "only if"."""
    return begins_condition(clause) and not words("need.only").match(clause.lstrip(), 0)


def _speaks_of_port(clause: str, rest: str) -> bool:
    """Tell whether a clause is about the port that was named before; `rest` is its sentence without a condition."""
    if keeps_others_out(clause):
        return False
    standing = (
        hit
        for hit in words("peer.anaphor").finditer(clause)
        if not is_foreign(hit.group().lower(), "peer.anaphor", clause)
    )
    if any(not words("need.feature").match(clause[hit.end() :].lstrip(), 0) for hit in standing):
        return True
    named = [*words("port.word").finditer(clause)]
    return (
        any(_is_that_port(clause, hit) for hit in named)
        if named
        else not all(_names(each, *_PREDICATE) for each in (clause, rest))
    )


def keeps_others_out(clause: str) -> bool:
    """Tell whether a clause wants no other program on a port: "must not be used by another process"."""
    before = (clause[: hit.start()] for hit in words("text.others").finditer(clause))
    return any(ends_in(each, said) for said in before for each in ("peer.by", "need.negator"))


def names_that_port(clause: str) -> bool:
    """Tell whether a clause names the port that was spoken of before: "this port is not used any more"."""
    return any(_is_that_port(clause, hit) for hit in words("port.word").finditer(clause))


def _is_that_port(clause: str, hit: re.Match[str]) -> bool:
    """Tell whether a word for one port means that of the sentence before: "the port", and no "port scanner"."""
    if not (words("port.single").whole(hit.group()) or UNSPACED_LETTER.search(hit.group())):
        return False
    before, after = clause[: hit.start()], clause[hit.end() :].lstrip(" -‐‑")
    if words("port.compound").match(after, 0):
        return False
    if ends_in("need.own", before):
        return True
    if ends_in("port.named", before):
        return not _is_owned(after)
    unspaced = UNSPACED_LETTER.search(hit.group())
    return not _names(before, *_ASKING) and (not after or bool(unspaced or words(*_PREDICATE).match(after, 0)))


def _is_owned(after: str) -> bool:
    """Tell whether words behind a port say whose it is: "of the console", "der Konsole"."""
    of = words("text.of", "peer.article", "port.named").match(after, 0)
    return of is not None and not words("text.on").match(after, 0) and not words("text.firewall").match(after, 0)


_ASKING = ("need.negator", "need.must", "need.may", "need.open", "need.close", "need.only", "need.before_bare")
"""What may stand before a word for a port in languages that have no article."""
_PREDICATE = (
    *_ASKING, "need.unused", "need.required", "need.required_verb", "need.optional", "need.retired", "need.off",
    "need.object", "need.copula", "need.there", "need.make", "need.rule", "text.verb", "text.firewall", "text.on",
    "text.of", "peer.article",
)  # fmt: skip


def _names(text: str, *known: str) -> bool:
    """Tell whether anything is named beside the words of some senses."""
    return re.search(r"\w", words(*known).sub(" ", text)) is not None
