"""Roles: their ids and names, made of the page's words, and the words that mention a role."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache

import msgspec

from portspec.claims import Claim, RoleClaim
from portspec.extract.language.lexicon import phrases
from portspec.extract.language.names import without_article
from portspec.findings import Report
from portspec.resolve.errata import RoleErratum, RoleName, problem
from portspec.resolve.ids import fitting, slug
from portspec.resolve.parties import hosts_of, is_everyone, is_kind_of_host, is_outsider, is_user
from portspec.spec import Condition, Party, Role


class Roles(msgspec.Struct, frozen=True, kw_only=True):
    """The roles of a spec, and the ways to find one."""

    roles: tuple[Role, ...]
    """In the order in which the page names them."""
    ids: Mapping[str, str]
    """Role id by the page's words, folded."""
    mentions: Mapping[tuple[str, ...], str]
    """Role id by the words that name it."""
    known: tuple[str, ...] = ()
    """Ids of the roles that "all" means."""

    def of(self, claim: Claim) -> str | None:
        """Return the id of the claim's role, the first one of several, or None where it has none."""
        return next(iter(self.all_of(claim)), None)

    def all_of(self, claim: Claim) -> tuple[str, ...]:
        """Return the ids of all roles that a claim is about."""
        texts = claim.roles or ((claim.role,) if claim.role else ())
        return tuple(dict.fromkeys(id for text in texts for id in self._named(text)))

    def party(self, text: str) -> Party:
        """Return the role that a text names, or the outsider of that name."""
        return Party(role=self._mentioned(text), text=text)

    def ends(self, texts: Sequence[str], others: Sequence[str]) -> tuple[Party, ...]:
        """Return who stands at an end of a row: where the words mean all hosts, each role in the same words.

        On a page of one host, in a row that names no `others` at its other end, they mean those that connect to it.
        """
        strange = not others and len(self.known) == 1
        named = ((text, () if strange and is_everyone(text) else self._named(text)) for text in texts)
        return tuple(Party(role=id, text=text) for text, ids in named for id in ids or (None,))

    def _named(self, text: str) -> Sequence[str]:
        """Return the roles that a claim's words for a host mean; none for an outsider."""
        if self.known and is_everyone(text):
            return self.known
        id = self._mentioned(text)
        return (id,) if id else ()

    def _mentioned(self, text: str) -> str | None:
        said = self.ids.get(_fold(text))
        return said if said or is_outsider(text) else self.mentions.get(words(text))


def name_roles(
    stated: Sequence[RoleClaim], claims: Iterable[Claim], errata: Sequence[RoleErratum], report: Report
) -> Roles:
    """Return the roles in the page's order, those too that only a claim names; roles of one id are one role.

    An erratum is reported and not applied where the page has no such role (PS301), where another erratum has named
    it already (PS302), and where its own words give the same name (PS303).
    """
    claims = tuple(claims)
    hosts = [(claim, field, text) for claim in claims for field, text in hosts_of(claim)]
    sure = _known(hosts)
    statements = tuple(_named_by_all(stated, hosts, sure))
    derived = {_fold(each.text): _name(each.text, each.id) for each in statements}
    applied = _applied(derived, errata, report)
    names = derived | {text: erratum.set for text, erratum in applied.items()}
    mentions = _mentions(names)
    by_id: dict[str, list[RoleClaim]] = {}
    for each in statements:
        by_id.setdefault(names[_fold(each.text)].id, []).append(each)
    roles = tuple(_role(same, names, applied, mentions) for same in by_id.values())
    known = tuple(id for id, same in by_id.items() if not all(_is_no_host(each.text, sure) for each in same))
    return Roles(roles=roles, ids={text: name.id for text, name in names.items()}, mentions=mentions, known=known)


def _is_no_host(text: str, known: Mapping[str, bool]) -> bool:
    """Tell whether words are none of "all hosts": they mean all themselves, or an end that no row is about.

    Users are such an end, and so is whoever stands only in a title or a sentence.
    """
    if is_everyone(text) or is_kind_of_host(text) or _fold(text) not in known:
        return is_everyone(text)
    return not known[_fold(text)]


def _known(hosts: Iterable[tuple[Claim, str, str]]) -> dict[str, bool]:
    """Return the page's words for hosts, folded, each with whether rows are about it, or a cell names it as no user."""
    found: dict[str, bool] = {}
    for claim, field, text in hosts:
        sure = field not in ENDS or (field not in claim.evidence and not is_user(text))
        found[_fold(text)] = found.get(_fold(text), False) or sure
    return found


@lru_cache(maxsize=4096)
def words(text: str) -> tuple[str, ...]:
    """Return the words that matter in a mention of a role, in the singular: `the chunks servers` is `chunk server`."""
    said = re.findall(r"[^\W_]+", _OPTIONAL.sub("", text.casefold()))
    return tuple(_singular(word) for word in said if word not in _senses("role.around"))


_OPTIONAL = re.compile(r"(?<=\w)\((?:[a-z]{1,3})\)")
"""The ending of a plural that a name leaves open: "node(s)"."""


@cache
def _senses(sense: str) -> frozenset[str]:
    return frozenset(phrases(sense))


