"""Symptoms: what goes wrong, and what is asked, which close no port: "connection refused on port 7101"."""

from portspec.extract.context.inherited import Context
from portspec.extract.context.paragraphs import sentences
from portspec.extract.grammar.port_expression import Part
from portspec.extract.language.clauses import clauses, closing_in, hits_in
from portspec.extract.language.masked import of_words
from portspec.extract.language.polarity import polarity
from portspec.extract.language.questions import answer_in, is_question
from portspec.extract.language.vocabulary import words
from portspec.extract.page import Page
from portspec.extract.running.spoken import asks_for, said_about

ONLY_TELLS = "This list item tells what goes wrong, or why something is so, and asks for no port; it is not in the spec"
"""The message where `only_tells`."""


def only_tells(text: str, parts: tuple[Part, ...], context: Context, page: Page) -> bool:
    """Tell whether an item asks whether its ports are closed, or only names some below a title of reasons."""
    said = sentences(text)
    numbered = [each for each in said if any(map(str.isdecimal, each))]
    if numbered and all(tells_symptom(each) or is_question(each) for each in numbered):
        return not any(map(answer_in, said))
    if not page.section.explains() or context.transports or any(part.transports for part in parts):
        return False
    if len(text.split()) <= _FEW and words("port.word").search(text):  # "API: port 7101"
        return False
    told = [said_about(text, part) for part in parts]
    return not any(about.need or asks_for(text, about) for about in told)


_FEW = 4


@of_words
def tells_symptom(said: str) -> bool:
    """Tell whether a sentence says of a port only what goes wrong there, or asks whether it is closed."""
    if hits_in(said, "must", "forbid", "ensure"):
        return False
    if words("text.symptom").search(said):
        rest = words("text.symptom").sub(" ", said)
        return all(polarity(clause.text) >= 0 for clause in clauses(rest))
    label, colon, _ = said.replace("：", ":").partition(":")
    doubted = (is_question(said) and closing_in(said)) or (
        colon and words("header.symptom").whole(label.strip(_ENDING))
    )
    return bool(doubted) and _is_state(said)


_ENDING = " \"'”»)*_"


def _is_state(said: str) -> bool:
    """Tell whether all that closes a port in a sentence is a word for a state, and no demand: "port 7101 blocked"."""
    states = all(words("need.closed", "tick.no", "action.blocked").whole(hit.group()) for hit in closing_in(said))
    return states and not hits_in(said, "negator")
