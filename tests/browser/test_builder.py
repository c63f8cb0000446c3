"""The firewall builder gives what `portspec emit` gives, to the last byte, wherever it is opened."""

import json
import random
import re
import shlex
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import cycle, islice, product
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from zipfile import ZipFile

import msgspec
import pytest
from click.testing import CliRunner
from msgspec.structs import replace
from playwright.sync_api import Browser, BrowserContext, FilePayload, Locator, Page, expect

from benchmarks.site import many
from portspec.analysis.verdict import NEEDS
from portspec.artifact import Artifact
from portspec.cli import group
from portspec.deployment import deployed
from portspec.deployment.inventory import inventory
from portspec.deployment.node import Node, listed
from portspec.findings import Finding
from portspec.proof.bases import base
from portspec.proof.lab import is_root, laboratory
from portspec.proof.probes import Probe, passing
from portspec.proofs import snippet_digest
from portspec.resolve.networks import parse_networks
from portspec.spec import Party, Spec, role_closure
from portspec.writers.firewall import Options, dialects, emit, meets
from portspec.writers.firewall.lowering.binds import bind_name
from portspec.writers.firewall.lowering.parties import all_parties, key
from portspec.writers.site.builder.bundle import engine
from portspec.writers.site.builder.data import data, release_data
from portspec.writers.site.release import Release
from tests.browser.conftest import STARTS, Open, tab_to
from tests.browser.test_access import AXE, VIOLATIONS
from tests.browser.test_browser import note
from tests.conftest import ALL, Need, lacking
from tests.firewall.reading import reading, role, row, spec_of
from tests.packets.cases import networks
from tests.packets.lab import PEERS
from tests.writers.example import SPEC

CHOICES, MANY = (400, 1000) if ALL else (6, 200)
HOSTILE = [
    "$(reboot) `reboot` \"'\\ <b>&amp;</b> ]]> --> {{ x }} {% raw %} # ;",
    "линия\u2028вторая\u2029\u202eобратно\u200b\x00\x07 \U0001f50c 中文 ß é e\u0301",
    "x\r\ny\tz " * 40 + "\U0001f50c" * 30,
]
BESIDE = ["Монитор 10.1.0.0/16", "Hub (192.0.2.7)", "10.2.0.0/16 - branches", "Tür 1"]
"""Ends with networks beside a name, and one with a number that is none."""


def hostile() -> Spec:
    """Roles, parties and purposes with all that could end a comment or a string, or be counted wrongly."""
    rows = [
        row(
            f"röle.{at}.both",
            "röle",
            ("both", "inbound", "outbound")[at % 3],
            f"{100 + at}, {300 + 2 * at}-{301 + 2 * at}",
            "tcp udp" if at % 2 else "sctp",
            peers=(Party(text=(HOSTILE + BESIDE)[at % 7]),) if at % 4 else (),
            purpose=HOSTILE[at % 3],
            condition=HOSTILE[(at + 1) % 3],
            configurable=True,
        )
        for at in range(20)
    ]
    rows[::3] = [replace(each, need="conditional") for each in rows[::3]]
    return spec_of(*rows, row("röle.gre", "röle", "inbound", "", "gre"), roles=(role("röle"),))


SPECS = {"seed": reading(), "example": SPEC, "hostile": hostile()}
LABELS = ["app=web", "tier=a", "example.com/name=x.1", "app", "a b=c", "-=x"]
NETWORKS = """
10.0.0.0/8 10.1.0.0/16 10.1.2.3/32 192.0.2.0/25 192.0.2.128/25 0.0.0.0/0 ::/0 2001:db8::/32 2001:db8::1 1.2.3.4/8 x
""".split()
PORTS = "1 30000 30010-30100 30200 2000-2001 65535 50000-50001 0 7-3 http".split()
WRONG = 0.1
"""How often a choice is one that cannot be met."""


