"""A release as the site shows it: its spec, the snippets of its roles, and every file to download."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from importlib import import_module
from urllib.parse import quote

import msgspec

from portspec.analysis.verdict import State, hosts_of, state_of
from portspec.artifact import Artifact
from portspec.catalog.fetched import Taking, Takings
from portspec.findings import Report
from portspec.proofs import Proof, by_snippet
from portspec.spec import ErratumRecord, Product, Requirement, Role, SourceRecord, Spec, role_closure
from portspec.writers import firewall, write, writers
from portspec.writers.manifest import product
from portspec.writers.site.labels import STATUSES, probed
from portspec.writers.site.sheets import Row, Sheet, cut, sheet_path
from portspec.writers.site.words import ENGLISH, Words
from portspec.writers.snippets import snippets

USUAL = frozenset({"firewalld", "iptables", "nftables", "ufw"})
"""The dialects that a host itself has; the others are for programs that set up many hosts."""
BRIEF = 5_000
"""Bytes of the longest text that a page shows; longer ones are scripts, which nobody reads on a page."""
Snippets = Mapping[str, Mapping[str, tuple[Artifact, ...]]]
"""By role id, then by dialect."""


class Release(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """One release of a product; the artifacts' paths are relative to the site's root."""

    spec: Spec
    """What the release documents."""
    manifests: tuple[Artifact, ...]
    """Its files for other tools."""
    snippets: Snippets
    """Its firewall texts, by dialect and role."""
    proofs: Mapping[str, Proof] = msgspec.field(default_factory=dict)
    """By the snippet's digest."""
    taken: Mapping[str, Taking] = msgspec.field(default_factory=dict)
    """By document, when and from where it was taken down, where that is known."""
    words: Words = ENGLISH
    """In which its pages speak."""

    @property
    def product(self) -> Product:
        """The product that the spec is about."""
        return product(self.spec)

    @property
    def preview(self) -> bool:
        """Whether it is not final."""
        return self.spec.preview

    @property
    def folder(self) -> str:
        """The folder of the release's pages, with a final `/`."""
        return f"{self.product.id}/{self.product.release}/"

    @property
    def title(self) -> str:
        """The product's name and the release."""
        return f"{self.product.name} {self.product.release_name}"

    @cached_property
    def files(self) -> tuple[Artifact, ...]:
        """All files to download, sorted by path."""
        snippets = (each for dialects in self.snippets.values() for files in dialects.values() for each in files)
        return tuple(sorted((*self.manifests, *snippets), key=lambda file: file.path))

    @cached_property
    def downloads(self) -> dict[str | None, list[Artifact]]:
        """The files that are about one role, by its id; under None those about the release."""
        found: dict[str | None, list[Artifact]] = {}
        for file in self.files:
            found.setdefault(file.role, []).append(file)
        return found

    @property
    def parts(self) -> tuple[Role | None, ...]:
        """The roles, each of which has a page; None stands for the requirements without a role, if there are any."""
        loose = any(each.role is None for each in self.spec.requirements)
        return (*self.spec.roles, *([None] if loose else []))

    @cached_property
    def roles(self) -> dict[str | None, Role]:
        """The roles by id."""
        return {each.id: each for each in self.spec.roles}

    @cached_property
    def requirements(self) -> dict[str, Requirement]:
        """The requirements by id."""
        return {each.id: each for each in self.spec.requirements}

    @cached_property
    def errata(self) -> dict[str, ErratumRecord]:
        """The errata by id."""
        return {each.id: each for each in self.spec.errata}

    @cached_property
    def sources(self) -> dict[str, SourceRecord]:
        """The documents by id and by path, since findings name the path."""
        return {name: each for each in self.spec.sources for name in (each.id, each.path)}

    def link(self, each: Requirement) -> str:
        """Return the address of a requirement's page, with its words as a text fragment; empty where none is known.

        A browser that knows text fragments (WICG, URL Fragment Text Directives) goes to the words and marks them.
        """
        taking = self.taken.get(each.provenance.source)
        words = each.purpose or ", ".join(map(str, each.ports))
        if not taking or not taking.link or self.sources[each.provenance.source].restated:
            return taking.link if taking else ""
        return f"{taking.link}{'' if '#' in taking.link else '#'}:~:text={quote(words, safe='').replace('-', '%2D')}"

    @cached_property
    def groups(self) -> dict[tuple[str | None, State], list[Requirement]]:
        """Requirements by status and role, their own and each on whose hosts their rules stand, in the page's order."""
        found: dict[tuple[str | None, State], list[Requirement]] = {}
        for each in self.spec.requirements:
            for role in dict.fromkeys((each.role, *hosts_of(each))):
                found.setdefault((role, state_of(each)), []).append(each)
        return found

    @cached_property
    def corrected(self) -> dict[str, list[tuple[Requirement, str]]]:
        """By erratum, each requirement that it corrects, with the field."""
        found: dict[str, list[tuple[Requirement, str]]] = {}
        for each in self.spec.requirements:
            for field, basis in sorted(each.corrected.items()):
                found.setdefault(basis.erratum, []).append((each, field))
        return found

    @cached_property
    def sheets(self) -> dict[str | None, tuple[Sheet, ...]]:
        """The pages of each role's requirements, its own and the included ones, by role id."""
        return {role.id if role else None: tuple(self._sheets(role)) for role in self.parts}

    def _sheets(self, role: Role | None) -> Iterator[Sheet]:
        groups = ((wanted, owner, rows) for wanted in STATUSES for owner, rows in self.rows(role, wanted))
        rows: list[Row] = [(wanted, owner, each) for wanted, owner, rows in groups for each in rows]
        for number, part in enumerate(cut(rows), 1):
            yield Sheet(number=number, rows=tuple(part))

    @cached_property
    def places(self) -> dict[str, str]:
        """By requirement, the page that shows its ground: a path below the release's folder, without suffix."""
        return {
            each.id: sheet_path(role_path(role), sheet.number)
            for role, sheets in self.sheets.items()
            for sheet in sheets
            for _, _, each in sheet.rows
            if each.role == role
        }

    def own(self, role: Role | None, wanted: State) -> list[Requirement]:
        """Return the requirements of one status that are about a role's hosts, but for what it inherits."""
        return self.groups.get((role.id if role else None, wanted), [])

    @property
    def unknown(self) -> list[Requirement]:
        """The requirements that cannot be opened since something is not known, by role."""
        return [each for role in self.parts for each in self.own(role, "unknown") if each.role == (role and role.id)]

    def texts(self, role: Role) -> list[tuple[str, tuple[Artifact, ...]]]:
        """Return a role's snippets by dialect: what most hosts have first, then by name."""
        return sorted(self.snippets[role.id].items(), key=lambda each: (each[0] not in USUAL, each[0]))

    @staticmethod
    def usual(dialect: str) -> bool:
        """Return whether most hosts have a firewall of this dialect."""
        return dialect in USUAL

    @staticmethod
    def brief(files: Sequence[Artifact]) -> Artifact | None:
        """Return the file of a dialect that a page shows whole, since a reader sees at once what it opens, or None."""
        return next((each for each in files if len(each.data) <= BRIEF), None)

    def proven(self, snippet: Sequence[Artifact]) -> str:
        """Return what may be said about the proof of a snippet."""
        proof = self.proofs.get(snippet[0].snippet or "")
        if not proof:
            return self.words("Not proven: no run of this text is recorded")
        how = probed(self.words, proof)
        return self.words("Proven by {how}, made of the spec {spec}", how=how, spec=proof.spec[:12])

    def uncovered(self, role: Role) -> tuple[str, ...]:
        """Return what no proof of the role's snippets says anything about; nothing where there is none."""
        found = (self.proofs.get(files[0].snippet or "") for _, files in self.texts(role))
        first, *others = [proof.uncovered for proof in found if proof] or [()]
        return tuple(each for each in first if all(each in other for other in others))

    def uncovered_alone(self, role: Role, snippet: Sequence[Artifact]) -> tuple[str, ...]:
        """Return what the proof of one of the role's snippets says nothing about, and another one covers."""
        proof = self.proofs.get(snippet[0].snippet or "")
        shared = self.uncovered(role)
        return tuple(each for each in proof.uncovered if each not in shared) if proof else ()

    def included(self, role: Role | None) -> tuple[Role, ...]:
        """Return the roles that a role includes, directly or not."""
        return tuple(self.roles[name] for name in role_closure(self.spec, role.id)[1:]) if role else ()

    def rows(self, role: Role | None, wanted: State) -> list[tuple[Role | None, list[Requirement]]]:
        """Return the role and each role it includes, with its requirements of one status that none before has."""
        seen: set[str] = set()
        found = []
        for each in (role, *self.included(role)):
            rows = [row for row in self.own(each, wanted) if row.id not in seen]
            seen.update(row.id for row in rows)
            found.append((each, rows))
        return [(each, rows) for each, rows in found if rows]


