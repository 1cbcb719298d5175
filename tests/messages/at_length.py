"""An incident to which everything happened, in whatever words, and as large a configuration as can be."""

from __future__ import annotations

from incident_bot.incidents.act import Act
from incident_bot.incidents.incident import COMMANDER, TECH_LEAD, Incident
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.vocabulary import Change, Kind, Source, Status
from incident_bot.settings import (
    Checklist,
    Escalation,
    Link,
    Role,
    Rung,
    Service,
    Settings,
    Severity,
    Updates,
)
from incident_bot.slack import text
from tests.bot_database import TEAM
from tests.incidents.story import ANN, BO, CHI, START, after, ann, bo, bot

CROWD = [f"U{n:04}CROWD" for n in range(200)]
ROOM = "C1"


def large() -> Settings:
    """As much as a configuration may hold."""
    link = Link(title="l" * 80, address="https://example.com/" + "a" * 1900)
    severities = {
        f"sev{n}": Severity(
            label="S" * 20,
            word="w" * 30,
            meaning="m" * 200,
            acknowledge_within=5,
            update_every=5,
            postmortem_days=90,
            rungs=9,
            checkpoint_every=5,
            needs=tuple(f"role_{chr(97 + n)}" for n in range(20)),
        )
        for n in range(1, 10)
    }
    duties = tuple("d" * 300 for _ in range(20))
    roles = {
        COMMANDER: Role(label="c" * 40, duties=duties),
        "expert": Role(label="e" * 40, single=False, duties=duties),
        **{f"role_{chr(97 + n)}": Role(label=f"{n} " + "r" * 37, duties=duties) for n in range(20)},
    }
    services = {
        f"service_{n}": Service(label=f"{n} " + "s" * 57, public=f"{n} " + "p" * 57, links=(link,) * 5)
        for n in range(90)
    }
    checklists = {
        key: Checklist(title="t" * 60, items=tuple(f"{n} " + "i" * 148 for n in range(10)))
        for key in ("triage", "stabilise", "repair", "resolved", "after", *"abcde")
    }
    called = tuple(f"{'SU'[n % 2]}{n:04}CALLED" for n in range(200))
    ladder = tuple(Rung(label=f"{n} <" + "l" * 37, who=called) for n in range(9))
    return Settings(
        severities=severities,
        escalation=Escalation(ladder=ladder, manager=called),
        roles=roles,
        services=services,
        checklists=checklists,
        links=(link,) * 50,
        updates=Updates(leadership_channel="C0LEADERS", support_channel="C0SUPPORT"),
        status_channel="i" * 80,
    )


def told_at_length(said: str, severity: str = "sev1") -> Incident:
    """Everything that can happen to an incident, in these words."""
    typed = text.plain(text.escape(said))
    incident = Incident.declare(
        workspace=TEAM,
        number=12,
        title=f"{text.one_line(typed)}?",
        severity=severity,
        act=Act(ANN, START, Source.SHORTCUT),
        services=named(typed, 60),
        impact=typed,
        drill=True,
        began=after(-60),
    )
    incident.room_opened(ROOM, "incident-20260105-x", bot(1))
    _roles(incident, typed)
    _what_is_known(incident, typed)
    _what_is_told(incident, typed)
    _to_the_end_and_back(incident, typed)
    _what_comes_after(incident, typed)
    return incident


def over(incident: Incident) -> Incident:
    """The same, resolved with an update that says so, and its room to be archived."""
    ended = told_at_length(incident.title)
    ended.resolve(bo(60), incident.title)
    ended.update(incident.title, ann(61), final=True)
    ended.archive_room_at(after(600), ann(62))
    return ended


def in_a_thread(said: str) -> Incident:
    """One that has no room, and was declared when it was over."""
    typed = text.plain(text.escape(said))
    incident = Incident.declare_past(
        workspace=TEAM,
        number=10**9,
        title=text.one_line(typed),
        severity="sev4",
        act=ann(),
        began=after(-100),
        ended=after(-10),
        services=named(typed, 60),
        impact=typed,
    )
    incident.announcement_channel, incident.announcement_ts = "C0STATUS", "1767607200.000100"
    return incident


def named(said: str, count: int) -> list[str]:
    """So many names of services, each as long as one may be."""
    return [f"{n} {text.one_line(said)}"[:60] for n in range(count)]


def _roles(incident: Incident, said: str) -> None:
    for role in (COMMANDER, "comms"):
        incident.assign(role, BO, ann(2))
        incident.assign(role, CHI, bo(3))
    incident.assign(TECH_LEAD, CHI, bo(3))
    for person in CROWD:
        incident.assign("expert", person, ann(4), single=False, label=text.one_line(said)[:80])
    brief = dict.fromkeys(("Status", "Tried", "Strategy", "Next steps", "Links"), said)
    for role, answer in ((COMMANDER, incident.accept), ("comms", incident.decline)):
        incident.hand_off(role, BO, brief, Act(CHI, after(5)))
        answer(role, bo(6))
    incident.hand_off("comms", BO, brief, Act(CHI, after(6)))


