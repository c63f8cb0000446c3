"""A client of the Language Server Protocol edits a project by `portspec lsp`, over standard input and output."""

import asyncio
import sys
from collections.abc import AsyncIterator, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types as lsp
from pygls.lsp.client import LanguageClient

PAGE = """\
# Ports of Lantern 🏮

## Store nodes

| Port | Protocol | Direction | Purpose |
| ---- | -------- | --------- | ------- |
| 7001 | TCP      | inbound   | Requests of clients. |
| 7002 |          | inbound   | Talk between nodes. |
"""
WAIT = 60
"""Seconds that an answer may take."""
Where = tuple[str, int, int, int, int]
"""A finding's code, and its range."""


class Client(LanguageClient):
    """An editor that keeps what the server says last of each file."""

    def __init__(self) -> None:
        super().__init__("editor", "1")
        self.said: dict[str, list[lsp.Diagnostic]] = {}
        self.failures: list[str] = []
        self.news = asyncio.Event()

        @self.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)  # type: ignore[untyped-decorator]
        def _(params: lsp.PublishDiagnosticsParams) -> None:
            self.said[params.uri] = list(params.diagnostics)
            self.news.set()

        @self.feature(lsp.WINDOW_SHOW_MESSAGE)  # type: ignore[untyped-decorator]
        def _(params: lsp.ShowMessageParams) -> None:
            self.failures.append(params.message)
            self.news.set()

    async def wait(self, wanted: Callable[[], Any]) -> None:
        """Wait until something holds of what was said."""
        async with asyncio.timeout(WAIT):
            while not wanted():
                assert self.failures == []
                self.news.clear()
                await self.news.wait()

    def codes(self, uri: str) -> list[str]:
        return [str(each.code) for each in self.said.get(uri, ())]

    def open(self, path: Path) -> str:
        item = lsp.TextDocumentItem(path.as_uri(), "text", 1, path.read_text("utf-8"))
        self.text_document_did_open(lsp.DidOpenTextDocumentParams(item))
        return path.as_uri()

    def write(self, uri: str, version: int, text: str) -> None:
        document = lsp.VersionedTextDocumentIdentifier(version, uri)
        change = [lsp.TextDocumentContentChangeWholeDocument(text)]
        self.text_document_did_change(lsp.DidChangeTextDocumentParams(document, change))

    def close(self, uri: str) -> None:
        self.text_document_did_close(lsp.DidCloseTextDocumentParams(lsp.TextDocumentIdentifier(uri)))

    async def hover(self, uri: str, line: int, column: int) -> str:
        at = lsp.HoverParams(lsp.TextDocumentIdentifier(uri), lsp.Position(line, column))
        found = await self.text_document_hover_async(at)
        if found is None:
            return ""
        assert isinstance(found.contents, lsp.MarkupContent)
        assert found.contents.kind is lsp.MarkupKind.PlainText
        return found.contents.value


@asynccontextmanager
async def editing(root: Path) -> AsyncIterator[Client]:
    client = Client()
    await client.start_io(sys.executable, "-m", "portspec", "lsp", cwd=root)
    await client.initialize_async(lsp.InitializeParams(lsp.ClientCapabilities(), root_uri=root.as_uri()))
    client.initialized(lsp.InitializedParams())
    try:
        yield client
    finally:
        await client.shutdown_async(None)
        client.exit(None)
        await client.stop()  # type: ignore[no-untyped-call]


def edit(root: Path, session: Callable[[Client], Coroutine[Any, Any, None]]) -> None:
    """Run a session of an editor, in a thread of its own: a browser's tests leave a loop of events in theirs."""

    async def run() -> None:
        async with editing(root) as client:
            await session(client)

    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, run()).result()


@pytest.fixture(scope="module")
def project(lantern: Callable[[str], Path]) -> Path:
    return lantern(PAGE)


