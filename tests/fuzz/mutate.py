"""Mutation: an input is made of a seed by its number, the same in every run."""

import random
from collections.abc import Callable, Sequence
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from tests.fuzz.seeds import Seed, seeds

MOST, SMALL, SELDOM = 20_000, 1_000, 50
"""Bytes of an input: of one in `SELDOM`, and of all others, which take a third of its time and find nearly as much."""
TOKENS = (
    *"| -:,;/()[]<>*`&#\n\t\\\"'=_^~$%{}@!?+0123456789",
    *("\n\n", " | ", "| --- ", "|---|\n", "- ", "> ", "1. ", "## ", "**", "``", "```\n", "<!--", "-->", "&lt;", "&#0;"),
    *("&amp;amp;", "&#x110000;", "\\|", "<table>", "</table>", "<tr>", "<td rowspan=65534>", "<th colspan=1000>"),
    *("</td>", "<br>", "<ul><li>", "<pre>", "<div>", "</div>", "<h2>", "<script>", "<![CDATA[", "]]>", "<!DOCTYPE x>"),
    *("<?xml?>", "<ac:structured-macro>", "|===\n", "----\n", "====\n", "a|", "include::x[]", "ifdef::a[]", ":a: b\n"),
    *(".. include:: x\n", ".. list-table::\n", "::\n\n  ", "+---+\n", "=== ===\n", "{% if %}", "{{ x }}", "{{%", "]]"),
    *("port", "Ports", "From port", "Protocol", "Direction", "Inbound", "(O)", "TCP", "udp", "/tcp", "ICMP", "any"),
    *("22", "80, 443", "5700-6900", "6900-5700", "65536", "1024 and above", "99999999999", "2,049", "except 22", "1-"),
    *("not 22", "<RPC ports>", "open port 22", "does not use", "never", "from a to b", "e.g.", "24/7", "10.0.0.0/8"),
    *(
        "\ufeff",
        "\u00a0",
        "\u2028",
        "\u202e",
        "\u200b",
        "\u2060",
        "²",
        "٣",
        "１２",
        "端口",
        "é",
        "\U0001f50c",
        "\U000e0041",
    ),
    *("\x00", "\x1b[2J", "\x1b]8;;x\x07", "\x7f", "\x85", "\ud7ff", "\ufffe", "\r", "\r\n", "\x0b", "\x0c", "\x1c"),
    *("&a ", "*a", "<<: ", "!!python/object:x ", "!!set ", "? ", "--- ", "...", ": ", "null", "true", "1e400", "-1"),
    *(
        "9" * 5000,
        "[" * 300,
        "{" * 300,
        "x" * 300,
        "../",
        "/etc/passwd",
        "C:\\",
        "$ref",
        "${{ x }}",
        "$(x)",
        "--",
        "=cmd|x",
    ),
)
NUMBERS = (b"0", b"1", b"65535", b"65536", b"-1", b"4294967296", b"22-22", b"1.5", b"1e9", b"0x16", b"9" * 20)
BORDERS = b"\n|,;:<>/\t "


def made(number: int) -> Seed:
    """Return an input by its number."""
    chance = random.Random(number)  # noqa: S311 - the same numbers are wanted each time
    every = seeds()
    kinds = sorted({each.kind for each in every})
    # Each third input is of any kind, however few seeds it has; the others are as the seeds are.
    kind = chance.choice(kinds) if number % 3 == 0 else chance.choice(every).kind
    pool = [each.data for each in every if each.kind == kind]
    data = chance.choice(pool)
    if data[:2] == b"PK":
        return Seed(kind=kind, data=_in_archive(data, pool, chance))
    return Seed(kind=kind, data=_changed(data, pool, chance)[: SMALL if number % SELDOM else MOST])


def _changed(data: bytes, pool: Sequence[bytes], chance: random.Random) -> bytes:
    for _ in range(chance.choice((1, 1, 2, 3, 5, 8))):
        data = chance.choice(CHANGES)(data[:MOST], pool, chance)
    return data


def _in_archive(data: bytes, pool: Sequence[bytes], chance: random.Random) -> bytes:
    """Change a file of a ZIP archive, or, once in a while, the archive."""
    if chance.random() < 0.1:
        return CHANGES[0](data, pool, chance)
    with ZipFile(BytesIO(data)) as old:
        files = {each: old.read(each) for each in old.namelist()}
    name = chance.choice(sorted(files))
    files[name] = _changed(files[name][-MOST:] if len(files[name]) > MOST else files[name], (files[name],), chance)
    target = BytesIO()
    with ZipFile(target, "w", ZIP_STORED) as new:
        for each in sorted(files):
            new.writestr(ZipInfo(each), files[each])
    return target.getvalue()


def _cut(data: bytes, chance: random.Random) -> tuple[int, int]:
    """Return the ends of a stretch; each second time it begins and ends at borders."""
    start, end = sorted(chance.randrange(len(data) + 1) for _ in range(2))
    if chance.random() < 0.5:
        start = next((at for at in range(start, 0, -1) if data[at - 1] in BORDERS), 0)
        end = next((at for at in range(end, len(data)) if data[at] in BORDERS), len(data))
    return start, end


def _flip(data: bytes, _: Sequence[bytes], chance: random.Random) -> bytes:
    if not data:
        return data
    at = chance.randrange(len(data))
    return data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :]


def _drop(data: bytes, _: Sequence[bytes], chance: random.Random) -> bytes:
    start, end = _cut(data, chance)
    return data[:start] + data[end:]


def _repeat(data: bytes, _: Sequence[bytes], chance: random.Random) -> bytes:
    start, end = _cut(data, chance)
    return data[:end] + data[start:end] * chance.choice((1, 1, 2, 10, 100)) + data[end:]


def _insert(data: bytes, _: Sequence[bytes], chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    token = chance.choice(TOKENS).encode("utf-8", "surrogatepass")
    return data[:at] + token * chance.choice((1, 1, 1, 2, 50)) + data[at:]  # type: ignore[no-any-return]


def _splice(data: bytes, pool: Sequence[bytes], chance: random.Random) -> bytes:
    other = chance.choice(pool)
    (start, end), (first, last) = _cut(data, chance), _cut(other, chance)
    return data[:start] + other[first:last] + data[end:]


def _swap(data: bytes, _: Sequence[bytes], chance: random.Random) -> bytes:
    lines = data.split(b"\n")
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return b"\n".join(lines)


def _number(data: bytes, _: Sequence[bytes], chance: random.Random) -> bytes:
    digits = [at for at, byte in enumerate(data) if byte in b"0123456789"]
    if not digits:
        return data
    at = chance.choice(digits)
    return data[:at] + chance.choice(NUMBERS) + data[at + 1 :]


def _encode(data: bytes, _: Sequence[bytes], chance: random.Random) -> bytes:
    """Write it in another encoding, which few formats take."""
    if chance.random() < 0.8:
        return data
    return data.decode("utf-8", "replace").encode(
        chance.choice(("utf-16", "latin-1", "utf-16-le", "cp1251")), "replace"
    )


Change = Callable[[bytes, Sequence[bytes], random.Random], bytes]
CHANGES: tuple[Change, ...] = (_flip, _drop, _repeat, _insert, _insert, _splice, _swap, _number, _encode)
