"""The files of a case on a disk beside a laboratory, applied and probed as a user would."""

from pathlib import Path
from subprocess import CompletedProcess

import msgspec

from portspec.findings import Finding
from portspec.writers.firewall import emit
from tests.firewall.reading import reading
from tests.packets.cases import Case, matrix
from tests.packets.lab import Lab
from tests.packets.probes import Probe, passing


class Bench(msgspec.Struct, frozen=True, kw_only=True):
    """One case at work."""

    lab: Lab
    case: Case
    folder: Path

    @property
    def rules(self) -> Path:
        """The file with the rules."""
        return self.folder / f"{self.case.stem}.nft"

    def script(self, *words: str, **env: str) -> CompletedProcess[str]:
        """Run the script with `words`, without an SSH connection unless `env` says one."""
        return self.lab.run("sh", str(self.folder / f"{self.case.stem}.sh"), *words, **{"SSH_CONNECTION": "", **env})

    def wrong(self) -> frozenset[Probe]:
        """Probe the whole matrix; return what passes and must not, and what must pass and does not."""
        stated = self.case.stated()
        return passing(self.lab, matrix(), awaited=stated) ^ stated


def bench(lab: Lab, case: Case, folder: Path) -> Bench:
    """Write the files of a case below `folder`."""
    said: list[Finding] = []
    for artifact in emit("nftables", reading(), case.options, said.append):
        path = folder / artifact.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(artifact.data)
    assert {each.code for each in said} <= {"PS501"}
    return Bench(lab=lab, case=case, folder=folder)
