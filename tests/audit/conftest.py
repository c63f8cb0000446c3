"""What tests of the audit share: a run of it in this checkout."""

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from portspec.audit.report import Audit
from portspec.validation import violations
from tests.audit import planted
from tests.cli.running import run

Audited = Callable[..., Audit]
"""`audited(*words)`: what an audit of the first product's MDS server role tells, on its command line these words."""


@pytest.fixture
def audited(root: Path, monkeypatch: pytest.MonkeyPatch) -> Audited:
    monkeypatch.chdir(root)

    def audit(*words: object) -> Audit:
        result = run(*planted.AUDIT, "--format", "json", *map(str, words))
        told = msgspec.json.decode(result.stdout, type=Audit)
        assert list(violations(told, "audit")) == []
        assert result.exit_code == int(any(each.ignored is None for each in told.faults))
        return told

    return audit
