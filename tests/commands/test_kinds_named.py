"""The words for kinds of entries."""

from __future__ import annotations

import pytest

from incident_bot.commands.kinds_named import kinds_named
from incident_bot.commands.timeline_filters import _ALSO
from incident_bot.incidents.vocabulary import Kind, kind_said


@pytest.mark.parametrize("word", ["marked", "pinned", "pinned_message", "marked_message"])
def test_marked_messages_go_by_both_their_names(word: str) -> None:
    assert kinds_named(word) == (Kind.PINNED.value,)
    assert _ALSO.get(word, word) == "marked"


def test_people_read_marked() -> None:
    assert [kind_said(kind) for kind in ("pinned_message", "next_update")] == [
        "marked message",
        "next update",
    ]
