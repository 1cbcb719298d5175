"""`incident-bot try`: when it cannot start it says so in a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from incident_bot.__main__ import cli


def test_a_manifest_that_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    manifest = tmp_path / "config" / "slack-manifest.yaml"
    manifest.parent.mkdir()
    manifest.write_text("display_information: [\n", encoding="utf-8")
    result = CliRunner().invoke(cli, ["try", "--port", "0"])
    assert result.exit_code == 2
    assert result.output.startswith("config/slack-manifest.yaml is not YAML in line 2: ")
