"""portspec: the documentation-driven compiler for network port requirements."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from portspec.api import (
        Flow,
        Party,
        PortRange,
        Requirement,
        Role,
        Spec,
        WorkspaceError,
        compile_page,
        flows,
        load,
        role_closure,
    )

__version__ = "0.1.0"

__all__ = [
    "Flow",
    "Party",
    "PortRange",
    "Requirement",
    "Role",
    "Spec",
    "WorkspaceError",
    "compile_page",
    "flows",
    "load",
    "role_closure",
]


def __getattr__(name: str) -> Any:
    """Return a name of `portspec.api`, which is imported when one is asked for (PEP 562): the command starts faster."""
    if name not in __all__:
        raise AttributeError(f"module 'portspec' has no attribute '{name}'")
    from portspec import api  # noqa: PLC0415

    return getattr(api, name)
