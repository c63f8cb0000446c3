"""The files of a case beside a host, applied and probed as a user would."""

from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import msgspec

from portspec.findings import Finding
from portspec.proof.host import Host
from portspec.proof.probes import Probe, passing
from portspec.writers.firewall import emit
from tests.firewall.reading import reading
from tests.packets.cases import Case, matrix


class Bench(msgspec.Struct, frozen=True, kw_only=True):
    """One case at work."""

    host: Host
    case: Case
    files: tuple[Path, ...]

    @property
    def path(self) -> Path:
        """The script."""
        return next(path for path in self.files if path.suffix == ".sh")

    def script(self, *words: str, **env: str) -> CompletedProcess[str]:
        """Run the script with `words`, without an SSH connection unless `env` says one."""
        return self.host.run("sh", str(self.path), *words, **{"SSH_CONNECTION": "", **env})

    def apply(self, *words: str) -> None:
        """Apply, and for good where that has to be said."""
        done = self.script("apply", *words)
        assert (done.returncode, done.stderr) == (0, "")
        if self.case.options.enforce:
            assert self.script("confirm").returncode == 0

    def change(self, mutant: Callable[[str], str]) -> None:
        """Change the files; at least one must be another then."""
        before = [path.read_text() for path in self.files]
        for path, text in zip(self.files, before, strict=True):
            path.write_text(mutant(text))
        assert [path.read_text() for path in self.files] != before

    def passing(self) -> frozenset[Probe]:
        """Probe the whole matrix; return what passes."""
        return passing(self.host.lab, matrix(), awaited=self.case.stated())

    def wrong(self) -> frozenset[Probe]:
        """Return what passes and must not, and what must pass and does not."""
        return self.passing() ^ self.case.stated()


def bench(host: Host, dialect: str, case: Case, folder: Path) -> Bench:
    """Write the files of a case below `folder`."""
    said: list[Finding] = []
    files = []
    for artifact in emit(dialect, reading(), case.options, said.append):
        files.append(folder / artifact.path)
        files[-1].parent.mkdir(parents=True, exist_ok=True)
        files[-1].write_bytes(artifact.data)
    assert {each.code for each in said} <= {"PS501", "PS507"}
    return Bench(host=host, case=case, files=tuple(files))