def called(dialect: str) -> str:
    """Return the name of a dialect, with which its module's first sentence begins; the id of one that has none."""
    module = f"{firewall.__name__}.{dialect}"
    return (import_module(module).__doc__ or dialect).partition(":")[0] if dialect in firewall.own() else dialect


def role_path(role: str | None) -> str:
    """Return the path of the page of a role, or of the requirements without one, below the release's folder."""
    return f"roles/{role}" if role else "without-role"


def release_of(
    spec: Spec,
    report: Report,
    proofs: Iterable[Proof] = (),
    takings: Takings | None = None,
    words: Words = ENGLISH,
) -> Release:
    """Return the release with all that the writers make of its spec, but Markdown: an engine would make pages of it."""
    made = (file for writer in writers() if writer != "snippets" for file in write(writer, spec, report))
    manifests = tuple(file for file in made if not file.path.endswith(".md"))
    about = (spec.product.id, spec.product.release) if spec.product else ("", "")
    taken = (takings or {}).get(about, {})
    texts = snippets(spec, report)
    return Release(spec=spec, manifests=manifests, snippets=texts, proofs=by_snippet(proofs), taken=taken, words=words)


def language_of(releases: Iterable[Release]) -> Words:
    """Return the words in which the pages of some releases speak, which are the same for all; else English ones."""
    return next((each.words for each in releases), ENGLISH)
