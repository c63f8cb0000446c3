"""YAML 1.2 whose values know their places, so that each finding points at the line that it is about."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

import msgspec

from portspec.faults import fault
from portspec.findings import Report, finding
from portspec.source import Place, Source, source_of

Written = TypeVar("Written")


class Located(msgspec.Struct, frozen=True, kw_only=True):
    """What a file holds."""

    source: Source
    """Its text."""
    value: Any
    """What the text means."""
    root: Any
    """The nodes of the text, which know their places."""
    code: str
    """Of findings about it."""

    def place(self, path: str) -> Place:
        """Return the place, at most a line long, that a path such as `$.errata[1].set` leads to, as far as it leads."""
        return _place(self.source, self.root, path)

    def converted(
        self, kind: type[Written], choices: Mapping[str, tuple[str, ...]], help: str, report: Report
    ) -> Written | None:
        """Return the value as a value of a type, or None after reporting why it is none."""
        try:
            return msgspec.convert(self.value, kind)
        except msgspec.ValidationError as error:
            message, where = fault(error, choices)
            report(finding(self.code, f"{self.source.path} is not valid: {message}", help, self.place(where)))
        return None


def located(data: bytes, path: str, code: str, report: Report) -> Located | None:
    """Return what a file's bytes hold, or None after reporting that they are no YAML, by a code."""
    try:
        source = source_of(data, id="yaml", path=path, media_type="application/yaml")
    except UnicodeDecodeError:
        at = Place(source=path, line=1, column=1, end_line=1, end_column=1, quote="")
        report(finding(code, f"{path} is not UTF-8 text", "Save it as UTF-8.", at))
        return None
    read = _load(source, code, report)
    return Located(source=source, value=read[0], root=read[1], code=code) if read else None


def _load(source: Source, code: str, report: Report) -> tuple[Any, Any] | None:
    """Return a YAML text's value, and its nodes, which know their places; None after reporting that it is no YAML."""
    # Slow to import, and needed only where there are such files.
    from ruamel.yaml import YAML  # noqa: PLC0415
    from ruamel.yaml.error import YAMLError  # noqa: PLC0415

    try:
        if _refers(source, YAML(typ="safe", pure=True).parse(source.text), code, report):
            return None
        value = YAML(typ="safe", pure=True).load(source.text)
        return value, YAML(typ="safe", pure=True).compose(source.text)
    except (YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        at = mark.index if mark else getattr(error, "position", 0)
        reason = getattr(error, "problem", None) or getattr(error, "reason", None) or error
        place = source.place(at, min(at + 1, len(source.text)))
        report(finding(code, f"{source.path} is not valid YAML: {reason}", "Mend the line.", place))
    return None


def _refers(source: Source, events: Iterable[Any], code: str, report: Report) -> bool:
    """Tell whether a text repeats parts of itself, by aliases (YAML 1.2, 7.1) or merge keys, and report where.

    A few lines of those can mean more than any memory holds.
    """
    if "*" not in source.text and "<<" not in source.text:
        return False
    for each in events:
        if type(each).__name__ == "AliasEvent" or (getattr(each, "value", "") == "<<" and each.style is None):
            place = source.place(each.start_mark.index, each.end_mark.index)
            report(finding(code, f"{source.path} repeats a part of itself", "Write the part out.", place))
            return True
    return False


def _place(source: Source, root: Any, path: str) -> Place:
    node = root
    for key, number in re.findall(r"\.(\w+)|\[(\d+)\]", path):
        inner = _inner(node, key, int(number or 0))
        if inner is None:
            break
        node = inner
    start, end = (node.start_mark.index, node.end_mark.index) if node is not None else (0, 0)
    line_end = source.text.find("\n", start)
    return source.place(start, end if line_end < 0 else min(end, line_end))


def _inner(node: Any, key: str, number: int) -> Any:
    """Return the node of a mapping's key or of a list's item, or None."""
    if key:
        pairs = node.value if node.id == "mapping" else ()
        # A value that is left empty begins at what comes after it.
        return next((value if value.value else name for name, value in pairs if name.value == key), None)
    items = node.value if node.id == "sequence" else ()
    return items[number] if number < len(items) else None
