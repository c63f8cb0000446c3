"""Code blocks marked as a programming language that hold a shell's prompt."""

import re
from collections.abc import Iterator

from portspec.checks import Review
from portspec.document import Code
from portspec.findings import Finding, finding

_PROMPT = re.compile(r"^(?:\$|#|[\w.-]+@[\w.-]+[:~][^\n]*[$#]) +[a-z./][\w./-]*(?: |$)", re.MULTILINE)
_SHELLS = frozenset(
    (
        "bash",
        "sh",
        "shell",
        "console",
        "shell-session",
        "shellsession",
        "text",
        "none",
        "plain",
        "terminal",
        "zsh",
        "nohighlight",
    )
)
_HASH_COMMENTS = frozenset(
    (
        "python",
        "py",
        "ruby",
        "rb",
        "perl",
        "yaml",
        "yml",
        "toml",
        "ini",
        "conf",
        "dockerfile",
        "makefile",
        "r",
        "powershell",
        "nginx",
        "properties",
        "hcl",
        "terraform",
        "cmake",
    )
)


def check(review: Review) -> Iterator[Finding]:
    """Yield a finding for each block whose lines begin with a prompt and whose language has no such lines."""
    for document in review.documents:
        for block in document.blocks:
            if not isinstance(block, Code) or block.language is None:
                continue
            language = block.language.casefold()
            if language not in _SHELLS | _HASH_COMMENTS and _PROMPT.search(block.text.value):
                message = f"This code block is marked {block.language} but holds shell commands"
                yield finding("PS408", message, "Mark it as shell.", document.place(block.text))
