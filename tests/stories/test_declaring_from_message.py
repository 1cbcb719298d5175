"""Somebody reads a message, and it is an incident: a shortcut declares it from there."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from pathlib import Path

from incident_bot.sandbox.rooms import Room, Seen

from .own_settings import with_settings
from .team import Team

COPIES = Path(tempfile.gettempdir()) / f"copies-of-declarations-{os.getpid()}"

SAID = "checkout is failing since the deploy\nI see 500s on every third order <!channel> & more"


async def a_message(team: Team, place: Room | str = "general", words: str = SAID) -> Seen:
    """Bo says it."""
    ts = await team.bo.says(words, place)
    channel = place if isinstance(place, Room) else team.sandbox.channel(place)
    return channel.message(ts)


async def test_the_message_becomes_the_first_entry(team: Team) -> None:
    message = await a_message(team)
    await team.moves(minutes=5)

    assert await team.ann.uses_on(message, "Declare from message") == ""
    assert "@bo becomes the first entry of the timeline." in team.ann.form()
    assert team.ann.drafts()["title"] == "checkout is failing since the deploy"
    assert await team.ann.fills(severity="sev1") == {}

    [room] = team.rooms
    assert room.topic == "SEV-1 · checkout is failing since the deploy · started 2026-01-05 14:35 UTC"
    [said] = team.said(room)
    assert said.startswith("Declared from ")
    assert f"/archives/C0GENERAL/p{message.ts.replace('.', '')}|a message" in said
    assert said.endswith(" of @bo, which is the first entry of the timeline.")
    timeline = await team.ann.asks("timeline INC-1")
    assert timeline.index("I see 500s on every third order") < timeline.index("(SEV-1)")
    assert "PING" not in timeline
    assert len(team.announcements()) == 1
    team.card(room)
    await team.ann.person.closes()


@with_settings(files_folder=str(COPIES))
async def test_what_the_message_brought_is_kept_with_it(team: Team) -> None:
    content = b"p95\n" * 1000
    ts = await team.bo.shares_file("p95.csv", content, "", "general")
    await team.ann.uses_on(team.sandbox.channel("general").message(ts), "Declare from message")
    assert await team.ann.fills(title="checkout is slow", severity="sev2") == {}

    checksum = hashlib.sha256(content).hexdigest()
    assert (COPIES / checksum[:2] / checksum).read_bytes() == content
    timeline = await team.ann.asks("timeline INC-1")
    assert "@bo · marked message: (file: p95.csv) _(1 file)_" in timeline
    [number] = re.findall(r"#(\d+) · [^\n]*p95\.csv", timeline)
    assert "its files were kept" in await team.ann.asks(f"history INC-1 #{number}")
    [room] = team.rooms
    assert len(team.said(room)) == 1
    assert len(team.announcements()) == 1
    team.card(room)
    await team.ann.person.closes()


async def test_a_private_channel_proposes_a_private_incident(team: Team) -> None:
    secret = await team.bo.creates_channel("payroll", private=True)
    await team.bo.invites(secret, team.ann)
    message = await a_message(team, secret, "somebody reads the payroll")

    await team.ann.uses_on(message, "Declare from message")
    assert "Not everybody can read it there, so I propose a private incident." in team.ann.form()
    await team.ann.fills(severity="sev1")

    [room] = team.rooms
    assert room.is_private
    assert team.announcements() == []
    assert len(team.said(room)) == 1
    team.card(room)
    await team.ann.person.closes()


async def test_the_shortcut_without_a_message_opens_the_form(team: Team) -> None:
    assert await team.ann.uses_shortcut("Declare an incident") == ""
    await team.ann.fills(title="checkout is failing", severity="sev2")

    assert [room.name for room in team.rooms] == ["incident-20260105-checkout-is-failing"]
    assert len(team.announcements()) == 1
    team.card(team.rooms[0])
    await team.ann.person.closes()


async def test_typed_its_name_opens_the_form_without_a_message(team: Team) -> None:
    assert await team.ann.asks("declare_from_message") == ""

    assert team.ann.form().startswith("Declare an incident")
    await team.ann.person.closes()


async def test_a_message_kept_too_long_is_not_lost_silently(team: Team) -> None:
    message = await a_message(team)
    await team.ann.uses_on(message, "Declare from message")
    await team.is_without_its_bot(minutes=25 * 60)

    wrong = await team.ann.fills(severity="sev1")

    assert wrong == {"title": "The message was kept for a day, which is over. Begin at the message again."}
    assert team.rooms == []
