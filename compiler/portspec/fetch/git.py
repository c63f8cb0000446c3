"""Files of git repositories: the `git` program says whether a branch has moved, and brings its newest commit."""

import asyncio
import os
import re
from asyncio.subprocess import PIPE
from pathlib import Path
from tempfile import TemporaryDirectory

from portspec.catalog.origin import Git, as_text
from portspec.fetch.values import Limits, Refusal, unreachable
from portspec.workspace.revision import HERE

COMMIT = re.compile(r"[0-9a-f]{40}([0-9a-f]{24})?")
QUIET = {
    "GIT_ASKPASS": "true",  # there is nobody to be asked
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}


class Repositories:
    """The repositories of one run, each asked once for a branch, in a folder that ends with the run."""

    def __init__(self, root: Path, limits: Limits) -> None:
        self.root = root
        """What a repository's relative path starts from."""
        self.limits = limits
        self.folder = TemporaryDirectory(prefix="portspec-")
        self.commits: dict[tuple[str, str], str] = {}
        self.here: set[str] = set()
        self.listed: dict[str, list[str]] = {}

    async def commit(self, origin: Git) -> str:
        """Return the commit that a branch or tag stands at; raises Refusal where there is none."""
        if COMMIT.fullmatch(origin.ref):
            return origin.ref
        key = (origin.address, origin.ref)
        if key not in self.commits:
            said = await self._git(origin, "ls-remote", "--", origin.address, origin.ref, f"{origin.ref}^{{}}")
            self.commits[key] = self._chosen(said.decode(errors="replace"), origin)
        return self.commits[key]

    def _chosen(self, listed: str, origin: Git) -> str:
        """Return the commit of a name among what `ls-remote` lists; a name's end matches there, too."""
        found = {name: commit for commit, _, name in (line.partition("\t") for line in listed.splitlines())}
        names = (f"refs/tags/{origin.ref}^{{}}", f"refs/tags/{origin.ref}", f"refs/heads/{origin.ref}", origin.ref)
        commit = next((found[name] for name in names if name in found), None)
        if commit is None:
            raise unreachable(as_text(origin), f"the repository has no branch or tag {origin.ref}")
        return commit

    async def file(self, origin: Git, commit: str, path: str) -> bytes:
        """Return a file of a commit; raises Refusal where it has none."""
        if commit not in self.here:
            if not self.here:
                await self._git(origin, "init", "--quiet", "--bare")
            await self._git(origin, "fetch", "--quiet", "--depth=1", "--no-tags", "--", origin.address, commit)
            self.here.add(commit)
        listed = (await self._git(origin, "ls-tree", "-z", "--long", commit, "--", path)).decode(errors="replace")
        found = re.match(r"(\d+) blob [0-9a-f]+ +(\d+)\t", listed)
        if not found or found[1] == "120000":  # a link
            raise unreachable(as_text(origin), f"the repository has no file {path}")
        if int(found[2]) > self.limits.bytes:
            raise unreachable(as_text(origin), f"it has more than {self.limits.bytes} bytes")
        return await self._git(origin, "cat-file", "blob", f"{commit}:{path}")

    async def names(self, origin: Git, commit: str) -> list[str]:
        """Return the paths of all files of a commit that `file` has been asked of, in order."""
        if commit not in self.listed:
            said = await self._git(origin, "ls-tree", "-r", "-z", "--name-only", commit)
            self.listed[commit] = [each for each in said.decode(errors="replace").split("\0") if each]
        return self.listed[commit]

    async def _git(self, origin: Git, *command: str) -> bytes:
        """Return what a command of git prints; raises Refusal with the last line of what it says against it."""
        environment = {name: each for name, each in os.environ.items() if name not in HERE} | QUIET
        environment.setdefault("GIT_SSH_COMMAND", "ssh -o BatchMode=yes")
        given = ["git", "-c", "protocol.ext.allow=never", f"--git-dir={self.folder.name}", *command]
        try:
            process = await asyncio.create_subprocess_exec(
                *given, cwd=self.root, env=environment, stdout=PIPE, stderr=PIPE
            )
        except OSError as error:
            raise unreachable(as_text(origin), f"git does not start: {error.strerror}", "Install git.") from error
        try:
            async with asyncio.timeout(self.limits.seconds):
                printed, said = await process.communicate()
        except TimeoutError as error:
            process.kill()
            await process.wait()
            raise self._late(origin) from error
        if process.returncode:
            lines = [each for each in said.decode(errors="replace").splitlines() if each.strip()] or ["git fails"]
            raise unreachable(as_text(origin), re.sub("^(fatal|error): ", "", lines[0]))
        return printed

    def _late(self, origin: Git) -> Refusal:
        return unreachable(as_text(origin), f"git takes more than {self.limits.seconds:g} seconds")
