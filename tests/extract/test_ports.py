"""Laws and examples of the port grammar."""

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from portspec.extract.grammar.mentions import mentions
from portspec.extract.grammar.port_expression import parse_ports

PORT = st.integers(1, 65535)
END = st.integers(0, 65535)
RANGE = st.tuples(END, END).map(sorted).map(tuple).filter(lambda ends: ends != (0, 0))
ITEM = st.one_of(PORT.map(lambda port: (port, port)), RANGE)
ITEMS = st.lists(ITEM, min_size=1, max_size=6, unique=True)
TRANSPORT = st.sampled_from(["tcp", "udp", "sctp"])


def written(item: tuple[int, int], dash: str) -> str:
    return str(item[0]) if item[0] == item[1] else f"{item[0]}{dash}{item[1]}"


def parsed(text: str) -> list[tuple[tuple[str, ...], list[tuple[int, int]]]]:
    found = parse_ports(text)
    assert not found.faults
    return [(part.transports, [(each.start, each.end) for each in part.ports]) for part in found.parts]


COMMA = st.sampled_from([", ", ",", "; ", " and ", "\n", " & ", "、", " / "])
DASH = st.sampled_from(["-", "–", " - ", " to ", " bis ", "~", " 至 "])
FORMS = ["{t} {p}", "{t}: {p}", "{t}/{p}", "{p} {t}", "{p}/{t}", "{p} ({t})", "{t} ports {p}", "{T} {p}"]
FORM = st.sampled_from(FORMS)


@given(ITEMS, COMMA, DASH)
def test_lists_and_ranges_are_read_back(items: list[tuple[int, int]], comma: str, dash: str) -> None:
    text = comma.join(written(item, dash) for item in items)
    assume(not re.fullmatch(r"\d{1,2},\d{3}", text))  # it may be one number
    assert parsed(text) == [((), items)]


@given(ITEMS, TRANSPORT, FORM)
def test_one_transport_covers_the_list_beside_it(items: list[tuple[int, int]], transport: str, form: str) -> None:
    ports = ", ".join(written(item, "-") for item in items)

    assert parsed(form.format(t=transport, T=transport.upper(), p=ports)) == [((transport,), items)]


@given(ITEMS, ITEMS, st.sampled_from([("tcp", "udp"), ("udp", "tcp")]), st.sampled_from([", ", "; ", "\n"]))
def test_two_transports_cover_their_own_numbers(
    one: list[tuple[int, int]], two: list[tuple[int, int]], names: tuple[str, str], between: str
) -> None:
    first, second = (", ".join(written(item, "-") for item in items) for items in (one, two))
    expected = [((names[0],), one), ((names[1],), two)]

    assert parsed(f"{names[0]}: {first}{between}{names[1]}: {second}") == expected


@pytest.mark.parametrize("text", ["22,443", "10,250", " 49,152 "])
def test_what_may_be_one_number_or_two_is_neither(text: str) -> None:
    found = parse_ports(text)
    assert not found.parts
    assert ["may be one number" in each.reason for each in found.faults] == [True]


@pytest.mark.parametrize(
    ("text", "ports"),
    [
        ("1,433", [1433]),
        ("27,017", [27017]),
        ("10.250", [10250]),
        ("49 152", [49152]),
        ("80,443", [80, 443]),
        ("22,443,8443", [22, 443, 8443]),
        ("443,22", [443, 22]),
        ("5671,5672", [5671, 5672]),
        ("Port2701", [2701]),
        ("TCP-Port2701", [2701]),
        ("порт2701", [2701]),
        ("ports2701-2702", [2701, 2702]),
    ],
)
def test_marks_between_thousands_and_words_right_at_numbers(text: str, ports: list[int]) -> None:
    ends = [end for _, ranges in parsed(text) for low, high in ranges for end in dict.fromkeys((low, high))]
    assert ends == ports


@pytest.mark.parametrize("text", ["port1", "Port24", "transport443", "report8080", "port2701a", "port27.1"])
def test_a_name_that_ends_in_digits_is_no_port(text: str) -> None:
    assert not parse_ports(text).parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("22, 80, 7882/udp, 7881/tcp", [((), [22, 80]), (("udp",), [7882]), (("tcp",), [7881])]),
        ("80/tcp, 443, 53/udp", [(("tcp",), [80]), ((), [443]), (("udp",), [53])]),
        ("80, 443/tcp", [(("tcp",), [80, 443])]),
        ("80,443/tcp, 53/udp", [(("tcp",), [80, 443]), (("udp",), [53])]),
        ("80/tcp, 443/tcp, 53/udp", [(("tcp",), [80, 443]), (("udp",), [53])]),
    ],
)
def test_a_bare_number_among_those_with_transports_of_their_own_has_none(
    text: str, parts: list[tuple[tuple[str, ...], list[int]]]
) -> None:
    assert [(transports, [low for low, _ in ranges]) for transports, ranges in parsed(text)] == parts


