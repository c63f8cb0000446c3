"""Need: how firmly a page asks for a port, once its errata are applied."""

from portspec.resolve.correct import Corrected
from portspec.spec import Need


def need_of(corrected: Corrected) -> Need:
    """Return a claim's need; an erratum that sets negation or direction decides over what the page says of them."""
    claim, basis = corrected.claim, corrected.basis
    lifted = (claim.need == "denied" and "negated" in basis) or (claim.need == "local" and "direction" in basis)
    need: Need = "required" if lifted else claim.need
    if claim.negated and need != "retired":
        return "denied"
    if claim.direction == "internal" and need not in ("denied", "retired"):
        return "local"
    return "conditional" if need == "required" and claim.condition else need
