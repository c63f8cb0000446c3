"""Words for the host itself at an end of a connection: what never leaves the host opens no port, and names no host."""

import tomllib
from pathlib import Path

import pytest

from portspec.analysis.verdict import Way, verdict
from portspec.resolve import resolve
from portspec.spec import SourceRecord
from tests.reading import page, reading_of

WORDS = tomllib.loads(Path(__file__).with_name("itself.toml").read_text("utf-8"))
HEAD = "# Ports of Hazel\n\n## Relay\n\n"
FLOWS = "| Source | Destination | Protocol | Port |\n|---|---|---|---|\n"


def _rules(text: str) -> tuple[set[tuple[str | None, Way | None, str | None]], set[str]]:
    """Return host, way and peer of what is open of port 6540, and the roles."""
    document = page(text)
    source = SourceRecord(id="page", path="p", title="t", media_type="text/markdown", sha256="0" * 64, lines=1)
    spec = resolve([(source, reading_of(document)[0])], (), None, lambda _: None)
    rules = [each for each in verdict(spec) if each.ports and each.ports[0].start == 6540]
    assert rules, text
    found = {(each.host, each.direction, each.peer or each.peer_text) for each in rules if each.verdict == "open"}
    return found, {role.id for role in spec.roles}


def _shapes(end: str) -> list[str]:
    return [
        f"{HEAD}{FLOWS}| {end} | Relay | TCP | 6540 |\n| Clients | Relay | TCP | 6541 |\n",
        f"{HEAD}{FLOWS}| Relay | {end} | TCP | 6540 |\n| Clients | Relay | TCP | 6541 |\n",
        f"{HEAD}| Source | Protocol | Port | Direction |\n|---|---|---|---|\n| {end} | TCP | 6540 | In |\n",
        f"{HEAD}| Source | Protocol | Port |\n|---|---|---|\n| {end} | TCP | 6540 |\n| Clients | TCP | 6541 |\n",
        f"{HEAD}| Direction | Protocol | Port |\n|---|---|---|\n| {end} → Relay | TCP | 6540 |\n",
        f"# Ports of Hazel\n\n{FLOWS}| {end} | Relay | TCP | 6540 |\n| Clients | Relay | TCP | 6541 |\n",
    ]


@pytest.mark.parametrize(("lang", "end"), [(lang, end) for lang, said in WORDS.items() for end in said["inside"]])
def test_what_never_leaves_the_host_opens_nothing_and_names_no_host(lang: str, end: str) -> None:
    for text in _shapes(end):
        opened, roles = _rules(text)
        assert (lang, opened, roles - {"relay", "client", "clients"}) == (lang, set(), set()), text


@pytest.mark.parametrize(("lang", "end"), [(lang, end) for lang, said in WORDS.items() for end in said["named"]])
def test_this_host_is_the_one_that_rows_are_about(lang: str, end: str) -> None:
    opened, roles = _rules(f"{HEAD}{FLOWS}| Archive | {end} | TCP | 6540 |\n")
    assert (lang, roles) == (lang, {"relay", "archive"})
    assert opened == {("archive", "out", "relay"), ("relay", "in", "archive")}
    assert _rules(f"{HEAD}{FLOWS}| {end} | Relay | TCP | 6540 |\n")[0] == set()


@pytest.mark.parametrize(("lang", "end"), [(lang, end) for lang, said in WORDS.items() for end in said["others"]])
def test_another_end_is_opened_to(lang: str, end: str) -> None:
    for text in _shapes(end):
        opened, _ = _rules(text)
        assert any(host == "relay" and peer for host, _, peer in opened), (lang, text)


def test_localhost_may_connect_to_another_host_and_opens_nothing_there() -> None:
    opened, _ = _rules(f"{HEAD}{FLOWS}| localhost | Time servers | TCP | 6540 |\n")
    assert opened == {("relay", "out", "time-server")}
    assert _rules(f"{HEAD}{FLOWS}| Archive | localhost | TCP | 6540 |\n")[0] == set()


@pytest.mark.parametrize("ends", ["localhost, Clients", "127.0.0.1 / Clients", "localhost and clients"])
def test_others_beside_the_host_itself_are_let_in(ends: str) -> None:
    opened, roles = _rules(f"{HEAD}{FLOWS}| {ends} | Relay | TCP | 6540 |\n")
    assert opened == {("client", "out", "relay"), ("relay", "in", "client")}
    assert roles == {"relay", "client"}


@pytest.mark.parametrize("end", ["localhost", "127.0.0.1", "::1", "localhost / 127.0.0.1", "itself"])
def test_a_sentence_whose_connections_come_from_the_host_itself_opens_nothing(end: str) -> None:
    assert _rules(f"{HEAD}The relay accepts connections from {end} on TCP port 6540.\n")[0] == set()


LOCAL = {
    "Node": "local", "Knoten": "lokal", "Nœud": "local", "Nodo": "locale", "Węzeł": "lokalny", "Узел": "локальный",
    "节点": "本地", "ノード": "ローカル",
}  # fmt: skip


@pytest.mark.parametrize("name", LOCAL)
@pytest.mark.parametrize(
    "shape", ["- {0} ({1}) → {0}: 6540/tcp", "- {0} → {0} ({1}): 6540/tcp", "{0} ({1}) -> {0}: 6540/tcp"]
)
def test_hosts_of_one_kind_of_which_one_is_local_are_one_host(name: str, shape: str) -> None:
    opened, _ = _rules(f"{HEAD}{shape.format(name, LOCAL[name])}\n")
    assert opened == set()


def test_an_arrow_behind_a_remark_has_both_of_its_ends() -> None:
    assert _rules(f"{HEAD}- Node (local) → Hub: 6540/tcp\n")[0] == {("relay", "out", "hub")}
    assert _rules(f"{HEAD}- Node (local) → Node (remote): 6540/tcp\n")[0] == {("relay", "out", "node-remote")}
    found = {("node-via-vpn", "out", "hub"), ("hub", "in", "node-via-vpn")}
    assert _rules(f"{HEAD}- Node (via VPN) → Hub: 6540/tcp\n")[0] == found
    assert _rules(f"{HEAD}- 6540/tcp (TLS) → Hub\n")[1] == {"relay"}


CONNECTING = {
    "Node ({}) connects to Node on TCP port 6540.": "local",
    "The node connects to node ({}) on TCP port 6540.": "local",
    "Der Knoten ({}) verbindet sich mit dem Knoten über TCP-Port 6540.": "lokal",
    "Le nœud ({}) se connecte au nœud sur le port TCP 6540.": "local",
    "El nodo ({}) se conecta al nodo por el puerto TCP 6540.": "local",
    "Il nodo ({}) si connette al nodo sulla porta TCP 6540.": "locale",
}


@pytest.mark.parametrize("said", CONNECTING)
@pytest.mark.parametrize("form", ["{}", "- {}"])
def test_a_sentence_between_hosts_of_one_kind_of_which_one_is_local_opens_nothing(form: str, said: str) -> None:
    assert _rules(f"{HEAD}{form.format(said.format(CONNECTING[said]))}\n")[0] == set()
    assert _rules(f"{HEAD}{form.format(said.format('TLS'))}\n")[0] != set()
    assert _rules(f"{HEAD}The node (local) connects to the hub on TCP port 6540.\n")[0] == {("relay", "out", "hub")}
