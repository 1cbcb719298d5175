"""Which checklists apply, in which order, and what counts as done."""

from __future__ import annotations

import pytest

from incident_bot.incidents import checklists
from incident_bot.incidents.vocabulary import Status
from incident_bot.settings import Checklist, Settings
from tests.incidents.story import ann, bo, declared

SETTINGS = Settings()
OWN = Settings(
    checklists={
        "first": Checklist(title="First", items=("a", "b", "a")),
        "worst": Checklist(title="Worst", severities=("sev1",), items=("b", "c")),
    }
)


@pytest.mark.parametrize(
    "status, first",
    [
        (Status.IDENTIFIED, ["stabilise", "repair", "triage", "resolved", "after"]),
        (Status.MONITORING, ["resolved", "triage", "stabilise", "repair", "after"]),
        (Status.RESOLVED, ["after", "triage", "stabilise", "repair", "resolved"]),
    ],
)
def test_the_status_says_which_list_comes_first(status: Status, first: list[str]) -> None:
    incident = declared("sev1")
    incident.move_to(status, ann(1))
    assert [each.key for each in checklists.lists(incident, SETTINGS)] == first


def test_a_list_that_is_done_gives_way_to_the_next_of_its_phase() -> None:
    incident = declared("sev1")
    incident.tick(SETTINGS.checklists["triage"].items, (), ann(1))
    assert [each.key for each in checklists.lists(incident, SETTINGS)][:2] == ["stabilise", "triage"]


def test_what_applies_depends_on_the_severity() -> None:
    assert checklists.items(OWN, "sev1", "worst") == ("b", "c")
    assert checklists.items(OWN, "sev2", "worst") == ()
    assert checklists.items(OWN, "sev1", "gone") == ()
    assert checklists.items(OWN, "sev2", "first") == ("a", "b")


def test_progress_counts_what_applies_now() -> None:
    incident = declared("sev1")
    assert checklists.progress(incident, OWN) == (0, 4)
    incident.tick(["b"], (), bo(1))
    assert checklists.progress(incident, OWN) == (2, 4)
    incident.set_severity("sev2", ann(2))
    assert checklists.progress(incident, OWN) == (1, 2)
    assert checklists.progress(incident, Settings(checklists={})) == (0, 0)


def test_a_tick_outlives_its_item() -> None:
    incident = declared("sev1")
    incident.tick(["c", "not any more"], (), bo(1))
    [first, worst] = checklists.lists(incident, OWN)
    assert (first.done, worst.done) == (0, 1)
    checklists.tick(incident, first, first.items, (), ann(2))
    assert set(incident.ticked) == {"a", "b", "c", "not any more"}


def test_numbers_do_not_depend_on_the_status() -> None:
    incident = declared("sev1")
    before = {each.words: each.number for each in checklists.all_items(checklists.lists(incident, SETTINGS))}
    assert sorted(before.values()) == list(range(1, 20))
    incident.resolve(bo(9))
    after = {each.words: each.number for each in checklists.all_items(checklists.lists(incident, SETTINGS))}
    assert after == before


def test_only_what_changes_becomes_an_entry() -> None:
    incident = declared("sev1")
    [first, _] = checklists.lists(incident, OWN)
    assert checklists.tick(incident, first, first.items, (), ann(1)) == (["a", "b"], [])
    entries = len(incident.happened)
    assert checklists.tick(incident, first, first.items, (), bo(2)) == ([], [])
    assert len(incident.happened) == entries
    assert {told["by"] for told in incident.ticked.values()} == {ann().by}
    assert checklists.tick(incident, first, (), first.items[:1], bo(3)) == ([], ["a"])
    assert incident.happened[-1].facts == {"checklist": "First", "ticked": [], "unticked": ["a"]}