@given(st.integers(65536, 10**12))
def test_what_is_above_the_highest_port_is_a_fault(number: int) -> None:
    found = parse_ports(str(number))

    assert not found.parts
    assert len(found.faults) == 1


@given(st.text(max_size=60))
def test_any_text_is_read_without_an_accident(text: str) -> None:
    for part in parse_ports(text).parts:
        assert all(0 <= each.start <= each.end <= 65535 for each in part.ports)
        assert list(part.transports) == sorted(set(part.transports))


TCP, UDP = ("tcp",), ("udp",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("80/tcp", [(TCP, [(80, 80)])]),
        ("SIP(MTLS)/TCP/5061", [(TCP, [(5061, 5061)])]),
        ("TCP445, UDP/445", [(TCP, [(445, 445)]), (UDP, [(445, 445)])]),
        ("TCP/5672 (non-SSL), TCP/5671 (SSL)", [(TCP, [(5672, 5672), (5671, 5671)])]),
        ("80 TCP, 53 UDP", [(TCP, [(80, 80)]), (UDP, [(53, 53)])]),
        ("9631, 7432, UDP 9638", [((), [(9631, 9631), (7432, 7432)]), (UDP, [(9638, 9638)])]),
        ("8443 (UDP 8444 optional)", [((), [(8443, 8443)]), (UDP, [(8444, 8444)])]),
        ("161 (UDP, 162 for traps)", [(UDP, [(161, 161)]), ((), [(162, 162)])]),
        ("53 (TCP and UDP)", [(("tcp", "udp"), [(53, 53)])]),
        ("50 000-59 999", [((), [(50000, 59999)])]),
        ("49.152-65.535", [((), [(49152, 65535)])]),
        ("10.000 bis 20.000", [((), [(10000, 20000)])]),
        ("10 000 až 20 000", [((), [(10000, 20000)])]),
        ("puertos TCP 8.443, 8.444 y 9.443", [(TCP, [(8443, 8443), (8444, 8444), (9443, 9443)])]),
        ("1.521/tcp", [(TCP, [(1521, 1521)])]),
        ("24/7, 7300", [((), [(7300, 7300)])]),
        ("24/tcp, 7/tcp", [(TCP, [(24, 24), (7, 7)])]),
        ("1024 and above", [((), [(1024, 65535)])]),
        ("1058+ or 1063+", [((), [(1058, 65535), (1063, 65535)])]),
        ("2049+ und 111", [((), [(2049, 65535), (111, 111)])]),
        ("19302/UDP+TCP", [(("tcp", "udp"), [(19302, 19302)])]),
        ("UDP & TCP 19302", [(("tcp", "udp"), [(19302, 19302)])]),
        ("> 1024", [((), [(1024, 65535)])]),
        ("> 5000", [((), [(5001, 65535)])]),
        ("above 1024", [((), [(1025, 65535)])]),
        ("porte superiori a 1023", [((), [(1024, 65535)])]),
        ("ports supérieurs à 1023", [((), [(1024, 65535)])]),
        ("puertos mayores que 1023", [((), [(1024, 65535)])]),
        ("portas acima de 1023", [((), [(1024, 65535)])]),
        ("Ports oberhalb von 1023", [((), [(1024, 65535)])]),
        ("порты свыше 1023", [((), [(1024, 65535)])]),
        ("porty powyżej 1023", [((), [(1024, 65535)])]),
        ("大于1023", [((), [(1024, 65535)])]),
        ("from 5700 to 6900", [((), [(5700, 6900)])]),
        ("9082 and up^", [((), [(9082, 65535)])]),
        ("disabled (8501)*", [((), [(8501, 8501)])]),
        ("443 (default)", [((), [(443, 443)])]),
        ("67/68", [((), [(67, 67), (68, 68)])]),
        ("1024-65535.*", [((), [(1024, 65535)])]),
        ("443 [1]", [((), [(443, 443)])]),
        ("any", [((), [(0, 65535)])]),
        ("Any TCP port", [(TCP, [(0, 65535)])]),
        ("TCP *", [(TCP, [(0, 65535)])]),
        ("udp:*", [(UDP, [(0, 65535)])]),
        ("Open*", []),
        ("TCP*", []),
        ("relays *", []),
        ("ICMP type 8", [(("icmp",), [])]),
        ("ESP (50)", [(("esp",), [])]),
        ("50 (ESP)", [(("esp",), [])]),
        ("IP protocol 47", [(("gre",), [])]),
        ("ICMP, TCP 22", [(("icmp",), []), (TCP, [(22, 22)])]),
        ("Dynamic (49152-65535)", [((), [(49152, 65535)])]),
        ("443端口", [((), [(443, 443)])]),
    ],
)
def test_forms_that_vendors_use(text: str, expected: list[object]) -> None:
    assert parsed(text) == expected


