"""What kind of text came, and its bytes as they are stored: they must tell their encoding by themselves."""

from email.message import Message

import webencodings

from portspec.readers.encoding import is_guess
from portspec.workspace import told_by, told_by_name

KINDS = {
    "text/html": "text/html",
    "application/xhtml+xml": "text/html",
    "text/markdown": "text/markdown",
    "text/x-markdown": "text/markdown",
}
"""By the media type that a server gives."""
SILENT = ("", "text/plain", "application/octet-stream", "application/xml", "text/xml")
"""Media types of a server that does not know better."""


def content_type(header: str) -> tuple[str, str]:
    """Return media type and charset of a Content-Type (RFC 9110, 8.3), each empty where it is not given."""
    message = Message()
    message["content-type"] = header or "application/octet-stream"
    return message.get_content_type(), str(message.get_param("charset", ""))


def kind_of(told: str, name: str, data: bytes, wanted: str | None) -> str | None:
    """Return the media type of what came, None for no page: by the server, by its name, or by how it begins.

    How a page of HTML begins does not always tell it; so where nothing else does, it may be what is wanted.
    """
    if told not in SILENT:
        return KINDS.get(told)
    begun = told_by(name, data)
    return wanted if wanted == "text/html" and not told_by_name(name) else begun


def stored(data: bytes, charset: str, media_type: str) -> bytes:
    """Return a page's bytes as they came, or in UTF-8 where only the server has told their encoding."""
    if not charset or not (is_guess(data, media_type) or b"\0" in data):
        return data
    try:
        text, _ = webencodings.decode(data, charset, errors="strict")
    except (LookupError, UnicodeDecodeError):
        return data
    return text.encode()
