"""A line break that a template left written out is one in text, and stays what it is in code."""

import pytest

from portspec.readers.markdown.inline import plain


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        (r"22 \n 23", "22\n23"),
        (r"**22** \n `23`", "22\n23"),
        (r"22 <b>and</b> \n 23", "22 and\n23"),
        (r"use `a \n b` now", r"use a \n b now"),
        (r"`` a ` \n b `` \n c", "a ` \\n b\nc"),
        (r"use `a \n b` <b>now</b>", r"use a \n b now"),
        (r"C:\new", r"C:\new"),
    ],
)
def test_a_written_break(raw: str, shown: str) -> None:
    assert plain(raw) == shown
    assert "<br" not in plain(raw)
