"""Which roles want the same port of one host."""

from pathlib import Path

from portspec.audit.conflicts import Side, conflicts
from portspec.build import compile_page
from portspec.findings import silent

PAGE = """# Ports of Example

## Storage servers

| Port | Protocol | Direction | Description |
| ---- | -------- | --------- | ----------- |
| 22 | TCP | inbound | Logins. |
| 8200 | TCP | inbound | Requests. |
| 8300 | UDP | inbound | Beacons. |
| 8250 | TCP | outbound | Calls. |
| 8400 | TCP | inbound | Copies. This port is no longer used. |

## Gateways

| Port | Protocol | Direction | Description |
| ---- | -------- | --------- | ----------- |
| 8000-8299 | TCP | inbound | Sessions. |
| 8300 | TCP | inbound | Status. |
| 8400 | TCP | inbound | Audio. |
| `<port>` | UDP | inbound | Calls of plug-ins. |
"""


def test_ranges_count_and_what_only_goes_out_does_not(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text(PAGE)
    spec = compile_page(tmp_path / "page.md", silent)
    assert spec
    found = conflicts([Side(spec=spec, role=role.id) for role in spec.roles])
    assert [(each.transport, each.ports) for each in found] == [("tcp", (8200, 8200)), ("udp", None)]
