"""Run the command line in this process, within a limit of time, and never with a traceback."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from traceback import format_exception
from types import FrameType

import msgspec
from click.testing import CliRunner, Result

from portspec.cli import group
from portspec.findings import Finding

SECONDS = 10.0
"""Processor time that one command may take: much more than any needs, so that only a hang exceeds it."""


def run(*args: str) -> Result:
    """Return what a command line gives; fail where an exception leaves it or it takes too long."""
    with limited(SECONDS):
        result = CliRunner().invoke(group, args, prog_name="portspec")
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        # The last calls as text: pytest cannot show a stack that is too deep.
        raise AssertionError("".join(format_exception(result.exception, limit=-5))) from None
    return result


def findings(result: Result) -> list[Finding]:
    """Return the findings that a command gave with `--format json`; those of `check` are its result."""
    return msgspec.json.decode(result.stderr or result.stdout, type=list[Finding])


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Raise TimeoutError where what is done takes more of the processor's time."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
