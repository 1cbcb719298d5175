"""A Home tab within Slack's limits, whatever people typed and however much there is."""

from __future__ import annotations

import pytest

from incident_bot.incidents.act import Act
from incident_bot.incidents.glance import ENDED, LED, MINE, OPEN, Glance
from incident_bot.incidents.incident import COMMANDER, Incident
from incident_bot.messages.home import closed_home, home
from incident_bot.sandbox.blockkit import check_view
from incident_bot.settings import Role, Settings, Severity
from tests.incidents.story import ANN, BO, after, ann, bo, declared
from tests.messages.nasty import NASTY

LARGE = Settings(
    severities={
        "sev1": Severity(
            label="&" * 20, word="w" * 30, meaning="m" * 200, acknowledge_within=5, update_every=5
        )
    },
    default_severity="sev1",
    roles={COMMANDER: Role(label="<" * 40), **{f"r_{chr(97 + n)}": Role(label="&" * 40) for n in range(20)}},
)


def held(title: str, number: int) -> Incident:
    """Ann commands it and has all other roles too; Bo is offered one."""
    incident = declared("sev1", title, number)
    incident.is_private = incident.is_drill = True
    incident.room_opened("C0123456789", "incident-" + "r" * 70, ann(1))
    for role in LARGE.roles:
        incident.assign(role, ANN, ann(2))
    incident.hand_off(COMMANDER, BO, {"Tried": title}, ann(3))
    return incident


@pytest.mark.parametrize("title", NASTY.values(), ids=NASTY)
def test_as_much_as_there_can_be(title: str) -> None:
    opened = [held(title, 10**8 + n) for n in range(OPEN)]
    ended = [held(title, 10**8 + n) for n in range(ENDED)]
    for each in ended:
        each.resolve(Act(BO, after(9)))
    offers = [(each, offer) for each in opened[:MINE] if (offer := each.offer(COMMANDER))]
    most = Glance(opened[:MINE], 500, offers, opened, 500, ended, opened[:LED], 500, 500)

    view = home(most, ANN, LARGE, may_declare=True)

    check_view(view, home=True)
    assert len(offers) == MINE
    for broadcast in ("<!channel", "<!here", "<!everyone"):
        assert broadcast not in str(view)


def test_nothing_at_all() -> None:
    check_view(home(Glance(), ANN, LARGE, may_declare=False), home=True)
    check_view(closed_home(LARGE, may_declare=False), home=True)


def test_whoever_takes_communications_takes_the_updates() -> None:
    incident = declared()
    incident.assign(COMMANDER, ANN, ann(1))
    settings = Settings()
    assert "Your next update is due" in str(home(Glance([incident], 1), ANN, settings, may_declare=True))

    incident.assign("comms", BO, bo(2))
    assert "Your next update is due" not in str(home(Glance([incident], 1), ANN, settings, may_declare=True))
    assert "Your next update is due" in str(home(Glance([incident], 1), BO, settings, may_declare=True))
