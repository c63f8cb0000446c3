"""Containers: `docker run -p 8080:80/tcp` and its like of Podman and nerdctl (docker-container-run(1))."""

from collections.abc import Iterator, Sequence

from portspec.extract.commands.opening import Opening, is_local, opening

NAMES = frozenset(("docker", "podman", "nerdctl"))
_FLAGS = frozenset(
    "--rm --detach --interactive --tty --init --privileged --read-only --publish-all --no-healthcheck --quiet".split()
)
"""Options without a value."""
_SHORT_FLAGS = frozenset("ditqP")


def read(words: Sequence[str]) -> Iterator[Opening]:
    """Yield the ports of the host that a container's are published at."""
    verb = next((at for at, word in enumerate(words) if word in ("run", "create")), None)
    if verb is not None:
        for value in _published(words[verb + 1 :]):
            yield from publish(value)


def _published(words: Sequence[str]) -> Iterator[str]:
    """Yield the values of `-p` up to the image's name; what follows it is the container's own command."""
    rest = list(words)
    while rest and rest[0].startswith("-"):
        name, equals, value = rest.pop(0).partition("=")
        if name[:2] == "-p" and name[2:3].isdigit():
            name, value, equals = "-p", name[2:], "="
        if not equals and not _is_flag(name):
            value = rest.pop(0) if rest else ""
        if name in ("-p", "--publish"):
            yield value


def _is_flag(name: str) -> bool:
    return name in _FLAGS or (name[:2] != "--" and _SHORT_FLAGS.issuperset(name[1:]))


def publish(value: str) -> Iterator[Opening]:
    """Yield the opening of a published port: `[address:]host:container[/transport]`, TCP unless it says otherwise.

    A port of the container alone is published at one that nobody knows before, and one at the host's own address
    opens nothing to the network.
    """
    ports, _, transport = value.partition("/")
    address, _, pair = ports.rpartition("]:") if ports.startswith("[") else ("", "", ports)
    ends = pair.split(":")
    address = address.removeprefix("[") or ":".join(ends[:-2])
    if len(ends) > 1 and ends[-2] and not is_local(address or None):
        transport = transport or "tcp"
        found = opening(ends[-2], transport)
        yield Opening(ports=found.ports, transports=found.transports, inside=opening(ends[-1], transport).ports)
