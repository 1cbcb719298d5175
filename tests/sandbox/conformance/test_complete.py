"""Every method of the sandbox and every error that it claims is shown by a test beside this one."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

from incident_bot.sandbox.call import METHODS

from .documented import SHOWN

for _test in sorted(Path(__file__).parent.glob("test_*.py")):
    if _test.stem != Path(__file__).stem:
        importlib.import_module(f"{__package__}.{_test.stem}")


@pytest.mark.parametrize("method", sorted(METHODS))
def test_what_a_method_claims_is_shown(method: str) -> None:
    claimed = ["", *METHODS[method].errors]
    assert [error or "(it works)" for error in claimed if (method, error) not in SHOWN] == []


def test_what_is_shown_is_claimed() -> None:
    claims = {(name, error) for name, known in METHODS.items() for error in ("", *known.errors)}
    assert sorted(SHOWN - claims) == []
