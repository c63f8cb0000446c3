"""Credentials: what the environment or netrc holds for a host; they are sent to that host alone, and never shown.

And whose certificates are believed.
"""

import os
import re
import ssl
from base64 import b64encode
from functools import cache
from netrc import NetrcParseError, netrc
from urllib.parse import urlsplit

import httpx


def authorization(address: str) -> str | None:
    """Return the Authorization header (RFC 7617, RFC 6750) for an address, None where nothing is known for its host.

    Over plain HTTP nothing is sent but to this machine, since all on the way could read it.
    """
    parts = urlsplit(address)
    host = parts.hostname or ""
    if parts.scheme != "https" and host not in ("localhost", "127.0.0.1", "::1"):
        return None
    token, user, password = (os.environ.get(name) for name in variables(host))
    if token:
        return f"Bearer {token}"
    if not user:
        user, password = _netrc(host)
    pair = f"{user}:{password or ''}".encode()
    return f"Basic {b64encode(pair).decode()}" if user else None


def variables(host: str) -> tuple[str, str, str]:
    """Return the names of the variables that hold a host's token, or its user and password."""
    name = re.sub("[^A-Z0-9]", "_", host.upper())
    return f"PORTSPEC_TOKEN_{name}", f"PORTSPEC_USER_{name}", f"PORTSPEC_PASSWORD_{name}"


def _netrc(host: str) -> tuple[str | None, str | None]:
    """Return user and password by the file that NETRC names, or by ~/.netrc; none where it cannot be read."""
    try:
        found = netrc(os.environ.get("NETRC")).authenticators(host)
    except (OSError, NetrcParseError, UnicodeDecodeError):
        return None, None
    return (found[0], found[2]) if found else (None, None)


def trusted() -> ssl.SSLContext:
    """Return what certificates are checked by: the usual ones, or those that SSL_CERT_FILE or SSL_CERT_DIR names."""
    return _trusted(os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR"))


@cache
def _trusted(file: str | None, folder: str | None) -> ssl.SSLContext:  # noqa: ARG001 (httpx reads the two itself)
    """Return it for what the two variables hold: to read all certificates of a system takes longer than many a page."""
    return httpx.create_ssl_context()
