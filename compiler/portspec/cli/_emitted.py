"""What `portspec emit` can write: dialects, writers, and what is of neither kind."""

from portspec.writers import writers
from portspec.writers.firewall import dialects

SITE = "site"
"""The format that is about all releases."""
GATHERING = "ansible-audit"
"""The playbook that gathers what `portspec audit --from` compares."""
RULES = "rules"
"""The verdict itself, before any dialect; also on a page that no catalog lists."""


def formats() -> tuple[str, ...]:
    """Return all that can be written."""
    return (*dialects(), *writers(), GATHERING, RULES, SITE)
