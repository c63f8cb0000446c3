"""`portspec verify`: the proof of a host's firewall configuration, with real packets on this machine."""

import click
import msgspec

from portspec.cli._choose import chosen, release_options
from portspec.cli._host import host_options, options_of
from portspec.cli._session import Session, format_option
from portspec.findings import finding
from portspec.writers.firewall import Options


@click.command("verify")
@click.argument("dialect")
@release_options
@host_options
@click.option("--record", is_flag=True, help="Keep the proof of a role's plain text below spec/proofs.")
@format_option
def command(
    dialect: str, product: str | None, release: str | None, shown: str, *, record: bool, **given: object
) -> None:
    """Prove what `portspec emit DIALECT` writes, with the same options: load it and send packets through it.

    A host and its peers are made in network namespaces that are thrown away; the rules of this machine stay as they
    are. Linux, root and the dialect's own tools are needed. The lines on standard output are the ports that were
    reached; each other port beside them was tried and was not.
    """
    from portspec.proof import prove
    from portspec.proof.record import how, path_of

    session = Session(shown)
    spec = chosen(session, product, release)
    options = options_of(given, "verify", spec)
    if record and options != Options(roles=options.roles[:1], enforce=options.enforce):
        raise click.UsageError("--record keeps the proof of one role's own text: give --role once, else only --enforce")
    proof = prove(dialect, spec, options, session.report)
    if proof is None:
        session.end(usable=False)
    for line in proof.passed:
        click.echo(line)
    click.echo(how(proof))
    for each in proof.failures:
        session.report(finding("PS504", f"the proof fails: {each}", "Do not use this text; report it with its header."))
    if record and not proof.failures and spec.product:
        from portspec.output import write_file

        path = session.workspace().root / path_of(spec.product.id, spec.product.release, proof)
        write_file(path, msgspec.json.format(msgspec.json.encode(proof, order="deterministic")) + b"\n", session.report)
    session.end()
