"""What customers must not read is found however it is written, and what they may read is left alone."""

from __future__ import annotations

import pytest

from incident_bot.incidents.leaks import internal_in
from incident_bot.incidents.workspace import Person
from incident_bot.settings import Link, Service, Settings, Updates
from tests.incidents.story import bot, declared

PEOPLE = [
    Person(id="U2", handle="bo.example", name="Bo Example", zone="UTC"),
    Person(id="U3", handle="will", name="Will May", zone="UTC"),
]
SETTINGS = Settings(
    services={"checkout": Service(label="checkout-api", public="Checkout")},
    updates=Updates(internal_words=("db-7", "Project Heron")),
    links=(
        Link(title="Dashboard", address="https://graphs.example.net/d/1"),
        Link(title="Status page", address="https://status.example.com"),
    ),
)


def found_in(words: str) -> list[str]:
    incident = declared("sev1")
    incident.room_opened("C1", "incident-20260105-checkout", bot(1))
    return internal_in(words, incident, PEOPLE, SETTINGS)


@pytest.mark.parametrize(
    "words, found",
    [
        ("see INC-12", ["INC-12"]),
        ("see inc 12", ["inc 12"]),
        ("see I\u200bNC-12", ["INC-12"]),
        ("see \uff29\uff2e\uff23-12", ["INC-12"]),
        ("it is a SEV-1", ["SEV-1"]),
        ("ask @bo.example", ["@bo.example"]),
        ("ask bo.example", ["bo.example"]),
        ("Bo said so", ["Bo"]),
        ("bo  example? BO EXAMPLE", ["BO EXAMPLE"]),
        ("Will May said so", ["Will May"]),
        ("look in #incidents", ["#incidents"]),
        ("look in incident-20260105-checkout", ["incident-20260105-checkout"]),
        ("<!channel> <@U2> <#C1>", ["<!channel>", "<@U2>", "<#C1>"]),
        ("DB-7 is full", ["DB-7"]),
        ("project heron is late", ["project heron"]),
        ("checkout-api is down", ["checkout-api"]),
        ("graphs.example.net/d/2 shows it", ["graphs.example.net"]),
        ("pool.prod.internal and localhost", ["pool.prod.internal", "localhost"]),
        ("10.1.2.3, 172.20.0.1, 192.168.1.1", ["10.1.2.3", "172.20.0.1", "192.168.1.1"]),
        ("https://example.slack.com/archives/C1", ["example.slack.com"]),
        ("INC-1 INC-2 INC-3 INC-4 INC-5 INC-6 INC-1", ["INC-1", "INC-2", "INC-3", "INC-4", "INC-5"]),
    ],
)
def test_it_is_found(words: str, found: list[str]) -> None:
    assert found_in(words) == found


@pytest.mark.parametrize(
    "words",
    [
        "Checkout is failing for one user in ten. We will write again by 15:00 UTC.",
        "Mail support@example.com, or see https://status.example.com/#today.",
        "You may see error #5, and 3 & 4 <b>.",
        "We include 172.32.0.1 and 8.8.8.8 in the list; incidents since Incheon.",
        "Bonus points are safe; nothing was lost locally.",
        "\u05ea\u05e9\u05dc\u05d5\u05de\u05d9\u05dd \N{FIRE} wäre möglich",
    ],
)
def test_it_is_let_through(words: str) -> None:
    assert found_in(words) == []
