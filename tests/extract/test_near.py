"""What a sentence says of a port is the same however many others it names between those at the ends of their list."""

import pytest

from portspec.extract.grammar.port_expression import Part
from portspec.extract.running.spoken import clauses_of, said_about, wanted
from portspec.spec import PortRange

SENTENCES = [
    "Open {}, and block 22/tcp.",
    "Open {}, but not 22/tcp.",
    "Do not open {}, but 22/tcp.",
    "Block {}; 22/tcp is optional.",
    "Outbound: {}, 22/tcp.",
    "22/tcp (obsolete), {}, which are closed, are no longer used.",
    "Ports {}, 22/tcp (inbound), if mail is sent, are open.",
    "22/tcp was replaced by {}, and must be closed.",
    "Open {}; close 22/tcp; {} must be open.",
    "Clients use {}; 22/tcp must not be open; then {} is optional; 22/tcp, obsolete, was used; not {}.",
    "Öffnen Sie {}, nicht aber 22/tcp.",
    "{} は許可し、22/tcp は拒否します。",
]
FIRST, LAST = 7001, 7040


def named(numbers: list[int], how: str) -> str:
    return ", ".join(how.format(number) for number in numbers)


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize("port", [22, FIRST, FIRST + 20, LAST])
@pytest.mark.parametrize("how", ["{}/tcp", "port {}/tcp must be open", "do not open {}/tcp", "{}/tcp is obsolete"])
def test_ports_between_say_nothing_of_others(sentence: str, port: int, how: str) -> None:
    part = Part(ports=(PortRange(start=port, end=port),), transports=("tcp",))
    beside = [number for number in (port - 1, port, port + 1) if FIRST <= number <= LAST]
    few = sentence.replace("{}", named(sorted({FIRST, FIRST + 1, *beside, LAST - 1, LAST}), how))
    many = sentence.replace("{}", named([*range(FIRST, LAST + 1)], how))
    assert said_about(many, part) == said_about(few, part)
    assert wanted(many, part) == wanted(few, part)
    assert clauses_of(many, part) == clauses_of(few, part)
