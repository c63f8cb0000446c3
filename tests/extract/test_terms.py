"""Paragraphs whose first line is nothing but ports: definitions, as a page without markup writes them."""

import pytest

from tests.reading import HTML, MARKDOWN, page, reading_of

LEAD = "The following TCP ports must be open on all servers:"
PAIRS = {
    "plain": "Port 7541\nFor signalling between the hub and the agents\n\nPort 7542\nFor remote control\n",
    "rule": "Port 7541\nFor signalling\nPort rule: open inbound\n\nPort 7542\nFor x\nPort rule: open inbound\n",
    "bold": "**Port 7541**\nFor signalling between the hub and the agents\n\n**Port 7542**\nFor remote control\n",
    "broken": "**Port 7541**  \nFor signalling\n\n**Port 7542**  \nFor remote control\n",
    "blanks": "Port\u00a0 7541\nFor signalling\n\nPort\u00a0 7542\nFor remote control\n",
    "several": "Ports 7541 and 7542\nFor signalling between the hub and the agents\n",
    "transport": "TCP 7541\nFor signalling\n\nTCP 7542\nFor remote control\n",
    "slash": "7541/tcp\nFor signalling\n\n7542/tcp\nFor remote control\n",
    "colon": "Port 7541:\nFor signalling\n\nPort 7542:\nFor remote control\n",
    "field": "Port: 7541\nFor signalling\n\nPort: 7542\nFor remote control\n",
    "bold field": "**Port:** 7541\nFor signalling\n\n**Port:** 7542\nFor remote control\n",
    "default": "Port 7541\nThe default port for names (required since 8.5)\n\nPort 7542\nDefault port for drivers\n",
    "de": "Ports 7541 und 7542\nFür die Signalisierung zwischen Hub und Agenten\n",
    "fr": "Ports 7541 et 7542\nPour la signalisation entre le hub et les agents\n",
    "es": "Puertos 7541 y 7542\nPara la señalización entre el concentrador y los agentes\n",
    "ru": "Порты 7541 и 7542\nДля сигнализации между хабом и агентами\n",
    "zh": "端口 7541 和 7542\n用于集线器与代理之间的信令\n",
    "ja": "ポート 7541 と 7542\nハブとエージェント間の通信用\n",
}


@pytest.mark.parametrize("shape", PAIRS)
def test_each_is_an_item_of_what_leads_to_it(shape: str) -> None:
    claims = reading_of(page(f"# Mill\n\n{LEAD}\n\n{PAIRS[shape]}"))[0].claims
    found = [(port.start, each.transports, each.kind) for each in claims for port in each.ports]
    assert found == [(7541, ("tcp",), "list"), (7542, ("tcp",), "list")]
    assert {each.direction for each in claims} == {"inbound" if shape == "rule" else "unstated"}


def test_so_it_is_in_html() -> None:
    text = f"<h1>Mill</h1><p>{LEAD}</p><p>Port 7541<br>For signalling</p><p>Port 7542<br>For remote control</p>"
    claims = reading_of(page(text, HTML))[0].claims
    assert [(each.ports[0].start, each.transports) for each in claims] == [(7541, ("tcp",)), (7542, ("tcp",))]


def test_lines_above_several_are_their_titles() -> None:
    text = (
        f"# Mill\n\nMill ports\n\n{LEAD}\n\nPort 7541\nFor signalling\n\n"
        "Clock ports\n\nPort 7542\nFor the time\n\nUDP\n\nPort 7543\nFor the feed\n"
    )
    claims = reading_of(page(text, MARKDOWN))[0].claims
    assert [(each.ports[0].start, each.transports) for each in claims] == [
        (7541, ("tcp",)),
        (7542, ()),
        (7543, ("udp",)),
    ]


@pytest.mark.parametrize("said", ["TCP 7541\nmust not be opened.", "Port 7541\nNever open this port."])
def test_one_that_is_not_to_be_opened_stays_closed(said: str) -> None:
    claims = reading_of(page(f"# Mill\n\n{LEAD}\n\nPort 7542\nFor x\n\n{said}\n"))[0].claims
    assert "required" not in [each.need for each in claims if each.ports[0].start == 7541]


OPTIONS = [
    "`-p`: `console_port`, default `7541`.",
    "`-p`：`console_port`，默认为 `7541`。",
    "`console_port` (default `7541`)",
    "`console_port`, (default: `7541`)",
    "`console_port` defaults to `7541`",
    "`console_port` standardmäßig `7541`",
    "`console_port` par défaut `7541`",
    "`console_port`, значение по умолчанию — `7541`",
    "`console_port` デフォルトは `7541`",
    "`console_port` 기본값은 `7541`",
]


@pytest.mark.parametrize("option", OPTIONS)
def test_the_default_of_a_setting_for_a_port_is_read_below_any_title(option: str) -> None:
    claims = reading_of(page(f"# Mill\n\n## Install\n\nRun it:\n\n- `-d`: where it is.\n- {option}\n"))[0].claims
    assert [each.ports[0].start for each in claims] == [7541]


@pytest.mark.parametrize("option", ["`pool_size` (default `7541`)", "`console_port` since 7541", "`port_count` 7541"])
def test_another_setting_is_none(option: str) -> None:
    assert not reading_of(page(f"# Mill\n\n## Install\n\nRun it:\n\n- `-d`: where it is.\n- {option}\n"))[0].claims


LINKS = [
    "Useful links", "📚 Useful links", "7. Links", "Nützliche Links", "Liens utiles", "Enlaces útiles", "Links úteis",
    "Link utili", "Przydatne linki", "Užitečné odkazy", "Полезные ссылки", "📚 Корисні посилання", "有用的链接",
    "関連リンク", "유용한 링크",
]  # fmt: skip


@pytest.mark.parametrize("title", LINKS)
def test_links_are_no_requirements(title: str) -> None:
    links = "- **Console:** http://localhost:7541\n- **Charts:** http://localhost:7542/docs\n"
    reading, findings = reading_of(page(f"# Mill ports\n\n- Web: 7540/tcp\n\n## {title}\n\n{links}"))
    assert [each.ports[0].start for each in reading.claims] == [7540]
    assert "PS206" in [each.code for each in findings]


def test_a_value_in_the_query_of_an_address_is_none() -> None:
    said = "`curl -X POST 'http://127.0.0.1:7541/mill/items?name=a&ip=192.0.2.10&port=7542'`"
    claims = reading_of(page(f"# Mill ports\n\nThe mill listens on port 7541/tcp.\n\n{said}\n"))[0].claims
    assert [each.ports[0].start for each in claims] == [7541]


@pytest.mark.parametrize(
    "label", ["Only for remote control:", "Nur für die Fernwartung:", "Uniquement pour la télécommande :"]
)
def test_a_label_leads_to_what_is_below_and_limits_nothing_above(label: str) -> None:
    text = f"# Mill\n\n{LEAD}\n\nPort: 7541\nFor signalling\n\n{label}\n\nPort: 7542\nFor remote control\n"
    claims = reading_of(page(text))[0].claims
    assert [each.need for each in claims] == ["required", "conditional"]
