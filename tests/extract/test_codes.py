"""Numbers of errors beside ports: what one stands for closes no port, but what must be so then does."""

import pytest

from tests.reading import open_ports

HEAD = "# Lin\n\n## Print hosts\n\n| Port | Protocol | Direction | Remarks |\n|---|---|---|---|\n"


@pytest.mark.parametrize(
    "remark",
    [
        "Error 1722 means that this port is blocked: unblock it",
        "Error 1722 indicates that the port is closed",
        "Without this port every job stops with error 3019",
        "Fehler 1722 bedeutet, dass dieser Port gesperrt ist: freigeben",
        "L'erreur 1722 signifie que ce port est bloqué : débloquez-le",
        "El error 1722 significa que este puerto está bloqueado",
        "Ошибка 1722 означает, что порт заблокирован",
        "错误 1722 表示此端口被阻止：请放行",
        "エラー 1722 はこのポートがブロックされていることを示します",
    ],
)
def test_what_an_error_stands_for_closes_no_port(remark: str) -> None:
    assert open_ports(f"{HEAD}| 8761 | TCP | Inbound | {remark} |\n") == {8761}


@pytest.mark.parametrize(
    "remark",
    [
        "Error 1722 means: block this port",
        "Error 1722 means that this port must be blocked",
        "The status page says that this port is blocked",
        "Error 1722 is harmless, this port is blocked",
        "Fehler 1722 bedeutet: Port sperren",
    ],
)
def test_what_must_be_so_closes_it(remark: str) -> None:
    assert open_ports(f"{HEAD}| 8761 | TCP | Inbound | {remark} |\n") == set()
