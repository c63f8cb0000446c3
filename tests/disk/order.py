"""What the server is told, and what it answers."""

import msgspec

RENAME, WRITE, SYNC, MAKE, REMOVE, OPEN, READ = (1 << number for number in range(7))
"""The kinds of calls that `shim.c` counts."""
CHANGE = RENAME | WRITE | SYNC | MAKE | REMOVE
"""All that change a disk."""


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """A command, and what becomes of its calls."""

    folder: str
    """Where it runs."""
    command: tuple[str, ...]
    """Its words."""
    below: str = ""
    """The folder on the disk that fails; empty where none does."""
    kinds: int = 0
    """Which calls count."""
    at: int = -1
    """The number of the call that fails; none where it is negative."""
    error: int = 0
    """How it fails (errno(3)); 0 where the process is killed."""
    stays: bool = False
    """Whether all later calls fail as well."""
    clock: int = 0
    """Seconds by which the clock is moved."""
    user: int = 0
    """The number of the user who runs it; that user has no home."""
    umask: int = 0o022
    """The permissions that no new file has."""
    environment: dict[str, str] = {}
    """Further variables."""


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """What a command gives."""

    status: int
    """Of the process; negative where a signal has ended it."""
    said: str
    """On both streams."""
    calls: int
    """How many were counted; 0 where it was killed."""
