"""Status, severity, title, impact, services, moments, the room: what may change, and what that leaves."""

from __future__ import annotations

from datetime import timedelta

import pytest

from incident_bot.errors import Refused
from incident_bot.incidents import archiving, services
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.vocabulary import Kind, Status
from incident_bot.settings import Service, Settings
from tests.incidents.story import START, ann, bo, declared

SETTINGS = Settings(
    services={"checkout": Service(label="Checkout"), "search": Service(label="Search engine")}
)


def resolved(after: timedelta | None = timedelta(hours=72)) -> Incident:
    incident = declared()
    incident.room_opened("C1", "incident-x", bo(1))
    incident.resolve(bo(10), "rolled back", archive_after=after)
    return incident


def kinds(incident: Incident) -> list[str]:
    return [entry.kind for entry in incident.happened]


def test_what_was_confirmed_is_on_the_record_and_ticked() -> None:
    incident = declared()
    incident.tick(["metrics"], [], ann(5))
    incident.resolve(bo(10), confirmed=["metrics", "latency"], unconfirmed=["reports"], postmortem="U3")

    facts = incident.happened[-1].facts
    assert facts["confirmed"] == ["metrics", "latency"]
    assert facts["unconfirmed"] == ["reports"]
    assert facts["postmortem"] == "U3"
    assert {item: told["by"] for item, told in incident.ticked.items()} == {
        "metrics": ann(5).by,
        "latency": bo(10).by,
    }


def test_the_room_is_archived_so_long_after_the_resolution() -> None:
    incident = resolved()
    at = bo(10).at + timedelta(hours=72)

    assert incident.archive_at == at
    assert not archiving.is_due(incident, at - timedelta(seconds=1))
    assert archiving.is_due(incident, at)
    assert not archiving.is_due(resolved(None), at)


def test_reopening_keeps_the_room() -> None:
    incident = resolved()
    incident.reopen(bo(20))

    assert incident.archive_at is None
    assert not archiving.is_due(incident, bo(100_000).at)


def test_an_adopted_room_is_never_archived() -> None:
    incident = declared()
    incident.room_opened("C1", "payments", bo(1), adopted=True)
    incident.resolve(bo(10), archive_after=timedelta(hours=72))

    assert incident.archive_at is None
    with pytest.raises(Refused, match="no room that I could archive"):
        incident.archive_room_at(bo(20).at, bo(20))


def test_what_is_closed_can_be_resolved_again_and_stays_over() -> None:
    incident = resolved()
    incident.close(bo(20))
    incident.move_to(Status.RESOLVED, bo(30), "the postmortem is not out")

    assert incident.stands is Status.RESOLVED
    assert incident.closed_at is None
    assert incident.resolved_at == bo(10).at
    assert incident.happened[-1].facts == {"before": "closed", "after": "resolved"}


def test_raised_to_a_severity_with_rooms_it_gets_one() -> None:
    incident = Incident.declare(workspace="T1", number=1, title="x", severity="sev4", act=ann(0), room=False)
    incident.set_severity("sev3", bo(5), "more users", room=False)
    incident.set_severity("sev1", bo(6), "all users", room=True)

    assert incident.wants_room
    assert kinds(incident)[1:] == [Kind.SEVERITY, Kind.SEVERITY, Kind.ROOM_WANTED]


def test_a_lost_room_can_be_replaced_and_one_that_is_there_cannot() -> None:
    incident = declared()
    incident.room_opened("C1", "incident-x", bo(1))
    with pytest.raises(Refused, match="has a room"):
        incident.want_room(bo(2))
    incident.room_lost("left", bo(3))
    incident.room_lost("archived", bo(3))
    incident.want_room(bo(4))

    assert kinds(incident)[-2:] == [Kind.ROOM_LOST, Kind.ROOM_WANTED]
    assert incident.happened[-1].facts == {"before": "C1", "name": "incident-x"}


@pytest.mark.parametrize(
    "words, before, after",
    [
        ("checkout, Search Engine", (), ("Checkout", "Search engine")),
        ("+search", ("Checkout",), ("Checkout", "Search engine")),
        ("-checkout", ("Checkout", "mail"), ("mail",)),
        ("+the data - warehouse -checkout", ("Checkout",), ("the data",)),
        ("+checkout", ("Checkout",), ("Checkout",)),
        ("mail\nmail; post", ("Checkout",), ("mail", "post")),
        ("checkout-api", (), ("checkout-api",)),
        ("-mail", ("mail",), ()),
    ],
)
def test_services_as_people_write_them(words: str, before: tuple[str, ...], after: tuple[str, ...]) -> None:
    assert services.changed(words, before, SETTINGS) == after


def test_taking_away_what_is_not_there_is_noticed() -> None:
    assert services.unknown_removed("+mail -serach", ["Search engine"], SETTINGS) == ["serach"]
    assert services.unknown_removed("mail", [], SETTINGS) == []


def test_moments_stay_in_their_order() -> None:
    incident = resolved()
    incident.set_moment("started", START - timedelta(minutes=20), bo(20))
    assert incident.lasted(bo(99).at) == timedelta(minutes=30)
    for moment, at in [("started", bo(11).at), ("resolved", START - timedelta(hours=1))]:
        with pytest.raises(Refused, match="cannot be"):
            incident.set_moment(moment, at, bo(20))
    incident.set_moment("resolved", bo(8).at, bo(20))
    assert incident.happened[-1].facts["before"] == bo(10).at.isoformat()