@pytest.mark.parametrize(
    "text", ["<RPC ports>", "ports>", "``", "dynamic", "a random port", "ephemeral ports", "$PORT"]
)
def test_what_stands_for_a_number_is_dynamic(text: str) -> None:
    (part,) = parse_ports(text).parts

    assert part.dynamic
    assert not part.ports


@pytest.mark.parametrize(
    "text", ["v6.5.0", "10.0.0.0/8", "20 GB", "IPv4", "2024-11-03", "SMBv2", "30 seconds", "RFC 1234", "Kafka 2.812"]
)
def test_numbers_that_are_no_ports(text: str) -> None:
    assert parse_ports(text).parts == ()


@pytest.mark.parametrize(
    "text",
    [
        "179 (source)",
        "3784-3785 (source port)",
        "src: 179",
        "179, 180 (Quelle)",
        "179 (送信元)",
        "179 (порт источника)",
    ],
)
def test_ports_that_connections_come_from_are_faults(text: str) -> None:
    found = parse_ports(text)
    assert not found.parts
    assert found.faults


@pytest.mark.parametrize("text", ["7200, 7201 and 12 more", "7200, 7201 et 2 autres", "7200, 7201 und 3 weitere"])
def test_a_number_of_ports_that_are_not_named_is_a_fault(text: str) -> None:
    found = parse_ports(text)
    assert [each.start for part in found.parts for each in part.ports] == [7200, 7201]
    assert found.faults


@pytest.mark.parametrize("text", ["2511-2510", "99999", "80-70000"])
def test_impossible_ports_are_faults(text: str) -> None:
    assert parse_ports(text).faults


@pytest.mark.parametrize("text", ["TCP 7100 UDP", "TCP 7100 (UDP)", "udp/7100/tcp"])
def test_a_number_between_different_transports_is_a_fault(text: str) -> None:
    found = parse_ports(text)

    assert not found.parts
    assert [each.reason for each in found.faults] == [
        "different transports stand on both sides of 7100, and which is its own is not said"
    ]


def read(text: str) -> list[tuple[tuple[str, ...], list[tuple[int, int]]]]:
    parts = [part for mention in mentions(text) for part in mention.parts]
    return [(part.transports, [(each.start, each.end) for each in part.ports]) for part in parts]


@given(
    ITEMS, ITEMS, st.sampled_from([("tcp", "udp"), ("udp", "tcp")]), st.sampled_from([" ", " / ", ", ", "\n", " and "])
)
def test_in_a_sentence_each_number_has_the_transport_before_it(
    one: list[tuple[int, int]], two: list[tuple[int, int]], names: tuple[str, str], between: str
) -> None:
    first, second = (", ".join(written(item, "-") for item in items) for items in (one, two))

    assert read(f"It uses {names[0]} {first}{between}{names[1]} {second}.") == [((names[0],), one), ((names[1],), two)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("80 TCP 443 UDP", [(TCP, [(80, 80)]), (UDP, [(443, 443)])]),
        ("80/TCP 443/UDP 53", [(TCP, [(80, 80)]), (UDP, [(443, 443)]), ((), [(53, 53)])]),
        ("TCP 53/UDP 53", [(TCP, [(53, 53)]), (UDP, [(53, 53)])]),
        ("TCP and UDP port 53 and TCP 80", [(("tcp", "udp"), [(53, 53)]), (TCP, [(80, 80)])]),
        (
            "It listens on TCP (80 for pages, 443) and UDP (53)",
            [(TCP, [(80, 80)]), (TCP, [(443, 443)]), (UDP, [(53, 53)])],
        ),
        ("TCP 7100 UDP", []),
        ("nasłuchuje na TCP 7118 w sieci", [(TCP, [(7118, 7118)])]),
    ],
)
def test_in_a_sentence_no_number_takes_the_transport_of_another(
    text: str, expected: list[tuple[tuple[str, ...], list[tuple[int, int]]]]
) -> None:
    assert read(text) == expected
