"""Polarity: whether a clause wants a port open or closed, by its verbs and its negations."""

import re
from functools import lru_cache

from portspec.extract.language.awaited import awaited
from portspec.extract.language.clauses import closing_in, ends_in, hits_in, is_of_another, kept_in, outside
from portspec.extract.language.keys import UNSPACED_LETTER
from portspec.extract.language.supposed import asserted_in, supposed_in
from portspec.extract.language.things import does_without, is_of_replies
from portspec.extract.language.tongue import is_foreign, is_preposition
from portspec.extract.language.vocabulary import transport_words, words

PHRASES = ("local", "retired", "off", "optional", "unused", "kept", "mind")
"""Senses whose phrases may hold a negation that is a part of them: "no longer used", "not only"."""


@lru_cache(maxsize=4096)
def polarity(text: str) -> int:
    """Return 1 where a clause wants a port open, -1 where it wants it closed, 0 where it says neither.

    "Never leave it closed" and "must not be blocked" want it open: a negation turns the sense of the verb. Several
    negations are one, as in most languages: "non va mai chiusa".
    """
    undone = hits_in(text, "undo") or _unmade(text)
    kept = [hit for hit in kept_in(text) if not _spares_none(text, hit)]
    sure = int(bool(kept)) or awaited(text)
    if sure or _is_of_else(text):
        return sure
    masks = hits_in(text, *PHRASES)
    if permitted := [hit for hit in masks if is_permission(hit)]:
        masks = masks if not outside(negations_in(text), masks) else outside(masks, permitted)
    opening, closing = (
        [hit for hit in outside(hits, some) if not in_name(text, hit)]
        for hits, some in (
            ([*hits_in(text, "open"), *_obliged(text, *_REACHED)], masks),
            ([*closing_in(text), *_obliged(text, "peer.unreachable"), *_secluding(text)], masks_in(text)),
        )
    )
    opening = opening or _made(text)
    closing = outside([hit for hit in closing if not (is_of_another(text, hit) or _is_of_session(text, hit))], undone)
    if given := supposed_in(text, (*opening, *closing)):
        opening, closing = outside(opening, given), outside(closing, given)
        masks = [*masks, *given]
    wrongly = outside(hits_in(text, "wrongly"), hits_in(text, "thing")) and not negations_in(text)
    if wrongly:  # what is wrongly opened is to be closed
        opening, closing = (opening, []) if closing else ([], opening)
    forbidding = _forbidding(text, closing)
    closing = outside(closing, forbidding)
    verbs = outside(closing, negations_in(text))  # 禁止 forbids what the verb behind it says, and closes without one
    closing = verbs if verbs or opening else closing
    opening = outside(opening, closing)
    if not (opening or closing or undone):
        asked = bool(hits_in(text, "mind")) or _frees(text) or _may_not_lack(text)
        return 0 if given else -1 if hits_in(text, "unused") or _is_needless(text) else int(asked)
    told = [hit for hit in closing if not _denies_within(hit)]
    negations = outside(negations_in(text), [*masks, *told, *hits_in(text, "more")])
    if opening or closing:
        negations = within_statement(text, (opening or closing)[0], negations)
    forbids = forbidding or (opening and not closing and (hits_in(text, "forbid") or _is_prevented(text, opening)))
    negative = bool(forbids or negations) and (bool(forbids) or not (opening and _are_of_end(text, negations, opening)))
    if undone:  # "remove the rules that block 443" wants it open
        return 1 if negative != bool(outside(hits_in(text, "close"), undone)) else -1
    if closing and not (negative or wrongly) and hits_in(text, "past", "may"):
        return 0
    return 1 if negative == bool(closing) else -1


def _spares_none(clause: str, hit: re.Match[str]) -> bool:
    """Tell whether an "except" spares no port; a closed one stands before it, "8443 is closed save for tests"."""
    before, behind = clause[: hit.start()], clause[hit.end() :]
    named = _NUMBER.search(before) and not _NUMBER.search(behind) and not _is_port(behind)
    return bool(named and words("need.but").whole(hit.group()) and closing_in(before))


_NUMBER = re.compile(r"\d\d")


def _frees(clause: str) -> bool:
    """Tell whether a clause forbids to keep a port to the host itself: "must not be restricted to localhost"."""
    if not (hits_in(clause, "loopback") and hits_in(clause, "confine")):
        return False
    told = hits_in(clause, "must", "may")  # and "is not bound to localhost" forbids nothing
    nos = outside(negations_in(clause), hits_in(clause, *PHRASES, "more"))
    return any(told or not ends_in("need.copula", clause[: no.start()]) for no in nos)


