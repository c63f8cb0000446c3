"""What `record` and `update` share: what new pages open and close is said, and then all is recorded, or nothing."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NoReturn

import click

from portspec.build import compile_catalog, sound
from portspec.build.kept import Kept
from portspec.cli._choose import find
from portspec.cli._given import words
from portspec.cli._jobs import jobs_option
from portspec.cli._outputs import deliver
from portspec.cli._session import Session
from portspec.cli._streams import progress, say, say_json
from portspec.diff.changes import to_json
from portspec.diff.letter import as_mail, sides
from portspec.diff.text import as_text
from portspec.files import inputs_of
from portspec.spec import Spec
from portspec.update.shrinkage import acknowledgements, guard
from portspec.workspace import Workspace

TOUCHED = "Nothing was touched."


def revise_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of all that records."""
    accept = click.option(
        "--accept",
        metavar="REASON",
        callback=words,
        help="Acknowledge, for this reason, that tables, roles or rows are gone.",
    )
    mail = click.option("--mail-text", is_flag=True, help="Say what has changed as the text of a mail.")
    return accept(mail(jobs_option(command)))


def revise(
    before: Workspace,
    now: Workspace,
    files: Mapping[str, bytes],
    session: Session,
    *,
    accept: str | None,
    mail: bool,
    jobs: int,
) -> NoReturn:
    """Compile what is pending, say what has changed, and write all of it, or nothing where there is an error; leave."""
    from portspec.catalog.edit import acknowledged
    from portspec.update import with_catalog

    with session.alone(now.root):
        then = _then(before)
        kept = Kept(now)
        specs = compile_catalog(now, session.report, kept, jobs=jobs, progress=progress)
        said = sides(then, specs)
        if session.shown == "json":
            say_json(to_json(tuple(each for each, _, _ in said)).decode())
        elif said:
            say(as_mail(said) if mail else as_text([each for each, _, _ in said]))
        if accept:
            text = acknowledged(now.catalog_text(), acknowledgements(now, specs, then, accept))
            now = with_catalog(now, text, {}, session.report) or now
        guard(now, sound(specs, session.findings), session.report, then)
        now = _also(now, files)
        inputs = inputs_of(now.root, now.pending)
        made = None if session.errors else deliver(now, specs, session, inputs, kept, jobs=jobs)
    if made is None:
        session.findings[:] = session.errors
        session.end(TOUCHED, usable=False)
    session.findings.clear()
    if session.shown != "json":
        say(made.changes, err=mail or bool(said))
    session.end()


def _also(workspace: Workspace, files: Mapping[str, bytes]) -> Workspace:
    import msgspec

    return msgspec.structs.replace(workspace, pending={**workspace.pending, **files})


def _then(workspace: Workspace) -> Sequence[Spec]:
    """Return the specs as they were compiled last, or else as the stored pages give them."""
    compiled = workspace.compiled_specs(lambda _: None)
    wanted = [(each.id, one.id) for each in workspace.catalog.products for one in each.releases]
    if all(find(compiled, *key) for key in wanted):
        return compiled
    fresh = compile_catalog(workspace, lambda _: None)
    found = (find(compiled, *key) or find(fresh, *key) for key in wanted)
    return [each for each in found if each]
