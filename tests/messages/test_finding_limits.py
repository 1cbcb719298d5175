"""What is found, ticked and paged fits Slack's limits, whatever people typed and however much is set."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from incident_bot.commands.find import LENGTH, SIZE, WORDS
from incident_bot.commands.timeline import LAST
from incident_bot.forms.checklist import checklist_form
from incident_bot.incidents import checklists
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.mine import mine
from incident_bot.incidents.search import Page
from incident_bot.incidents.timeline_page import TimelinePage
from incident_bot.messages.checklist import checklist_message
from incident_bot.messages.found import found_message
from incident_bot.messages.mine import mine_message
from incident_bot.messages.timeline import timeline_message
from incident_bot.sandbox.blockkit import check_view
from incident_bot.settings import Settings
from incident_bot.slack import text
from tests.incidents.story import ANN, BO, CHI, after, ann
from tests.messages.at_length import large, told_at_length
from tests.messages.nasty import NASTY
from tests.messages.test_limits import is_taken, pings_nobody

every_settings = pytest.mark.parametrize("settings", [Settings(), large()], ids=["shipped", "large"])
every_text = pytest.mark.parametrize("said", NASTY.values(), ids=NASTY)


@every_settings
@every_text
def test_checklists_are_taken(said: str, settings: Settings) -> None:
    incident = told_at_length(said)
    _tick_all(incident, settings)
    names = {ANN: text.plain(text.escape(said))[:200] or "Ann"}
    found = checklists.lists(incident, settings)

    form = checklist_form(incident, found, names, ZoneInfo("Europe/Berlin"), after(99))

    check_view(form, home=False)
    assert len(form["private_metadata"]) < 2500
    message = checklist_message(incident, found, settings)
    is_taken(message)
    pings_nobody(message)


@every_settings
@every_text
def test_what_was_found_is_taken(said: str, settings: Settings) -> None:
    incident = told_at_length(said)
    typed = text.one_line(text.plain(text.escape(said)))[:LENGTH]
    words = typed.split()[:WORDS] or ["x"]
    for entry in incident.happened:
        entry.incident_id = incident.id = 1

    message = found_message(Page([incident] * SIZE, 1000, 2), SIZE, words, incident.happened, settings)

    is_taken(message)
    pings_nobody(message)
    is_taken(found_message(Page([], 0, 1), SIZE, words, [], settings))


@every_settings
@every_text
def test_what_is_mine_is_taken(said: str, settings: Settings) -> None:
    incidents = [told_at_length(said)] * 12
    for person in (ANN, BO, CHI):
        message = mine_message(mine(person, incidents, settings), after(99), settings)
        is_taken(message)
        pings_nobody(message)


@every_settings
@pytest.mark.parametrize("letter", ["&", "x", "\N{FIRE}"])
def test_a_page_of_the_timeline_loses_no_entry(letter: str, settings: Settings) -> None:
    incident = told_at_length("x")
    for n in range(LAST):
        incident.note(f"{n}! {letter * 3000}", ann(n))
    incident.note("short", ann(99))
    entries = incident.happened[-LAST:]

    page = TimelinePage(entries, 1000, 1)
    message = timeline_message(incident, page, LAST, settings, {ANN: "A" * 200}, typed=str)

    is_taken(message)
    shown = "\n".join(block["text"]["text"] for block in message.blocks if block["type"] == "section")
    assert shown.count(" · ★ *") + shown.count(" · note: ") == LAST
    assert all(f" {n}! " in shown for n in range(1, LAST))


def _tick_all(incident: Incident, settings: Settings) -> None:
    for each in checklists.lists(incident, settings)[1:]:
        checklists.tick(incident, each, each.items, (), ann(30))
