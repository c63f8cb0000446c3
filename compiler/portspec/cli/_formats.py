"""Findings as other tools read them: annotations of GitHub's workflows, and SARIF."""

from typing import Any
from urllib.parse import quote

import msgspec
from msgspec import UNSET

from portspec import __version__
from portspec.findings import SEVERITIES, Finding, unacknowledged
from portspec.resources import finding_page
from portspec.source import Place

COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}


def as_github(findings: list[Finding]) -> str:
    """Return findings as workflow commands of GitHub Actions, which show them beside the changed lines."""
    return "\n".join(map(_command, unacknowledged(findings)))


def _command(found: Finding) -> str:
    properties = {**_lines(found.place), "title": found.code}
    told = ",".join(f"{key}={_escaped(str(value), ':,')}" for key, value in properties.items())
    at = f"{found.place.at}: " if found.place and found.place.at else ""
    return f"::{COMMANDS[found.severity]} {told}::{_escaped(f'{at}{found.message}. {found.help}')}"


def _lines(place: Place | None) -> dict[str, str | int]:
    """Return a place as GitHub names it: the end is the last column, and is given on a single line only."""
    if place is None:
        return {}
    if place.at:
        return {"file": place.source}
    lines: dict[str, str | int] = {"file": place.source, "line": place.line, "endLine": place.end_line}
    if place.line == place.end_line:
        lines |= {"col": place.column, "endColumn": max(place.end_column - 1, place.column)}
    return lines


def _escaped(text: str, more: str = "") -> str:
    """Return a text in which the characters that end a command or its properties are percent-encoded."""
    return "".join(f"%{ord(char):02X}" if char in f"%\r\n{more}" else char for char in text)


def as_sarif(findings: list[Finding]) -> str:
    """Return findings as a log of SARIF 2.1.0 (OASIS standard), with the region of each in characters."""
    codes = sorted({each.code for each in findings})
    driver = {"name": "portspec", "semanticVersion": __version__, "rules": list(map(_rule, codes))}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(each, codes.index(each.code)) for each in findings],
    }
    log = {"version": "2.1.0", "runs": [run]}
    return msgspec.json.format(msgspec.json.encode(log), indent=2).decode()


def _rule(code: str) -> dict[str, Any]:
    """Return a code as a rule (3.49), with its page."""
    page = finding_page(code)
    title = page.partition("\n")[0].removeprefix(f"# {code}: ")
    return {
        "id": code,
        "shortDescription": {"text": f"{title[:1].upper()}{title[1:]}."},
        "help": {"text": page, "markdown": page},
        "defaultConfiguration": {"level": SEVERITIES[code]},
    }


def _result(found: Finding, rule: int) -> dict[str, Any]:
    """Return a finding as a result (3.27); the severities have the names of SARIF's levels."""
    message = {"text": f"{found.message}. {found.help}"}
    result = {"ruleId": found.code, "ruleIndex": rule, "level": found.severity, "message": message}
    result |= {"locations": [_location(found.place)]} if found.place else {}
    return result | ({} if found.acknowledged is UNSET else {"suppressions": [_suppression(found.acknowledged)]})


def _suppression(reason: str) -> dict[str, str]:
    """Return an acknowledgement as a suppression (3.35), which stands outside of the page."""
    return {"kind": "external", "justification": reason}


def _location(place: Place) -> dict[str, Any]:
    """Return a place as a location (3.28): in a file without lines a logical one (3.33), whose name is the place's."""
    if place.at:
        file = {"artifactLocation": _artifact(place)}
        return {"physicalLocation": file, "logicalLocations": [{"fullyQualifiedName": str(place.at)}]}
    return {"physicalLocation": _physical(place)}


def _artifact(place: Place) -> dict[str, str]:
    """Return a file (3.4); a relative path is a relative reference (RFC 3986)."""
    address = quote(place.source)
    return {"uri": f"file://{address}" if address.startswith("/") else address}


def _physical(place: Place) -> dict[str, Any]:
    """Return a place in a text (3.29); the end column is exclusive."""
    region = {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }
    return {
        "artifactLocation": _artifact(place),
        "region": region | ({"snippet": {"text": place.quote}} if place.quote else {}),
    }
