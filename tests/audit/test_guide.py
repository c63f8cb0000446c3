"""The guide is followed word for word, on a host in a network namespace."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from portspec.proof.lab import Lab, inside, is_root, laboratory
from tests.conftest import Need, lacking
from tests.findings.pages import executed

GUIDE = Path(__file__).parents[2] / "site/pages/guide/audit.md"
SERVICES = {"sshd": 22, "stored": 8200, "exporter": 9100}
SERVE = """import socket, sys
open("/proc/self/comm", "w").write(sys.argv[1])
sock = socket.create_server(("0.0.0.0", int(sys.argv[2])))
print(flush=True)
sys.stdin.read()
"""


def test_the_guide_shows_what_its_commands_print(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest, need: Need
) -> None:
    if not is_root():
        lacking("only root can make network namespaces")
    for tool in ("ip", "nft", "ss", "iptables-save"):
        need(tool)
    monkeypatch.chdir(tmp_path)
    text = GUIDE.read_text("utf-8")
    with laboratory(()) as lab, services(lab), inside(lab.host):
        lab.load(text.partition("`host.nft`:\n\n```text\n")[2].partition("```")[0])
        now = executed(text, tmp_path)
    if request.config.getoption("--accept"):
        GUIDE.write_text(now, "utf-8")
    else:
        assert now == text


@contextmanager
def services(lab: Lab) -> Iterator[None]:
    """Programs of these names that listen on the host."""
    with ExitStack() as stack:
        for name, port in SERVICES.items():
            command = [sys.executable, "-c", SERVE, name, str(port)]
            with inside(lab.host):
                program = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
            stack.enter_context(program)
            assert program.stdout
            program.stdout.readline()
        yield
