"""A manifest is what one role needs of a release: the value behind the role's JSON, YAML and CSV files."""

from collections.abc import Iterator, Mapping
from typing import Final, Literal

import msgspec

from portspec.artifact import Artifact
from portspec.spec import (
    ErratumRecord,
    Id,
    Note,
    Product,
    Requirement,
    Role,
    SourceRecord,
    Spec,
    closure,
)

SCHEMA: Final = "urn:portspec:schema:manifest:2"


class Manifest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything that holds for one role, in the words of the spec."""

    schema: Literal["urn:portspec:schema:manifest:2"] = msgspec.field(name="$schema", default=SCHEMA)
    """Says which contract the file keeps."""
    schema_version: Literal["2.0"] = "2.0"
    """Grows in its second part when fields are added, in its first when old readers would be misled."""
    data_version: str
    """As of `data_version`."""
    product: Product
    """Whose release it is."""
    role: Id
    """Id of the role."""
    includes: tuple[Id, ...]
    """Ids of the roles that it includes, directly or not."""
    requirements: tuple[Requirement, ...]
    """The role's own."""
    inherited: tuple[Requirement, ...]
    """Those of the included roles, in the order of `includes`."""
    roles: tuple[Role, ...]
    """The role itself, those that it includes, and those at the other end; in the spec's order."""
    notes: tuple[Note, ...]
    """Those of the whole release, which name no role."""
    errata: tuple[ErratumRecord, ...]
    """Those that set something shown here."""
    sources: tuple[SourceRecord, ...]
    """The documents that the spec was compiled from."""


class Scope(msgspec.Struct, frozen=True, kw_only=True):
    """What a file is about: a whole release or one of its roles."""

    role: Role | None
    """None for the whole release."""
    includes: tuple[str, ...]
    """Ids of the roles that it includes, directly or not."""
    own: tuple[Requirement, ...]
    """The role's, or all of the release."""
    inherited: tuple[Requirement, ...]
    """Those of the included roles, in the order of `includes`."""

    @property
    def requirements(self) -> tuple[Requirement, ...]:
        """All requirements that hold, a role's own before the inherited ones."""
        return self.own + self.inherited


def scopes(spec: Spec) -> Iterator[Scope]:
    """Yield the release and then each of its roles."""
    yield Scope(role=None, includes=(), own=spec.requirements, inherited=())
    direct = {each.id: each.includes for each in spec.roles}
    for role in spec.roles:
        includes = closure(direct, role.id)[1:]
        inherited = tuple(each for name in includes for each in spec.rows_of(name))
        yield Scope(role=role, includes=includes, own=spec.rows_of(role.id), inherited=inherited)


class _Shared(msgspec.Struct, frozen=True, kw_only=True):
    """What the manifests of a release have in common."""

    version: str
    """The data version."""
    roles: Mapping[str, int]
    """The places of the roles by id, so that no manifest looks at all of thousands."""
    errata: Mapping[str, int]
    """The places of the errata by id."""


def manifests(spec: Spec) -> Iterator[tuple[Scope, Spec | Manifest]]:
    """Yield the spec itself and each role's manifest, each with its scope."""
    shared = _Shared(
        version=data_version(spec),
        roles={each.id: at for at, each in enumerate(spec.roles)},
        errata={each.id: at for at, each in enumerate(spec.errata)},
    )
    for scope in scopes(spec):
        yield scope, _manifest(spec, scope, scope.role.id, shared) if scope.role else spec


def _manifest(spec: Spec, scope: Scope, role: str, shared: _Shared) -> Manifest:
    rows = scope.requirements
    ends = {peer.role for each in rows for peer in (*each.peers, *each.sources, *each.destinations)}
    named = {role, *scope.includes, *(id for each in rows for id in each.roles), *(id for id in ends if id)}
    roles = tuple(spec.roles[at] for at in sorted(shared.roles[id] for id in named))
    used = {basis.erratum for each in rows for basis in each.corrected.values()} | {each.erratum for each in roles}
    return Manifest(
        data_version=shared.version,
        product=product(spec),
        role=role,
        includes=scope.includes,
        requirements=scope.own,
        inherited=scope.inherited,
        roles=roles,
        notes=spec.notes,
        errata=tuple(spec.errata[at] for at in sorted(shared.errata[id] for id in used if id)),
        sources=spec.sources,
    )


def data_version(spec: Spec) -> str:
    """Return the version of a release's data: the day it was recorded, and 12 digits of its JSON file's SHA-256.

    It is another one as soon as any value is; the schema's version is not.
    """
    return f"{product(spec).recorded.isoformat()}.{spec.file_digest[:12]}"


MAJOR = {"manifests": "v2"}
"""The major version of a kind's schema, where it is not the first."""


def artifact(spec: Spec, kind: str, scope: Scope, suffix: str, data: bytes, *, schema: str | None = None) -> Artifact:
    """Return the file of one kind about a release or a role, at its stable path.

    The release's file stands beside the folder of its roles, so no role's name can be in its way.
    """
    about = product(spec)
    role = scope.role.id if scope.role else None
    path = "/".join([kind, MAJOR.get(kind, "v1"), about.id, about.release, *([role] if role else [])])
    return Artifact(path=f"{path}.{suffix}", data=data, role=role, schema=schema)


def product(spec: Spec) -> Product:
    """Return the spec's product; raises ValueError where it has none, since its files would have no path."""
    if spec.product is None:
        raise ValueError("a spec without a product has no manifests")
    return spec.product
