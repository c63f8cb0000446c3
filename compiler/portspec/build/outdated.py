"""Proofs of firewall texts that are not made any more."""

from collections.abc import Mapping, Sequence

from portspec.findings import Report, finding
from portspec.proofs import RECORD_AGAIN, Proof
from portspec.spec import Spec
from portspec.workspace import PROOFS
from portspec.writers.snippets import write


def outdated(specs: Sequence[Spec], proofs: Mapping[str, Proof], report: Report) -> None:
    """Report each proof, by its path below `spec/proofs`, of a text that is not made of the specs (PS505)."""
    made = {file.snippet for spec in specs for file in write(spec, lambda _: None)} if proofs else set()
    for path, proof in proofs.items():
        if proof.snippet not in made:
            report(finding("PS505", f"{PROOFS}/{path} proves a text that is not made any more", RECORD_AGAIN))
        elif proof.failures:
            report(finding("PS505", f"{PROOFS}/{path} records a proof that failed", RECORD_AGAIN))
