"""Quoted: texts between quotes, as formats read them that take a plain number or word for something else."""

import json


def quoted(text: str) -> str:
    """Return a text as a string of JSON, which is one of YAML: a port is no number there, a network no sexagesimal."""
    return json.dumps(text)
