"""Prose: sentences that state a port nothing else on the page states, notes, and what holds for a role as a whole."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import pairwise, product

import msgspec

from portspec.claims import Claim
from portspec.document import Paragraph, Text
from portspec.extract.context.evidence import Said
from portspec.extract.context.flattened import whole_text
from portspec.extract.context.footnotes import noted
from portspec.extract.context.inherited import Context, Section
from portspec.extract.context.paragraphs import needs_refused, sentences
from portspec.extract.context.titles import need_said
from portspec.extract.ends.aimed import aimed_at
from portspec.extract.ends.anaphora import names_hosts, only_host, other_host, resolved
from portspec.extract.ends.hosts import host_as_subject, host_called, host_in_lead, host_of_port
from portspec.extract.ends.peers import connection_ends
from portspec.extract.grammar.departures import without_source_ports
from portspec.extract.grammar.exceptions import without_replaced
from portspec.extract.grammar.mentions import may_mention, may_speak, mentions
from portspec.extract.grammar.port_expression import Part, explains_ports, merged
from portspec.extract.grammar.portless import may_name_protocol, portless
from portspec.extract.grammar.spans import SHORT, is_title_of_ports
from portspec.extract.grammar.stretch import typed
from portspec.extract.language.clauses import clauses
from portspec.extract.language.confined import itself_in
from portspec.extract.language.masked import of_words
from portspec.extract.language.mentioned import is_mention
from portspec.extract.language.questions import answer_in, is_question
from portspec.extract.language.spared import tells_exception
from portspec.extract.language.succession import offers_another
from portspec.extract.language.vocabulary import words
from portspec.extract.page import Page, Sentence
from portspec.extract.running.apart import apart
from portspec.extract.running.elsewhere import asked_on, said_apart
from portspec.extract.running.heard import stated_by, supposes_closed
from portspec.extract.running.hosted import undivided
from portspec.extract.running.known import Known, tell_mention
from portspec.extract.running.likewise import directed_before, is_likewise_asked, typed_before
from portspec.extract.running.ordinals import by_number, may_mean_ports
from portspec.extract.running.predicates import predicate_of, subject_of
from portspec.extract.running.remarks import CLOSING, close_rows, complete, is_of_another_host, limit, says_more
from portspec.extract.running.sequel import with_sequel
from portspec.extract.running.spoken import asks_for, peers_beside, said_about, said_in
from portspec.extract.running.symptoms import tells_symptom
from portspec.extract.running.unported import meant
from portspec.extract.statement import Statement, claim_of


def sentences_with_ports(paragraph: Paragraph, section: Section, above: Iterable[Part] = ()) -> Iterable[Sentence]:
    """Yield the sentences of a paragraph that state ports; one that is only their title requires them.

    `above` are the ports right above it, of which its words may mean one: "the latter".
    """
    text = whole_text(paragraph)
    yield from _defaults(text, section)
    found = list(sentences_in(text, section.titled, above))
    for sentence in found if len(found) > 1 else _with_rest(found, text):
        alone = sentence.said == text.folded and len(sentence.said.split()) <= SHORT
        yield (
            msgspec.structs.replace(sentence, required=True) if alone and is_title_of_ports(sentence.said) else sentence
        )


def _with_rest(found: Iterable[Sentence], text: Text) -> Iterable[Sentence]:
    """Yield the only sentence of a paragraph with ports, with the others, which may say who connects: "the hub …"."""
    for sentence in found:
        rest = " ".join(each for each in sentences(text.value) if each not in sentence.said)
        yield msgspec.structs.replace(sentence, rest=rest)


def _defaults(text: Text, section: Section) -> Iterable[Sentence]:
    """Yield the sentences that give a port's number, "The default is 8093.", below its title or behind its sentence."""
    if not words("port.default").search(text.value):
        return
    found = sentences(text.value)
    for before, said in pairwise(("", *found)):
        if may_mention(said) or not (section.is_of_one_port() or _is_of_ports(before, said)):
            continue
        if parts := tuple(part for mention in mentions(said, ported=True) for part in mention.parts):
            others = (Text(each, text.start, text.end) for each in found if each != said and not mentions(each))
            needs = (need for each in others for need in need_said(each, "below", 0))
            yield Sentence(text=text, said=said, parts=parts, context=section.titled().plus(*needs), required=True)


