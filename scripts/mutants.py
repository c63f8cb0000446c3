"""Put small faults into the program, and see whether the tests find them: `python scripts/mutants.py [AREA...]`.

A fault is one operator or one constant that is another. An area's faults are always tried in the same order, which
follows no order of the code, so that the first of them are a sample: `--each` says how many. Tests that fail without
any fault are left out. What survives is printed; some survive since they change nothing that anybody could see.
"""

import argparse
import ast
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

ROOT = Path(__file__).parent.parent
AREAS = {
    "firewall": (("writers/firewall",), ("tests/firewall",)),
    "reading": (("readers", "extract"), ("tests/extract", "tests/readers", "tests/sources", "tests/corpus")),
    "resolve": (("resolve", "checks"), ("tests/resolve", "tests/checks", "tests/findings")),
    "diff": (("diff",), ("tests/diff",)),
    "site": (("writers/site",), ("tests/writers", "tests/proofs")),
    "proofs": (("proofs.py", "files"), ("tests/proofs", "tests/workspace")),
}
"""By name: what of the package gets faults, and the tests that are to find them."""
SWAPS = {
    "==": "!=", "!=": "==", "<": "<=", "<=": "<", ">": ">=", ">=": ">", "in": "not in", "not in": "in", "is": "is not",
    "is not": "is", "and": "or", "or": "and", "True": "False", "False": "True", "not": "",
}  # fmt: skip
APART = (".venv", ".git", "build", ".*_cache", "__pycache__")
"""What a copy of the repository does without."""
PATIENCE = 4
"""How many times as long as without a fault the tests may take; a fault may make a loop that never ends."""


class Mutant(msgspec.Struct, frozen=True, kw_only=True):
    """One fault."""

    path: str
    """From the root."""
    line: int
    start: int
    """Where the old text begins, in bytes of the file."""
    old: str
    new: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.old} → {self.new or 'nothing'}"

    def put_into(self, data: bytes) -> bytes:
        """Return a file's bytes with the fault."""
        end = self.start + len(self.old.encode())
        return data[: self.start] + self.new.encode() + data[end:]


def mutants(path: Path) -> Iterator[Mutant]:
    """Yield all faults of a module."""
    data = path.read_bytes()
    starts = [0, *(found.end() for found in re.finditer(b"\n", data))]

    def place(line: int, column: int) -> int:
        return starts[line - 1] + column

    tree = ast.parse(data)
    # `frozen=True` of a type and its like: what they keep from happening does not happen.
    apart = {inner for node in ast.walk(tree) if isinstance(node, ast.ClassDef) for inner in _words(node)}
    for node in (each for each in ast.walk(tree) if each not in apart):
        for line, start, end in _places(node, place):
            text = data[start:end].decode()
            old = text.strip(" ()\n") if not isinstance(node, ast.Constant) else text
            new = str(int(old) + 1) if old.isdecimal() else SWAPS.get(re.sub(r"\s+", " ", old))
            if new is not None and text.count(old) == 1:
                at = start + len(text[: text.index(old)].encode())
                yield Mutant(path=path.relative_to(ROOT).as_posix(), line=line, start=at, old=old, new=new)


def _words(node: ast.ClassDef) -> Iterator[ast.AST]:
    """Yield the values of a class's keywords."""
    yield from (keyword.value for keyword in node.keywords)


def _places(node: ast.AST, place: Callable[[int, int], int]) -> Iterator[tuple[int, int, int]]:
    """Yield the line, the start and the end of each text in which an operator or a constant stands."""
    match node:
        case ast.Compare(left=left, comparators=[right]):
            yield left.lineno, place(left.end_lineno, left.end_col_offset), place(right.lineno, right.col_offset)
        case ast.BoolOp(values=[left, right, *_]):
            yield left.lineno, place(left.end_lineno, left.end_col_offset), place(right.lineno, right.col_offset)
        case ast.UnaryOp(op=ast.Not(), operand=inner):
            yield node.lineno, place(node.lineno, node.col_offset), place(inner.lineno, inner.col_offset)
        case ast.Constant(value=bool() | int()):
            yield node.lineno, place(node.lineno, node.col_offset), place(node.end_lineno, node.end_col_offset)


def of_area(name: str) -> list[Mutant]:
    """Return an area's faults, in the order of digests of what they are, which no shift of lines changes."""
    found: dict[str, Mutant] = {}
    for part in AREAS[name][0]:
        path = ROOT / "compiler/portspec" / part
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            for number, each in enumerate(mutants(file)):
                found[sha256(f"{each.path} {number} {each.old}".encode()).hexdigest()] = each
    return [found[digest] for digest in sorted(found)]


def trial(folder: Path, tests: tuple[str, ...], *options: str, patience: float | None = None) -> tuple[int, str]:
    """Run tests in a copy of the repository; return their status and what they say."""
    command = [sys.executable, "-B", "-m", "pytest", "-q", "-p", "no:cacheprovider", "--tb=no", *options, *tests]
    environment = os.environ | {"PYTHONPATH": str(folder / "compiler")}
    try:
        done = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=patience
        )
    except subprocess.TimeoutExpired:
        return 1, "does not end"
    return done.returncode, done.stdout


def survivors(name: str, each: int, folder: Path) -> Iterator[Mutant]:
    """Try an area's first faults in a copy of the repository, with a line for each; yield those that are not found."""
    tests = tuple(test for test in AREAS[name][1] if any((folder / test).rglob("test_*.py")))
    start = time.monotonic()
    _, said = trial(folder, tests)
    took = time.monotonic() - start
    failing = re.findall(r"^(?:FAILED|ERROR) (\S+)", said, re.MULTILINE)
    options = [f"--deselect={test}" for test in failing]
    say(f"{name}: {len(of_area(name))} faults; the tests take {took:.0f} s, {len(failing)} fail by themselves")
    for mutant in of_area(name)[:each]:
        file = folder / mutant.path
        before = file.read_bytes()
        file.write_bytes(mutant.put_into(before))
        status, _ = trial(folder, tests, "-x", *options, patience=60 + PATIENCE * took)
        file.write_bytes(before)
        say(f"{'  found   ' if status else '! survives'} {mutant}")
        if not status:
            yield mutant


def say(line: str) -> None:
    """Print a line at once: a run takes long."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> int:
    """Try them; return 1 where one survives."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("area", nargs="*", help=f"of {', '.join(AREAS)}; all where none is named")
    parser.add_argument("--each", type=int, default=25, help="how many faults of each area")
    given = parser.parse_args()
    left = []
    for name in given.area or AREAS:
        with TemporaryDirectory() as temporary:
            folder = Path(temporary, "copy")
            shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(*APART))
            left += survivors(name, given.each, folder)
    say(f"{len(left)} survive")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