def choice(spec: Spec, dialect: str, dice: random.Random) -> Options:
    """Options of a dialect; most can be met."""
    roles = tuple(dice.sample([each.id for each in spec.roles], dice.randint(1, min(3, len(spec.roles)))))
    all_roles = {each for name in roles for each in role_closure(spec, name)}
    rows = [each for each in spec.requirements if each.role in all_roles or dice.random() < WRONG / 10]
    fine = dice.random() > WRONG

    def has(option: Any, often: float) -> bool:
        return dice.random() < (often if meets(dialect, option) else WRONG / 10)

    def pairs(names: Iterable[str], values: list[str], often: float) -> dict[str, tuple[str, ...]]:
        picked = [each for each in dict.fromkeys(names) if dice.random() < often]
        dice.shuffle(picked)
        good = values[:-3] if fine else values
        return {each: tuple(dice.sample(good, dice.randint(1, 3))) for each in picked}

    def ports(names: Iterable[str], often: float) -> dict[str, tuple[str, ...]]:
        found = pairs(names, PORTS, often)
        return {
            name: each if at == 0 or not fine else (str(40000 + at),) for at, (name, each) in enumerate(found.items())
        }

    parties = [name for each in rows for name in all_parties(each)]
    peers = pairs(parties, NETWORKS, 1 if dice.random() < 1 - WRONG else 0.5)
    peers |= {name: ("any",) for name in peers if dice.random() < 0.2}
    enforce = has("enforce", 0.4)
    output = enforce and has("enforce_output", 0.4)
    own = has("interface", 0.3) and not enforce
    return Options(
        roles=roles,
        includes=dice.random() > WRONG / 2,
        peers=peers if dice.random() < 0.8 else {},
        binds=ports((bind_name(each) for each in rows if each.dynamic), 0.5),
        sets=ports((each.id for each in rows if each.configurable), 0.05),
        when=tuple(each.id for each in rows if each.need in NEEDS and dice.random() < 0.5),
        accept_assumptions=dice.random() < 0.5,
        enforce=enforce,
        enforce_output=output,
        allow=pairs(["dns", "ntp", "updates", "3128/tcp"], NETWORKS, 1 - WRONG / 4) if output else {},
        allow_in=pairs(["ssh", "ping", "vrrp", "9100/tcp"], NETWORKS, 0.3) if has("allow_in", 0.4) else {},
        family=dice.choice([None, None, None, "ipv4", "ipv6"]),
        limit_ssh=has("limit_ssh", 0.3),
        published=enforce and has("published", 0.3),
        log=enforce and has("log", 0.3),
        reject=enforce and has("reject", 0.3),
        pods=pairs((each.id for each in spec.roles), LABELS, 0.5) if has("pods", 0.3) else {},
        zone=dice.choice(["storage", "a b" if not fine else "x"]) if has("zone", 0.5) else None,
        table="inet:own" if has("table", 0.3) and not enforce else None,
        interface="eth0.7" if own else None,
        internal_interface="virbr0" if enforce and has("enforce", 0.3) else None,
    )


def expected(spec: Spec, dialect: str, options: Options) -> tuple[Any, Any]:
    said: list[Finding] = []
    files = [[each.path, each.data.decode()] for each in emit(dialect, spec, options, said.append)]
    return files, [[each.severity, each.message, each.help] for each in said]


ASK = """question => new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = (event) => reject(event.message);
    worker.postMessage(question);
})"""
START = """() => new Promise((resolve, reject) => {
    const parts = portspec.engine.flatMap((each) => [each, "\\n;"]);
    globalThis.worker = new Worker(URL.createObjectURL(new Blob(parts)));
    worker.onmessage = () => resolve(true);
    worker.onerror = (event) => reject(event.message);
})"""


@pytest.fixture(scope="module")
def machine(browser: Browser) -> Iterator[Page]:
    """A page with nothing but the engine, which must keep silent."""
    page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.add_script_tag(content="globalThis.portspec = {};")
    page.add_script_tag(content=engine().data.decode())
    assert page.evaluate(START)
    yield page
    page.close()
    assert said == []


def answer(machine: Page, spec: Spec, dialect: str, options: Options, nodes: Sequence[Node] = ()) -> dict[str, Any]:
    question = {
        "spec": data(replace(spec, requirements=(), notes=(), findings=())),
        "digest": spec.digest,
        "rows": [data(each) for each in spec.requirements],
        "options": msgspec.to_builtins(options),
        "hosts": [[each.name, each.roles, each.addresses] for each in nodes],
        "dialect": dialect,
    }
    found: dict[str, Any] = json.loads(machine.evaluate(ASK, json.dumps(question)))
    return found