def _is_of_ports(sentence: str, default: str) -> bool:
    """Tell whether a sentence is about ports and no other setting, and the next one no more than their numbers."""
    if mentions(sentence) or re.search(r"\w", re.split(r"\d", default)[-1]):
        return False
    prose, settings = _SETTING.subn("", sentence)
    if settings > len(re.findall(r"\d+", default)) or not words("port.word").search(prose) or is_mention(prose):
        return False
    return not any(words(sense).search(prose) for sense in ("port.label", "header.other"))


_SETTING = re.compile(r"\w*[-_.$]+[\w.$-]+")
"""The name of an option or of a file: `--console-port`, `CONSOLE_PORT`, `heron.toml`."""


def sentences_in(text: Text, context: Callable[[], Context], above: Iterable[Part] = ()) -> Iterable[Sentence]:
    """Yield the sentences of a text that state ports, with what holds where they stand, asked for only then."""
    if not may_state(text.value):
        return
    own = tuple(each for said in sentences(text.value) for each in said_apart(said))
    found = by_number(tuple(map(without_replaced, own)), above)
    if not any(may_mention(each) or portless(each) for each in found):
        return
    for number, said in enumerate(map(_with_rule, found, ("", *found))):
        if parts := (*typed_before(_stated(said), found[:number]), *portless(said)):
            whole = with_sequel(said, found[number + 1 :])
            quote = whole if found[number] == own[number] else own[number]
            asked = number > 0 and is_likewise_asked(said, found[number - 1])
            asks = whole == said and is_question(said)
            answer = answer_in(" ".join(found[number + 1 :][:1])) if asks else None
            refused = needs_refused(said, text) if answer is False else ()
            yield Sentence(
                text=text,
                said=whole,
                quote=quote,
                parts=parts,
                context=context().plus(*refused),
                before=" ".join(found[:number]),
                required=asked,
                doubted=asks and not answer,
            )


def _stated(said: str) -> Iterator[Part]:
    """Yield the ports that a sentence states; a remark in brackets may tell of the same ones, without a transport."""
    found = mentions(without_source_ports(said))
    told = [(part, _is_remark(said, mention.start)) for mention in found for part in typed(said, mention)]
    known = {port for part, remark in told if part.transports and not remark for port in part.ports}
    for part, remark in told:
        if not (remark and part.ports and not part.transports and known.issuperset(part.ports)):
            yield part


def _is_remark(text: str, at: int) -> bool:
    """Tell whether a place stands in brackets."""
    before = text[:at]
    return len(re.findall(r"[(（]", before)) > len(re.findall(r"[)）]", before))


@of_words
def may_state(text: str) -> bool:
    """Tell quickly whether a sentence of some text with these words may state ports, or mean those of another one."""
    return any(may_speak(each) or may_name_protocol(each) or may_mean_ports(each) for each in sentences(text))


def _with_rule(said: str, before: str) -> str:
    """Return a sentence that tells of an exception with the one before it, which says of no port what holds for all."""
    excepts = bool(before) and tells_exception(said) and not (re.search(r"\d", before) or portless(before))
    return f"{before} {said}" if excepts else said


def read_sentences(page: Page) -> None:
    """Make requirements of sentences whose ports nothing else states; a mere mention becomes a finding.

    Rows state them for all of the page, sentences for their own section, or their host. What a sentence says of ports
    that are stated is said of these, or is a requirement of its own.
    """
    close_rows(page)
    rows, known = Known(), Known()
    for claim in page.claims:
        for place in (rows, known):
            place.add(claim.ports or claim.transports, claim.transports)
    spoken: dict[tuple[str, ...], Known] = {}
    mentioned: list[Sentence] = []
    for sentence in _of_ports(page):
        near = spoken.setdefault(sentence.context.headings[:1], Known())
        below = spoken.setdefault((sentence.text.folded,), Known())  # where it is a title
        parts = tuple(new for part in sentence.parts if (old := _new(part, rows)) and (new := _new(old, near)))
        asked = tuple(part for part in parts if _asks(sentence, part))
        if explains_ports(each for part in parts for each in part.ports):
            asked = ()
        if len(asked) < len(parts):
            mentioned.append(sentence)
        own = {port for part in asked for port in part.ports}
        others = [each for each in sentence.parts if own.isdisjoint(each.ports)]
        more = tuple(each for part in others if (each := _remarked(sentence, _old(part, known), page)))
        page.rows += bool(asked or more)
        page.claims.extend(_claims(sentence, (*asked, *more), page))
        for part, place in product(asked, (near, below, known)):
            place.add(stated_by(part), part.transports)
    for sentence in mentioned:  # a sentence after it may have required what it mentions
        tell_mention(sentence, known, page)
    for sentence in page.coded:
        tell_mention(sentence, known, page, where="in a block of code")


