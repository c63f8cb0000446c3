"""What kind of text came, and its bytes as they are stored: they must tell their encoding by themselves."""

from email.message import Message

import webencodings

from portspec.readers.encoding import begin_of, is_guess
from portspec.readers.formats import Begin, format_of, named_as, recognise

OTHER_NAMES = {"application/xhtml+xml": "text/html", "text/x-markdown": "text/markdown", "text/x-rst": "text/x-rst"}
"""Other names of a registered media type."""
SILENT = ("", "text/plain", "application/octet-stream", "application/xml", "text/xml")
"""Media types of a server that does not know better."""


def content_type(header: str) -> tuple[str, str]:
    """Return media type and charset of a Content-Type (RFC 9110, 8.3), each empty where it is not given."""
    message = Message()
    message["content-type"] = header or "application/octet-stream"
    return message.get_content_type(), str(message.get_param("charset", ""))


def kind_of(told: str, name: str, data: bytes, wanted: str | None) -> str | None:
    """Return the media type of what came, None for no page: by the server, by its name, or by how it begins.

    How a page begins does not always tell its format; so where nothing else does, it is what is wanted.
    """
    if told not in SILENT:
        known = format_of(OTHER_NAMES.get(told, told))
        return known.media_type if known else None
    found, certain = recognise(Begin(data=data, text=begin_of(data)), name)
    return wanted if wanted and not certain and not named_as(name) else found.media_type


def stored(data: bytes, charset: str, media_type: str) -> bytes:
    """Return a page's bytes as they came, or in UTF-8 where only the server has told their encoding."""
    known = format_of(media_type)
    if not charset or known is None or known.rendered is not None:
        return data
    label = known.declared(data) if known.declared else None
    if not is_guess(data, label) and b"\0" not in data:
        return data
    try:
        text, _ = webencodings.decode(data, charset, errors="strict")
    except (LookupError, UnicodeDecodeError):
        return data
    return text.encode()
