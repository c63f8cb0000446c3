"""Values with separators in a directive: rows of values, each on the lines where it stands."""

import re
from bisect import bisect_right

from docutils.statemachine import StringList

from portspec.readers.rest.lines import Lines


def values(lines: StringList, delimiter: str, quote: str) -> list[list[Lines]]:
    """Return the rows of values (RFC 4180, with other signs where a page chooses them); empty lines are none."""
    text = "\n".join(lines)
    begins = [0]
    for line in lines:
        begins.append(begins[-1] + len(line) + 1)
    d, q = re.escape(delimiter), re.escape(quote)
    value = re.compile(rf" *{q}(?P<quoted>(?:[^{q}]|{q}{q})*)(?:{q}[^{d}\n]*|\Z)|(?P<plain>[^{d}\n]*)")
    rows: list[list[Lines]] = [[]]
    at = 0
    while lines and at <= len(text):
        found = value.match(text, at)
        if found is None:
            break
        name = "plain" if found["quoted"] is None else "quoted"
        rows[-1].append(_placed(text, found.span(name), lines, begins, quote if name == "quoted" else ""))
        at = found.end() + 1
        if text[found.end() : at] != delimiter:
            rows.append([])
    return [row for row in rows if any(any(each) for each in row)]


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