@pytest.mark.parametrize("name", SPECS)
def test_any_choice_gives_what_the_command_gives(name: str, machine: Page) -> None:
    dice, made = random.Random(name), 0  # noqa: S311
    first = CHOICES * list(SPECS).index(name)  # so that by day each dialect is asked
    for dialect in islice(cycle(dialects()), first, first + CHOICES):
        options = choice(SPECS[name], dialect, dice)
        files, findings = expected(SPECS[name], dialect, options)
        found = answer(machine, SPECS[name], dialect, options)
        assert (found.get("failure"), found.get("files"), found.get("findings")) == (None, files, findings), options
        written = [Artifact(path=path, data=text.encode()) for path, text in files]
        assert found["snippet"] == snippet_digest(written), options
        made += bool(files)
    assert made > CHOICES / 4


@pytest.fixture(scope="module")
def profile(browser: Browser) -> Iterator[BrowserContext]:
    """What a reader has who has been here before: the engine is translated, which takes seconds, and kept."""
    context = browser.new_context(
        viewport={"width": 1440, "height": 900}, permissions=["clipboard-read", "clipboard-write"]
    )
    yield context
    context.close()


Return = Callable[[str], Page]
"""`return_to(address)` opens a page in the profile that the tests of this module share."""


@pytest.fixture
def return_to(profile: BrowserContext) -> Iterator[Return]:
    page = profile.new_page()

    def opened(address: str) -> Page:
        page.goto(address)
        return page

    yield opened
    page.close()


NODES = (
    Node(name="one", roles=("mds-server",), addresses=("10.0.0.1", "2001:db8::1")),
    Node(name="three", roles=("client",), addresses=("10.0.0.3",)),
    Node(name="two", roles=("chunk-server", "mds-server"), addresses=("10.0.0.2",)),
)


@pytest.mark.parametrize("dialect", dialects() if ALL else ("ansible", "nftables"))
def test_the_texts_of_all_hosts_are_those_of_the_command(dialect: str, machine: Page) -> None:
    said: list[Finding] = []
    options = Options(roles=(), peers={"clients": ("10.9.0.0/16",)})
    files = [[each.path, each.data.decode()] for each in deployed(dialect, SPEC, options, NODES, said.append)]
    found = answer(machine, SPEC, dialect, options, NODES)
    assert (found.get("failure"), found.get("files")) == (None, files)
    assert found["findings"] == [[each.severity, each.message, each.help] for each in said]
    assert found["inventory"] == listed(NODES)
    roles = tuple(each.id for each in SPEC.roles)
    assert inventory(found["inventory"], "inventory.yml", roles, lambda _: None) == NODES


def test_a_deployment_is_one_file_and_what_is_wrong_with_a_host_is_said_there(address: str, return_to: Return) -> None:
    hosts = "".join(f"&host={' '.join((each.name, *each.roles, *each.addresses))}" for each in NODES)
    page = return_to(f"{address}/firewall.html?product=example&release=2.0&dialect=nftables{hosts}")
    with page.expect_download() as downloading:
        page.get_by_role("link", name="Download example-2.0.zip").click()
    with ZipFile(downloading.value.path()) as archive:
        assert archive.testzip() is None
        found = {name: archive.read(name) for name in archive.namelist()}
    files = deployed("nftables", SPEC, Options(roles=()), NODES, lambda _: None)
    assert found == {each.path: each.data for each in files} | {"inventory.yml": listed(NODES).encode()}
    assert page.locator("pre.command").inner_text() == (
        "portspec emit nftables --product example --release 2.0 --inventory inventory.yml -o firewall"
    )
    field = page.get_by_role("textbox", name="Hosts")
    for line, said in {
        "one mds 10.0.0.1": "one has no role.",
        "one client\none client": "one stands there twice.",
        "o/ne client": "o/ne is no name that a folder can have.",
        "one mds-server 10.0.0.999\ntwo client 10.0.0.1": "one: '10.0.0.999' does not appear to be an IPv4",
    }.items():
        field.fill(line)
        expect(page.locator(".builder-error")).to_contain_text(said)
        expect(field).to_have_attribute("aria-invalid", "true")
    field.fill("")
    expect(field).not_to_have_attribute("aria-invalid", "true")
    expect(page.get_by_role("checkbox", name="MDS server")).to_be_visible()


BUDGET = 3_200_000
"""Bytes of the page with all that it loads, as they lie on the disk; 1,500,000 are Brython's.

The index of the search is among them over HTTP, and grows with each page of the guide and the findings."""
ASKED = "product=example&release=2.0&role=mds-server&role=chunk-server&dialect=firewalld"
NETS = "peer=mds-server=10.1.0.0/24,fd00:1::/64&peer=chunk-server=10.2.0.0/24&peer=client=any"
HOSTS: dict[str, tuple[str, ...]] = {
    "mds-server": ("10.1.0.0/24", "fd00:1::/64"),
    "chunk-server": ("10.2.0.0/24",),
    "client": ("any",),
}
ROLES = ("mds-server", "chunk-server")


