"""`portspec watch`: builds again whenever something below `spec` is saved, and says what that opens or closes."""

import signal
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, nullcontext, suppress
from pathlib import Path

import click

from portspec.cli._session import Session
from portspec.cli._streams import ends_work, say
from portspec.spec import Spec
from portspec.workspace import find_workspace


@click.command("watch", short_help="Build again after each change below spec.")
def command() -> None:
    """Build, then build again after each change below spec, until interrupted.

    After each build the differences to the one before are printed as `portspec diff` prints them. A build with
    errors changes nothing; its errors are printed. Files that are already as they should be are not touched.
    """
    follow(Session("text").workspace().root, nullcontext())


def follow(root: Path, beside: AbstractContextManager[None]) -> None:
    """Build after each change below a project's `spec` until interrupted; what runs beside begins after the first."""
    from watchfiles import watch

    ends_work()
    # Whoever ends it otherwise than by Ctrl+C must not leave the served site behind.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with suppress(KeyboardInterrupt), ExitStack() as others:
        specs: tuple[Spec, ...] | None = None
        # The first turn comes when nothing has happened for a while: then the watch is on, and no change is missed.
        for changes in watch(root / "spec", rust_timeout=TURN, yield_on_timeout=True):
            if specs is None:
                specs = _build(())
                others.enter_context(beside)
                say(f"Watching {root.name}/spec; Ctrl+C ends it.")
            elif any(_matters(Path(path).relative_to(root / "spec")) for _, path in changes):
                specs = _build(specs)


WATCHED = ("catalog.toml", "errata", "proofs", "sources")
"""What a build depends on, below `spec`."""


def _matters(path: Path) -> bool:
    """Return whether a build depends on a path below `spec`, or on `spec` itself, which somebody may rename."""
    return not path.parts or path.parts[0] in WATCHED


TURN = 200
"""Milliseconds after which the watch yields though nothing has happened."""


def _build(before: tuple[Spec, ...]) -> tuple[Spec, ...]:
    """Build once and say what has changed; return the specs, those from before where there is an error."""
    from portspec.cli._outputs import build

    session = Session("text")
    workspace = find_workspace(Path.cwd(), session.report)
    made = build(workspace, session) if workspace else None
    session.show(session.errors)
    if made is None:
        return before if session.errors else ()
    say("\n".join((*map(str, made.written), *_changes(before, made.specs))) or "Nothing has changed.")
    return made.specs


def _changes(before: tuple[Spec, ...], after: tuple[Spec, ...]) -> Iterator[str]:
    """Yield the diff of each release that is not what it was."""
    from portspec.diff import diff
    from portspec.diff.text import as_text

    old = {(each.product.id, each.product.release): each for each in before if each.product}
    for new in after:
        was = new.product and old.get((new.product.id, new.product.release))
        if was and (found := diff(was, new)).changes:
            yield as_text((found,))