def _of_ports(page: Page) -> Iterator[Sentence]:
    """Yield the sentences that state ports; what the others say of those of rows is taken, or reported."""
    for sentence in page.sentences:
        if not sentence.of_rows:
            yield sentence
            continue
        for part in (parts := meant(sentence, page)):
            _remarked(sentence, part, page)
        if sentence.below and not parts:
            message = "This says not to open ports, and does not call them as their rows do; it closes none of these"
            page.say("PS207", message, "Call the ports by their numbers, or say it in their rows.", sentence.text)


def _remarked(sentence: Sentence, part: Part, page: Page) -> Part | None:
    """Take what a sentence says of ports that rows state; return them where it is a requirement of its own."""
    if not part.ports or _is_detour(sentence) or tells_symptom(sentence.said):
        return None
    if any(supposes_closed(clause.text) for clause in clauses(sentence.said)):
        return None
    asks, since = _asks(sentence, part) and not sentence.of_rows, page.counted()
    remarks = list(_claims(sentence, (part,), page))
    page.forget(since)
    mention = is_mention(sentence.said)
    for remark in remarks:
        if mention and remark.need not in CLOSING:
            continue
        if remark.need != "required":
            if not limit(remark, sentence.text, page) and remark.need in CLOSING:
                _tell_of_host(sentence, remark, page)
        elif not asks and not sentence.of_rows:
            _tell_of_host(sentence, remark, page)
        elif not complete(remark, page) and says_more(remark, page.claims):
            if part.transports:
                return part
            _tell(sentence, part, page)
    return None


def _tell_of_host(sentence: Sentence, remark: Claim, page: Page) -> None:
    """Report ports of which a sentence says something for the host of its section, where rows of others state them."""
    if "role" not in remark.evidence or not is_of_another_host(remark, page.claims):
        return
    said = ", ".join(map(str, remark.ports))
    message = f"This speaks of port {said} for “{remark.role}”, and only rows of other hosts state it; it changes none"
    page.say("PS206", message, "If it is about those, name their host; if not, state the port here.", sentence.text)


def _tell(sentence: Sentence, part: Part, page: Page) -> None:
    """Report what a sentence says of ports that rows do not say, where no rule can be made of it."""
    said = ", ".join(map(str, part.ports))
    message = f"This asks more of port {said} than its rows do, but names no transport, so it is not in the spec"
    page.say("PS207", message, "Say the transport in the sentence, or all of it in a row of its own.", sentence.text)


def _asks(sentence: Sentence, part: Part) -> bool:
    """Tell whether a sentence asks for ports that it names, and neither only mentions them nor wants them closed."""
    about = said_about(sentence.said, part)
    closed = about.need in ("denied", "retired", "local")
    if closed or sentence.doubted or _only_mentions(sentence.quote or sentence.said):
        return False
    if _is_socket(sentence.said, part) or _is_detour(sentence):
        return False
    return sentence.required or asks_for(sentence.said, about)


@lru_cache(maxsize=256)  # each part of a sentence asks
def _only_mentions(said: str) -> bool:
    """Tell whether a sentence names ports as an example or as a choice."""
    return is_mention(said) or any(offers_another(clause.text) for clause in clauses(said))


def _is_detour(sentence: Sentence) -> bool:
    """Tell whether a sentence, or its title, tells of another way to a port."""
    return any(map(words("text.detour").search, (sentence.said, *sentence.context.headings[:1])))


_SOCKETS = 64
"""A machine seldom has more sockets of one kind."""


def _is_socket(said: str, part: Part) -> bool:
    """Tell whether a part may be a socket of a machine: "Connect port 1 of the switch to port 24 of the other"."""
    low = all(each.end <= _SOCKETS for each in part.ports)
    return low and not part.transports and words("text.device").search(said) is not None


