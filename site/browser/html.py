"""Stands in for html, whose table of the names of characters is long."""


def escape(text, quote):
    """Return a text as what stands between tags."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
