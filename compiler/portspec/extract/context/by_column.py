"""By column: sentences that limit rows by one of their columns: "needed only where that module is installed"."""

import re
from collections.abc import Iterator

import msgspec

from portspec.document import Paragraph
from portspec.extract.context.paragraphs import placed_sentences
from portspec.extract.grammar.mentions import mentions
from portspec.extract.language.clauses import hits_in
from portspec.extract.language.conditions import condition_in
from portspec.extract.language.keys import UNSPACED_LETTER
from portspec.extract.language.polarity import is_negative, polarity
from portspec.extract.language.vocabulary import words


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence that says when ports are needed, by something that a column of theirs may name."""

    condition: str
    """Its words for the case, and what follows them."""
    beside: tuple[str, ...]
    """The other sentences of its paragraph, which may say what is always there."""
    level: int
    """That of the heading below which it stands."""

    def is_of(self, title: str) -> bool:
        """Tell whether the case is about what a column holds, by its title: "that module", "Module"."""
        said = self.condition.casefold()
        if UNSPACED_LETTER.search(title):
            return title in said
        named = re.findall(r"[^\W\d_]{4,}", title.casefold()) or [title.casefold()]
        return any(re.search(rf"(?<!\w){re.escape(word[: max(_STEM, len(word) - 2)])}", said) for word in named)

    def leaves(self, cell: str) -> bool:
        """Tell whether a row with such a cell is needed in any case: "The core is always installed."."""
        if words("need.unlimited").whole(cell):
            return True
        named = [word.casefold() for word in re.findall(r"[^\W_]+", cell)[:1]]
        always = (each.casefold() for each in self.beside if words("need.unlimited").search(each))
        return any(word in each and not is_negative(each) for each in always for word in named)


_STEM = 4


def cases_in(paragraph: Paragraph, level: int) -> Iterator[Case]:
    """Yield the cases of the sentences of a paragraph that speak of ports and name none."""
    said = placed_sentences(paragraph)
    for each in said:
        text = each.folded
        if not words("port.word").search(text) or mentions(text):
            continue
        condition = condition_in(text)
        if condition and (polarity(text.replace(condition, " ")) > 0 or hits_in(condition, "required_verb", "only")):
            behind = text[text.find(condition) :]
            beside = tuple(other.folded for other in said if other is not each)
            yield Case(condition=behind, beside=beside, level=level)
