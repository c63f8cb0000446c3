"""Nobody types a name there: roles are chosen from a list."""


def get_close_matches(word, possibilities):
    """Return no name."""
    return []