def _is_needless(clause: str) -> bool:
    """Tell whether a clause says of its port, and of nothing else, that nobody needs it: "this port is superfluous"."""
    beside = words(*_BESIDE, "need.aside", "need.now", "need.subject", "port.word")
    rests = [f"{_without_reason(clause[: hit.start()])} {clause[hit.end() :]}" for hit in hits_in(clause, "needless")]
    return any(re.search(r"[^\W\d]", transport_words().sub(" ", beside.sub(" ", rest))) is None for rest in rests)


def _without_reason(before: str) -> str:
    """Return what stands before such a word, or nothing where it is but the reason: "旧版の名残のため不要"."""
    return "" if ends_in("need.because", before) else before


def _may_not_lack(clause: str) -> bool:
    """Tell whether a clause forbids to leave something out: "none of these may be missing"."""
    lacks = hits_in(clause, "lack")
    return bool(
        lacks and hits_in(clause, "must", "may", "forbid") and outside(negations_in(clause), hits_in(clause, "more"))
    )


def _denies_within(hit: re.Match[str]) -> bool:
    """Tell whether a "none" stands right behind the first of two words of closing: "leave none of these closed"."""
    behind = hit.group().split(maxsplit=1)[1:]
    denied = words("port.none").match(behind[0], 0) if behind else None
    return denied is not None and words("need.negator").whole(denied.group())


def is_permission(hit: re.Match[str]) -> bool:
    """Tell whether a phrase lets somebody open a port, which a negation beside it forbids: "may be opened"."""
    return bool(hits_in(hit.group(), "open") and hits_in(hit.group(), "may"))


def _forbidding(clause: str, closing: list[re.Match[str]]) -> list[re.Match[str]]:
    """Return the words that forbid to close a port: "it is forbidden to block 443", "das Sperren ist unzulässig".

    So they do right beside the verb, or where the clause begins with them or with the verb, and else forbid the port:
    "443 ist verboten".
    """
    hits = hits_in(clause, "forbid")
    verbs = [verb for verb in outside(closing, hits) if not words("need.closed").whole(verb.group())] if hits else []
    first = [verb for verb in verbs if _begins(clause, verb) and not words("need.bare").whole(verb.group())]
    told = [hit for hit in hits if first or any(_is_of_verb(clause, hit, verb) for verb in verbs)]
    return [hit for hit in told if not (_is_of_noun(clause, hit, first) or _is_joined(clause, hit, verbs))]


def _is_of_noun(clause: str, hit: re.Match[str], first: list[re.Match[str]]) -> bool:
    """Tell whether an adjective stands behind the noun that a clause closes: "bloquear el puerto prohibido"."""
    before = clause[: hit.start()]
    behind = any(verb.end() <= hit.start() for verb in first) and words("need.adjective").whole(hit.group())
    return behind and (ends_in("port.word", before) or not ends_in("need.copula", before))


def _is_joined(clause: str, hit: re.Match[str], verbs: list[re.Match[str]]) -> bool:
    """Tell whether an "and" parts a word that forbids from each verb of closing: "forbidden and to be blocked"."""
    joints = [
        each
        for each in words("text.and").finditer(clause)
        if not (is_foreign(each.group().lower(), "text.and", clause) or words("need.aside").whole(each.group()))
    ]
    return bool(joints) and all(
        any(min(verb.end(), hit.end()) <= each.start() < max(verb.start(), hit.start()) for each in joints)
        for verb in verbs
    )


def _begins(clause: str, hit: re.Match[str]) -> bool:
    return not words("peer.article").sub("", clause[: hit.start()]).strip()


def _is_of_verb(clause: str, hit: re.Match[str], verb: re.Match[str]) -> bool:
    """Tell whether a word forbids what a verb says, whose object may stand between: "es ist verboten, 443 zu …"."""
    if verb.end() <= hit.start():
        between = clause[verb.end() : hit.start()].strip()
        return not between or words("need.copula").whole(between) or _is_port(between, last=True)
    before, between = clause[: hit.start()].strip(), clause[hit.end() : verb.start()]
    near = hit.end() <= verb.start() and (len(between.split()) <= 1 or _is_port(between))
    led = not before and (" " in hit.group() or not between.lstrip().startswith(","))
    return near or (led and not hits_in(between, "open"))


def masks_in(clause: str) -> list[re.Match[str]]:
    """Return the phrases of a clause that hold no verb of closing it; "stay closed" says no more than "closed"."""
    masks = hits_in(clause, *PHRASES)
    return [each for each in masks if not (words("need.unused").whole(each.group()) and hits_in(each.group(), "close"))]


def _is_of_else(clause: str) -> bool:
    """Tell whether a clause is about no port that was named, but another, a login, replies, a page, a supposition."""
    if hits_in(clause, "another") and not hits_in(clause, "instead") and is_negative(clause):
        return True
    if _is_of_clients(clause) or _refers(clause) or _is_of_lack(clause):
        return True
    supposed = any(words(each).match(clause.strip(), 0) for each in ("need.concession", "need.consequence"))
    return (
        (supposed and not hits_in(clause, "required", "forbid", "must"))
        or does_without(clause)
        or is_of_replies(clause)
    )


