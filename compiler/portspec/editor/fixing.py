"""What an editor can do about a row: draft an erratum for what it leaves open, in a file of its own."""

from collections.abc import Iterable
from itertools import count

from portspec.artifact import Artifact
from portspec.editor import Row
from portspec.files.swap import there
from portspec.resolve.drafting import draft
from portspec.workspace import ERRATA, Workspace

DRAFTED = ("PS403", "PS404", "PS414")
"""The findings that such an erratum settles."""


def drafted(rows: Iterable[Row], workspace: Workspace) -> list[Artifact]:
    """Return a file of errata for each release that leaves something open in some of its rows; none is there yet."""
    ids: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        if about := row[0].product:
            ids.setdefault((about.id, about.release), []).append(row)
    texts = {key: draft(own[0][0], *key, rows={each.id for _, each in own}) for key, own in ids.items()}
    return [
        Artifact(path=_free(f"{ERRATA}/{product}/{release}-draft", workspace), data=text.encode())
        for (product, release), text in texts.items()
        if text
    ]


def _free(stem: str, workspace: Workspace) -> str:
    """Return the path of a file that is not there yet."""
    paths = (f"{stem}{number or ''}.yaml" for number in count())
    return next(each for each in paths if each not in workspace.pending and not there(workspace.root / each))