def status(page: Page) -> Locator:
    return page.locator(".builder-result [role=status]")


def texts(page: Page, dialect: str, options: Options) -> None:
    """The page shows what `emit` gives: its files and what it says."""
    files, findings = expected(SPEC, dialect, options)
    expect(status(page)).to_have_text(f"{len(files)} {'file' if len(files) == 1 else 'files'}")
    shown = page.locator(".builder-result section")
    assert [shown.nth(at).locator("pre").text_content() for at in range(shown.count())] == [text for _, text in files]
    assert shown.locator("h2").all_inner_texts() == [path for path, _ in files]
    told = page.locator(".builder-result li").all_text_contents()
    assert told == [f"{severity}: {message}. {help_}" for severity, message, help_ in findings]


@pytest.fixture(params=STARTS)
def start(request: pytest.FixtureRequest, address: str, built: Path) -> str:
    """The site from a server, and from a folder."""
    return address if request.param == "address" else built.as_uri()


def test_an_address_asks_and_a_choice_has_an_address(start: str, return_to: Return) -> None:
    page = return_to(f"{start}/firewall.html?{ASKED}&{NETS}&zone=storage&bind=chunk-server.random-port=30000-30100")
    options = Options(roles=ROLES, peers=HOSTS, zone="storage", binds={"chunk-server.random-port": ("30000-30100",)})
    texts(page, "firewalld", options)
    page.get_by_role("radio", name="nftables").check()
    page.get_by_role("radio", name="Close everything else that comes in").check()
    page.get_by_role("checkbox", name="Accept assumptions").check()
    page.get_by_role("link", name="Link to this choice").click()
    page.wait_for_url("**/firewall.html?product=example*enforce=")
    texts(page, "nftables", replace(options, zone=None, enforce=True, accept_assumptions=True))


def test_it_asks_for_the_networks_that_the_command_takes(address: str, return_to: Return) -> None:
    """A row between two hosts has one party at each of them, and none at the host that it is listed under."""
    client, mds, chunk = (Party(role=each, text=each) for each in ("client", "mds-server", "chunk-server"))
    some = row("data", "standalone-server", "both", "9100", "tcp", sources=(client,), destinations=(mds,))
    more = row("logs", "mds-server", "inbound", "9200", "tcp", peers=(chunk,))
    spec = replace(SPEC, requirements=(some, more))
    served = release_data(Release(spec=spec, manifests=(), snippets={}))
    page = return_to("about:blank")
    page.route("**/assets/builder/example/2.0.js", lambda route: route.fulfill(body=served.data))
    for each in spec.roles:
        page.goto(f"{address}/firewall.html?product=example&release=2.0&role={each.id}&dialect=nftables")
        expect(status(page)).not_to_have_text("")
        asked = page.locator("[name=peer]").evaluate_all("fields => fields.map((each) => each.dataset.key)")
        taken = {name for one in spec.requirements for name in all_parties(one, role_closure(spec, each.id))}
        assert set(asked) == taken


def test_a_condition_is_a_box_to_tick(address: str, return_to: Return) -> None:
    some = row("client.9100.inbound", "client", "inbound", "9100", "tcp", condition="where metrics are read")
    spec = replace(SPEC, requirements=(*SPEC.requirements, replace(some, need="conditional")))
    served = release_data(Release(spec=spec, manifests=(), snippets={}))
    page = return_to("about:blank")
    page.route("**/assets/builder/example/2.0.js", lambda route: route.fulfill(body=served.data))
    page.goto(f"{address}/firewall.html?product=example&release=2.0&role=client&dialect=nftables")
    box = page.get_by_role("checkbox", name=some.id)
    expect(box).not_to_be_checked()
    expect(page.locator("label", has=box)).to_contain_text("9100 TCP: where metrics are read")
    expect(page.locator(".builder-result pre").first).to_contain_text(
        f"{some.id}: it is needed only under a condition: {some.condition}"
    )
    box.check()
    files, _ = expected(spec, "nftables", Options(roles=("client",), when=(some.id,)))
    expect(page.locator(".builder-result section pre").first).to_have_text(files[0][1])
    link = page.get_by_role("link", name="Link to this choice").get_attribute("href")
    assert f"when={some.id}" in unquote(link or "")
    page.unroute("**/assets/builder/example/2.0.js")