def _new(part: Part, known: Known) -> Part | None:
    """Return the part without what stands elsewhere with its transports, or None where all of it stands elsewhere."""
    if all(map(known.holds, stated_by(part))):
        return None
    ports = tuple(each for each in part.ports if not known.holds(each, part.transports))
    return msgspec.structs.replace(part, ports=ports)


def _old(part: Part, known: Known) -> Part:
    """Return what of a part's ports stands elsewhere."""
    return msgspec.structs.replace(part, ports=tuple(filter(known.holds, part.ports)))


def _claims(sentence: Sentence, parts: tuple[Part, ...], page: Page) -> Iterator[Claim]:
    """Yield the claims of a sentence: ports of which it says the same are one."""
    # A sentence states its own transport or that of all ports: that of a heading is of the table below it.
    around = sentence.context.without("heading", "transports")
    around = around.without("heading", "direction") if words("text.reverse").search(sentence.said) else around
    above = any(each.field == "role" for each in around.said)
    told = resolved(sentence.said, _antecedent(sentence))
    notes = tuple(noted((sentence.text,), page.footnotes))
    alike: dict[_Heard, list[Part]] = {}
    for part in (each for several in parts for each in apart(told, several, page, around)):
        predicate = predicate_of(told, part)
        named = _host_in(predicate, told, sentence, above=above)
        named = None if named and itself_in(named.value) else named  # "on the same host only" names none
        hosts = undivided(told) or ((named.folded,) if named else ())
        host = [Said(field="role", value=each, rule="cell", text=named) for each in hosts]
        said = (*host, *said_in(predicate, part, page, around), *notes)
        said = (*said, *directed_before(part, said, sentence.before, around))
        wording = predicate if predicate != told else ""
        alike.setdefault((said, peers_beside(predicate, part), wording), []).append(part)
    for heard, several in alike.items():
        for part in merged(several):
            yield _claim(sentence, part, heard, around, page)


_Heard = tuple[tuple[Said, ...], tuple[str, ...], str]
"""What a sentence says of a part, who stands at the other end, and the words about it alone; empty where all are."""


def _host_in(predicate: str, told: str, sentence: Sentence, *, above: bool) -> Text | None:
    """Return the host that a predicate is about, if it names one; `above` where a title does."""
    said = Text(predicate, sentence.text.start, sentence.text.end)
    asked = asked_on(predicate)
    lead = None if asked or aimed_at(predicate) else host_in_lead(said, "text.on") or host_of_port(said)
    ends = None if asked else connection_ends(predicate)
    if not asked and (lead or ends):  # a flow names its hosts itself
        return None if lead and lead.folded in (ends or ()) else lead
    if subject := asked or subject_of(predicate, told):
        return Text(subject, said.start, said.end)
    return None if above else host_as_subject(said) or host_called(said) or _host_beside(sentence)


def _host_beside(sentence: Sentence) -> Text | None:
    """Return the host that the other sentences of a paragraph are about: "The daemon on the print servers …"."""
    rest = Text(sentence.rest, sentence.text.start, sentence.text.end)
    if sentence.rest:
        return host_in_lead(rest, "text.on")
    before = only_host(sentence.before)
    return Text(before, sentence.text.start, sentence.text.end) if before else None


def _antecedent(sentence: Sentence) -> str | None:
    """Return the host that "they" stands for in a sentence: the one of its paragraph so far, else its section's."""
    role = sentence.context.value("role")
    others = sentence.before.casefold().replace(role.casefold(), " ") if isinstance(role, str) else sentence.before
    if names_hosts(others):
        return only_host(sentence.before) or other_host(sentences(sentence.before)[-1], sentence.said)
    return role if isinstance(role, str) else None


def _claim(sentence: Sentence, part: Part, heard: _Heard, around: Context, page: Page) -> Claim:
    text = sentence.text
    statement = Statement(
        part=part,
        said=heard[0],
        purpose=sentence.quote or sentence.said,
        beside=sentence.rest,
        peers=heard[1],
        wording=heard[2],
        kind="prose",
        start=text.start,
        end=text.end,
        quote=sentence.quote or sentence.said,
    )
    return claim_of(statement, around, page)