def _what_is_known(incident: Incident, said: str) -> None:
    incident.rename(text.one_line(said), ann(7))
    incident.set_impact(f"{said}!", ann(7))
    incident.set_services(named(said, 59), ann(7))
    incident.set_severity("sev2", ann(7), said)
    incident.move_to(Status.IDENTIFIED, bo(8), said)
    incident.set_moment("detected", after(-30), ann(8))
    incident.set_moment("started", after(-40), ann(8))
    incident.tick([f"{n} {said}"[:150] for n in range(10)], [], ann(8), title=said[:60])
    incident.tick([], [f"{n} {said}"[:150] for n in range(5)], ann(8), title=said[:60])


def _what_is_told(incident: Incident, said: str) -> None:
    incident.note(said, ann(9))
    incident.decide(said, ann(9))
    incident.tell(Kind.ACTION, said, ann(9), at=after(-10))
    incident.tell(Kind.HYPOTHESIS, said, ann(9))
    incident.tell_all([(after(n), kind, said) for n, kind in enumerate((Kind.NOTE, Kind.ACTION))], ann(9))
    incident.pin_message(
        said, ann(9), author=BO, channel=ROOM, message="1.3", at=after(2), kind=Kind.DECISION, starred=True
    )
    incident.snooze("update", after(20), ann(9))
    incident.snooze("commander", after(20), ann(9))
    incident.waive("checkpoint", said or "x", ann(9))
    incident.waive("item", said or "x", ann(9), subject="3")
    incident.skip_update(said, after(60), ann(9))
    incident.skip_update(said, None, ann(9))
    incident.asked_for_room(7, said, after(60), ann(9))
    incident.asked_cancelled(7, said, ann(9))
    incident.pin_message(said, ann(10), author=None, channel=ROOM, message="1.2", at=after(1))
    _what_is_put_right(incident, said)
    incident.trouble(said, bot(10))
    incident.reminded("update_due", said, after(10), bot(10))
    incident.export_asked(["markdown", "json"], "Europe/Berlin", ann(11))


def _what_is_put_right(incident: Incident, said: str) -> None:
    incident.note(said, ann(9))
    number = incident.happened[-1].number

    def done() -> list[TimelineEntry]:
        return [each for each in incident.happened if each.number == number]

    incident.correct(done(), bo(10), said, text=f"{said}!", kind=Kind.DECISION, at=after(1))
    incident.take_back(done(), bo(11), said)
    incident.restore(done(), bo(12), 1, said)
    incident.amend(done(), Change.DELETED, bo(13), new={"is_deleted": True})
    incident.take_back(done(), bo(14), said)


def _to_the_end_and_back(incident: Incident, said: str) -> None:
    criteria = [f"{n} {said}"[:150] for n in range(5)]
    incident.resolve(bo(12), said, confirmed=criteria, unconfirmed=criteria)
    incident.archive_room_at(after(100), ann(12))
    incident.close(ann(13), said)
    incident.room_lost("archived", bot(13))
    incident.reopen(bo(14), said)
    incident.want_room(ann(14))
    incident.room_gone()
    incident.room_opened(ROOM, "incident-20260105-x", bot(15))
    incident.unassign(COMMANDER, ann(16))
    incident.promise_update(after(200), ann(16))
    incident.update(said, ann(17), others={"leadership": said, "customers": said})
    incident.promise_update(after(200), ann(17))


def _what_comes_after(incident: Incident, said: str) -> None:
    item = incident.add_item(
        1, said, ann(18), owner=BO, due_on=START.date(), type_="detect", criterion=said, priority="p0"
    )
    incident.rank_item(item, "p1", ann(18))
    incident.give_item(item, None, ann(18))
    incident.give_item(item, CHI, ann(18))
    incident.put_off_item(item, None, ann(18))
    incident.reword_item(item, f"{said} again", ann(18))
    incident.type_item(item, "prevent", ann(18))
    incident.measure_item(item, f"{said} again", ann(18))
    incident.finish_item(item, ann(18), said)
    incident.reopen_item(item, ann(18), said)
    incident.drop_item(item, ann(18), said or "x")
    incident.facilitate(ANN, ann(19))
    incident.hold_postmortem_by(START.date(), ann(19))
    incident.publish_postmortem("https://example.com/" + "a" * 1900, ann(19))
    incident.want_postmortem("Asia/Kolkata", ann(19))
