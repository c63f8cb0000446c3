"""The server of the Language Server Protocol 3.17 on standard input and output; it reads files and writes none."""

import asyncio
import re
from pathlib import Path

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path, to_fs_path

from portspec import __version__
from portspec.editor import Row, View, views, workspace_of
from portspec.editor.fixing import DRAFTED, drafted
from portspec.editor.pointing import named, place_of, rows_at, told, word_at
from portspec.findings import Finding
from portspec.source import Place
from portspec.spec import Provenance
from portspec.unseen import visible
from portspec.workspace import root_of

SEVERITIES = {
    "error": lsp.DiagnosticSeverity.Error,
    "warning": lsp.DiagnosticSeverity.Warning,
    "note": lsp.DiagnosticSeverity.Information,
}
PAUSE = 0.2
"""Seconds without a key after which a text is looked at."""
UNITS = {
    lsp.PositionEncodingKind.Utf8: ("utf-8", 1),
    lsp.PositionEncodingKind.Utf16: ("utf-16-le", 2),
    lsp.PositionEncodingKind.Utf32: ("utf-32-le", 4),
}
"""The encoding in whose units a client counts columns, and the bytes of a unit."""


class Server(LanguageServer):
    """The server, with what is known of the open files; each text is sent whole, since only LSP ends lines as LSP."""

    def __init__(self) -> None:
        super().__init__("portspec", __version__, text_document_sync_kind=lsp.TextDocumentSyncKind.Full)
        self.known: dict[str, View] = {}
        self.turn = asyncio.Lock()

    def lines(self, uri: str) -> list[str]:
        """Return the lines of a file, also of one that is not open."""
        return re.split(r"\r\n|\r|\n", self.workspace.get_text_document(uri).source)

    @property
    def units(self) -> tuple[str, int]:
        """How the client counts columns."""
        return UNITS[lsp.PositionEncodingKind(self.workspace.position_encoding or lsp.PositionEncodingKind.Utf16)]

    def column(self, line: str, units: int) -> int:
        """Return the column, from 0, that a client names in its units."""
        encoding, size = self.units
        return len(line.encode(encoding, "surrogatepass")[: units * size].decode(encoding, "ignore"))

    def position(self, lines: list[str], line: int, column: int) -> lsp.Position:
        """Return a place, whose line and column count from 1, as the client counts."""
        encoding, size = self.units
        before = lines[line - 1][: column - 1] if line <= len(lines) else ""
        return lsp.Position(line - 1, len(before.encode(encoding, "surrogatepass")) // size)

    def open_files(self, root: Path | None) -> dict[str, str]:
        """Return the texts of the open files of a project, or of those that belong to none, by path."""
        paths = {uri: _path(uri) for uri in self.workspace.text_documents}
        return {
            _below(path, root): self.workspace.get_text_document(uri).source
            for uri, path in paths.items()
            if path and root_of(path.parent) == root
        }


server = Server()


@server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
@server.feature(lsp.TEXT_DOCUMENT_DID_SAVE)
async def _opened(ls: Server, params: lsp.DidOpenTextDocumentParams | lsp.DidSaveTextDocumentParams) -> None:
    await _look(ls, params.text_document.uri)


@server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
async def _changed(ls: Server, params: lsp.DidChangeTextDocumentParams) -> None:
    uri, version = params.text_document.uri, params.text_document.version
    await asyncio.sleep(PAUSE)
    if uri in ls.workspace.text_documents and ls.workspace.get_text_document(uri).version == version:
        await _look(ls, uri)


@server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
async def _closed(ls: Server, params: lsp.DidCloseTextDocumentParams) -> None:
    """Forget a file; for the others of its project what stands on the disk counts again in place of its text."""
    uri = params.text_document.uri
    ls.known.pop(uri, None)
    ls.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, []))
    await _look(ls, uri)


async def _look(ls: Server, uri: str) -> None:
    """Look at all open files of a file's project, one project at a time, and tell what there is to say of each."""
    if (path := _path(uri)) is None:
        return
    root = root_of(path.parent)
    async with ls.turn:
        found = await asyncio.to_thread(views, root, ls.open_files(root))
    for each in [*ls.workspace.text_documents]:
        view = found.get(_below(own, root)) if (own := _path(each)) else None
        if view is not None:
            ls.known[each] = view
            said = [_diagnostic(ls, ls.lines(each), one) for one in view.findings]
            ls.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(each, said))


