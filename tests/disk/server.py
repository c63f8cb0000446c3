"""A process that runs each command it is told in a child, under `shim.c`: modules are read once for all."""

import ctypes
import os
import sys
import traceback
from contextlib import suppress
from pathlib import Path

import msgspec
from click.testing import CliRunner

from portspec.cli import group, main
from tests.disk.order import Given, Order


def serve() -> None:
    """Answer each line of standard input with a line."""
    del os.environ["LD_PRELOAD"]  # what a command starts has a disk of its own
    warm(Path(sys.argv[1]))
    for line in sys.stdin.buffer:
        given = run(msgspec.json.decode(line, type=Order))
        sys.stdout.buffer.write(msgspec.json.encode(given) + b"\n")
        sys.stdout.buffer.flush()


def warm(page: Path) -> None:
    """Run some commands here, so that no child has modules to read: another user may not be allowed to."""
    os.chdir(page.parent)
    given = (
        ["init", "warm", "--page", page.name, "--recorded", "2026-01-31"],
        ["build"],
        ["show"],
        ["check"],
        ["update"],
    )
    for command in given:
        CliRunner().invoke(group, command)
        os.chdir(page.parent / "warm")
    CliRunner().invoke(group, ["emit", "json", "-o", "out"])


def run(order: Order) -> Given:
    """Return what a command gives in a child."""
    said, counted = (os.memfd_create(name) for name in ("said", "counted"))
    child = os.fork()
    if child == 0:
        try:
            obey(order, said, counted)
        finally:
            os._exit(70)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    given = Given(status=status, said=content(said).decode("utf-8", "replace"), calls=int(content(counted) or 0))
    for each in (said, counted):
        os.close(each)
    return given


def obey(order: Order, said: int, counted: int) -> None:
    shim = ctypes.CDLL(None)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for number, file in enumerate((nothing, said, said)):
        os.dup2(file, number)
    os.chdir(order.folder)
    os.umask(order.umask)
    os.environ.update(order.environment)
    if order.user:
        os.environ.pop("HOME", None)
        os.setgroups([])
        os.setgid(order.user)
        os.setuid(order.user)
    shim.shim_clock(ctypes.c_long(order.clock))
    sys.argv = ["portspec", *order.command]
    code: int | str | None = 0
    shim.shim_fail(os.fsencode(order.below), order.kinds, ctypes.c_long(order.at), order.error, order.stays)
    try:
        main()
    except SystemExit as left:
        code = left.code
    except Exception:  # noqa: BLE001 - which there is to be none of
        traceback.print_exc()
        code = 70
    finally:
        shim.shim_fail(b"", 0, ctypes.c_long(-1), 0, 0)
        os.write(counted, str(shim.shim_calls()).encode())
    with suppress(OSError, ValueError):
        sys.stderr.flush()
    os._exit(int(code or 0))


def content(file: int) -> bytes:
    os.lseek(file, 0, os.SEEK_SET)
    with os.fdopen(os.dup(file), "rb") as opened:
        return opened.read()


if __name__ == "__main__":
    serve()
