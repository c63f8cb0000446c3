"""What is known of a host: from saved files, or from the programs of this one, which only read."""

import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import webencodings

from portspec.audit import Facts
from portspec.audit.allowed import allowed
from portspec.audit.ignoring import Ignored, read_ignored
from portspec.audit.listening import listening
from portspec.cli._session import Session
from portspec.files.disk import read_file
from portspec.findings import finding

SOCKETS = ("ss", "-H", "-lntup")
RULES = ("nft", "-j", "list", "ruleset")
SAVED = (("iptables-save",), ("ip6tables-save",))
"""The programs that only read."""
PATIENCE = 60
"""Seconds that one of them may take."""
ENVIRONMENT = {"PATH": "/usr/sbin:/sbin:/usr/bin:/bin", "LC_ALL": "C"}
Value = TypeVar("Value")


def given_facts(listening_files: Sequence[Path], firewall_files: Sequence[Path], session: Session) -> Facts:
    """Return what saved files tell of a host; what cannot be read is reported."""
    sockets = [found for path in listening_files if (found := _of(path, listening, session)) is not None]
    rulesets = [rules for path in firewall_files if (rules := _of(path, allowed, session)) is not None]
    known = tuple({one: None for each in sockets for one in each})
    return Facts(rulesets=tuple(rulesets), listeners=known if listening_files else None)


def given_ignored(path: Path | None, session: Session) -> tuple[Ignored, ...]:
    """Return the entries of the file of what is ignored; none without a file, or where it cannot be read."""
    return (_of(path, read_ignored, session) if path else None) or ()


def live_facts(session: Session) -> Facts:
    """Return what this host's own programs tell; what they do not is reported (PS538)."""
    sockets = _printed(SOCKETS, session)
    programs = [_printed(RULES, session), *(_printed(each, session, needed=False) for each in SAVED)]
    rulesets = [allowed(each, "this host", session.report) for each in programs if each and each.strip()]
    listeners = None if sockets is None else listening(sockets, "this host", session.report)
    return Facts(rulesets=tuple(each for each in rulesets if each), listeners=listeners)


def _of(path: Path, read: Callable[[str, str, Callable[..., None]], Value | None], session: Session) -> Value | None:
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