def _singular(word: str) -> str:
    """Return an English plural's singular, roughly: both sides of a comparison are treated alike."""
    plural = len(word) > len("mds") and word.endswith("s") and not word.endswith(("ss", "us", "is"))
    return word[:-1] if plural else word


@lru_cache(maxsize=4096)
def _fold(text: str) -> str:
    return " ".join(text.split()).casefold()


def _name(text: str, id: str | None) -> RoleName:
    """Return id and name for the page's words: `MDS Servers` is the `MDS server`, `mds-server`.

    An article is no part of the id. Only a name of a word or two is put in the singular; a longer one is a title, and
    stays as it is.
    """
    said = " ".join(text.split()).strip(" :")
    if id is not None:
        return RoleName(id=id, name=said)
    one = re.sub(r"\w+", lambda word: _host(word[0], first=word.start() == 0), said) or text
    bare = one if is_everyone(said) else without_article(one)
    return RoleName(
        id=fitting(slug(_OPTIONAL.sub("", bare))) or "unnamed", name=one if len(said.split()) <= SHORT else said
    )


SHORT = 2
"""A name is no title where it has at most this many words."""


def _host(word: str, *, first: bool) -> str:
    if word.casefold() not in _senses("role.plural"):
        return word
    return word[:-1].capitalize() if first else word[:-1].lower()


def _named_by_all(
    stated: Sequence[RoleClaim], hosts: Iterable[tuple[Claim, str, str]], sure: Mapping[str, bool]
) -> Iterator[RoleClaim]:
    """Yield the statements about roles, then one for each role that only rows name, first as theirs, then as an end.

    Words for all hosts are a role of their own only where the page knows no other.
    """
    named = [(each.text, "", each) for each in stated]
    first: dict[tuple[str, bool], tuple[str, Claim]] = {}
    for claim, field, text in hosts:
        first.setdefault((text, field in ENDS), (field, claim))
    for (text, _), (field, claim) in sorted(first.items(), key=lambda each: each[0][1]):
        place = claim.evidence[field].provenance if field in claim.evidence else claim.provenance
        named.append((text, field, RoleClaim(text=text, provenance=place)))
    some = any(not _is_no_host(text, sure) for text, *_ in named)
    known: set[object] = set()
    for at, (text, field, role) in enumerate(named):
        # An end is mentioned in passing; only what a row is about is a role by its exact words.
        keys = {_fold(text), words(text)} if field in ENDS else {_fold(text)}
        if (at < len(stated) or not known & keys) and not (some and is_everyone(text)):
            yield role
        known |= {_fold(text), words(text)} - {()}


ENDS = ("source", "destination")
"""The fields that name the hosts at the ends of a row."""


def _applied(derived: Mapping[str, RoleName], errata: Sequence[RoleErratum], report: Report) -> dict[str, RoleErratum]:
    """Return the erratum to be applied to each of the page's words for roles."""
    applied: dict[str, RoleErratum] = {}
    for erratum in errata:
        text = _fold(erratum.role)
        if text not in derived:
            report(problem(erratum, "PS301", f"is stale: the page has no role “{erratum.role}”", "Remove it."))
        elif text in applied:
            other = applied[text].id
            report(problem(erratum, "PS302", f"names the same role as the erratum {other}", "Keep one of the two."))
        elif derived[text] == erratum.set:
            report(problem(erratum, "PS303", "is overtaken: the page's words give this id and name", "Remove it."))
        else:
            applied[text] = erratum
    return applied


def _mentions(names: Mapping[str, RoleName]) -> dict[tuple[str, ...], str]:
    """Return the role that words mean: the page's words for it, its name and its id; the first of two counts."""
    found: dict[tuple[str, ...], str] = {}
    for text, name in names.items():
        for said in (words(text), words(name.name), words(name.id)):
            if said:
                found.setdefault(said, name.id)
    return found


def _role(
    same: Sequence[RoleClaim],
    names: Mapping[str, RoleName],
    applied: Mapping[str, RoleErratum],
    mentions: Mapping[tuple[str, ...], str],
) -> Role:
    """Return one role of all that the page says about it."""
    first = same[0]
    name = names[_fold(first.text)]
    erratum = next((applied[_fold(each.text)].id for each in same if _fold(each.text) in applied), None)
    included = [_mentioned(text, mentions) for each in same for text in each.includes]
    conditions = {text: Condition(text=text, provenance=place) for each in same for text, place in each.conditions}
    return Role(
        id=name.id,
        name=name.name,
        stated=first.text,
        includes=tuple(id for id in dict.fromkeys(included) if id is not None and id != name.id),
        conditions=tuple(conditions.values()),
        erratum=erratum,
        provenance=first.provenance,
    )


def _mentioned(text: str, mentions: Mapping[tuple[str, ...], str]) -> str | None:
    """Return the role that a phrase is about: all its words, or else the longest name of two words or more in it."""
    said = words(text)
    runs = (said[at : at + size] for size in range(len(said), 1, -1) for at in range(len(said) - size + 1))
    return next((mentions[run] for run in (said, *runs) if run in mentions), None)