def _diagnostic(ls: Server, lines: list[str], found: Finding) -> lsp.Diagnostic:
    return lsp.Diagnostic(
        range=_range(ls, lines, found.place),
        message=visible(f"{found.message}\n{found.help}"),
        severity=SEVERITIES[found.severity],
        code=found.code,
        source="portspec",
    )


def _range(ls: Server, lines: list[str], at: Place | Provenance | None) -> lsp.Range:
    """Return a range; of a row it goes to the end of its last line."""
    if at is None:
        return lsp.Range(lsp.Position(0, 0), lsp.Position(0, 0))
    last = lines[min(at.end_line, len(lines)) - 1]
    end = at.end_column if isinstance(at, Place) else len(last) + 1
    return lsp.Range(ls.position(lines, at.line, at.column), ls.position(lines, at.end_line, end))


@server.feature(lsp.TEXT_DOCUMENT_HOVER)
async def _hover(ls: Server, params: lsp.HoverParams) -> lsp.Hover | None:
    """Tell about the requirement or the finding that is named there, or about the rows of the line."""
    uri, at = params.text_document.uri, params.position
    word = _word(ls, uri, at)
    row = await _named(ls, uri, word)
    rows = [row] if row else rows_at(ls.known.get(uri, View()), at.line + 1, at.line + 1)
    text = told(rows, word)
    return lsp.Hover(lsp.MarkupContent(lsp.MarkupKind.PlainText, text)) if text else None


@server.feature(lsp.TEXT_DOCUMENT_DEFINITION)
async def _definition(ls: Server, params: lsp.DefinitionParams) -> lsp.Location | None:
    """Go from the id of a requirement, which stands beside each rule that was made of it, to its line on the page."""
    uri = params.text_document.uri
    row = await _named(ls, uri, _word(ls, uri, params.position))
    if row is None or (root := _root(uri)) is None:
        return None
    path, at = place_of(row)
    page = from_fs_path(str(root / path))
    return lsp.Location(page, _range(ls, ls.lines(page), at)) if page else None


@server.feature(lsp.TEXT_DOCUMENT_CODE_ACTION, lsp.CodeActionOptions([lsp.CodeActionKind.QuickFix]))
def _actions(ls: Server, params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
    """Offer an erratum for what the rows of some lines leave open."""
    uri, at = params.text_document.uri, params.range
    root = _root(uri)
    if root is None or (workspace := workspace_of(root, ls.open_files(root))) is None:
        return []
    rows = rows_at(ls.known.get(uri, View()), at.start.line + 1, at.end.line + 1)
    settled = [each for each in params.context.diagnostics if each.code in DRAFTED]
    return [
        lsp.CodeAction(
            title=f"Draft an erratum in {each.path}",
            kind=lsp.CodeActionKind.QuickFix,
            diagnostics=settled or None,
            edit=_new(from_fs_path(str(root / each.path)) or "", each.data.decode()),
        )
        for each in drafted(rows, workspace)
    ]


def _new(uri: str, text: str) -> lsp.WorkspaceEdit:
    """Return the edit that makes a file of a text."""
    start = lsp.Range(lsp.Position(0, 0), lsp.Position(0, 0))
    document = lsp.OptionalVersionedTextDocumentIdentifier(uri)
    return lsp.WorkspaceEdit(
        document_changes=[lsp.CreateFile(uri), lsp.TextDocumentEdit(document, [lsp.TextEdit(start, text)])]
    )


async def _named(ls: Server, uri: str, word: str) -> Row | None:
    root = _root(uri)
    async with ls.turn:
        return await asyncio.to_thread(named, root, ls.open_files(root), word)


def _word(ls: Server, uri: str, at: lsp.Position) -> str:
    lines = ls.lines(uri)
    line = lines[at.line] if at.line < len(lines) else ""
    return word_at(line, ls.column(line, at.character))


def _root(uri: str) -> Path | None:
    return root_of(path.parent) if (path := _path(uri)) else None


def _path(uri: str) -> Path | None:
    """Return the path of a file, None for what is no file, such as a text that has not been saved."""
    path = to_fs_path(uri)
    return Path(path).resolve() if path else None


def _below(path: Path, root: Path | None) -> str:
    return (path.relative_to(root) if root and root in path.parents else path).as_posix()