FILE = """\
# The storage network
peers:
  mds-server: [10.1.0.0/24, 'fd00:1::/64']
  Chunk Server:
    - 10.2.0.0/24
  client: any  # for now
"""


def test_networks_come_from_a_file_and_more_may_come_in(address: str, return_to: Return) -> None:
    page = return_to(f"{address}/firewall.html?product=example&release=2.0&role=mds-server&dialect=nftables")
    file = FilePayload(name="networks.yaml", mimeType="text/yaml", buffer=FILE.encode())
    page.locator("[name=networks]").set_input_files(file)
    read = parse_networks(FILE.encode(), "networks.yaml", lambda _: None)
    assert read
    for name, networks_ in read.items():
        place = page.locator(f"[data-fields=peer] input[data-key={key(name)}]")
        expect(place).to_have_value(" ".join(networks_))
    page.get_by_text("More options").click()
    page.locator("[data-fields=allow-in] input[data-key=ping]").fill("10.9.0.0/16")
    page.locator("[name=family]").select_option("ipv4")
    page.get_by_role("checkbox", name="Let each address open only some connections").check()
    options = Options(
        roles=("mds-server",), peers=dict(read), allow_in={"ping": ("10.9.0.0/16",)}, family="ipv4", limit_ssh=True
    )
    files, _ = expected(SPEC, "nftables", replace(options, peers={key(each): read[each] for each in read}))
    expect(page.locator(".builder-result section pre").first).to_have_text(files[0][1])
    broken = FilePayload(name="networks.yaml", mimeType="text/yaml", buffer=b"peers: *all")
    page.locator("[name=networks]").set_input_files(broken)
    expect(page.get_by_role("alert")).to_contain_text("networks.yaml cannot be read: not understood here")


def test_an_address_that_asks_for_what_is_not_here_is_told_so(address: str, return_to: Return) -> None:
    asked = "product=example&release=9.9&role=client&role=nobody&dialect=bsd"
    page = return_to(f"{address}/firewall.html?{asked}")
    missing = page.get_by_role("alert")
    expect(missing).to_have_text("Not here: Release example/9.9, Firewall bsd, Host nobody.")
    expect(page.get_by_role("combobox", name="Release").last).to_have_value("example/2.0")
    expect(page.get_by_role("checkbox", name="Client")).to_be_checked()
    page.get_by_role("radio", name="ufw").check()
    expect(missing).to_be_hidden()


def test_a_host_that_another_release_has_not_is_told(address: str, return_to: Return) -> None:
    page = return_to(f"{address}/firewall.html?product=example&release=2.0&role=client")
    expect(page.get_by_role("checkbox", name="Client")).to_be_checked()
    page.locator("form.builder").get_by_role("combobox", name="Release").select_option("example/1.0")
    expect(page.get_by_role("alert")).to_have_text("Not here: Host client.")


def test_what_cannot_be_met_is_said_at_its_field_or_as_the_command_does(address: str, return_to: Return) -> None:
    page = return_to(f"{address}/firewall.html?{ASKED}&peer=mds-server=10.1.0.1/24&peer=nobody=any")
    expect(status(page)).to_have_text("No text: these options cannot be met.")
    options = Options(roles=ROLES, peers={"mds-server": ("10.1.0.1/24",), "nobody": ("any",)})
    _, findings = expected(SPEC, "firewalld", options)
    at_field, *others = findings
    field = page.get_by_role("textbox", name="MDS server")
    expect(field).to_have_attribute("aria-invalid", "true")
    said = page.locator(f"[id='{field.get_attribute('aria-describedby')}']").inner_text()
    assert said == f"{at_field[1].removeprefix('--peer mds-server: ')}. {at_field[2]}"
    told = page.locator(".builder-result li.error").all_inner_texts()
    assert told == [f"{severity}: {message}. {help_}" for severity, message, help_ in others]
    expect(page.locator(".builder-result section")).to_have_count(0)


