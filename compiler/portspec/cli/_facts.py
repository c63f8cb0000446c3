"""What is known of a host: from saved files, or from the programs of this one, which only read."""

import subprocess
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeVar

import webencodings
from msgspec.structs import replace

from portspec.audit import Facts
from portspec.audit.allowed import allowed
from portspec.audit.fleet.gathered import COMMANDS, IP6TABLES, IPTABLES, NFTABLES, RUNNING, SAVED, SOCKETS
from portspec.audit.ignoring import Ignored, read_ignored
from portspec.audit.listening import listening
from portspec.audit.rules import Ruleset
from portspec.audit.unsaved import unsaved
from portspec.cli._session import Session
from portspec.deployment.inventory import inventory
from portspec.deployment.node import Node
from portspec.files.disk import listed, read_file
from portspec.findings import Report, finding

PATIENCE = 60
"""Seconds that one of them may take."""
ENVIRONMENT = {"PATH": "/usr/sbin:/sbin:/usr/bin:/bin", "LC_ALL": "C"}
Value = TypeVar("Value")
Reader = Callable[[str, str, Report], Ruleset | None]
"""Reads the rules of a text that is shown under a name."""


def given_facts(
    listening_files: Sequence[Path], firewall_files: Sequence[Path], session: Session, read: Reader = allowed
) -> Facts:
    """Return what saved files tell of a host; what cannot be read is reported."""
    sockets = [found for path in listening_files if (found := _of(path, listening, session)) is not None]
    rulesets = [rules for path in firewall_files if (rules := _of(path, read, session)) is not None]
    known = tuple({one: None for each in sockets for one in each})
    return Facts(rulesets=tuple(rulesets), listeners=known if listening_files else None)


def given_ignored(path: Path | None, session: Session) -> tuple[Ignored, ...]:
    """Return the entries of the file of what is ignored; none without a file, or where it cannot be read."""
    return (_of(path, read_ignored, session) if path else None) or ()


def live_facts(session: Session) -> Facts:
    """Return what this host's own programs tell; what they do not is reported (PS538)."""
    sockets = _printed(COMMANDS[SOCKETS], session)
    lists = (_printed(COMMANDS[each], session, needed=False) for each in (IPTABLES, IP6TABLES))
    programs = [_printed(COMMANDS[NFTABLES], session), *lists]
    rulesets = [allowed(each, "this host", session.report) for each in programs if each and each.strip()]
    listeners = None if sockets is None else listening(sockets, "this host", session.report)
    running = [_printed(COMMANDS[each], session, needed=False) for each in RUNNING]
    saved = [_printed(COMMANDS[each], session, needed=False) for each in SAVED if any(running)]
    tell_unsaved(running, saved, session)
    return Facts(rulesets=tuple(each for each in rulesets if each), listeners=listeners)


def tell_unsaved(running: Iterable[str | None], saved: Iterable[str | None], session: Session, where: str = "") -> None:
    """Report what of firewalld runs and is not what is saved, or the other way round (PS545), where both are known."""
    runs, kept = ("\n".join(filter(None, each)) for each in (running, saved))
    for each in unsaved(runs, kept) if runs.strip() and kept.strip() else ():
        session.report(replace(each, message=f"{where}{each.message}"))


def given_unsaved(running: Iterable[Path], saved: Iterable[Path], session: Session, where: str = "") -> None:
    """Report it of saved files."""
    runs, kept = ([_of(path, lambda text, _, __: text, session) for path in files] for files in (running, saved))
    tell_unsaved(runs, kept, session, where)


def fleet_facts(folder: Path, hosts: Iterable[str], session: Session) -> dict[str, Facts]:
    """Return what the folders of hosts below a folder tell; a host without a folder is reported (PS538).

    A program that a host does not have leaves its file empty.
    """
    found: dict[str, Facts] = {}
    for name in hosts:
        there = (*listed(folder / name, ".txt"), *listed(folder / name, ".json"))
        own = [folder / name / file for file in COMMANDS if file in there]
        if own:
            rules = [each for each in own if each.name in (NFTABLES, IPTABLES, IP6TABLES)]
            running, saved = ([each for each in own if each.name in files] for files in (RUNNING, SAVED))
            given_unsaved(running, saved, session, f"{name}: ")
            found[name] = given_facts([each for each in own if each.name == SOCKETS], rules, session, _allowed_if_any)
        else:
            help = "Gather it again with the playbook that `portspec emit ansible-audit` writes."
            session.report(finding("PS538", f"nothing is known of {name}: {folder / name} holds no such files", help))
    return found


def _allowed_if_any(text: str, shown: str, report: Report) -> Ruleset | None:
    """Return the rules of a text; None also where it is empty, since the host does not have the program."""
    return allowed(text, shown, report) if text.strip() else None


def given_inventory(path: Path, roles: Sequence[str], session: Session) -> tuple[Node, ...]:
    """Return the hosts of an inventory; none where it cannot be read."""
    return _of(path, lambda text, shown, report: inventory(text, shown, tuple(roles), report), session) or ()


def _of(path: Path, read: Callable[[str, str, Report], Value | None], session: Session) -> Value | None:
    data = read_file(path, str(path), session.report)
    if data is None:
        return None
    text, _ = webencodings.decode(data, "utf-8", errors="replace")  # what PowerShell saves begins with a mark
    return read(text.replace("\r\n", "\n"), str(path), session.report)


def _printed(command: Sequence[str], session: Session, *, needed: bool = True) -> str | None:
    """Return what a program prints, or None after reporting why it does not, where it is needed."""
    try:
        done = subprocess.run(  # noqa: S603 (a closed set of programs, which only read)
            command, capture_output=True, text=True, check=False, timeout=PATIENCE, env=ENVIRONMENT
        )
    except FileNotFoundError:
        why = "is not installed"
    except subprocess.TimeoutExpired:
        why = f"takes more than {PATIENCE} seconds"
    else:
        if done.returncode == 0:
            return done.stdout
        why = f"fails: {' '.join(done.stderr.split())}"
    if needed:
        help = "Run this as root, or give saved files with --listening and --firewall."
        session.report(finding("PS538", f"{' '.join(command)} {why}", help))
    return None
