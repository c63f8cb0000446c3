"""An audit as test results: the XML of JUnit, which CI systems show."""

from xml.etree import ElementTree as ET

from portspec.audit.report import Audit, Told
from portspec.unseen import visible


def as_junit(audit: Audit) -> str:
    """Return a suite with a test case for each fault, and one that passes where there is none.

    A fault that is ignored is skipped, with its reason.
    """
    failures = [each for each in audit.faults if each.ignored is None]
    counts = {"tests": len(audit.faults) or 1, "failures": len(failures), "skipped": len(audit.faults) - len(failures)}
    suites = ET.Element("testsuites", {key: str(value) for key, value in counts.items()})
    attributes = {"name": f"portspec audit {' '.join(audit.roles)}", "errors": "0"}
    suite = ET.SubElement(suites, "testsuite", attributes | {key: str(value) for key, value in counts.items()})
    for each in audit.faults:
        _case(suite, each)
    if not audit.faults:
        ET.SubElement(suite, "testcase", classname="portspec.audit", name="the host is as documented")
    ET.indent(suites)
    return ET.tostring(suites, encoding="unicode")


def _case(suite: ET.Element, told: Told) -> None:
    name = _clean(f"{told.kind}: {told.message}")
    case = ET.SubElement(suite, "testcase", classname=f"portspec.audit.{told.kind}", name=name)
    if told.ignored is not None:
        ET.SubElement(case, "skipped", message=_clean(told.ignored))
        return
    failure = ET.SubElement(case, "failure", message=_clean(told.message), type=told.code)
    quotes = (f"{each.id}: {each.provenance.quote}" for each in told.requirements)
    failure.text = _clean("\n".join((told.help, *quotes)))


def _clean(text: str) -> str:
    """Return a text without what XML 1.0 cannot hold (Extensible Markup Language, 2.2)."""
    return "".join(each if each in "\t\n" or each >= " " else "\ufffd" for each in visible(text))
