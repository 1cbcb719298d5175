"""Templates of updates: the built-in ones always work, a team's own are checked before they are needed."""

from __future__ import annotations

from pathlib import Path

import pytest

from incident_bot.incidents.audiences import Audience
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.workspace import Person
from incident_bot.messages.updates.drafts import draft, draft_for_customers, with_next
from incident_bot.messages.updates.facts import Known
from incident_bot.messages.updates.templates import NAMES, problems, rendered
from incident_bot.settings import Service, Settings, Updates
from tests.incidents.story import BO, after, ann, bo, declared
from tests.messages.nasty import NASTY

SETTINGS = Settings(services={"checkout": Service(label="checkout-api", public="Checkout")})
PEOPLE = [Person(id=BO, handle="bo", name="Bo Example", zone="UTC")]


def known(incident: Incident, now: float) -> Known:
    done = [entry for entry in incident.happened if entry.kind in ("decision", "status")]
    ended = [entry for entry in incident.happened if entry.kind == "resolved"]
    return Known(after(now), done, next(iter(ended), None), {BO: "Bo Example"})


def test_customers_hear_of_services_by_the_names_they_know() -> None:
    incident = declared("sev1")
    incident.set_services(["checkout-api", "ledger"], ann(1))

    drafted = draft_for_customers(incident, known(incident, 5), PEOPLE, SETTINGS)

    assert drafted == ("We are looking into a problem with Checkout.\nIt began at 2026-01-05 10:00 UTC.")
    assert with_next(drafted, after(30), SETTINGS).endswith("\n\nWe write again by 2026-01-05 10:30 UTC.")
    assert with_next(drafted, None, SETTINGS) == drafted


def test_leadership_is_told_what_it_costs_and_who_leads() -> None:
    incident = declared("sev1")
    incident.set_impact("nobody can pay", ann(1))
    incident.assign("commander", BO, bo(2))
    incident.update("working on it", ann(10))

    assert draft(Audience.LEADERSHIP, incident, known(incident, 20), SETTINGS) == (
        "SEV-1, investigating, for 20 min now.\nImpact: nobody can pay\nLed by Bo Example."
    )


@pytest.mark.parametrize("said", NASTY.values(), ids=NASTY)
def test_whatever_was_typed_a_draft_fits_into_its_field(said: str) -> None:
    incident = declared("sev1", said[:2000] or "x")
    incident.set_impact(said, ann(1))
    incident.set_services([said[:60]] * 3, ann(2))
    for _ in range(10):
        incident.decide(said, ann(3))
    for _ in ("first", "progress", "resolution"):
        for audience in (Audience.INTERNAL, Audience.LEADERSHIP):
            assert 0 < len(draft(audience, incident, known(incident, 20), SETTINGS)) <= 3000
        assert len(draft_for_customers(incident, known(incident, 20), PEOPLE, SETTINGS)) <= 3000
        if incident.updated_at is None:
            incident.update(said, ann(4))
        elif incident.is_open:
            incident.resolve(bo(9), said)


def test_a_template_of_the_team_takes_the_place_of_the_built_in_one(tmp_path: Path) -> None:
    (tmp_path / "customers_next.txt.j2").write_text("More at {{ next_update }}, promised.")
    settings = Settings(updates=Updates(templates=tmp_path))

    assert problems(tmp_path) == []
    assert with_next("We know.", after(30), settings) == (
        "We know.\n\nMore at 2026-01-05 10:30 UTC, promised."
    )
    assert draft(Audience.INTERNAL, declared("sev1"), Known(after(1)), settings).startswith("SEV-1")


@pytest.mark.parametrize(
    "name, template, problem",
    [
        ("internal_first.txt.j2", "{{ severity }}\n{{ severty }}", ":2: 'severty' is undefined; there are"),
        ("customers_first.txt.j2", "x\n\n{{ commander }}", ":3: 'commander' is undefined; there are"),
        ("internal_progress.txt.j2", "{% if done %}\nx", ":2: Unexpected end of template."),
        ("internal_progress.txt.j2", "x\n{{ ref / 2 }}", ":2: unsupported operand"),
        ("internal_first.txt.j2", "{{ services[0] }}", ":1: list object has no element 0; there are"),
        ("internal_first.txt.j2", "{{ title.__class__ }}", ":1: access to attribute '__class__'"),
        ("interal_first.txt.j2", "x", ": there is no such template; there are internal_first,"),
        ("internal_first.j2", "x", ": there is no such template; there are internal_first,"),
    ],
)
def test_what_is_wrong_with_a_template_is_told_with_file_and_line(
    tmp_path: Path, name: str, template: str, problem: str
) -> None:
    (tmp_path / name).write_text(template)

    [told] = problems(tmp_path)

    assert told.startswith(f"{tmp_path / name}{problem}")


def test_a_folder_that_is_not_there_is_told_of(tmp_path: Path) -> None:
    assert problems(tmp_path / "no") == [
        f"{tmp_path / 'no'}: there is no such folder; `templates` of [updates] names it"
    ]


def test_a_template_that_fails_all_the_same_is_left_aside(tmp_path: Path) -> None:
    (tmp_path / "internal_first.txt.j2").write_text("{{ 1 / (duration | length) }}{{ nothing }}")

    told = draft(
        Audience.INTERNAL, declared("sev1"), Known(after(1)), Settings(updates=Updates(templates=tmp_path))
    )

    assert told.startswith("SEV-1 (critical), investigating.")


def test_there_is_a_template_for_each_audience_and_stage() -> None:
    assert len(NAMES) == 10
    assert rendered("customers_next", {"next_update": "x"}, None) == "We write again by x."
