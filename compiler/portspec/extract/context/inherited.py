"""Context: what headings, captions, labels and covering sentences say of the tables and lists below them."""

import re
from collections.abc import Iterator
from functools import cached_property

import msgspec

from portspec.document import Heading, Paragraph, Text
from portspec.extract.context.by_column import Case, cases_in
from portspec.extract.context.covering import WIDE, agreed, covering_in, denies_all, is_covering, near_in
from portspec.extract.context.evidence import Conflict, Said, Value, of, settle
from portspec.extract.context.led import flow_of, led_ends
from portspec.extract.context.legends import explains, is_key
from portspec.extract.context.paragraphs import placed_sentences, whole
from portspec.extract.context.titles import is_of_others, keeps_inside, need_said, parts_rows, title_said
from portspec.extract.ends.hosts import host_as_subject, host_at_end, host_called, host_in_lead, is_generic
from portspec.extract.ends.peers import arriving
from portspec.extract.ends.routes import NO_SIGNS, Signs
from portspec.extract.ends.titled import host_of_titles
from portspec.extract.grammar.departures import without_source_remarks
from portspec.extract.grammar.exceptions import transports_of_all, without_exceptions
from portspec.extract.grammar.mentions import mentions
from portspec.extract.language.conditions import condition_in
from portspec.extract.language.need import qualify
from portspec.extract.language.phrases import direction_aside, direction_in, explains_arrow, is_legend, legend_of
from portspec.extract.language.polarity import is_negative, polarity
from portspec.extract.language.vocabulary import words
from portspec.spec import Direction


