"""What a sandbox begins with."""

from __future__ import annotations

from pathlib import Path

import pytest

from incident_bot.sandbox import Sandbox, Seed

MANIFEST = Path(__file__).parents[2] / "config" / "slack-manifest.yaml"


def test_the_app_is_what_its_manifest_says() -> None:
    seed = Seed.example(MANIFEST)
    (command,) = seed.commands
    assert (seed.app_name, command.command, command.should_escape) == ("Incident Bot", "/incident", True)
    assert seed.scopes is not None
    assert "chat:write" in seed.scopes
    assert seed.events is not None
    assert "reaction_added" in seed.events


def test_another_file_is_not_taken_for_a_manifest(tmp_path: Path) -> None:
    other = tmp_path / "other.yaml"
    other.write_text("a: 1\n", encoding="utf-8")
    with pytest.raises(ValueError, match="display_information is missing"):
        Seed.example(other)


def test_ids_are_the_same_every_time() -> None:
    ids = [[user.id for user in Seed.example().people] for _ in range(2)]
    assert ids[0] == ids[1] == ["U0ANN0000", "U0BO00000", "U0CHI0000", "U0DEE0000"]


async def test_names_that_nobody_has_are_told(sandbox: Sandbox) -> None:
    with pytest.raises(LookupError, match="nobody here is called 'zoe'; there are ann, bo, chi, dee"):
        sandbox.person("zoe")
    with pytest.raises(LookupError, match="there is no channel 'war'; there are general, incidents, random"):
        sandbox.channel("war")
