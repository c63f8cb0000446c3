"""The run of the fuzzer: `python -m tests.fuzz [INPUTS]` goes on where the last one ended, and prints its counts."""

import os
import subprocess
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from hashlib import sha256
from math import log2
from multiprocessing import cpu_count, get_context
from time import process_time

import msgspec

from tests.fuzz.laws import tried
from tests.fuzz.mutate import made
from tests.fuzz.seeds import ROOT, Seed, seeds
from tests.promises.history import record

WANTED = 1_000_000
STATE, FOUND = ROOT / "build/fuzz.json", ROOT / "build/fuzz"
OFTEN = 5_000
"""After so many inputs it is written down how far it came."""
SHORT = 0.001
"""Seconds of the processor, below which a time says nothing."""
LENGTH = 16_000
"""Bytes of a page long enough that its time is its own."""
AGAIN = 200
"""Of each so many inputs, one is tried under another seed of hashes as well."""


class State(msgspec.Struct, kw_only=True):
    """How far the run came."""

    next: int = 0
    """The number of the next input."""
    kinds: dict[str, int] = {}
    """Inputs by kind."""
    read: dict[str, int] = {}
    """Those of them that were taken for what they claim to be."""
    stated: int = 0
    """Requirements and entries that were read."""
    faults: dict[str, int] = {}
    """Faults by their first words."""
    places: int = 0
    """Pages of which it was looked at whether each text stands where it says."""
    misplaced: int = 0
    """Those of them of which one text does not."""
    again: int = 0
    """Inputs that were tried under another seed of hashes."""
    slowest: float = 0.0
    """Microseconds of the processor for each byte, of the inputs that take more than a tenth of a second."""
    exponents: list[float] = []
    """How time grows with the length of pages, as powers, of some seeds."""


def main(wanted: int) -> int:
    """Try inputs up to a number on all processors, and return how many faults there were."""
    os.chdir(ROOT)
    FOUND.mkdir(parents=True, exist_ok=True)
    state = msgspec.json.decode(STATE.read_bytes(), type=State) if STATE.is_file() else State()
    starts = range(state.next, wanted, OFTEN)
    with ProcessPoolExecutor(min(cpu_count(), len(starts) or 1), get_context("fork")) as pool:
        for part, faults in pool.map(try_some, starts, [min(start + OFTEN, wanted) for start in starts]):
            state = together(state, part)
            for number, fault in faults:
                tell(fault, number, state)
            STATE.write_bytes(msgspec.json.encode(state))
            print(summary(state), flush=True)
    print(summary(state))
    record("fuzz", figures(state))
    return sum(state.faults.values())


def try_some(start: int, end: int) -> tuple[State, list[tuple[int, str]]]:
    """Try the inputs of these numbers, and return what came of them and each fault with its number."""
    part, faults, digests = State(next=end), [], {}
    for number in range(start, end):
        seed = made(number)
        outcome = tried(seed, number)
        part.kinds[seed.kind] = part.kinds.get(seed.kind, 0) + 1
        part.read[seed.kind] = part.read.get(seed.kind, 0) + outcome.read
        part.stated += outcome.stated
        part.places += outcome.places
        part.misplaced += outcome.misplaced
        if outcome.seconds > 0.1:
            part.slowest = max(part.slowest, 1e6 * outcome.seconds / max(len(seed.data), 1))
        if number % AGAIN == 0:
            digests[number] = outcome.digest
        faults += [(number, fault) for fault in outcome.faults]
    part.again = len(digests)
    faults += [(number, "other bytes under another seed of hashes") for number in differing(digests, end)]
    pages = [each for each in seeds() if each.kind[0] == "."]
    part.exponents.append(exponent(pages[(end - 1) * 7 % len(pages)]))
    return part, faults


def differing(digests: dict[int, str], order: int) -> list[int]:
    """Try some inputs in another process, which orders sets otherwise, and return those of which other bytes came."""
    command = [sys.executable, "-m", "tests.fuzz", "--digests", *map(str, digests)]
    environment = os.environ | {"PYTHONHASHSEED": str(order % 1000 + 1)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    others = zip(digests.items(), done.stdout.splitlines(), strict=True)
    return [number for (number, digest), other in others if digest != other]


def together(state: State, part: State) -> State:
    """Add what came of some more inputs."""
    return State(
        next=part.next,
        kinds=dict(Counter(state.kinds) + Counter(part.kinds)),
        read=dict(Counter(state.read) + Counter(part.read)),
        stated=state.stated + part.stated,
        faults=state.faults,
        places=state.places + part.places,
        misplaced=state.misplaced + part.misplaced,
        again=state.again + part.again,
        slowest=max(state.slowest, part.slowest),
        exponents=[*state.exponents, *part.exponents],
    )


def tell(fault: str, number: int, state: State) -> None:
    """Count a fault, and keep the first inputs that show it."""
    words = fault.strip().splitlines()[-1][:60]
    state.faults[words] = state.faults.get(words, 0) + 1
    if state.faults[words] <= 3:
        seed = made(number)
        name = f"{sha256(seed.data).hexdigest()[:8]}{seed.kind if seed.kind[0] == '.' else f'.{seed.kind}'}"
        (FOUND / name).write_bytes(seed.data)
        print(f"input {number}, build/fuzz/{name}: {fault}", flush=True)


def figures(state: State) -> dict[str, float]:
    """Return the counts that are kept of a recorded run."""
    return {
        "inputs": state.next,
        "of them read": sum(state.read.values()),
        "under two orders of hashes": state.again,
        "faults that were found, and are mended": sum(state.faults.values()),
        "greatest exponent of time by size": max(state.exponents, default=0),
    }


def exponent(seed: Seed) -> float:
    """Return the power by which time grows where a page is repeated up to `LENGTH` bytes and to four times as many."""
    if seed.data[:2] == b"PK":
        return 1.0
    times, unit = [], seed.data[:1000] + b"\n\n"
    few = LENGTH // len(unit)
    for often in (4 * few, few, 4 * few):  # the first time fills what is kept from then on
        before = process_time()
        tried(Seed(kind=seed.kind, data=unit * often), 5)
        times.append(process_time() - before)
    return log2(max(times[2], SHORT) / max(times[1], SHORT)) / 2


def summary(state: State) -> str:
    """Return all counts in a line."""
    kinds = ", ".join(f"{kind} {state.read.get(kind, 0)}/{count}" for kind, count in sorted(state.kinds.items()))
    powers = sorted(state.exponents) or [0.0]
    return (
        f"{state.next} inputs ({kinds} read), {state.stated} requirements and entries, {state.again} under two "
        f"seeds of hashes, exponents up to {powers[-1]:.2f}, median {powers[len(powers) // 2]:.2f}, slowest "
        f"{state.slowest:.0f} us/byte, {state.misplaced} of {state.places} pages with a text out of its place; "
        f"{sum(state.faults.values())} faults of {len(state.faults)} kinds"
    )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--digests"]:
        os.chdir(ROOT)
        for each in sys.argv[2:]:
            print(tried(made(int(each)), int(each)).digest)
    else:
        sys.exit(main(int(sys.argv[1]) if sys.argv[1:] else WANTED) > 0)
