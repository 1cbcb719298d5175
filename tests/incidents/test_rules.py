"""By which rules an incident changes; whatever is refused changes nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from incident_bot.errors import Refused
from incident_bot.incidents.act import Act
from incident_bot.incidents.incident import COMMANDER, Incident
from incident_bot.incidents.quiet import Quiet, Waiver
from incident_bot.incidents.vocabulary import Kind, Source, Status
from tests.incidents.story import ANN, BO, CHI, START, after, ann, bo, bot, declared, resolved


def kinds(incident: Incident) -> list[str]:
    return [entry.kind for entry in incident.happened]


def test_a_declared_incident_is_open_investigating_and_knows_who_declared_it() -> None:
    incident = declared("sev1", "checkout is failing", number=7)
    assert (incident.ref, incident.title, incident.severity) == ("INC-7", "checkout is failing", "sev1")
    assert incident.is_open
    assert incident.stands is Status.INVESTIGATING
    assert (incident.declared_by, incident.declared_at, incident.opened_at) == (ANN, START, START)
    assert incident.people == [ANN]
    assert incident.holder(COMMANDER) is None
    assert incident.acknowledged_at is None


def test_what_happened_says_who_did_it_when_and_how() -> None:
    incident = declared()
    incident.note("p95 is 4 s", Act(BO, after(2), Source.BUTTON))
    entry = incident.happened[-1]
    assert (entry.what, entry.text, entry.author) == (Kind.NOTE, "p95 is 4 s", BO)
    assert (entry.occurred_at, entry.recorded_at, entry.source) == (after(2), after(2), Source.BUTTON)


def test_the_declaration_is_the_first_thing_that_happened() -> None:
    entry = declared("sev1").happened[0]
    assert (entry.what, entry.text, entry.facts) == (
        Kind.DECLARED,
        "checkout is failing",
        {"severity": "sev1"},
    )


def test_a_role_has_one_holder_and_a_new_one_takes_it_over() -> None:
    incident = declared()
    incident.assign(COMMANDER, BO, ann(1))
    incident.assign(COMMANDER, CHI, ann(5))
    assert incident.holders(COMMANDER) == [CHI]
    assert [(h.person, h.since, h.until) for h in incident.holdings] == [
        (BO, after(1), after(5)),
        (CHI, after(5), None),
    ]
    assert incident.happened[-1].facts == {"role": COMMANDER, "person": CHI, "before": BO}


def test_a_role_of_many_is_shared() -> None:
    incident = declared()
    incident.assign("expert", BO, ann(1), single=False)
    incident.assign("expert", CHI, ann(2), single=False)
    assert incident.holders("expert") == [BO, CHI]
    assert incident.happened[-1].facts["before"] is None


def test_one_person_may_hold_several_roles_and_is_in_the_room_once() -> None:
    incident = declared()
    incident.assign(COMMANDER, BO, ann(1))
    incident.assign("comms", BO, ann(1))
    incident.assign("scribe", ANN, ann(1))
    assert incident.people == [ANN, BO]


def test_nobody_is_given_a_role_that_they_have() -> None:
    incident = declared()
    incident.assign(COMMANDER, BO, ann(1))
    with pytest.raises(Refused, match="they hold that role already"):
        incident.assign(COMMANDER, BO, ann(2))


def test_it_is_acknowledged_when_it_first_has_a_commander_and_only_then() -> None:
    incident = declared()
    incident.assign("scribe", ANN, ann(1))
    assert incident.acknowledged_at is None
    incident.assign(COMMANDER, BO, bo(2))
    incident.unassign(COMMANDER, bo(3))
    incident.assign(COMMANDER, CHI, ann(4))
    assert incident.acknowledged_at == after(2)


def test_nobody_takes_command_of_what_is_over() -> None:
    incident = declared()
    incident.resolve(bo(10))
    incident.assign(COMMANDER, BO, ann(20))

    assert incident.acknowledged_at is None
    incident.set_moment("resolved", after(9), ann(21))


def test_whoever_takes_command_late_does_not_stand_in_the_way_of_a_correction() -> None:
    incident = declared()
    incident.move_to(Status.MONITORING, ann(10))
    incident.assign(COMMANDER, BO, ann(20))

    incident.set_moment("mitigated", after(8), ann(21))
    assert incident.mitigated_at == after(8)


def test_taking_command_ends_a_snooze_of_the_call_for_a_commander() -> None:
    incident = declared()
    incident.snooze("commander", after(30), ann(1))
    incident.assign(COMMANDER, BO, bo(2))
    assert incident.snooze_of("commander") is None


def test_a_role_is_taken_back_from_whoever_holds_it() -> None:
    incident = declared()
    incident.assign("expert", BO, ann(1), single=False)
    incident.assign("expert", CHI, ann(1), single=False)
    assert incident.unassign("expert", ann(2)) == [BO, CHI]
    assert incident.holders("expert") == []
    assert [entry.facts["before"] for entry in incident.happened[-2:]] == [BO, CHI]


def test_a_role_is_taken_back_from_one_person_and_the_others_keep_it() -> None:
    incident = declared()
    incident.assign("expert", BO, ann(1), single=False)
    incident.assign("expert", CHI, ann(1), single=False)
    assert incident.unassign("expert", ann(2), BO) == [BO]
    assert incident.holders("expert") == [CHI]


def test_a_role_that_nobody_has_is_taken_from_nobody_and_nothing_happened() -> None:
    incident = declared()
    before = (kinds(incident), incident.revision)
    assert incident.unassign("scribe", ann(2)) == []
    assert (kinds(incident), incident.revision) == before


def test_the_status_moves_and_the_record_says_from_where_to_where_and_why() -> None:
    incident = declared()
    incident.move_to(Status.IDENTIFIED, bo(5), "a bad deploy")
    assert incident.stands is Status.IDENTIFIED
    entry = incident.happened[-1]
    assert (entry.what, entry.text) == (Kind.STATUS, "a bad deploy")
    assert entry.facts == {"before": "investigating", "after": "identified"}


@pytest.mark.parametrize("status", list(Status))
def test_a_status_that_it_has_already_is_refused(status: Status) -> None:
    incident = declared()
    if status is Status.CLOSED:
        incident.resolve(bo(0))
    if status is not Status.INVESTIGATING:
        incident.move_to(status, bo(1))
    with pytest.raises(Refused, match=f"INC-12 is already {status}"):
        incident.move_to(status, bo(2))


def test_resolving_closes_it_with_a_summary() -> None:
    incident = resolved()
    assert not incident.is_open
    assert incident.resolved_at == after(100)
    entry = incident.happened[-1]
    assert (entry.what, entry.text) == (Kind.RESOLVED, "rolled back")


def test_the_status_resolved_is_the_resolution() -> None:
    incident = declared()
    incident.move_to(Status.RESOLVED, bo(100), "rolled back")
    assert kinds(incident) == kinds(resolved())
    assert incident.resolved_at == after(100)


def test_a_resolved_incident_opens_again_and_counts_anew() -> None:
    incident = resolved()
    incident.reopen(bo(120), "errors are back")
    assert incident.is_open
    assert incident.stands is Status.INVESTIGATING
    assert (incident.resolved_at, incident.opened_at, incident.declared_at) == (None, after(120), START)
    assert kinds(incident)[-1] == Kind.REOPENED


def test_a_resolved_incident_that_gets_another_status_is_opened_again() -> None:
    incident = resolved()
    incident.move_to(Status.MONITORING, bo(120), "errors are back")
    assert incident.stands is Status.MONITORING
    assert incident.resolved_at is None
    assert kinds(incident)[-1] == Kind.REOPENED


def test_snoozes_do_not_outlive_the_incident_that_they_were_for() -> None:
    incident = declared()
    incident.snooze("update", after(500), ann(1))
    incident.snooze("commander", after(500), ann(1))
    incident.waive("roles", "we are two", ann(1))
    incident.resolve(bo(100))
    incident.reopen(bo(120))
    assert (incident.snooze_of("update"), incident.snooze_of("commander")) == (None, None)
    assert incident.waiver("roles") is None


def test_it_counts_as_mitigated_from_when_it_was_first_monitored() -> None:
    incident = declared()
    incident.move_to(Status.MONITORING, bo(50))
    incident.move_to(Status.IDENTIFIED, bo(60))
    incident.resolve(bo(100))
    assert incident.mitigated_at == after(50)


def test_it_counts_as_mitigated_when_it_is_resolved_at_once() -> None:
    assert resolved().mitigated_at == after(100)


def test_the_severity_changes_and_wakes_what_was_snoozed() -> None:
    incident = declared("sev3")
    incident.snooze("update", after(500), ann(1))
    incident.snooze("commander", after(500), ann(1))
    incident.waive("roles", "we are two", ann(1))
    incident.set_severity("sev1", bo(5), "everybody is affected")
    assert incident.severity == "sev1"
    assert (incident.snooze_of("update"), incident.snooze_of("commander")) == (None, None)
    assert incident.waiver("roles") is None
    entry = incident.happened[-1]
    assert (entry.what, entry.text) == (Kind.SEVERITY, "everybody is affected")
    assert entry.facts == {"before": "sev3", "after": "sev1"}


def test_an_update_is_kept_and_ends_a_snooze() -> None:
    incident = declared()
    incident.snooze("update", after(30), ann(1))
    incident.update("rolling back", bo(10))
    assert (incident.updated_at, incident.update_text) == (after(10), "rolling back")
    assert incident.snooze_of("update") is None


def test_an_update_that_is_not_needed_ends_a_snooze_and_says_why_and_when_the_next_is_owed() -> None:
    incident = declared()
    incident.snooze("update", after(90), ann(1))
    incident.skip_update("nobody waits", after(120), bo(61))
    assert (incident.snooze_of("update"), incident.next_update_at) == (None, after(120))
    entry = incident.happened[-1]
    assert (entry.what, entry.text) == (Kind.REMINDER, "nobody waits")
    assert entry.facts == {"reminder": "update", "outcome": "waived", "until": "2026-01-05T12:00:00+00:00"}


@pytest.mark.parametrize("family", ["update", "commander", "checkpoint"])
def test_a_snooze_says_until_when_and_by_whom(family: str) -> None:
    incident = declared()
    incident.snooze(family, after(30), ann(1))
    assert incident.snooze_of(family) == Quiet(after(1), after(30), ANN)
    assert incident.happened[-1].facts == {"reminder": family, "until": "2026-01-05T10:30:00+00:00"}


def test_a_snooze_ends_later_and_a_reason_has_words() -> None:
    incident = declared()
    with pytest.raises(Refused, match="that moment is over"):
        incident.snooze("update", after(6), bo(6))
    with pytest.raises(Refused, match="not said why"):
        incident.waive("update", "", bo(6))
    assert (incident.snooze_of("update"), incident.waiver("update"), len(incident.happened)) == (
        None,
        None,
        1,
    )


def test_what_is_not_needed_says_why_and_by_whom() -> None:
    incident = declared()
    incident.waive("roles", "we are two", ann(1))
    assert incident.waiver("roles") == Waiver(after(1), ANN, "we are two")
    assert incident.waiver("update") is None
    entry = incident.happened[-1]
    assert (entry.what, entry.text) == (Kind.REMINDER, "we are two")
    assert entry.facts == {"reminder": "roles", "outcome": "waived"}


def test_putting_a_reminder_off_is_not_doing_something_about_it() -> None:
    incident = declared()
    incident.note("p95 is 4 s", ann(5))
    incident.snooze("quiet", after(30), ann(10))
    incident.waive("quiet", "we wait for the vendor", ann(20))
    assert incident.active_at == after(5)


def test_since_when_it_has_its_severity() -> None:
    incident = declared()
    assert incident.severity_since is None
    incident.set_severity("sev1", ann(5))
    assert incident.severity_since == after(5)


def test_a_decision_is_starred_and_nothing_else_is() -> None:
    incident = declared()
    incident.note("p95 is 4 s", ann(1))
    incident.decide("roll back", ann(2))
    incident.update("rolling back", ann(3))
    assert [entry.kind for entry in incident.happened if entry.starred] == [Kind.DECISION]


def test_a_marked_message_belongs_to_whoever_wrote_it_when_they_wrote_it() -> None:
    incident = declared()
    incident.pin_message(
        "it was the pool", bo(20), author=CHI, channel="C1", message="1767607200.000200", at=after(15)
    )
    entry = incident.happened[-1]
    assert (entry.what, entry.author, entry.occurred_at, entry.recorded_at) == (
        Kind.PINNED,
        CHI,
        after(15),
        after(20),
    )
    assert (entry.channel, entry.message) == ("C1", "1767607200.000200")
    assert entry.facts == {"marked_by": BO}


def test_the_room_is_known_once_it_is_open() -> None:
    incident = declared()
    incident.room_opened("C1", "incident-20260105-checkout-is-failing", bot(1))
    assert (incident.room_id, incident.room_name) == ("C1", "incident-20260105-checkout-is-failing")
    assert incident.happened[-1].channel == "C1"


REFUSED: dict[str, tuple[Callable[[], Incident], Callable[[Incident], object]]] = {
    "resolving it twice": (resolved, lambda i: i.resolve(bo(101))),
    "reopening what is open": (declared, lambda i: i.reopen(bo(1))),
    "the severity it has": (declared, lambda i: i.set_severity("sev2", bo(1))),
    "the status it has": (declared, lambda i: i.move_to(Status.INVESTIGATING, bo(1))),
    "an update on what is over": (resolved, lambda i: i.update("more", bo(101))),
    "a snooze of what is over": (resolved, lambda i: i.snooze("update", after(200), bo(101))),
    "waiving what nobody is owed of what is over": (resolved, lambda i: i.waive("update", "done", bo(101))),
}


@pytest.mark.parametrize("begin, ask", REFUSED.values(), ids=REFUSED)
def test_what_is_refused_says_which_incident_and_changes_nothing(
    begin: Callable[[], Incident], ask: Callable[[Incident], object]
) -> None:
    incident = begin()
    before = state(incident)
    with pytest.raises(Refused) as refused:
        ask(incident)
    assert "INC-12" in refused.value.problem
    assert state(incident) == before


def test_each_change_is_a_new_revision_and_one_entry() -> None:
    incident = declared()
    changes: list[Callable[[], object]] = [
        lambda: incident.assign(COMMANDER, BO, bo(1)),
        lambda: incident.move_to(Status.IDENTIFIED, bo(2)),
        lambda: incident.set_severity("sev1", bo(3)),
        lambda: incident.update("rolling back", bo(4)),
        lambda: incident.snooze("update", after(20), bo(5)),
        lambda: incident.unassign(COMMANDER, bo(6)),
        lambda: incident.trouble("topic: missing_scope", bot(7)),
        lambda: incident.reminded("update_due", "", after(8), bot(8)),
        lambda: incident.export_asked(["json"], "UTC", bo(9)),
        lambda: incident.resolve(bo(10)),
        lambda: incident.reopen(bo(11)),
    ]
    for n, change in enumerate(changes, start=2):
        change()
        assert (incident.revision, len(incident.happened)) == (n, n)


def state(incident: Incident) -> list[object]:
    columns = [getattr(incident, column.key) for column in Incident.__table__.columns]
    return [*columns, len(incident.happened), [(h.person, h.until) for h in incident.holdings]]