def _is_of_lack(clause: str) -> bool:
    """Tell whether a clause denies what is so without the port: "the product is of no use without it"."""
    if hits_in(clause, "opening", "close", "must", "forbid", "required_verb") or not negations_in(clause):
        return False
    behind = (clause[hit.end() :].strip(" .") for hit in words("need.without").finditer(clause))
    return any(map(words("need.object").whole, behind))


def _refers(clause: str) -> bool:
    """Tell whether a clause only points to a page, whose title may close something: "consulte Filtrar el tráfico"."""
    told = words("peer.refers").match(clause.lstrip(), 0)
    if told is None or (len(told[0]) <= _SHORT and told[0].isascii()) or re.search(r"\d", clause):
        return False
    verbs = sorted(hit.start() for hit in hits_in(clause, "close", "bars"))
    joined = verbs and words("text.and").search(clause[: verbs[0]])  # "see the section below and block it"
    named = joined or words("port.word").search(clause) or transport_words().search(clause)
    return not named and not hits_in(clause, "must", "ensure", "forbid", "unused")


_SHORT = 2
"""A word of so few letters points elsewhere in one language, and is a pronoun in others."""


def _is_of_clients(clause: str) -> bool:
    """Tell whether a clause says what those who connect cannot do, as what comes of it: "clients cannot publish"."""
    said = asserted_in(clause)
    users = [user.start() for each in ("peer.user", "text.host") for user in words(each).finditer(said)]
    led = any(user < unable.start() for unable in hits_in(said, "unable") for user in users)
    named = any(words(each).search(said) for each in ("port.word", "need.there")) or ends_in("need.object", said)
    return led and not named


def _are_of_end(clause: str, negations: list[re.Match[str]], opening: list[re.Match[str]]) -> bool:
    """Tell whether all that a clause denies is that the port may be given up: "is needed and cannot be disabled"."""
    ends = [hit.start() for hit in hits_in(clause, *_ENDING)]
    asked = max(hit.end() for hit in opening)
    return all(asked <= each.start() and any(each.end() <= end for end in ends) for each in negations)


_ENDING = ("off", "retired", "switch")
"""The senses of what gives a port up."""


def _is_port(between: str, *, last: bool = False) -> bool:
    """Tell whether words name nothing but the port that a verb beside them closes: "closing this port is", "ihn zu".

    `last` is what stands behind the verb: it ends in the port, or in a form of "to be", and in no adjective's article.
    """
    said = transport_words().sub(" ", re.sub(r"\d+|/", " ", between)).strip()
    named = list(words("need.object" if said.startswith(",") else "port.word", "need.object").finditer(said))
    named = [each for each in named if each.start() == 0 or said[each.end() :] or not _is_copula(each)]
    beside = _BESIDE if last else (*_BESIDE, "need.aside")
    if len(named) != 1 or re.search(r"[^\W\d]", words(*beside, "port.word", "need.object").sub(" ", said)):
        return False
    return not last or any(ends_in(each, said) for each in ("port.word", "need.object", "need.copula"))


def _is_copula(hit: re.Match[str]) -> bool:
    return words("need.copula").whole(hit.group()) and not words("port.word").whole(hit.group())


_BESIDE = ("need.own", "text.of", "need.copula", "peer.article", "peer.anaphor")
"""What may stand beside words for a port."""


def within_statement(clause: str, hit: re.Match[str], negations: list[re.Match[str]]) -> list[re.Match[str]]:
    """Return the negations of a clause but for those of a statement before a word: "not removed and is shut"."""
    own = [joint for joint in words("text.and").finditer(clause[: hit.start()]) if negations]
    own = [each for each in own if words(*_VERBS).match(clause[each.end() :].lstrip(), 0)]
    start = own[-1].start() if own and hits_in(clause[: own[-1].start()], *_ENDING) else 0
    return [each for each in negations if each.start() >= start]


_VERBS = ("need.copula", "need.must", "text.verb")
"""What a statement behind an "and" begins with that has a verb of its own."""


def _is_prevented(clause: str, opening: list[re.Match[str]]) -> bool:
    """Tell whether a clause asks to prevent that a port is opened: "évitez d'ouvrir", "vermeiden Sie das Öffnen"."""
    ended = [hit.end() for hit in hits_in(clause, "prevent")]
    return any(
        end <= hit.start() and len(clause[end : hit.start()].split()) <= _NEAR for end in ended for hit in opening
    )


_NEAR = 3


def _is_of_session(clause: str, hit: re.Match[str]) -> bool:
    """Tell whether what is closed is a connection, and no port: "The session is closed after an hour"."""
    ends = words("need.shut").whole(hit.group()) and not words("port.word").search(clause)
    return bool(ends) and bool(hits_in(clause, "session"))