class Context(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """What the places around say of all rows of a block."""

    said: tuple[Said, ...] = ()
    """In no order; `evidence` decides which counts."""
    headings: tuple[str, ...] = ()
    """The headings above, the nearest first."""

    def plus(self, *more: Said) -> "Context":
        """Return this context with what nearer places say."""
        return Context(said=(*more, *self.said), headings=self.headings) if more else self

    def without(self, rule: str, field: str | None = None) -> "Context":
        """Return this context without what places of one rule say, or without what they say of one field."""
        kept = (each for each in self.said if each.rule != rule or field not in (None, each.field))
        return Context(said=tuple(kept), headings=self.headings)

    def without_history(self) -> "Context":
        """Return this context without the end of ports that a title tells which calls what is below a history."""
        kept = (each for each in self.said if not (each.field == "need" and _is_history(each)))
        return Context(said=tuple(kept), headings=self.headings)

    def value(self, field: str) -> object | None:
        """Return the value of a field that counts here, or None where there is none or two places disagree."""
        if field not in self._settled:
            settled = settle(of(field, self.said))
            self._settled[field] = None if settled is None or isinstance(settled, Conflict) else settled.won.value
        return self._settled[field]

    @cached_property
    def _settled(self) -> dict[str, object | None]:
        return {}

    @cached_property
    def transports(self) -> tuple[str, ...]:
        """The transports that hold here; empty where none is stated."""
        found = self.value("transports")
        return found if isinstance(found, tuple) else ()

    @cached_property
    def direction(self) -> str:
        """The direction that holds here, or `unstated`."""
        return str(self.value("direction") or "unstated")

    @cached_property
    def leaves_direction(self) -> bool:
        """Whether a row's own words may say another direction: none holds here, or only "unless stated otherwise"."""
        said = [each.text.value if each.text else "" for each in of("direction", self.said)]
        return self.direction == "unstated" or all(words("text.everywhere").search(each) for each in said)


def _is_history(said: Said) -> bool:
    titled = said.rule in ("heading", "caption") and said.value in ("retired", "denied")
    return bool(titled and said.text and words("title.history").search(said.text.folded))


class Section(msgspec.Struct, kw_only=True):
    """The place in the page that the extractor has come to."""

    headings: list[Heading]
    """Those above, from the title to the nearest."""
    paragraphs: list[Paragraph]
    """Since the last heading."""
    preamble: list[Paragraph]
    """Those before the first heading below the title that may say something of whole roles."""
    telling: list[Paragraph]
    """Those that may say something of whole roles."""
    since: list[Paragraph]
    """Since the last table or list."""
    legend: dict[str, Direction]
    """What the page's markers mean."""
    covering: dict[tuple[str, Value], Said]
    """What sentences since the last heading say of all that stands below them, the first of each kind."""
    general: dict[tuple[str, Value], Said]
    """What sentences of the preamble say so."""
    signs: Signs = NO_SIGNS
    """What stands between two hosts in the page's titles."""
    read: bool = False
    """True below a table or list of ports of this section."""
    listed: bool = False
    """True where the last of these was a list: one below may go on with it."""
    leading: Paragraph | None = None
    """What leads to the blocks that labels part, if a block stands between: "Do not open:" above "Inbound"."""
    led: Paragraph | None = None
    """What leads to the block right above, and so to one right below that: "Do not open:" above two tables."""
    cases: list[Case] = msgspec.field(default_factory=list)
    """What sentences say of rows by one of their columns: "needed only where that module is installed"."""
    noted: bool = False
    """True right below a note."""
    subject: Heading | None = None
    """The first heading of the page, which says what all of it is about."""

    def learn(self, paragraph: Paragraph) -> None:
        """Take what a paragraph explains of signs, wherever on the page they stand."""
        text = whole(paragraph)
        for letter, said in legend_of(text).items():
            self.legend.setdefault(letter, said)
        if explains_arrow(text):
            self.signs = msgspec.structs.replace(self.signs, arrows=True)

    def leave(self, level: int) -> None:
        """End all sections of a level and below it."""
        while self.headings and self.headings[-1].level >= level:
            self.headings.pop()
        self.paragraphs, self.telling, self.since, self.covering = [], [], [], {}
        self.read = self.listed = self.noted = False
        self.leading = self.led = None
        self.cases = [each for each in self.cases if each.level < level]

    def enter(self, heading: Heading) -> None:
        """Begin the section of a heading, the sections before it left."""
        self.headings.append(heading)
        self.subject = self.subject or heading

    def is_of_ports(self) -> bool:
        """Tell whether the page as a whole is about ports: "Port registry", "port_registry.md"."""
        title = self.subject.text.folded.replace("_", " ") if self.subject else ""
        return words("port.word").search(title) is not None

    def is_of_traffic(self) -> bool:
        """Tell whether a title above speaks of ports or of a firewall."""
        return any(words("port.word", "text.firewall").search(each.folded) for each in self.titles())

    def judges(self, caption: Text | None = None) -> bool:
        """Tell whether what stands right above says which ports to open, or to close: "Do not open"."""
        near = [*filter(None, (self.label(),)), *self.titles(caption)[:1]]
        return self.is_of_traffic() and any(map(judges, (each.folded for each in near)))

    def is_of_examples(self) -> bool:
        """Tell whether the section, or one around it, has a title of nothing but examples or links: "Useful links"."""
        titles = (_BEFORE.sub("", each.text.folded, 1) for each in self.headings if each is not self.subject)
        titles = (each.rstrip(":： 0123456789") for each in titles)
        return any(map(words("text.example").whole, titles))

    def explains(self) -> bool:
        """Tell whether the nearest title gives reasons, or is of what goes wrong: "Why these ports?"."""
        titles = (_BEFORE.sub("", each.folded, 1).rstrip(" ?？:：") for each in self.titles()[:1])
        return any(words("title.why").match(each, 0) or words("title.explains").whole(each) for each in titles)

    def add(self, paragraph: Paragraph) -> None:
        """Take a paragraph as part of the section."""
        self.paragraphs.append(paragraph)
        self.since.append(paragraph)
        self.led = None
        level = self.headings[-1].level if self.headings else 0
        self.cases.extend(each for each in cases_in(paragraph, level) if each not in self.cases)
        opening = len(self.headings) <= 1
        text = whole(paragraph)
        if words("text.inclusion").search(text) or words("text.opened").search(text):
            self.telling.append(paragraph)
            self.preamble.extend([paragraph] if opening else [])
        for each in covering_in(paragraph):
            wide = opening or (each.text is not None and words(*WIDE).search(each.text.value))
            around = self.general if wide else self.covering
            around.setdefault((each.field, each.value), msgspec.structs.replace(each, depth=int(bool(wide))))
        if is_legend(text):
            self.legend.update(legend_of(text))

    def is_of_one_port(self) -> bool:
        """Tell whether the nearest heading is the name of one port: "http.port", "Event port"."""
        titles = self.titles()[:1]
        found = [match.group() for title in titles for match in words("port.word").finditer(title.value)]
        return len(found) == 1 and words("port.single").whole(found[0])

    @property
    def last(self) -> Paragraph | None:
        """The paragraph right above, since the last table or list."""
        return self.since[-1] if self.since else None

    def passed(self) -> None:
        """Take what stands below a table or list as no longer right above the next one."""
        self.leading = self.leads()
        self.led = self.last or self.led
        self.since = []
        self.noted = False

    def titles(self, caption: Text | None = None) -> list[Text]:
        """Return the caption and the headings above, the nearest first."""
        return [*([caption] if caption else []), *(heading.text for heading in reversed(self.headings))]

    def caption(self) -> Text | None:
        """Return the bold line right above, or the rest of a line that begins with a bold label such as "Table:"."""
        if not self.since:
            return None
        last = self.since[-1]
        if last.lead is None:
            return None
        if not last.text.value:
            return last.lead if not last.lead.value.endswith(".") else None
        label = last.lead.value.rstrip().endswith((":", "：")) and len(last.text.value) <= CAPTION
        return last.text if label and not last.text.value.rstrip().endswith((".", "。")) else None

    def label(self) -> Text | None:
        """Return the short line right above that is no sentence, such as "Inbound:" or "Outgoing connections"."""
        last = self.since[-1] if self.since else None
        if last is None or last.text.value[-1:] in (".", "。", "!", "?") or len(whole(last).split()) > LABEL:
            return None
        if is_key(whole(last)):
            return None
        return Text(whole(last), last.lead.start if last.lead else last.text.start, last.text.end)

    def leads(self) -> Paragraph | None:
        """Return the paragraph that leads to what the labels right above part: "These ports are needed:", "Inbound"."""
        if not self.since or not parts_rows(whole(self.since[-1])):
            return None
        above = [each for each in self.since if not parts_rows(whole(each))]
        return next((each for each in reversed(above) if any(_leading_in(each))), None) if above else self.leading

    def lead_in(self) -> list[Text]:
        """Return the sentences of the paragraph right above a table or list, the nearest first."""
        found = reversed(placed_sentences(self.since[-1])) if self.since else ()
        return [msgspec.structs.replace(each, value=without_source_remarks(each.value)) for each in found]

    def context(self, caption: Text | None = None) -> Context:
        """Return what the places above say of a table or list."""
        return Context(said=tuple(self._said(caption)), headings=self._above())

    def titled(self) -> Context:
        """Return what the headings say, and of transports what a sentence says of all ports, for a sentence."""
        told = agreed(self.general | self.covering)
        wide = (each for each in told if each.text and words("text.everywhere").search(each.text.value))
        return Context(said=(*self._titles(None), *wide), headings=self._above())

    def _above(self) -> tuple[str, ...]:
        return tuple(heading.text.folded for heading in reversed(self.headings))

    def _said(self, caption: Text | None) -> Iterator[Said]:
        label = self.label()
        if label:
            flow = flow_of(led_ends(label))  # names its hosts itself
            yield from title_said(label, "label", 0, host=caption is None and not flow)
        yield from self._leading(label)
        if lead := self.leads() or (None if self.since else self.led):
            yield from (said for each in _leading_in(lead) for said in self._needed(each, 1))
        yield from self._titles(caption)
        yield from self._covering()

    def _titles(self, caption: Text | None) -> Iterator[Said]:
        """Yield what the caption and the headings say; the nearest that names a host names the role."""
        if caption:
            yield from title_said(caption, "caption", 0, host=True, signs=self.signs)
        titles = [heading.text for heading in reversed(self.headings)]
        host = host_of_titles([heading.text for heading in reversed(self.headings) if heading.level > 1])
        for depth, title in enumerate(titles):
            yield from title_said(title, "heading", depth, host=title is host, signs=self.signs)

    def _leading(self, label: Text | None) -> Iterator[Said]:
        """Yield the host and the need that the sentence right above states: "Never open these on gateways:"."""
        for number, sentence in enumerate(self.lead_in()):
            folded = without_exceptions(sentence.folded)
            introduces = number == 0 and folded.endswith((":", "："))
            leads = introduces or words("text.pointing").search(folded) is not None
            ends = tuple(led_ends(sentence)) if leads else ()
            flow = flow_of(ends)
            both = bool(flow) and all(flow)
            if not (both or mentions(folded)) and (name := arriving(folded)):  # else it is said of a port of its own
                yield Said(field="source", value=name, rule="label", text=sentence)
            about = label is None and not flow and (introduces or is_covering(folded))
            host = (host_in_lead(sentence) or host_in_lead(sentence, "text.on")) if about else None
            if about and introduces and host is None:
                host = host_at_end(sentence) or (None if self._names_host() else host_called(sentence))
            host = host or (_who_needs(sentence) if about else None)
            if host:
                yield Said(field="role", value=host.folded, rule="label", text=host)
            if _limits_section(folded):
                yield Said(field="need", value="conditional", rule="label", text=sentence)
                yield Said(field="condition", value=folded.rstrip(" .。"), rule="label", text=sentence)
                yield from self._led(sentence, folded, label) if introduces else ()
            elif leads or (keeps_inside(folded) and not explains(folded)):
                yield from self._needed(sentence, 0)
                yield from self._led(sentence, folded, label)
                yield from ends

    def _names_host(self) -> bool:
        """Tell whether a title below that of the page names a host."""
        return host_of_titles([heading.text for heading in reversed(self.headings) if heading.level > 1]) is not None

    def _needed(self, sentence: Text, depth: int) -> Iterator[Said]:
        """Yield the need of what a line leads to; a case that it begins with and its title is about limits none."""
        said = list(need_said(sentence, "label", depth))
        case = next((str(each.value) for each in said if each.field == "condition"), "")
        front = case and sentence.folded.startswith(case) and any(each.value == "conditional" for each in said)
        if not (front and any(_is_about(title, case) for title in self.titles()[:1])):
            yield from said

    @staticmethod
    def _led(sentence: Text, text: str, label: Text | None) -> Iterator[Said]:
        """Yield the direction and the transports that a sentence right above states for what it leads to."""
        about = any(words(each).search(text) for each in ("port.word", "text.traffic"))
        if label is not None or mentions(text) or denies_all(text):
            return
        if (direction := (direction_in if about else direction_aside)(text)) != "unstated" and not is_of_others(text):
            yield Said(field="direction", value=direction, rule="label", text=sentence)
        if about and (transports := transports_of_all(text)):
            yield Said(field="transports", value=transports, rule="label", text=sentence)

    def _covering(self) -> Iterator[Said]:
        """Yield what sentences say of all that stands below them; of their transports only what they agree on."""
        around = self.general | self.covering
        yield from agreed(around)
        yield from (each for (field, _), each in around.items() if field != "transports")
        near = (each for paragraph in self.since for each in near_in(paragraph))
        yield from (each for each in near if (each.field, each.value) not in around)


def _who_needs(sentence: Text) -> Text | None:
    """Return the host that a sentence which leads to ports says to need them: "The relay server needs these ports:"."""
    said = sentence.folded
    about = words("port.word", "text.traffic").search(said) and not (mentions(said) or is_negative(said))
    host = host_as_subject(sentence) if about else None
    if host is None or words("text.any_host").whole(host.folded) or words("text.on").match(host.folded, 0):
        return None
    behind = said[said.find(host.folded) + len(host.folded) :]
    return None if words("peer.connect", "verb.gives", "verb.gets", "verb.asks").search(behind) else host


def _is_about(title: Text, case: str) -> bool:
    """Tell whether a title names what a case is about: "Servers with a mirror", "If the mirror is used"."""
    named = {word for word in re.findall(r"[^\W\d_]{4,}", title.folded.casefold()) if not is_generic(word)}
    hosts = words("text.host", "text.any_host")
    return any(word in case.casefold() for word in named if not hosts.whole(word))


def _leading_in(paragraph: Paragraph) -> Iterator[Text]:
    """Yield the sentences of a paragraph that lead to what stands below it: "Do not open the following ports."."""
    said = placed_sentences(paragraph)
    for each in said:
        text = each.folded
        last = each is said[-1] and (text.endswith((":", "：")) or (text[-1:].isalnum() and judges(text)))
        if last or words("text.pointing").search(text):
            yield each


def _limits_section(sentence: str) -> bool:
    """Tell whether a sentence says where all below it holds: "Skip this section if …", "Only relevant for clusters"."""
    named = words("text.section").search(sentence) or words("need.only").match(sentence, 0)
    if named is None or mentions(sentence):
        return False
    begins = words("text.condition").match(sentence[named.end() :].lstrip(), 0)  # "esta sección si no …"
    return begins is not None or condition_in(sentence) is not None


def judges(title: str) -> bool:
    """Tell whether a title says what to do with ports or connections, and speaks of nothing else."""
    if polarity(title) != 0 or qualify(title) is not None:
        return True
    return is_generic(title) and words("text.traffic").search(title) is not None


LABEL = 6
"""A label right above a table or list has at most this many words."""

CAPTION = 120
"""A caption after a bold label is no longer than this."""


def new_section() -> Section:
    """Return the section at the beginning of a page."""
    return Section(headings=[], paragraphs=[], preamble=[], telling=[], since=[], legend={}, covering={}, general={})


_BEFORE = re.compile(r"^\W*(?:\d[\d.)]*\s+)?")
"""What may stand before a title: its number, a sign."""
