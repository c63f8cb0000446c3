"""The plug-in of MkDocs: hands it the pages and files that the compiled specs give, to be built with those by hand."""

import gc
from contextlib import suppress
from pathlib import Path

from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from portspec.findings import Finding
from portspec.resources import resource
from portspec.workspace import WorkspaceError, find_workspace
from portspec.writers.site import site
from portspec.writers.site.blocks import with_blocks, without_blocks
from portspec.writers.site.navigation import navigation
from portspec.writers.site.release import release_of
from portspec.writers.site.settings import OVERRIDES, THEME
from portspec.writers.site.template import keep_compiled
from portspec.writers.site.words import Words, words_in

LOG = get_plugin_logger("portspec")


class Options(Config):  # type: ignore[no-untyped-call] # what MkDocs does for subclasses has no types
    """What `mkdocs.yml` may say below the plug-in's name: nothing."""


class Plugin(BasePlugin[Options]):  # type: ignore[no-untyped-call]
    """`portspec` below `plugins` in `mkdocs.yml`."""

    def on_startup(self, **_: object) -> None:
        """Look for garbage more rarely: nearly all that a build makes stays to its end."""
        self._threshold = gc.get_threshold()
        gc.set_threshold(100_000)

    def on_shutdown(self) -> None:
        """Leave the program that runs MkDocs as it was."""
        gc.set_threshold(*self._threshold)

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Put our own changes of the theme behind those of the project; raises PluginError where links cannot fit."""
        if config.use_directory_urls:
            raise PluginError("portspec's pages link to `page.html`. Set `use_directory_urls: false` in mkdocs.yml.")
        if config.theme.name == THEME:
            config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(resource(OVERRIDES)))
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the generated files, and set the navigation; raises PluginError where there is no compiled spec."""
        root = Path(config.config_file_path).parent
        try:
            workspace = find_workspace(root)
            specs = workspace.compiled_specs(_refuse_errors) if workspace else ()
            proofs = workspace.proofs(_refuse_errors).values() if workspace else ()
            takings = workspace.takings() if workspace else {}
        except WorkspaceError as error:
            raise PluginError(str(error)) from error
        words = words_in(config.theme.get("language") or "en")
        _keep_templates(root / "build" / "templates", words)
        releases = [release_of(spec, _refuse_errors, proofs, takings, words) for spec in specs]
        written = [file.src_uri for file in files.documentation_pages()]
        for artifact in site(releases, written, config.extra.get("report", ""), config.site_url or ""):
            files.append(File.generated(config, artifact.path, content=artifact.data))
        config.nav = navigation(releases, written)
        return files

    def on_page_markdown(self, markdown: str, *, page: Page, **_: object) -> str:
        """Keep what is HTML already from the parser of Markdown, which takes most of a build's time."""
        return without_blocks(markdown) if page.file.generated_by else markdown

    def on_page_content(self, html: str, *, page: Page, **_: object) -> str:
        """Put it back."""
        return with_blocks(html, page.file.content_string) if page.file.generated_by else html

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, **_: object) -> LiveReloadServer:
        """Build again when the compiled specs change, or templates and assets where they are the project's own."""
        root = Path(config.config_file_path).parent
        for folder in ("spec/compiled", "spec/proofs", "site/templates", "site/assets"):
            if (root / folder).is_dir():
                server.watch(str(root / folder))
        return server


def _keep_templates(folder: Path, words: Words) -> None:
    # To compile them takes a tenth of a small site's time.
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        keep_compiled(str(folder), words)


def _refuse_errors(found: Finding) -> None:
    # Notes stand in the snippets' own first lines; an error means that a page would lack something. Compiled specs that
    # are not what was built are a fault of the whole site: a strict build ends there.
    if found.severity == "error":
        raise PluginError(f"{found.message}. {found.help}")
    if found.code == "PS421":
        LOG.warning("%s. %s", found.message, found.help)
