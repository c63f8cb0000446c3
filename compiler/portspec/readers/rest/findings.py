"""What is to be said about a page of reStructuredText: what is broken, what stands elsewhere or under a condition."""

from collections.abc import Iterator

from docutils import nodes

from portspec.findings import Finding, finding
from portspec.readers.rest.inline import is_conditional, lost
from portspec.readers.rest.lines import Plain
from portspec.source import Place, Source


def findings_of(source: Source, plain: Plain, tree: nodes.document) -> Iterator[Finding]:
    """Yield the findings about the elements of a page, in its order."""
    for each in tree.findall(nodes.Element):
        match each:
            case nodes.table() if "broken" in each:
                message = f"The borders of this table do not fit; each line is read as a row ({each['broken']})"
                help = "Let its borders and columns fit, as reStructuredText wants it, or make it a list-table."
                yield finding("PS120", message, help, _place(source, plain, each))
            case nodes.system_message() if line := lost(each):
                start = max(source.text.find(line), 0)
                message = f"This is no valid reStructuredText, and read as text ({_said(each)})"
                help = "Write the title with lines as long as its text."
                yield finding("PS120", message, help, source.place(start, start + len(line)))
            case nodes.Element() if "file" in each:
                message = f"What stands in {each['file'] or 'another file'} is not read"
                help = "Give that file as a page of its own, or put its text here."
                yield finding("PS121", message, help, _place(source, plain, each))
            case nodes.container() if "glued" in each:
                message = "These items stand right below a text and are shown as a part of it; they are read as a list"
                yield finding("PS120", message, "Put a blank line before the first item.", _place(source, plain, each))
            case nodes.container() if is_conditional(each):
                message = (
                    f"What follows is shown only under the condition “{each['condition']}”; it is read all the same"
                )
                help = "Look whether its ports are meant for you."
                yield finding("PS122", message, help, _place(source, plain, each))
            case _:
                pass


def _place(source: Source, plain: Plain, node: nodes.Element) -> Place:
    return source.line_from(plain.back(node["places"][0]))


def _said(message: nodes.system_message) -> str:
    return " ".join(message.children[0].astext().split()).rstrip(".")
