"""The playbook that gathers what is known of a fleet's hosts; it only reads, and writes where it is run (Ansible)."""

import json
from collections.abc import Iterator

from portspec.artifact import Artifact
from portspec.audit.fleet.gathered import COMMANDS, SOCKETS
from portspec.spec import Spec
from portspec.writers.firewall.snippet.identifier import identifier

HEAD = """\
# What listens on hosts and what their firewalls let pass, for `portspec audit`. On the hosts nothing is changed.
# Gather:  ansible-playbook -i INVENTORY ansible-audit.yml
# Compare: portspec audit --from facts --inventory INVENTORY
# Hosts:   those in the groups of the roles; another folder than ./facts by -e portspec_facts=DIR
---
- name: Gather what listens and what the firewall lets pass
  hosts: @HOSTS@
  become: true
  gather_facts: false
  vars:
    portspec_facts: "{{ lookup('ansible.builtin.env', 'PWD') }}/facts"
  tasks:
    - name: Make a folder for the host
      ansible.builtin.file:
        path: "{{ portspec_facts }}/{{ inventory_hostname }}"
        state: directory
        mode: "0755"
      delegate_to: localhost
      become: false"""
TASK = """
    # No module of Ansible gives this.
    - name: Ask @NAME@
      ansible.builtin.command:
        argv: @WORDS@
      register: portspec_asked
      changed_when: false
      check_mode: false@UNLESS@
    - name: Keep what @NAME@ prints
      ansible.builtin.copy:
        content: "{{ portspec_asked.stdout | default('') }}\\n"
        dest: "{{ portspec_facts }}/{{ inventory_hostname }}/@FILE@"
        mode: "0644"
      delegate_to: localhost
      become: false"""
UNLESS = "\n      failed_when: false"
"""A host need not have each of the firewall's programs: what it does not have leaves an empty file."""


def playbook(spec: Spec) -> Iterator[Artifact]:
    """Yield the playbook about the hosts of all roles of a release."""
    hosts = ":".join(identifier(role.id) for role in spec.roles)
    text = HEAD.replace("@HOSTS@", json.dumps(hosts))
    for file, words in COMMANDS.items():
        task = TASK.replace("@NAME@", words[0]).replace("@WORDS@", json.dumps(words)).replace("@FILE@", file)
        text += task.replace("@UNLESS@", "" if file == SOCKETS else UNLESS)
    yield Artifact(path="ansible-audit.yml", data=f"{text}\n".encode())
