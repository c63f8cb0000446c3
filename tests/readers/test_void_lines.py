"""A line of breaks or rules in Markdown is a block by itself: what stands right below it is no HTML."""

import pytest

from portspec.document import Heading, Table
from portspec.readers import read
from tests.reading import page


@pytest.mark.parametrize("line", ["<br>", "<br/>", "<br />", "<BR>", "  <br>", "<br><br>", "<hr>", '<br clear="all">'])
def test_a_heading_and_a_table_below(line: str) -> None:
    text = f"# Ports\n\n{line}\n## Hub\n\n{line}\n| Port | Protocol |\n|---|---|\n| 70 | TCP |\n"
    blocks = read(page(text), lambda _: None).blocks
    assert [type(block) for block in blocks] == [Heading, Heading, Table]


@pytest.mark.parametrize("tag", ["p", "div", "span", "td"])
def test_html_goes_on_behind_what_is_open(tag: str) -> None:
    text = f"# Ports\n\n<{tag}>\n## Hub\n</{tag}>\n"
    assert [block.text.value for block in read(page(text), lambda _: None).blocks if isinstance(block, Heading)] == [
        "Ports"
    ]
