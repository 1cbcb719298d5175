"""Help names everything, on about one screen, and says of each command how it is written and what to mind."""

from __future__ import annotations

import pytest

from incident_bot.commands import CATALOGUE
from incident_bot.messages.help import SHORTCUT, TOPICS, HelpLine, help_page, help_with
from incident_bot.settings import Settings

LINES = [
    HelpLine(each.name, each.usage, each.summary, each.example, each.topic, each.beware)
    for each in CATALOGUE.values()
]
MOST_LINES = 45
"""What a screen shows, more or less, when the topics stand in two columns."""


@pytest.mark.parametrize("line", LINES, ids=[line.name for line in LINES])
def test_every_command_says_what_it_does_with_an_example(line: HelpLine) -> None:
    assert line.topic in {*TOPICS, SHORTCUT}
    assert line.summary
    assert not line.summary.endswith(".")
    assert line.summary[0].islower()
    assert line.example.split()[0] in CATALOGUE
    assert not line.beware or line.beware.endswith(".")
    told = help_with(line, Settings()).text
    assert line.summary[1:] in told
    assert line.beware in told


def test_the_page_names_every_command_once_under_its_topic() -> None:
    [_, topics, where] = help_page(LINES, Settings()).blocks
    shown = [field["text"].splitlines() for field in topics["fields"]]
    assert [heading for heading, *_ in shown] == [f"*{title}*" for title in TOPICS.values()]
    told = [line.split("`")[1] for _, *lines in shown for line in lines]
    assert sorted(told) == sorted(line.name for line in LINES if line.topic != SHORTCUT)
    assert "status INC-12" in where["elements"][0]["text"]


def test_the_page_is_about_a_screen() -> None:
    [_, topics, _] = help_page(LINES, Settings()).blocks
    heights = [len(field["text"].splitlines()) for field in topics["fields"]]
    rows = [max(heights[n : n + 2]) for n in range(0, len(heights), 2)]
    assert sum(rows) + 6 <= MOST_LINES
