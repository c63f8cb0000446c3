"""The plug-in of MkDocs leaves the program that runs it as it was."""

import gc

from portspec.mkdocs import Plugin


def test_garbage_is_looked_for_more_rarely_while_a_site_is_built_and_then_as_before() -> None:
    found = gc.get_threshold()
    gc.set_threshold(700, 10)
    before = gc.get_threshold()
    plugin = Plugin()
    plugin.on_startup()
    try:
        assert gc.get_threshold()[0] > before[0]
        plugin.on_shutdown()
        assert gc.get_threshold() == before
    finally:
        gc.set_threshold(*found)
