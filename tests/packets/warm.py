"""Programs in Python that start at once: `warm.py FOLDER PROGRAM...`, run by the Python of the programs.

One process imports what the programs do, and each run of one is a fork of that process. Who runs `FOLDER/NAME` gets the
program of this name with the caller's own words, files, environment, folder and namespaces, and ends with its status.
"""

import ast
import ctypes
import gc
import os
import signal
import sys
from pathlib import Path
from types import CodeType

CALL = """#!/bin/sh
exec 3<&0 4>&1 5>&2
mkfifo "$0.$$"
echo "$$ ${0##*/}" >"${0%/*}/calls"
read -r status <"$0.$$"
exit "$status"
"""
"""What stands for a program. The files' numbers stay while the shell uses its own for what it says itself."""
FILES = (3, 4, 5)
PIDFD_GETFD = 438
CLONE_NEWNS, CLONE_NEWNET = 0x20000, 0x40000000
PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None, use_errno=True)


def imported(program: Path) -> CodeType:
    """Import what a program does at its beginning; return all of it, compiled."""
    text = program.read_text("utf-8")
    first: list[ast.stmt] = [each for each in ast.parse(text).body if isinstance(each, ast.Import | ast.ImportFrom)]
    exec(compile(ast.Module(first, []), program, "exec"), {})  # noqa: S102 (a program of this machine)
    return compile(text, program, "exec")


def become(caller: int, program: Path) -> None:
    """Take on all that is the caller's."""
    whole = os.pidfd_open(caller)
    for number, theirs in enumerate(FILES):
        os.dup2(LIBC.syscall(PIDFD_GETFD, whole, theirs, 0), number)
    if LIBC.setns(whole, CLONE_NEWNS | CLONE_NEWNET) != 0:
        raise OSError(ctypes.get_errno(), "cannot enter the caller's namespaces")
    about = Path("/proc", str(caller))
    os.chdir(about / "cwd")
    os.environb.clear()
    for each in (about / "environ").read_bytes().split(b"\0"):
        name, _, value = each.partition(b"=")
        if name:
            os.environb[name] = value
    sys.argv = [str(program), *map(os.fsdecode, (about / "cmdline").read_bytes().split(b"\0")[2:-1])]


def leave(status: str | int | None) -> None:
    """End a program that has ended, without taking all apart, which would copy each page of what is shared."""
    if isinstance(status, int | None):
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status or 0)
    sys.exit(status)  # which says it


def answer(caller: int, program: Path, code: CodeType, to: Path) -> None:
    """Run a program for a caller and tell its status, in a fork; only the process that forked returns."""
    if os.fork():
        return
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    told = to.open("w")
    child = os.fork()
    if not child:
        become(caller, program)
        try:
            exec(code, {"__name__": "__main__", "__file__": str(program)})  # noqa: S102 (as above)
        except SystemExit as end:
            leave(end.code)
        leave(0)
    told.write(f"{os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])}\n")
    told.close()
    to.unlink()
    os._exit(0)


def main() -> None:
    """Offer the programs in the folder, until the process that started this one has ended."""
    LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for who tells a status
    folder = Path(sys.argv[1])
    programs = {path.name: (path, imported(path)) for path in map(Path, sys.argv[2:])}
    os.mkfifo(folder / "calls")
    calls = os.fdopen(os.open(folder / "calls", os.O_RDWR))
    for name in programs:
        (folder / name).write_text(CALL)
        (folder / name).chmod(0o755)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    # A fork copies each page that it writes to, and a collection writes to all.
    gc.disable()
    gc.freeze()
    for line in calls:
        caller, name = line.split()
        answer(int(caller), *programs[name], folder / f"{name}.{caller}")


if __name__ == "__main__":
    main()
