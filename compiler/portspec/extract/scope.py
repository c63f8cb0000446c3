"""What a section says about its roles as a whole: whose ports they need as well, and when the ports are opened."""

from functools import lru_cache

import msgspec

from portspec.document import Paragraph, Text
from portspec.extract.context.flattened import whole_text
from portspec.extract.context.paragraphs import sentences
from portspec.extract.language.vocabulary import words
from portspec.extract.page import Page


def scope(page: Page, named: list[str]) -> None:
    """Add to the roles `named` in a section what its paragraphs say of them all, else what the preamble says."""
    own = page.section.telling
    includes = [found for each in own for found in _inclusions(each)]
    bare = any(not page.roles[name].conditions for name in named)
    conditions = _conditions(own) or _conditions(page.section.preamble) if bare else ()
    placed = tuple((text.value, page.provenance(text.start, text.end, text.value)) for text in conditions)
    for name in named:
        role = page.roles[name]
        page.roles[name] = msgspec.structs.replace(
            role,
            includes=tuple(dict.fromkeys((*role.includes, *includes))),
            conditions=role.conditions or placed,
        )


@lru_cache(maxsize=1024)  # each table of a section asks
def _inclusions(paragraph: Paragraph) -> tuple[str, ...]:
    """Return the words after "in addition to", up to the end of the clause."""
    found = []
    for sentence in sentences(whole_text(paragraph).value):
        for match in words("text.inclusion").finditer(sentence):
            rest = sentence[match.end() :].split(":")[0].split(".")[0].strip()
            if rest and words("port.word").search(sentence):
                found.append(rest)
    return tuple(found)


def _conditions(paragraphs: list[Paragraph]) -> list[Text]:
    """Return the neighbouring sentences that say when ports are opened, as one text a paragraph."""
    return [found for each in paragraphs if (found := _opened(each))]


@lru_cache(maxsize=1024)
def _opened(paragraph: Paragraph) -> Text | None:
    text = whole_text(paragraph)
    said = [each for each in sentences(text.value) if words("text.opened").search(each)]
    return Text(" ".join(said), text.start, text.end) if said else None
