"""Paragraphs: their words, their sentences, each with its place, and what these say of a title above."""

import re
from collections.abc import Iterator
from functools import lru_cache

from portspec.document import Paragraph, Text
from portspec.extract.context.evidence import Said
from portspec.extract.context.titles import need_said
from portspec.extract.grammar.mentions import mentions
from portspec.extract.language.clauses import hits_in
from portspec.extract.language.polarity import polarity
from portspec.extract.language.spared import calls_exceptions


def whole(paragraph: Paragraph) -> str:
    """Return a paragraph's text with the bold text it begins with, line by line as the page breaks it."""
    lead = paragraph.lead.folded if paragraph.lead else ""
    lines = "\n".join(filter(None, (" ".join(line.split()) for line in paragraph.text.value.split("\n"))))
    return f"{lead} {lines}".strip()


_ENDS = (":", "：")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[^\Wa-z\d_])|(?<=[。！？])|\n")


def sentences(text: str) -> list[str]:
    """Return the sentences of a text; one that only calls what it leads to exceptions is a part of that before it."""
    found = [each.strip() for each in _SENTENCE.split(text) if each.strip()]
    if len(found) > 1 and found[-1].endswith(_ENDS) and calls_exceptions(found[-1].rstrip(" :：")):
        found[-2:] = [text[text.rfind(found[-2], 0, text.rfind(found[-1])) :].strip()]
    return found


@lru_cache(maxsize=4096)
def placed_sentences(paragraph: Paragraph) -> tuple[Text, ...]:
    """Return the sentences of a paragraph with their places, its own place where markup stands between."""
    start = paragraph.lead.start if paragraph.lead else paragraph.text.start
    text = whole(paragraph)
    exact = paragraph.lead is None and paragraph.text.end - paragraph.text.start == len(paragraph.text.value)
    found, at = [], 0
    for each in sentences(text):
        at = text.find(each, at)
        here = (start + at, start + at + len(each)) if exact and "\n" not in paragraph.text.value else None
        found.append(Text(each, *(here or (start, paragraph.text.end))))
        at += len(each)
    return tuple(found)


def needs_below(paragraph: Paragraph) -> Iterator[Said]:
    """Yield what sentences without ports say of those that the title or the item states which they stand below."""
    for text in placed_sentences(paragraph):
        if not mentions(text.value):
            yield from need_said(text, "below", 0)


def needs_refused(question: str, text: Text) -> Iterator[Said]:
    """Yield that ports are not to be opened, where a no answers a question whether they have to be."""
    if polarity(question) > 0 and hits_in(question, "opening", "required", "required_verb", "must"):
        yield Said(field="need", value="denied", rule="below", text=text)
