"""aclgen at work on the definitions and the policy of some roles."""

import subprocess
import sys
from pathlib import Path

from portspec.spec import Spec
from portspec.writers.firewall import Options, emit

ENDINGS = {
    "arista": ".eacl",
    "arista_tp": ".atp",
    "cisco": ".acl",
    "cisconx": ".nxacl",
    "ciscoxr": ".xacl",
    "fortigate": ".fgacl",
    "juniper": ".jcl",
    "nftables": ".nft",
    "paloalto": ".xml",
    "srx": ".srx",
}
"""How the file ends that aclgen writes, by its generator."""


def generated(spec: Spec, options: Options, folder: Path) -> dict[str, str]:
    """What aclgen writes, by generator."""
    for artifact in emit("aerleon", spec, options, lambda _: None):
        path = folder / artifact.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(artifact.data)
    stem = "+".join(options.roles)
    here = folder / "aerleon" / stem
    program = Path(sys.executable).parent / "aclgen"
    done = subprocess.run([str(program)], cwd=here, capture_output=True, text=True, check=False)
    assert (done.returncode, "ERROR" in done.stderr) == (0, False), done.stderr
    # It ends well without any work, too, so each file must be there.
    return {name: (here / f"{stem}{ending}").read_text() for name, ending in ENDINGS.items()}
