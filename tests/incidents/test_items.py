"""The rules of action items and of the postmortem."""

from __future__ import annotations

from datetime import date

import pytest

from incident_bot.errors import Refused
from incident_bot.incidents.action_item import ActionItem
from incident_bot.incidents.incident import COMMANDER, Incident
from incident_bot.incidents.vocabulary import Kind
from incident_bot.messages.entry_text import entry_text
from incident_bot.settings import Settings
from tests.incidents.story import ANN, BO, CHI, ann, bo, declared, resolved

DAY = date(2026, 1, 9)


def added(incident: Incident) -> ActionItem:
    return incident.add_item(1, "watch the pool", ann(1), owner=BO, priority="p1", due_on=DAY, type_="detect")


def said(incident: Incident) -> list[str]:
    kinds = (Kind.ITEM, Kind.POSTMORTEM)
    return [
        entry_text(each, Settings(), {BO: "Bo", CHI: "Chi"})
        for each in incident.happened
        if each.what in kinds
    ]


def test_every_change_is_on_the_record() -> None:
    incident = resolved()
    item = added(incident)
    incident.give_item(item, CHI, ann(2))
    incident.put_off_item(item, None, ann(3))
    incident.rank_item(item, "p0", ann(3))
    incident.reword_item(item, "watch all pools", ann(3))
    incident.type_item(item, None, ann(3))
    incident.measure_item(item, "it pages", ann(3))
    incident.measure_item(item, None, ann(3))
    reworded, typed, measured = (each.facts for each in incident.happened[-4:-1])
    assert reworded["text_before"] == "watch the pool"
    assert (typed["type"], typed["type_before"]) == (None, "detect")
    assert (measured["criterion"], measured["criterion_before"]) == ("it pages", None)
    incident.finish_item(item, bo(4), "it pages")
    incident.reopen_item(item, bo(5), "it does not")
    incident.drop_item(item, bo(6), "the pool is gone")
    assert said(incident) == [
        "Action item 1: watch the pool\nPriority: P1\nOwner: Bo\nDue: 2026-01-09\nType: detect",
        "Action item 1 is with Chi now (watch the pool)",
        "Action item 1 is due when possible (watch the pool)",
        "Action item 1 is P0 now (watch the pool)",
        "Action item 1 now reads: watch all pools\nBefore: watch the pool",
        "Action item 1 has no type now (watch all pools)",
        "Action item 1 is done when “it pages” (watch all pools)",
        "Action item 1 has no criterion any more (watch all pools)",
        "Action item 1 is done (watch all pools): it pages",
        "Action item 1 is to be done after all (watch all pools): it does not",
        "Action item 1 is dropped (watch all pools): the pool is gone",
    ]
    assert item.status == "dropped"


def test_what_is_over_is_not_changed_and_nothing_is_changed_to_what_it_is() -> None:
    incident = resolved()
    item = added(incident)
    with pytest.raises(Refused, match="have action item 1"):
        incident.give_item(item, BO, ann(2))
    with pytest.raises(Refused, match="due then already"):
        incident.put_off_item(item, DAY, ann(2))
    with pytest.raises(Refused, match="is P1 already"):
        incident.rank_item(item, "p1", ann(2))
    with pytest.raises(Refused, match="says that already"):
        incident.reword_item(item, "watch the pool", ann(2))
    with pytest.raises(Refused, match="is detect already"):
        incident.type_item(item, "detect", ann(2))
    with pytest.raises(Refused, match="has no criterion already"):
        incident.measure_item(item, None, ann(2))
    with pytest.raises(Refused, match="is open already: there is nothing to reopen"):
        incident.reopen_item(item, ann(2))
    with pytest.raises(Refused, match="why action item 1 is dropped"):
        incident.drop_item(item, ann(2), "")
    incident.finish_item(item, ann(3))
    with pytest.raises(Refused, match="is done already"):
        incident.finish_item(item, ann(4))
    with pytest.raises(Refused, match="is done already"):
        incident.give_item(item, CHI, ann(4))


def test_overdue_is_what_is_open_after_its_day() -> None:
    item = added(resolved())
    assert not item.is_overdue(DAY)
    assert item.is_overdue(date(2026, 1, 10))
    item.due_on = None
    assert not item.is_overdue(date(2030, 1, 1))


def test_nobody_who_commanded_leads_the_postmortem() -> None:
    incident = declared()
    incident.assign(COMMANDER, ANN, ann(1))
    incident.assign(COMMANDER, BO, bo(2))
    for person in (ANN, BO):
        with pytest.raises(Refused, match="somebody who was not commander of INC-12"):
            incident.facilitate(person, ann(3))
    incident.facilitate(CHI, ann(4))
    assert incident.facilitator == CHI
    with pytest.raises(Refused, match="already"):
        incident.facilitate(CHI, ann(5))


def test_whoever_resolves_it_names_the_facilitator_too() -> None:
    incident = declared()
    incident.resolve(bo(9), postmortem=CHI)
    assert incident.facilitator == CHI


def test_what_happens_to_the_postmortem_is_on_the_record() -> None:
    incident = resolved()
    incident.facilitate(CHI, ann(1))
    incident.hold_postmortem_by(DAY, ann(2))
    incident.hold_postmortem_by(None, ann(2))
    incident.want_postmortem("UTC", ann(3))
    incident.publish_postmortem("https://wiki.example.com/12", ann(4))
    with pytest.raises(Refused, match="already"):
        incident.publish_postmortem("https://wiki.example.com/12", ann(4))
    assert said(incident) == [
        "Chi leads the postmortem",
        "The postmortem is to be held by 2026-01-09",
        "The postmortem is held as the severity asks",
        "Asked for the postmortem as a document",
        "The postmortem is published: https://wiki.example.com/12",
    ]
