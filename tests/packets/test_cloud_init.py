"""The user data of a new host: what cloud-init writes and runs of it opens what is stated, after each boot."""

from io import StringIO
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from portspec.proof.bases.nftables import default_accept
from portspec.proof.probes import passing
from portspec.writers.firewall import emit
from tests.conftest import Need
from tests.firewall.reading import reading
from tests.packets.cases import ENFORCED, matrix
from tests.packets.lab import Lab
from tests.packets.machine import boot, machine


@pytest.mark.parametrize("name", ["mds"])
def test_a_new_host_is_as_documented(name: str, lab: Lab, need: Need) -> None:
    need("systemctl")
    host, case = machine(default_accept(lab)), ENFORCED[name]
    before = host.state()
    (made,) = emit("cloud_init", reading(), case.options, lambda _: None)
    data = YAML(typ="safe", pure=True).load(StringIO(made.data.decode()))
    for each in data["write_files"]:
        host.done("mkdir", "-p", str(Path(each["path"]).parent))
        host.done("tee", each["path"], given=each["content"])
    *_, (program, *words) = data["runcmd"]
    host.done(program, *(each for each in words if each != "--now"))  # no systemd runs here: a boot starts it
    boot(host, ":")
    assert passing(lab, matrix(), awaited=case.stated()) == case.stated()
    (remove,) = [line for line in made.data.decode().splitlines() if line.startswith("# Remove:")]
    for command in remove.partition(":")[2].partition(" (")[0].split(", then "):
        host.done(*(each for each in command.split() if each != "--now"))
    boot(host, ":")
    assert host.state() == before
