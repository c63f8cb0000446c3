"""A manifest is what one role needs of a release: the value behind the role's JSON, YAML and CSV files."""

from collections.abc import Iterator

import msgspec

from portspec.spec import (
    SCHEMA_VERSION,
    ErratumRecord,
    Note,
    Product,
    Requirement,
    Role,
    SourceRecord,
    Spec,
    role_closure,
)


class Manifest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything that holds for one role, in the words of the spec."""

    schema_version: str = SCHEMA_VERSION
    """The version of the spec's schema, which describes the values below."""
    product: Product
    role: str
    """Id of the role."""
    includes: tuple[str, ...]
    """Ids of the roles that it includes, directly or not."""
    requirements: tuple[Requirement, ...]
    """The role's own."""
    inherited: tuple[Requirement, ...]
    """Those of the included roles, in the order of `includes`."""
    roles: tuple[Role, ...]
    """All roles of the release, since any of them may be a peer."""
    notes: tuple[Note, ...]
    errata: tuple[ErratumRecord, ...]
    """Those that set something shown here."""
    sources: tuple[SourceRecord, ...]


def manifest(spec: Spec, role: str) -> Manifest:
    """Return the manifest of one of the spec's roles."""
    includes = role_closure(spec, role)[1:]
    own = tuple(each for each in spec.requirements if each.role == role)
    inherited = tuple(each for name in includes for each in spec.requirements if each.role == name)
    used = {basis.erratum for each in own + inherited for basis in each.basis.values()}
    used |= {each.erratum for each in spec.roles if each.erratum}
    return Manifest(
        product=product(spec),
        role=role,
        includes=includes,
        requirements=own,
        inherited=inherited,
        roles=spec.roles,
        notes=spec.notes,
        errata=tuple(each for each in spec.errata if each.id in used),
        sources=spec.sources,
    )


def manifests(spec: Spec) -> Iterator[tuple[str, Spec | Manifest]]:
    """Yield the spec itself and each role's manifest, each with its path, which lacks only the suffix.

    The spec's file stands beside the folder of its roles, so no role's name can be in its way.
    """
    about = product(spec)
    folder = f"manifests/v1/{about.id}/{about.release}"
    yield folder, spec
    for role in spec.roles:
        yield f"{folder}/{role.id}", manifest(spec, role.id)


def product(spec: Spec) -> Product:
    """Return the spec's product; raises ValueError where it has none, since its files would have no path."""
    if spec.product is None:
        raise ValueError("a spec without a product has no manifests")
    return spec.product