def test_the_command_that_is_shown_writes_the_same(
    address: str, checkout: Path, tmp_path: Path, return_to: Return, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = return_to(f"{address}/firewall.html?{ASKED}&{NETS}")
    words = shlex.split(page.locator("pre.command").inner_text())
    assert words[:2] + words[-2:] == ["portspec", "emit", "-o", "firewall"]
    monkeypatch.chdir(checkout)
    done = CliRunner().invoke(group, [*words[1:-1], str(tmp_path / "firewall")])
    assert done.exit_code == 0, done.output
    (path,) = (tmp_path / "firewall" / "firewalld").glob("*.sh")
    assert page.locator(".builder-result section pre").first.text_content() == path.read_text("utf-8")
    with page.expect_download() as downloading:
        page.get_by_role("link", name="Download").first.click()
    assert downloading.value.suggested_filename == path.name
    assert downloading.value.path().read_bytes() == path.read_bytes()


def test_a_text_is_proven_only_where_it_is_the_very_one(address: str, return_to: Return) -> None:
    page = return_to(f"{address}/firewall.html?{ASKED}")
    proof = page.locator(".builder-result > div > p")
    expect(proof.first).to_contain_text("No record proves this very text.")
    expect(proof.first).to_contain_text("portspec verify firewalld --product example --release 2.0 --role mds-server")
    made = list(emit("firewalld", SPEC, Options(roles=ROLES), lambda _: None))
    known = {snippet_digest(made): "7 probes with firewalld 1"}
    page.evaluate("proofs => { portspec.builder['example/2.0'].proofs = proofs }", known)
    page.get_by_text("More options").click()
    page.get_by_role("textbox", name="Zone").fill(" ")
    expect(proof.first).to_have_text("Proven by 7 probes with firewalld 1.")
    page.get_by_role("textbox", name="Zone").fill("storage")
    expect(proof.first).to_contain_text("No record")


def test_nothing_leaves_the_page_and_it_says_nothing_else(start: str, built: Path, return_to: Return) -> None:
    page = return_to("about:blank")
    asked: list[str] = []
    said: list[str] = []
    page.on("request", partial(note, asked))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"{start}/firewall.html?{ASKED}")
    expect(status(page)).to_have_text(re.compile(r"^\d+ files$"))
    before = len(asked)
    page.get_by_role("textbox", name="MDS server").fill("10.0.0.0/8")
    expect(page.locator(".builder-result section pre").first).to_contain_text("--peer mds-server=10.0.0.0/8")
    assert [url for url in asked[before:] if not url.startswith("blob:")] == []
    assert [url for url in asked if not url.startswith((start, "blob:", "data:"))] == []
    assert said == []
    paths = {unquote(urlsplit(url).path) for url in asked if url.startswith(start)}
    files = [Path(path) if start.startswith("file:") else built / path.lstrip("/") for path in paths]
    assert sum(file.stat().st_size for file in files) < BUDGET


def test_without_scripts_it_names_the_command(address: str, open_page: Open) -> None:
    page = open_page(f"{address}/firewall.html", scripts=False)
    expect(page.get_by_text("The builder needs scripts.")).to_be_visible()
    expect(page.locator("form.builder")).to_be_hidden()


def test_a_broken_engine_is_said(address: str, open_page: Open) -> None:
    page = open_page("about:blank")
    page.route("**/engine.js", lambda route: route.fulfill(body='throw new Error("no engine");'))
    page.goto(f"{address}/firewall.html?{ASKED}")
    expect(status(page)).to_contain_text("The text cannot be made here:")
    expect(status(page)).to_contain_text("no engine")
    page.unroute("**/engine.js")


@pytest.mark.parametrize(("width", "scheme"), list(product((1440, 390), ("light", "dark")))[:: 1 if ALL else 3])
def test_axe_finds_nothing_in_an_answer(width: int, scheme: Any, root: Path, address: str, return_to: Return) -> None:
    page = return_to("about:blank")
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{address}/firewall.html?{ASKED}&zone=x")
    expect(status(page)).to_have_text(re.compile(r"^\d+ files$"))
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.add_script_tag(path=root / AXE)
    assert page.evaluate(VIOLATIONS) == []


def test_a_role_of_many_requirements_is_no_other_case(machine: Page) -> None:
    spec = many(MANY)
    whole = replace(spec, requirements=tuple(replace(each, role="role-0") for each in spec.requirements))
    files, findings = expected(whole, "nftables", Options(roles=("role-0",)))
    found = answer(machine, whole, "nftables", Options(roles=("role-0",)))
    assert (found["files"], found["findings"]) == (files, findings)