def test_an_editing_session(project: Path) -> None:
    page = project / "spec/sources/lantern/1/ports.md"

    async def session(client: Client) -> None:
        uri = client.open(page)
        await client.wait(lambda: client.said)
        assert client.codes(uri) == ["PS403"]
        (found,) = client.said[uri]
        assert found.message.startswith("This row states no transport\n")
        assert (found.range.start.line, found.severity) == (7, lsp.DiagnosticSeverity.Warning)

        about = await client.hover(uri, 7, 3)
        assert "store-node.7002.inbound" in about
        assert "spec/sources/lantern/1/ports.md:8" in about
        assert "the nearest heading says so" in about
        assert "rule: closed, in at store-node" in about

        # The quick fix, applied as an editor does, draws an erratum; the server then knows its TODOs.
        asked = lsp.CodeActionContext([found])
        actions = await client.text_document_code_action_async(
            lsp.CodeActionParams(lsp.TextDocumentIdentifier(uri), found.range, asked)
        )
        assert actions
        (action,) = actions
        assert isinstance(action, lsp.CodeAction)
        assert action.title == "Draft an erratum in spec/errata/lantern/1-draft.yaml"
        assert action.edit
        assert action.edit.document_changes
        made, filled = action.edit.document_changes
        assert isinstance(made, lsp.CreateFile)
        assert isinstance(filled, lsp.TextDocumentEdit)
        drafted = project / "spec/errata/lantern/1-draft.yaml"
        assert made.uri == drafted.as_uri()
        (insert,) = filled.edits
        text = insert.new_text  # type: ignore[union-attr]
        drafted.parent.mkdir(parents=True)
        drafted.write_text(text, "utf-8")
        errata = client.open(drafted)
        await client.wait(lambda: errata in client.said)
        assert set(client.codes(errata)) == {"PS305"}

        # Decided, it settles the finding of the page.
        settled = (
            text.replace("kind: TODO", "kind: assumption").replace("[TODO]", "[tcp]").replace("why: TODO", "why: x")
        )
        client.write(errata, 2, settled)
        await client.wait(lambda: not client.codes(errata) and not client.codes(uri))
        assert "assumption" in await client.hover(uri, 7, 3)

        # A typing error is told of at once, and again not when it is gone.
        client.write(uri, 2, PAGE.replace("7002 ", "7OO2 "))
        await client.wait(lambda: "PS201" in client.codes(uri))
        client.write(uri, 3, PAGE)
        await client.wait(lambda: not client.codes(uri))

        # What is no character of Unicode has a place, too, and what is hidden is named.
        client.write(uri, 4, PAGE.replace("7002 ", "7O\ud800\u202eO2 "))
        await client.wait(lambda: "PS201" in client.codes(uri))
        assert "\u202e" not in "".join(each.message for each in client.said[uri])

        # Of a file that is closed what has been saved counts: it settles nothing yet.
        client.write(uri, 5, PAGE)
        await client.wait(lambda: not client.codes(uri))
        client.close(errata)
        await client.wait(lambda: client.codes(uri) == ["PS403"])
        assert client.codes(errata) == []

    edit(project, session)


def test_from_a_rule_to_the_line_that_it_was_made_of(project: Path) -> None:
    rules = project / "rules.conf"
    rules.write_text("tcp dport 7001 accept  # 🏮 store-node.7001.tcp.inbound: Requests of clients.\n", "utf-8")
    page = project / "spec/sources/lantern/1/ports.md"

    async def session(client: Client) -> None:
        uri = client.open(rules)
        column = 31  # in UTF-16, where the lantern is two units
        place = lsp.DefinitionParams(lsp.TextDocumentIdentifier(uri), lsp.Position(0, column))
        found = await client.text_document_definition_async(place)
        assert isinstance(found, lsp.Location)
        assert found.uri == page.as_uri()
        assert found.range.start.line == 6
        assert "store-node.7001.tcp.inbound" in await client.hover(uri, 0, column)
        assert await client.hover(uri, 0, 2) == ""

        # What is being written counts: a line more above moves the row.
        own = client.open(page)
        client.write(own, 2, PAGE.replace("## Store", "\n## Store"))
        found = await client.text_document_definition_async(place)
        assert isinstance(found, lsp.Location)
        assert found.range.start.line == 7

    edit(project, session)
