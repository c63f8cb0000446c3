"""A snippet beside a host."""

import msgspec

from portspec.proof.host import Host
from portspec.proof.lab import Peer


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """An SSH connection of an administrator."""

    peer: Peer
    """Where the administrator sits."""
    version: int
    """4 or 6, of IP."""
    port: int
    """The host's."""

    def variable(self) -> str:
        """Return what sshd tells it (ssh(1), SSH_CONNECTION)."""
        return f"{self.peer.address(self.version)} 50000 {self.peer.host(self.version)} {self.port}"


class Bench(msgspec.Struct, frozen=True, kw_only=True):
    """A snippet beside a host."""

    host: Host
    """Where the snippet is applied."""
    script: str
    """Its path."""
    sessions: tuple[Session, ...] = ()
    """With `--enforce` those that the snippet accepts; at least one."""

    def run(self, verb: str) -> str:
        """Return what the script prints where it fails; an applied `--enforce` is confirmed."""
        variable = self.sessions[0].variable() if self.sessions else ""
        done = self.host.run("sh", self.script, verb, SSH_CONNECTION=variable)
        if done.returncode == 0 and verb == "apply" and self.sessions:
            done = self.host.run("sh", self.script, "confirm")
        return "" if done.returncode == 0 else f"{verb} fails: {' '.join(done.stderr.split())}"