def test_on_a_phone_what_has_come_of_the_choices_is_in_view_with_the_way_to_it(address: str, return_to: Return) -> None:
    page = return_to("about:blank")
    page.set_viewport_size({"width": 390, "height": 900})
    page.goto(f"{address}/firewall.html?{ASKED}")
    expect(status(page)).to_have_text(re.compile(r"^\d+ files$"))
    expect(status(page)).to_be_in_viewport()
    opens = page.get_by_role("table", name="This opens")
    expect(opens).not_to_be_in_viewport()
    page.get_by_role("button", name="Show the text").click()
    expect(opens).to_be_in_viewport()


def by_keyboard(page: Page) -> dict[str, str]:
    """Go from the home page to texts for two hosts, with the networks of two peers, and copy each by its path."""
    for name in ("MDS server", "Chunk server"):
        tab_to(page, page.get_by_role("checkbox", name=name))
        page.keyboard.press("Space")
    expect(page.get_by_role("table", name="What to open")).to_contain_text("2510 TCP")
    tab_to(page, page.get_by_role("link", name="Firewall text for this"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/firewall.html?*")
    tab_to(page, page.locator("[name=dialect]:checked"))
    page.keyboard.press("ArrowUp")
    while not page.get_by_role("radio", name="nftables").is_checked():
        page.keyboard.press("ArrowDown")
    for name, given in (("MDS server", networks(1)), ("Chunk server", networks(2)), ("Client", ("any",))):
        tab_to(page, page.get_by_role("textbox", name=name))
        page.keyboard.type(" ".join(given))
    expect(page.locator(".builder-result pre").first).to_contain_text("client=any")
    copied: dict[str, str] = {}
    for at, path in enumerate(page.locator(".builder-result section h2").all_inner_texts()):
        tab_to(page, page.locator(".builder-result").get_by_role("button", name="Copy").nth(at))
        page.keyboard.press("Enter")
        expect(status(page)).to_contain_text("is copied")
        copied[path] = page.evaluate("navigator.clipboard.readText()")
    return copied


@pytest.mark.parametrize("width", [1440, 390][: None if ALL else 1])
def test_what_is_built_by_keyboard_and_copied_opens_what_it_says(
    width: int, address: str, return_to: Return, need: Need, tmp_path: Path
) -> None:
    page = return_to("about:blank")
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{address}/index.html")
    copied = by_keyboard(page)
    if not is_root():
        lacking("only root can make network namespaces")
    for tool in base("nftables").TOOLS:
        need(tool)
    for name, text in copied.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    (path,) = (tmp_path / "nftables").glob("*.sh")
    probes = [
        Probe(way="in", peer=peer, family=family, transport="tcp", port=port)
        for peer in ("mds", "chunk", "outsider")
        for family in (4, 6)
        for port in (22, 2509, 2510, 2511)
    ]
    with laboratory(PEERS) as lab, base("nftables").default_deny(lab, Options(roles=ROLES)) as host:
        host.done("sh", str(path), "apply")
        passed = {(each.peer, each.family, each.port) for each in passing(lab, probes)}
    everybody = {(each.peer, each.family, port) for each in probes for port in (22, 2511)}
    assert passed == everybody | {("mds", 4, 2510), ("mds", 6, 2510)}


SPOIL = """async (engine) => {
    const done = (request) => new Promise((resolve) => { request.onsuccess = () => resolve(request.result); });
    const [{ name }] = await indexedDB.databases();
    const at = (await done(indexedDB.open(name))).transaction(name, "readwrite").objectStore(name);
    const [[place], [kept]] = [await done(at.getAllKeys()), await done(at.getAll())];
    const module = [...kept.translated.keys()].find((each) => each.endsWith("builder.py"));
    kept.translated.set(module, 'throw new Error("it was kept");');
    await done(at.put({ ...kept, engine: engine ?? kept.engine }, place));
}"""
"""Puts a module that fails among those that are kept, of another engine if one is given."""


def test_what_was_translated_is_kept_for_the_very_engine(address: str, return_to: Return) -> None:
    """The last to use the profile: what is kept there is spoilt, and made again in the end."""
    page = return_to(f"{address}/firewall.html?{ASKED}")
    made = re.compile(r"^\d+ files$")
    expect(status(page)).to_have_text(made)
    page.evaluate(SPOIL)
    page.reload()
    expect(status(page)).to_contain_text("it was kept")
    page.evaluate(SPOIL, "another")
    page.reload()
    expect(status(page)).to_have_text(made)
