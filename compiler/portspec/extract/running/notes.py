"""Notes: paragraphs below a table of ports that speak of ports and state none, with the commands below them."""

import msgspec

from portspec.claims import NoteClaim
from portspec.document import Code, Paragraph
from portspec.extract.context.flattened import whole_text
from portspec.extract.grammar.mentions import mentions
from portspec.extract.language.vocabulary import words
from portspec.extract.page import Page


def read_note(paragraph: Paragraph, page: Page) -> bool:
    """Read a paragraph below a table of ports that speaks of ports but states none as a note."""
    text = whole_text(paragraph)
    if not words("port.word").search(text.value) or mentions(text.value):
        return False
    page.notes.append(
        NoteClaim(text=text.folded, commands=(), provenance=page.provenance(text.start, text.end, text.folded))
    )
    return True


def add_commands(code: Code, page: Page) -> None:
    """Give a code block to the note right above it."""
    last = page.notes[-1]
    page.notes[-1] = msgspec.structs.replace(last, commands=(*last.commands, code.text.value))
