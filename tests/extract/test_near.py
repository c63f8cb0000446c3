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
    "Öffnen Sie {}, nicht aber 22/tcp.",
    "{} は許可し、22/tcp は拒否します。",
]
FIRST, LAST = 7001, 7040


def ports(numbers: list[int]) -> str:
    return ", ".join(f"{number}/tcp" for number in numbers)


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize("port", [22, FIRST, FIRST + 20, LAST])
def test_ports_between_say_nothing_of_others(sentence: str, port: int) -> None:
    part = Part(ports=(PortRange(start=port, end=port),), transports=("tcp",))
    beside = [number for number in (port - 1, port, port + 1) if FIRST <= number <= LAST]
    few = sentence.format(ports(sorted({FIRST, FIRST + 1, *beside, LAST - 1, LAST})))
    many = sentence.format(ports([*range(FIRST, LAST + 1)]))
    assert said_about(many, part) == said_about(few, part)
    assert wanted(many, part) == wanted(few, part)
    assert clauses_of(many, part) == clauses_of(few, part)
