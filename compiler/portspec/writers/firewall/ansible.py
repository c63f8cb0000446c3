"""Ansible: a playbook that adds rich rules to a zone of firewalld (collection ansible.posix)."""

from collections.abc import Iterator

from portspec import protocols
from portspec.artifact import Artifact
from portspec.writers.firewall.lowering.options import Options
from portspec.writers.firewall.lowering.plan import Ability, Match, Networks, Plan, Rule
from portspec.writers.firewall.snippet.header import about, header, remarks, short_name, stem
from portspec.writers.firewall.snippet.identifier import identifier
from portspec.writers.firewall.snippet.messages import MESSAGES, OTHERS, TYPES
from portspec.writers.firewall.snippet.plain import plain
from portspec.writers.firewall.snippet.quoted import quoted

WITH_PORTS = protocols.WITH_PORTS - {"udplite"}
"""What a rich rule may name beside a port (firewalld.richlanguage(5))."""

PLAY = """\
---
- name: Open the documented ports
  hosts: @HOSTS@
  become: true
  gather_facts: false
  vars:
    portspec_state: enabled
    portspec_zone: @ZONE@
    portspec_priority: @PRIORITY@"""
TASK = """\
      ansible.posix.firewalld:
        rich_rule: >-
          @RULE@
        zone: "{{ portspec_zone | default(omit, true) }}"
        permanent: true
        immediate: true
        state: "{{ portspec_state }}"
      loop: "{{ @LOOP@ }}\""""
FAMILY = """family="{{ 'ipv6' if ':' in item.1 else 'ipv4' }}" """
SOURCE = """source address="{{ item.1 }}" """
PRIORITY = 'priority="{{ portspec_priority }}" '
PRIORITIES = range(20000, 30000)
"""Behind all that the host says itself; each text has one of them, by which its rules are no others."""


def ability(options: Options) -> Ability:  # noqa: ARG001 (the same under all options)
    """Return what the module ansible.posix.firewalld can say: it has zones but no policies, so nothing goes out."""
    return Ability(
        transports=WITH_PORTS,
        protocols=protocols.PORTLESS,
        outgoing=False,
        ipv4_only=protocols.BEHIND_HEADERS,
        types=True,
        only_types=TYPES,
        options=frozenset({"zone", "allow_in"}),
    )


def write(plan: Plan) -> Iterator[Artifact]:
    """Return the playbook. No text from a page stands outside its comments: Ansible takes `{{` for a template."""
    name = stem(plan)
    hosts = ":&".join(map(identifier, plan.options.roles))
    play = PLAY.replace("@HOSTS@", quoted(hosts)).replace("@ZONE@", quoted(plan.options.zone or ""))
    play = play.replace("@PRIORITY@", str(PRIORITIES[int(short_name(plan), 16) % len(PRIORITIES)]))
    lines = (
        *(f"# {line}".rstrip() for line in header(plan, "Ansible", _usage(name, hosts, plan))),
        play,
        *(line for each in plan.places for line in _variable(each)),
        "  tasks:",
        *(line for rule in plan.rules for line in _task(rule, plan)),
        "",
    )
    yield Artifact(path=f"ansible/{name}.yml", data="\n".join(lines).encode())


def _usage(name: str, hosts: str, plan: Plan) -> Iterator[str]:
    yield f"Apply:   ansible-playbook -i INVENTORY {name}.yml"
    yield f"Verify:  ansible-playbook -i INVENTORY {name}.yml --check (it says changed=0 where all is open)"
    yield f"Remove:  ansible-playbook -i INVENTORY {name}.yml -e portspec_state=disabled"
    yield "Reboot:  nothing is to be done, all is saved in the configuration of firewalld"
    yield f"Hosts:   those that the inventory has in {' and in '.join(hosts.split(':&'))}"
    yield f"Zone:    {plan.options.zone or 'the default zone of each host'}; for another give -e portspec_zone=NAME"
    yield "The rules have a priority of their own: they come behind what the host denies, and are none of its own."
    if any(rule.match.types for rule in plan.rules):
        yield OTHERS
    yield "Needs:   the collection ansible.posix; on the hosts firewalld and its Python library, running"
    yield "Remove with this file before you apply another: what only this one names would stay open."


def _variable(networks: Networks) -> Iterator[str]:
    yield f"    # {', '.join(map(plain, networks.parties))}"
    yield f"    {_name(networks)}:"
    yield from (f"      - {quoted(each)}" for each in (*networks.v4, *networks.v6))


def _name(networks: Networks) -> str:
    if networks.everywhere:
        return f"portspec_any_{networks.everywhere}"
    return f"portspec_from_{'_AND_'.join(map(identifier, networks.parties))}"


def _task(rule: Rule, plan: Plan) -> Iterator[str]:
    match = rule.match
    # Names are templates too, so a party is named by its variable.
    name = _name(match.networks) if match.networks else ""
    whence, own = name or "any address", ", ports that the user gave" if match.bound else ""
    text, loop = _rule(match, peers=bool(name)), f"openings | product({name}) | list" if name else "openings"
    yield ""
    yield f"    # {about(match)}"
    yield f"    - name: Accept {match.transport} from {whence}{own}"
    yield "      vars:"
    yield "        openings:"
    yield from (f"          {line}" for line in _openings(rule, plan))
    yield TASK.replace("@RULE@", text).replace("@LOOP@", loop)


def _rule(match: Match, *, peers: bool) -> str:
    opening, family, source = ("{{ item.0 }}", FAMILY, SOURCE) if peers else ("{{ item }}", "", "")
    ports = f'port port="{opening}" protocol="{match.transport}"'
    whole = f'icmp-type name="{opening}"' if match.types else f'protocol value="{opening}"'
    what = ports if match.transport in WITH_PORTS else whole
    return f"rule {family}{PRIORITY}{source}{what} accept"


def _openings(rule: Rule, plan: Plan) -> Iterator[str]:
    for opening in rule.openings:
        yield from (f"# {line}" for line in remarks(opening, plan))
        messages = (MESSAGES[rule.match.transport][each] for each in rule.match.types)
        yield from (f"- {quoted(each)}" for each in messages)
        if not rule.match.types:
            yield f"- {quoted(str(opening.ports or protocols.NUMBERS[rule.match.transport]))}"
