"""Firefox, driven by its own protocol: WebDriver's commands as JSON over a socket (Marionette)."""

import json
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

PREFERENCES = """\
user_pref("marionette.port", 0);
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("app.normandy.enabled", false);
"""
PATIENCE = 60
"""Seconds until something has to be there."""
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
"""The key of a reference (WebDriver, 12.2)."""


class Firefox(msgspec.Struct, frozen=True, kw_only=True):
    """A session of a running Firefox."""

    link: socket.socket
    """Over which it is told what to do."""

    def command(self, name: str, **about: Any) -> Any:
        """Send a command, and return its result; raises AssertionError where it fails."""
        data = json.dumps([0, 1, name, about]).encode()
        self.link.sendall(b"%d:%s" % (len(data), data))
        _, _, error, result = self.heard()
        assert error is None, error
        return result

    def heard(self) -> Any:
        """Return the next message: its length, a colon, and JSON."""
        length = b""
        while (byte := self.link.recv(1)) != b":":
            length += byte
        data = b""
        while len(data) < int(length):
            data += self.link.recv(int(length) - len(data))
        return json.loads(data)

    def open(self, address: str, width: int) -> None:
        """Open a page in a window that is about so wide; Firefox has none below 450 pixels."""
        self.command("WebDriver:SetWindowRect", width=width, height=900)
        self.command("WebDriver:Navigate", url=address)

    def ask(self, script: str, *given: Any) -> Any:
        """Return what a script returns."""
        return self.command("WebDriver:ExecuteScript", script=script, args=list(given))["value"]

    def until(self, script: str, *given: Any) -> Any:
        """Return what a script returns once that is something."""
        end = time.monotonic() + PATIENCE
        while not (found := self.ask(script, *given)):
            assert time.monotonic() < end, f"never true: {script}"
            time.sleep(0.1)
        return found

    def click(self, selector: str) -> None:
        """Click an element, as a pointer does."""
        self.command("WebDriver:ElementClick", id=self._element(selector))

    def type(self, selector: str, text: str) -> None:
        """Type a text into a field, or where the page has the focus."""
        self.command("WebDriver:ElementSendKeys", id=self._element(selector), text=text)

    def _element(self, selector: str) -> str:
        found = self.command("WebDriver:FindElement", using="css selector", value=selector)
        return str(found["value"][ELEMENT])


@contextmanager
def firefox(program: str, profile: Path) -> Iterator[Firefox]:
    """Start Firefox without a screen, and end it."""
    profile.mkdir(parents=True)
    (profile / "user.js").write_text(PREFERENCES)
    command = [program, "--headless", "--marionette", "--no-remote", "--profile", str(profile)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        link = socket.create_connection(("127.0.0.1", _port(profile / "MarionetteActivePort")), timeout=PATIENCE)
        session = Firefox(link=link)
        session.heard()
        session.command("WebDriver:NewSession", capabilities={"alwaysMatch": {}})
        yield session
        link.close()
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


def _port(file: Path) -> int:
    end = time.monotonic() + PATIENCE
    while not file.is_file() or not file.read_text():
        assert time.monotonic() < end, "Firefox does not start"
        time.sleep(0.1)
    return int(file.read_text())
