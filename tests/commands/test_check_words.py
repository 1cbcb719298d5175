"""`check` alone only looks: nobody waits for it to write."""

from __future__ import annotations

import pytest

from incident_bot.commands import CATALOGUE


@pytest.mark.parametrize("words", ["", "  ", "INC-12", "inc12", "list", "INC-12 list", "list INC-12"])
def test_looking_the_record_over_takes_no_lock(words: str) -> None:
    assert not CATALOGUE["check"].writes_with(words)


@pytest.mark.parametrize("words", ["2", "2, 3", "health", "INC-12 2", "list of things", "INC-12 health"])
def test_ticking_does(words: str) -> None:
    assert CATALOGUE["check"].writes_with(words)


def test_commands_that_write_do_so_whatever_follows() -> None:
    assert CATALOGUE["note"].writes_with("")
    assert not CATALOGUE["list"].writes_with("all")