def _obliged(clause: str, *reached: str) -> list[re.Match[str]]:
    """Return the words by which a clause says that others must reach something, or must not: "may not be reachable"."""
    if not words(*reached, "peer.answers").may_stand_in(clause):
        return []
    denied = bool(outside([*negations_in(clause), *hits_in(clause, "nobody")], hits_in(clause, "more")))
    if not (hits_in(clause, "must", "ensure") or (denied and hits_in(clause, "may"))):
        return []
    return [*words(*reached, *(("peer.answers",) if denied and reached == _REACHED else ())).finditer(clause)]


_REACHED = ("peer.reachable",)


def _secluding(clause: str) -> list[re.Match[str]]:
    """Return the words by which a clause keeps all others away: "must be isolated", "prevent access from outside".

    Without a word such as "must" they do so at its beginning or its end, beside a network or an access.
    """
    found = [*hits_in(clause, "seclude"), *(hits_in(clause, "prevent") if hits_in(clause, "access") else ())]
    if not found or hits_in(clause, "must"):
        return found
    if not (hits_in(clause, "access", "remote") or words("party.network").search(clause)):
        return []
    return [hit for hit in found if _is_told_alone(clause, hit)]


def _is_told_alone(clause: str, hit: re.Match[str]) -> bool:
    """Tell whether a word begins a clause or ends it, and is no adjective of a network: "isolated networks"."""
    before, after = clause[: hit.start()].rstrip(), clause[hit.end() :].strip()
    beside = ends_in("party.network", before) or words("party.network").match(after, 0)
    first = _begins(clause, hit) and not UNSPACED_LETTER.search(hit.group())  # 隔離された is an adjective there
    return not beside and (first or not after)


def _made(clause: str) -> list[re.Match[str]]:
    """Return the verbs that make a rule: "no exception has to be added"; what an installer makes says nothing."""
    made = hits_in(clause, "make") if hits_in(clause, "rule") else []
    return [] if made and hits_in(clause, "installer") else made


def _unmade(clause: str) -> list[re.Match[str]]:
    """Return the verbs that take a rule away: "old rules can be deleted"."""
    unmade = hits_in(clause, "unmake") if hits_in(clause, "rule") else []
    if unmade and hits_in(clause, "installer"):
        return []
    verbs = hits_in(clause, "close", "open") if unmade else []
    ruled = ends_in("need.rule", clause.rstrip()) and all(unmade[0].start() < each.start() for each in verbs)
    return [] if verbs and not ruled else unmade  # "删除放行 443 的规则" takes away the rule that it ends in


def negations_in(clause: str) -> list[re.Match[str]]:
    """Return the negations of a clause; no part of a compound is one, "non-encrypted", "HUB-NE", nor "nothing but"."""
    found = [
        hit for hit in hits_in(clause, "negator") if not (_is_in_compound(clause, hit) or _is_foreign(hit, clause))
    ]
    return outside(found, hits_in(clause, "concession", "only", "lasts")) if found else found


def _is_foreign(hit: re.Match[str], clause: str) -> bool:
    word = hit.group().lower()
    return is_foreign(word, "need.negator", clause) or is_preposition(word, clause[: hit.start()])


def _is_in_compound(clause: str, hit: re.Match[str]) -> bool:
    return bool(_BEHIND.match(clause, hit.end()) or _BEFORE.search(clause[max(hit.start() - 2, 0) : hit.start()]))


_BEHIND, _BEFORE = re.compile(r"[-‐‑]\w"), re.compile(r"\w[-‐‑]$")


def is_negative(clause: str) -> bool:
    """Tell whether a clause has a negation that is no part of a longer phrase: "not 80"."""
    return bool(outside(negations_in(clause), hits_in(clause, *PHRASES)))


def turns(clause: str) -> bool:
    """Tell whether a clause without a verb turns the sense of the one that it shares: "but not 80", no "not only"."""
    return bool(outside(negations_in(clause), hits_in(clause, *PHRASES, "more")))


def denies(clause: str) -> bool:
    """Tell whether a clause wants a port closed by a negation: "do not open 443", and no "block 443"."""
    return polarity(clause) < 0 and (turns(clause) or bool(hits_in(clause, "unused")))


def negates(clause: str, hit: re.Match[str]) -> bool:
    """Tell whether a clause's negation turns the sense of a phrase of it: "not only on localhost"."""
    return bool(outside(negations_in(clause), [hit]))


def in_name(text: str, hit: re.Match[str]) -> bool:
    """Tell whether a word is part of a domain name: "licences.example.com"."""
    after = text[hit.end() : hit.end() + 2]
    return text[hit.start() - 1 : hit.start()] == "." or (after[:1] == "." and after[1:].isalnum())
