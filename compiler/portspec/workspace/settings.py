"""Checks what the site of a project is made by: the plug-in of MkDocs, or the copies that stood for it before."""

from pathlib import Path

from portspec.files.disk import read_file
from portspec.files.swap import there
from portspec.findings import Report, finding, silent
from portspec.resources import listing
from portspec.source import Place, Source, source_of
from portspec.workspace import SETTINGS
from portspec.writers.site.settings import OVERRIDES, PLUGIN, Settings, settings_of

MOVE = f"Write `- {PLUGIN}` below `plugins` in {SETTINGS}"
INSTEAD = f"{MOVE}, and remove `hooks`, `custom_dir` and these files."


def check_settings(root: Path, report: Report, *, about_ports: bool = False) -> None:
    """Report settings that run a copy of portspec's hook (PS553), and a site that lacks what portspec makes (PS554).

    A site of a project may be about something else, unless it is to be `about_ports`.
    """
    data = read_file(root / SETTINGS, SETTINGS, silent, within=root)
    if data is None:
        return
    source = source_of(data.decode(errors="replace").encode(), id="settings", path=SETTINGS, media_type="text/yaml")
    settings = settings_of(source.text)
    if not settings.keys or "INHERIT" in settings.keys:
        return
    copies = {name: at for name, at in settings.named("hooks").items() if _is_copy(root, name)}
    for name, (start, end) in copies.items():
        report(finding("PS553", f"{name} is a copy of what the plug-in does", INSTEAD, source.place(start, end)))
    if PLUGIN in settings.named("plugins"):
        return
    if about_ports and not copies:
        report(finding("PS554", "The site has no page about ports", f"{MOVE}.", source.line_from(0)))
    if copies and (lacking := _lacking(root, settings)):
        message = f"The site lacks what these files would add: {', '.join(lacking)}"
        report(finding("PS554", message, INSTEAD, _theme(source, settings)))


def _is_copy(root: Path, hook: str) -> bool:
    data = read_file(root / hook, hook, silent, within=root)
    return data is not None and b"portspec.writers.site" in data


def _lacking(root: Path, settings: Settings) -> list[str]:
    """Return the overrides that a project without the plug-in does not have where its theme looks for them."""
    folder = settings.inner("theme", "custom_dir")
    wanted = {each: f"{folder}/{each.removeprefix(f'{OVERRIDES}/')}" for each in listing(OVERRIDES)}
    return [each for each, path in wanted.items() if folder is None or not there(root / path)]


def _theme(source: Source, settings: Settings) -> Place:
    node = settings.keys.get("theme")
    return source.line_from(node.start_mark.index if node else 0)
