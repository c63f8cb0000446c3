"""Words of a language stand in the lexicon: what reads pages and errata matches no text with words of its own."""

import ast
import re
from collections.abc import Iterator

from tests.house.modules import modules

READING = ("extract", "resolve", "checks")
OF_PROGRAMS = ("extract.commands", "faults")
"""These read what programs are told and say, which is the same in all languages."""
WORD = re.compile(r"[^\W\d_]{2,}")
LETTER = re.compile(r"[^\W\d_a-zA-Z]")
NO_WORDS = re.compile(r"\\u[0-9a-fA-F]{4}|\\.|\[(?:\\.|[^\]\\])*\]|\(\?P?<\w+>|\(\?\w+\)")
"""Parts of a pattern that are no words: escapes, classes, names of groups, flags."""
TECHNICAL = {
    "IP", "TCP",  # a name with a sign in it
    "ORT", "PORT", "ort", "port",  # names of settings: `httpPort`, `HTTP_PORT`
    "http",  # RFC 9110
    "localhost",  # RFC 6761
    "publish",  # docker-container-run(1)
    "br", "sup",  # HTML
    "toml",  # a file's name
    "is", "ss", "us",  # endings that make no plural
}  # fmt: skip
COMPARING = {"startswith", "endswith", "partition", "rpartition", "removeprefix", "removesuffix", "replace", "find"}


def strings(node: ast.AST) -> Iterator[str]:
    """Yield the texts within an expression, but for those that name a sense of the lexicon."""
    if isinstance(node, ast.Call) and ast.unparse(node.func) in ("words", "phrases"):
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    for each in ast.iter_child_nodes(node):
        yield from strings(each)


def compared(node: ast.AST) -> Iterator[str]:
    """Yield what a call or a comparison holds against a text."""
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Name(id="re"))):
            yield from (NO_WORDS.sub(" ", each) for argument in node.args[:1] for each in strings(argument))
        case ast.Call(func=ast.Attribute(value=ast.Constant(value=str(listed)), attr="split")):
            yield listed
        case ast.Call(func=ast.Attribute(attr=method)) if method in COMPARING:
            yield from (each for argument in node.args for each in strings(argument))
        case ast.Compare(left=ast.Constant(value=str(word)), ops=[ast.In() | ast.NotIn()], comparators=[text]):
            if re.search(r"\.(casefold\(\)|lower\(\)|folded|value|title|text)$", ast.unparse(text)):
                yield word


def own_words(tree: ast.Module) -> set[str]:
    """Return the words of a module that are held against a text, and all letters that English does not have."""
    docs = {id(each.value) for each in ast.walk(tree) if isinstance(each, ast.Expr)}
    texts = [
        n.value
        for n in ast.walk(tree)
        if isinstance(n, ast.Constant) and isinstance(n.value, str) and id(n) not in docs
    ]
    foreign = {letter for text in texts for letter in LETTER.findall(NO_WORDS.sub(" ", text))}
    return {word for node in ast.walk(tree) for text in compared(node) for word in WORD.findall(text)} | foreign


def test_words_of_a_language_stand_in_the_lexicon() -> None:
    reading = {name: tree for name, tree in modules().items() if name.startswith(READING)}
    found = {
        name: own
        for name, tree in reading.items()
        if not name.startswith(OF_PROGRAMS) and (own := own_words(tree) - TECHNICAL)
    }
    assert found == {}, "give the words a sense in extract/lexicon/senses.toml, and ask `words` or `phrases` for it"


def test_words_in_code_are_found() -> None:
    code = """
PATTERN = re.compile(rf"(?P<name>\\\\w+)\\\\s+(?:and|[a-z]{other})\\\\b")
STOP = frozenset("around or".split())
def of(title):
    '''No words.'''
    return "from" in title.casefold() or title.endswith("port of") or words("text.host").search(title) or "的"
"""
    assert own_words(ast.parse(code)) == {"and", "around", "or", "from", "port", "of", "的"}
