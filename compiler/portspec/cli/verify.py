"""`portspec verify`: the proof of a host's firewall configuration, with real packets on this machine."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import cast

import click
import msgspec

from portspec.cli._choose import chosen, release_options, role_ids
from portspec.cli._host import host_options, options_of
from portspec.cli._session import Session, format_option
from portspec.cli._streams import say, say_value
from portspec.findings import finding
from portspec.proofs import Proof, by_snippet, how, path_of, snippet_digest
from portspec.spec import Product, Spec
from portspec.writers.firewall import Options


@click.command("verify", short_help="Prove a firewall text by real packets.")
@click.argument("dialect", required=False)
@release_options
@host_options
@click.option(
    "--all",
    "every",
    is_flag=True,
    help="Prove every text that a build makes: of all roles of all releases, or of one release; in all dialects that "
    "can be proven, or in DIALECT.",
)
@click.option("--record", is_flag=True, help="Keep what is proven below spec/proofs: with --all, or one role's text.")
@click.option(
    "--text",
    "texts",
    multiple=True,
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Prove this text in place of what emit would write, such as one that was edited by hand; several follow each "
    "other. Without --role the options are those that its header names.",
)
@click.argument("file", nargs=-1, metavar="", type=click.Path(path_type=Path))
@click.option("--again", is_flag=True, help="With --all, prove also what a record below spec/proofs proves already.")
@format_option
def command(
    dialect: str | None,
    product: str | None,
    release: str | None,
    shown: str,
    *,
    every: bool,
    record: bool,
    again: bool,
    texts: tuple[Path, ...],
    file: tuple[Path, ...],
    **given: object,
) -> None:
    """Prove what `portspec emit DIALECT` writes, with the same options: load it and send packets through it.

    A host and its peers are made in network namespaces that are thrown away; the rules of this machine stay as they
    are. Linux, root and the dialect's own tools are needed. The lines on standard output are the ports that were
    reached; each other port beside them was tried and was not. With --all there is a line for each text; one that a
    record proves already is not tried again, unless --again asks for it. With --text each FILE is proven in place of
    the one that emit would write under its name. With --format json the proof is as `proof.schema.json` describes it,
    and with --all there is a list of them.
    """
    session = Session(shown)
    if file and not texts:
        raise click.UsageError(f"what is {file[0]}? Texts come after --text")
    if texts:
        if every or record or again or dialect is None:
            raise click.UsageError("--text proves one text of a DIALECT, and keeps no record")
        _prove_texts(dialect, (*texts, *file), session, given, product, release)
    elif every:
        if any(given.values()):
            raise click.UsageError("--all takes no options about a host: it is about the texts that a build makes")
        _prove_all(dialect, _specs(session, product, release), session, record=record, again=again)
    elif again:
        raise click.UsageError("--again belongs to --all: one text is always proven")
    elif dialect is None:
        raise click.UsageError("verify needs a DIALECT, or --all")
    else:
        spec = chosen(session, product, release, cast("tuple[str, ...]", given["roles"]), role_ids)
        options = options_of(given, "verify", spec, session)
        if record and options != Options(roles=options.roles[:1], enforce=options.enforce):
            raise click.UsageError("--record keeps one role's own text: give --role once, and no option but --enforce")
        _prove_one(dialect, spec, options, session, record=record)
    session.end()


def _prove_texts(
    dialect: str, paths: tuple[Path, ...], session: Session, given: dict[str, object], *about: str | None
) -> None:
    """Prove the texts of some files against the rules that they claim, or those that the command line asks for."""
    from portspec.files.disk import read_file
    from portspec.proofs import claims

    read = {path.name: read_file(path, str(path), session.report) for path in paths}
    texts = {name: data for name, data in read.items() if data is not None}
    if len(texts) < len(paths):
        session.end(usable=False)
    claimed = next(filter(None, map(claims, texts.values())), None)
    if claimed and not any(given.values()):
        words = [dialect, *claimed.options]
        given = {name: value for name, value in command.make_context("verify", words).params.items() if name in given}
    product, release = about
    claimed_spec = _claimed(session, claimed.spec if claimed and not any(about) else None)
    spec = claimed_spec or chosen(session, product, release, cast("tuple[str, ...]", given["roles"]), role_ids)
    _prove_one(dialect, spec, options_of(given, "verify", spec, session), session, texts, record=False)


def _claimed(session: Session, digest: str | None) -> Spec | None:
    specs = session.workspace().compiled_specs(session.report) if digest else ()
    return next((each for each in specs if each.digest == digest), None)


def _prove_one(
    dialect: str,
    spec: Spec,
    options: Options,
    session: Session,
    texts: Mapping[str, bytes] | None = None,
    *,
    record: bool,
) -> None:
    """Prove one text and print what passed, or leave where that cannot be done."""
    from portspec.proof import prove

    proof = prove(dialect, spec, options, session.report, texts)
    if proof is None:
        session.end(usable=False)
    if session.shown == "json":
        say_value(proof)
    else:
        say("\n".join((*proof.passed, how(proof), *(f"not covered: {each}" for each in proof.uncovered))))
    _conclude(proof, spec, session, record=record)


class Tried(msgspec.Struct, frozen=True, kw_only=True):
    """A text of a build and its proof, as `portspec verify --all --format json` says it."""

    product: Product | None
    """The release that the text is of."""
    recorded: bool
    """Whether a record below `spec/proofs` proves it already, so that nothing was sent."""
    proof: Proof
    """As `schemas/proof.schema.json` describes it."""

    def __str__(self) -> str:
        about = self.product and f"{self.product.id} {self.product.release} "
        enforce = " --enforce" * ("--enforce" in self.proof.options)
        said = f"{'recorded, ' if self.recorded else ''}{how(self.proof)}"
        return f"{about or ''}{self.proof.roles[0]} {self.proof.dialect}{enforce}: {said}"


def _prove_all(dialect: str | None, specs: tuple[Spec, ...], session: Session, *, record: bool, again: bool) -> None:
    """Prove the texts of a build, each with a line; leave at the first that cannot be proven here."""
    from portspec.proof import has_proof, prove

    if dialect and not has_proof(dialect, session.report):
        session.end(usable=False)

    # What is no record proves nothing, so its text is proven here; `portspec check` names it.
    known = {} if again else by_snippet(session.workspace().proofs(lambda _: None).values())
    done: list[Tried] = []
    complete = True
    for spec, form, options, snippet in _texts(dialect, specs):
        recorded = known.get(snippet)
        proof = recorded or prove(form, spec, options, session.report_error)
        if proof is None:
            complete = False
            break
        done.append(Tried(product=spec.product, recorded=recorded is not None, proof=proof))
        if session.shown != "json":
            say(str(done[-1]))
        if not recorded:
            _conclude(proof, spec, session, record=record)
    if session.shown == "json":
        say_value(done)
    session.end(usable=complete)


def _texts(dialect: str | None, specs: tuple[Spec, ...]) -> Iterator[tuple[Spec, str, Options, str]]:
    """Yield the texts that a build makes, in one dialect or in all that can be proven, each with its digest."""
    from portspec.proof.bases import bases
    from portspec.writers.snippets import snippets

    for spec in specs:
        for role, forms in snippets(spec, lambda _: None).items():
            for form, files in forms.items():
                name, _, enforce = form.partition(" ")
                if name in ((dialect,) if dialect else bases()):
                    yield spec, name, Options(roles=(role,), enforce=bool(enforce)), snippet_digest(files)


def _conclude(proof: Proof, spec: Spec, session: Session, *, record: bool) -> None:
    """Report what is wrong, or keep the proof where that is asked for."""
    for each in proof.failures:
        text = " ".join((proof.dialect, *proof.options))
        session.report(finding("PS504", f"the proof of {text} fails: {each}", HELP))
    if record and not proof.failures and spec.product:
        from portspec.artifact import encode
        from portspec.files import write_file
        from portspec.workspace import PROOFS

        path = path_of(spec.product.id, spec.product.release, proof)
        root = session.workspace().root
        write_file(root / PROOFS / path, encode(proof), session.report, within=root)


HELP = "Do not use this text; report it with its header."


def _specs(session: Session, product: str | None, release: str | None) -> tuple[Spec, ...]:
    """Return the compiled specs of all releases, or the one that is chosen."""
    if product or release:
        return (chosen(session, product, release),)
    return session.workspace().compiled_specs(session.report)
