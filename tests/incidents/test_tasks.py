"""By which rules roles change hands; whatever is refused changes nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from incident_bot.errors import Refused
from incident_bot.incidents.act import Act
from incident_bot.incidents.incident import COMMANDER, TECH_LEAD, Incident
from incident_bot.incidents.tasks import RoleChange
from incident_bot.incidents.vocabulary import Kind
from tests.bot_database import TEAM
from tests.incidents.story import ANN, BO, CHI, after, ann, bo, declared

BRIEF = {"What comes next": "watch the error rate", "Links": ""}


def offered() -> Incident:
    """Ann commands, and offers it to Bo."""
    incident = declared()
    incident.assign(COMMANDER, ANN, ann(1))
    incident.hand_off(COMMANDER, BO, BRIEF, ann(10))
    return incident


def test_a_label_says_what_somebody_is_an_expert_of() -> None:
    incident = declared()
    incident.assign("expert", BO, ann(1), single=False, label="database")
    incident.assign("expert", CHI, ann(2), single=False)
    assert incident.label_of("expert", BO) == "database"
    assert incident.label_of("expert", CHI) is None
    assert incident.label_of("expert", ANN) is None
    assert incident.happened[-2].facts == {
        "role": "expert",
        "person": BO,
        "before": None,
        "label": "database",
    }


def test_another_label_takes_the_place_of_the_first() -> None:
    incident = declared()
    incident.assign("expert", BO, ann(1), single=False, label="database")
    incident.assign("expert", BO, ann(5), single=False, label="network")
    assert incident.holders("expert") == [BO]
    assert incident.label_of("expert", BO) == "network"
    assert [(h.label, h.since, h.until) for h in incident.holdings] == [
        ("database", after(1), after(5)),
        ("network", after(5), None),
    ]
    with pytest.raises(Refused):
        incident.assign("expert", BO, ann(6), single=False, label="network")


@pytest.mark.parametrize("roles", [(COMMANDER, TECH_LEAD), (TECH_LEAD, COMMANDER)])
def test_nobody_commands_and_types_unnoticed(roles: tuple[str, str]) -> None:
    incident = declared()
    for role in roles:
        incident.assign(role, BO, ann(1))
    assert incident.does_both(BO)
    assert [entry.facts.get("both") for entry in incident.happened[1:]] == [None, True]
    incident.assign("scribe", BO, ann(2))
    assert "both" not in incident.happened[-1].facts


def test_whoever_accepts_and_then_does_both_is_noticed_too() -> None:
    incident = declared()
    incident.assign(COMMANDER, ANN, ann(1))
    incident.assign(TECH_LEAD, BO, ann(1))
    incident.hand_off(COMMANDER, BO, BRIEF, ann(2))
    incident.accept(COMMANDER, bo(3))
    assert incident.happened[-1].facts["both"] is True


def test_roles_may_be_given_with_the_declaration() -> None:
    incident = Incident.declare(
        workspace=TEAM, number=1, title="x", severity="sev1", act=ann(), roles={COMMANDER: BO, "scribe": CHI}
    )
    assert (incident.holder(COMMANDER), incident.holder("scribe")) == (BO, CHI)
    assert incident.people == [ANN, BO, CHI]
    assert [entry.what for entry in incident.happened] == [Kind.DECLARED]
    assert incident.happened[0].facts["roles"] == {COMMANDER: BO, "scribe": CHI}
    assert incident.acknowledged_at == after(0)


def test_two_who_change_places_are_not_warned() -> None:
    incident = declared()
    incident.assign(COMMANDER, ANN, ann(1))
    incident.assign(TECH_LEAD, BO, ann(1))
    entries = incident.change_roles(
        [RoleChange(COMMANDER, (BO,), (ANN,), True), RoleChange(TECH_LEAD, (ANN,), (BO,), True)], ann(2)
    )
    assert (incident.holder(COMMANDER), incident.holder(TECH_LEAD)) == (BO, ANN)
    assert [entry.facts for entry in entries] == [
        {"role": COMMANDER, "person": BO, "before": ANN},
        {"role": TECH_LEAD, "person": ANN, "before": BO},
    ]


def test_changes_that_others_made_already_are_left_alone() -> None:
    incident = declared()
    incident.assign("scribe", BO, ann(1))
    assert incident.change_roles([RoleChange("scribe", (BO,), (ANN,), True)], ann(2)) == []


def test_an_offer_changes_nothing_until_it_is_accepted() -> None:
    incident = offered()
    assert incident.holder(COMMANDER) == ANN
    offer = incident.offer(COMMANDER)
    assert offer is not None
    assert (offer.giver, offer.receiver, offer.at, offer.brief) == (ANN, BO, after(10), BRIEF)
    entry = incident.happened[-1]
    assert (entry.what, entry.text) == (Kind.HANDOFF, "What comes next: watch the error rate")

    incident.accept(COMMANDER, bo(12))
    assert incident.holder(COMMANDER) == BO
    assert incident.offer(COMMANDER) is None
    assert incident.happened[-1].facts == {
        "role": COMMANDER,
        "answer": "accepted",
        "person": BO,
        "before": ANN,
    }


def test_a_declined_or_withdrawn_offer_leaves_the_role_where_it_was() -> None:
    for act, answer in ((bo(12), "declined"), (ann(12), "withdrawn")):
        incident = offered()
        incident.decline(COMMANDER, act, "no time")
        assert incident.holder(COMMANDER) == ANN
        assert incident.offer(COMMANDER) is None
        assert (incident.happened[-1].facts["answer"], incident.happened[-1].text) == (answer, "no time")


@pytest.mark.parametrize(
    "end",
    [
        lambda incident: incident.assign(COMMANDER, CHI, ann(11)),
        lambda incident: incident.unassign(COMMANDER, ann(11)),
        lambda incident: incident.resolve(ann(11)),
        lambda incident: incident.decline(COMMANDER, ann(11)),
    ],
    ids=["given to another", "taken away", "resolved", "taken back"],
)
def test_whatever_makes_an_offer_pointless_ends_it(end: Callable[[Incident], object]) -> None:
    incident = offered()
    end(incident)
    with pytest.raises(Refused):
        incident.accept(COMMANDER, bo(12))


@pytest.mark.parametrize(
    "wrong",
    [
        lambda incident: incident.accept(COMMANDER, ann(11)),
        lambda incident: incident.decline(COMMANDER, Act(CHI, after(11))),
        lambda incident: incident.accept("scribe", bo(11)),
        lambda incident: incident.hand_off(COMMANDER, CHI, BRIEF, bo(11)),
        lambda incident: incident.hand_off(COMMANDER, ANN, BRIEF, ann(11)),
        lambda incident: incident.hand_off("scribe", ANN, BRIEF, ann(11)),
    ],
    ids=["by another", "declined by a third", "never offered", "not theirs", "held already", "to oneself"],
)
def test_what_an_offer_does_not_allow(wrong: Callable[[Incident], object]) -> None:
    incident = offered()
    happened = len(incident.happened)
    with pytest.raises(Refused):
        wrong(incident)
    assert len(incident.happened) == happened
    assert incident.holder(COMMANDER) == ANN
    assert incident.offer(COMMANDER) is not None


def test_nothing_is_handed_over_once_it_is_over() -> None:
    incident = offered()
    incident.resolve(ann(20))
    with pytest.raises(Refused, match="is resolved"):
        incident.hand_off(COMMANDER, BO, BRIEF, ann(21))
