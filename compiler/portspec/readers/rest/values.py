"""Values with separators in a directive: rows of values, each on the lines where it stands."""

from bisect import bisect_right

from docutils.statemachine import StringList

from portspec.readers.rest.lines import Lines
from portspec.readers.separated import records


def values(lines: StringList, delimiter: str, quote: str) -> list[list[Lines]]:
    """Return the rows of values; empty lines are none."""
    text = "\n".join(lines)
    begins = [0]
    for line in lines:
        begins.append(begins[-1] + len(line) + 1)
    rows = [[(each.start, each.end) for each in record] for record in records(text, delimiter, quote)]
    placed = [[_placed(text, each, lines, begins, quote) for each in row] for row in rows]
    return [row for row in placed if any(any(each) for each in row)]


def _placed(text: str, span: tuple[int, int], lines: StringList, begins: list[int], quote: str) -> Lines:
    """Return what stands between two offsets of the joined lines as lines of its own."""
    found = Lines()
    at = span[0]
    for part in text[slice(*span)].split("\n"):
        number = bisect_right(begins, at) - 1
        end = lines.items[number][1] - len(lines[number]) + at - begins[number] + len(part.rstrip())
        shown = part.replace(quote * 2, quote) if quote else part
        found.append(shown.strip() if len(found) == 0 else shown.rstrip(), "", end)
        at += len(part) + 1
    return found
