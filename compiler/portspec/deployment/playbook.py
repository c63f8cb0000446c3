"""The playbook that brings texts to hosts and applies them, some hosts at a time (Ansible)."""

import json
from collections.abc import Iterable, Iterator, Sequence

from portspec.artifact import Artifact
from portspec.resources import read
from portspec.spec import Spec
from portspec.writers.firewall.snippet.plain import plain

HEAD = """\
# @NAME@: the firewall text of each host, from the folder hosts.
# Dry run:  ansible-playbook -i INVENTORY deploy.yml --check (shows what would change; nothing does)
# Apply:    ansible-playbook -i INVENTORY deploy.yml (says changed=0 where all is as it should be)
# Previous: ansible-playbook -i INVENTORY deploy.yml -e portspec_state=previous (the text before, on each host)
# Remove:   ansible-playbook -i INVENTORY deploy.yml -e portspec_state=remove
# One host comes first, then a quarter of them at a time; other batches: -e '{"portspec_serial": [1, 10, "50%"]}'.
# A host on which it fails is as it was before, and the batches after it are left alone.
# Variables of hosts: portspec_dialect, where another firewall than the one that runs is to be used; portspec_kept, the
# folder of the texts that were applied; portspec_boot: false, where nothing is to be loaded at boot.
# A peer that comes or goes changes the texts of others: write all of this again, and apply it to all hosts.
# A host that is to play no role any more goes to the group portspec_gone: its text is taken away for good.
"""
FOLDER = "deployment"


def playbook(spec: Spec, texts: Iterable[Artifact], gone: Sequence[str] = ()) -> Iterator[Artifact]:
    """Yield the playbook about all hosts that have a text and those that had one, and the script that it runs there."""
    hosts = dict.fromkeys(each.path.split("/")[1] for each in texts)
    name = f"{spec.product.name} {spec.product.release}" if spec.product else "A page of no product"
    plays = {"deploy": hosts, "remove": gone}
    text = HEAD.replace("@NAME@", plain(name)) + "---\n"
    for play, names in plays.items():
        about = read(f"{FOLDER}/{play}.yml").decode() if names else ""
        text += about.replace("@HOSTS@", json.dumps(":".join(names)))
    yield Artifact(path="deploy.yml", data=text.encode())
    yield Artifact(path="deploy.sh", data=read(f"{FOLDER}/deploy.sh"))
