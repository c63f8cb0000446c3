"""Snippets: each role's firewall configuration in every dialect, as it is without any option."""

from collections.abc import Iterator, Sequence

from portspec.artifact import Artifact
from portspec.findings import Finding, Report, finding
from portspec.proofs import snippet_digest
from portspec.spec import Spec
from portspec.writers.firewall import Options, dialects, emit_requested, encloses, meets, request
from portspec.writers.manifest import product


def write(spec: Spec, report: Report, /) -> Iterator[Artifact]:
    """Yield all snippets of a release, by role, dialect and form."""
    for forms in snippets(spec, report).values():
        for artifacts in forms.values():
            yield from artifacts


def snippets(spec: Spec, report: Report) -> dict[str, dict[str, tuple[Artifact, ...]]]:
    """Return the files by role id and then by form, such as `nftables` or `nftables --enforce`.

    A form that a role cannot have is left out, and so is a role of which nothing can be opened; findings say why
    (PS501), each once. That they are open to any address, for want of networks, their files say themselves.
    """
    said: dict[str, Finding] = {}

    def note(found: Finding) -> None:
        if found.code != "PS507":
            said.setdefault(found.message, found)

    made = {role.id: dict(_forms(spec, role.id, note)) for role in spec.roles}
    for each in said.values():
        report(each)
    return made


def _forms(spec: Spec, role: str, report: Report) -> Iterator[tuple[str, tuple[Artifact, ...]]]:
    about = product(spec)
    # A folder for each role, since some names are those that a host knows, whatever its role.
    folder = f"snippets/v1/{about.id}/{about.release}/{role}"

    def unmet(found: Finding) -> None:
        # Nobody asked for this form of this role, so that it cannot be made is no error. What else it leaves out,
        # such as outgoing traffic, its files say themselves; the other form has it.
        if found.code == "PS502":
            report(finding("PS501", found.message, found.help, found.place))

    added, enforced = (request(spec, Options(roles=(role,), enforce=each)) for each in (False, True))
    for dialect in dialects():
        note = unmet if encloses(dialect) else report
        forms = {dialect: emit_requested(dialect, added, note)}
        if meets(dialect, "enforce"):
            forms[f"{dialect} --enforce"] = emit_requested(dialect, enforced, unmet)
        for name, made in forms.items():
            if files := tuple(made):
                yield name, tuple(_placed(files, folder, role))


def _placed(files: Sequence[Artifact], folder: str, role: str) -> Iterator[Artifact]:
    digest = snippet_digest(files)
    for each in files:
        yield Artifact(path=f"{folder}/{each.path}", data=each.data, role=role, snippet=digest)
