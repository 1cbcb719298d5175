"""Updates for stakeholders: each audience reads what is meant for it, and nothing else."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from .own_settings import reminded_only_of, with_settings
from .team import Team

LEADERS, SUPPORT = "C0RANDOM0", "C0GENERAL"
EVERYBODY = {"leadership_channel": LEADERS, "support_channel": SUPPORT, "internal_words": ["db-7"]}
CHECKOUT = {"checkout": {"label": "checkout-api", "public": "Checkout"}}
NEXT = "Next update due 2026-01-05 15:00 UTC."


def at(hour: int, minute: int) -> int:
    """As Slack's picker of moments answers."""
    return int(datetime(2026, 1, 5, hour, minute, tzinfo=UTC).timestamp())


async def test_update_without_text_opens_a_form_with_what_is_true(team: Team) -> None:
    room = await team.declared("checkout is failing sev1")
    await team.ann.asks("assign commander @bo", room)
    await team.ann.asks("impact one order in ten fails", room)
    await team.ann.asks("decision roll back to 2.1.4", room)

    assert await team.ann.asks("update", room) == ""

    assert team.ann.drafts() == {
        "text": (
            "SEV-1 (critical), investigating.\n"
            "Impact: one order in ten fails\n"
            "Started 2026-01-05 14:30 UTC.\n"
            "Commander: bo.\n"
            "So far:\n"
            "- roll back to 2.1.4"
        ),
        "customers": (
            "We are looking into a problem with our service.\n"
            "one order in ten fails\n"
            "It began at 2026-01-05 14:30 UTC."
        ),
        "next": str(at(15, 0)),
    }
    await team.ann.person.closes()
    assert len(team.said(room)) == 3


@with_settings(updates=EVERYBODY, services=CHECKOUT)
async def test_each_audience_reads_its_own_words(team: Team) -> None:
    room = await team.declared("checkout is failing sev1")
    await team.ann.asks("update", room)

    sent = await team.ann.fills(
        text="The pool is empty, we roll back.",
        leadership="Nobody can pay. We roll back.",
        customers="You cannot pay right now.",
    )

    assert sent == {}
    line = (
        f"*Update* by @ann: The pool is empty, we roll back.\n{NEXT}\n"
        "There are words of their own for leadership and customers."
    )
    to_copy = (
        "*For customers*, ready to be copied:\n"
        "You cannot pay right now.\n\nWe write again by 2026-01-05 15:00 UTC."
    )
    about = "*INC-1 · SEV-1 · investigating* · checkout is failing\nUpdate by @ann"
    assert team.said(room) == [line, to_copy]
    assert team.under(team.announcement()) == [line]
    assert team.told_in("random") == [f"{about}\nNobody can pay. We roll back.\n{NEXT}"]
    assert team.told_in("general") == [f"{about}\nThe pool is empty, we roll back.\n{NEXT}\n{to_copy}"]


@with_settings(updates=EVERYBODY)
async def test_what_is_typed_is_for_colleagues_and_support(team: Team) -> None:
    room = await team.declared("checkout is failing sev1")

    told = await team.ann.asks("update rolling back", room)

    assert told == (
        "Update for *INC-1* is on its way to the room, #incidents and #general. "
        "The next one is due 2026-01-05 15:00 UTC."
    )
    assert team.said(room) == [f"*Update* by @ann: rolling back\n{NEXT}"]
    assert team.under(team.announcement()) == team.said(room)
    assert team.told_in("random") == []
    assert team.told_in("general") == [
        "*INC-1 · SEV-1 · investigating* · checkout is failing\nUpdate by @ann\n"
        f"rolling back\n{NEXT}\nThere are no words for customers in it."
    ]


@with_settings(updates=EVERYBODY)
async def test_leadership_is_not_bothered_with_what_is_mild(team: Team) -> None:
    room = await team.declared("checkout is slow sev3")
    await team.ann.asks("update", room)

    assert set(team.ann.drafts()) == {"text", "customers", "next"}
    await team.ann.fills(text="A retry helps.")

    assert team.said(room) == ["*Update* by @ann: A retry helps.\nNext update due 2026-01-05 16:30 UTC."]
    assert team.under(team.announcement()) == team.said(room)
    assert team.told_in("random") == []
    assert len(team.told_in("general")) == 1


@with_settings(updates=EVERYBODY)
async def test_the_preview_shows_what_goes_where_and_keeps_what_was_typed(team: Team) -> None:
    room = await team.declared("checkout is failing sev1")
    await team.ann.asks("update", room)
    await team.ann.enters(text="We roll back.", leadership="", customers="You cannot pay.", next=at(15, 10))

    assert await team.ann.clicks_in_form("Preview") == ""

    shown = team.ann.form().split("*This is what would be sent*\n")[1]
    assert shown == (
        f"In #{room.name} and in #incidents:\n"
        "*Update* by @ann:\nWe roll back.\n"
        "Next update due 2026-01-05 15:10 UTC.\nThere are words of their own for customers.\n"
        "In #general:\n"
        "*INC-1 · SEV-1 · investigating* · checkout is failing\nUpdate by @ann\nWe roll back.\n"
        "Next update due 2026-01-05 15:10 UTC.\n"
        "*For customers*, ready to be copied:\nYou cannot pay.\n\nWe write again by 2026-01-05 15:10 UTC.\n"
        f"In #{room.name}:\n"
        "*For customers*, ready to be copied:\nYou cannot pay.\n\nWe write again by 2026-01-05 15:10 UTC."
    )
    assert team.said(room) == []
    assert await team.ann.fills() == {}
    assert team.said(room) == [
        "*Update* by @ann: We roll back.\nNext update due 2026-01-05 15:10 UTC.\n"
        "There are words of their own for customers.",
        "*For customers*, ready to be copied:\nYou cannot pay.\n\nWe write again by 2026-01-05 15:10 UTC.",
    ]
    assert team.under(team.announcement()) == team.said(room)[:1]
    assert len(team.told_in("general")) == 1


@pytest.mark.parametrize(
    "words, found",
    [
        ("INC-1 is being worked on.", "“INC-1”"),
        ("Ask @bo, or #incidents.", "“@bo”, “#incidents”"),
        ("Bo will mend it.", "“Bo”"),
        ("DB-7 is down.", "“DB-7”"),
        ("pool.prod.internal is empty.", "“pool.prod.internal”"),
        ("See 10.0.0.7 or localhost.", "“10.0.0.7”, “localhost”"),
    ],
    ids=["number", "mentions", "name", "word", "host", "address"],
)
@with_settings(updates=EVERYBODY)
async def test_customers_read_nothing_internal(team: Team, words: str, found: str) -> None:
    room = await team.declared("checkout is failing sev1")
    await team.ann.asks("assign commander @bo", room)
    await team.ann.asks("update", room)

    wrong = await team.ann.fills(text="We roll back.", customers=words)

    assert wrong == {"customers": f"Customers would read what is internal: {found}. Say it without."}
    assert len(team.said(room)) == 1
    await team.ann.clicks_in_form("Preview")
    problem = f"*It cannot be sent yet:* customers would read what is internal: {found}. Say it without."
    assert team.ann.form().splitlines()[-1] == problem
    assert await team.ann.fills(customers="", leadership="") == {}
    assert team.said(room)[1:] == [f"*Update* by @ann: We roll back.\n{NEXT}"]
    assert team.under(team.announcement()) == team.said(room)[1:]
    assert team.told_in("random") == []
    assert "There are no words for customers in it." in team.told_in("general")[0]


async def test_the_draft_for_customers_leaves_out_what_is_internal(team: Team) -> None:
    room = await team.declared("checkout is failing sev1")
    await team.ann.asks("impact pool.prod.internal is empty, so orders fail", room)
    await team.ann.asks("update", room)

    assert team.ann.drafts()["customers"] == ""
    await team.ann.person.closes()
    assert len(team.said(room)) == 1


@reminded_only_of("update_due", "update_overdue")
async def test_the_next_update_is_promised_in_the_form(team: Team) -> None:
    room = await team.declared("checkout is failing sev1")
    await team.ann.asks("assign commander me", room)
    await team.ann.asks("update", room)
    await team.ann.fills(text="We roll back.", next=at(14, 40))

    assert team.said(room)[1:] == [
        "*Update* by @ann: We roll back.\nNext update due 2026-01-05 14:40 UTC.",
    ]
    await team.moves(minutes=10)
    assert team.said(room)[2:] == [
        "@ann, an update on *INC-1* was set for 2026-01-05 14:40 UTC. "
        "The last one was 2026-01-05 14:30 UTC. If it does not come, I ask again at 2026-01-05 14:45 UTC.\n"
        "Update now Snooze 10 min Snooze 30 min Snooze 60 min Snooze until… Not needed"
    ]
    await team.ann.asks("update it is back", room)
    assert team.said(room)[-1] == "*Update* by @ann: it is back\nNext update due 2026-01-05 15:10 UTC."
    assert team.under(team.announcement()) == [team.said(room)[1], team.said(room)[3]]


async def test_a_moment_that_is_over_is_refused_at_its_field(team: Team) -> None:
    room = await team.declared("checkout is failing sev1")
    await team.ann.asks("update", room)

    wrong = await team.ann.fills(text="We roll back.", next=at(14, 0))

    assert wrong == {"next": "The next update has to be still to come."}
    assert team.said(room) == []
    await team.ann.person.closes()


@reminded_only_of("update_due", "update_overdue")
async def test_the_next_update_is_promised_by_command(team: Team) -> None:
    room = await team.declared("checkout is failing sev1")
    await team.ann.asks("assign commander me", room)

    told = await team.ann.asks("next in 10m", room)

    assert told == "The next update of *INC-1* is promised for 2026-01-05 14:40 UTC."
    assert team.said(room)[1:] == ["@ann promises the next update for 2026-01-05 14:40 UTC."]
    assert team.facts(room)["Next update"] == "due 2026-01-05 14:40 UTC"
    await team.moves(minutes=10)
    assert team.said(room)[2:] == [
        "@ann, an update on *INC-1* was set for 2026-01-05 14:40 UTC. "
        "There has been none yet. If it does not come, I ask again at 2026-01-05 14:45 UTC.\n"
        "Update now Snooze 10 min Snooze 30 min Snooze 60 min Snooze until… Not needed"
    ]
    assert await team.ann.asks("next cadence", room) == (
        "*INC-1* goes by SEV-1 again: the next update is due 2026-01-05 15:00 UTC."
    )
    assert team.said(room)[3:] == ["@ann: the next update comes when the severity asks for it."]


@pytest.mark.parametrize(
    "words, problem",
    [
        ("", "the moment is missing. As things stand, the next update of INC-1 is due 2026-01-05 15:00 UTC."),
        ("in 8d", "nobody waits longer than a week for the next update."),
        ("cadence", "the next update of INC-1 comes as its severity asks already."),
    ],
    ids=["nothing", "far away", "already"],
)
async def test_a_promise_that_cannot_be_made(team: Team, words: str, problem: str) -> None:
    room = await team.declared("checkout is failing sev1")

    told = await team.ann.asks(f"next {words}".strip(), room)

    assert told.splitlines()[0] == f"You want to say when the next update comes, but {problem}"
    assert team.said(room) == []


@reminded_only_of("update_due", "update_overdue")
async def test_a_mild_incident_owes_what_was_promised(team: Team) -> None:
    room = await team.declared("checkout is slow sev3")
    await team.ann.asks("assign commander me", room)
    await team.ann.asks("next in 20m", room)

    await team.moves(minutes=20)

    assert team.said(room)[2:] == [
        "@ann, an update on *INC-1* was set for 2026-01-05 14:50 UTC. "
        "There has been none yet. If it does not come, I ask again at 2026-01-05 14:55 UTC.\n"
        "Update now Snooze 10 min Snooze 30 min Snooze 60 min Snooze until… Not needed"
    ]
    assert len(team.said(room)) == 3


@with_settings(updates=EVERYBODY)
async def test_nothing_of_a_private_incident_leaves_its_room(team: Team) -> None:
    await team.ann.asks("declare somebody reads our mail sev1 --private")
    [room] = [room for room in team.sandbox.channels if room.channel.is_private]
    await team.ann.asks("update", room)

    assert set(team.ann.drafts()) == {"text", "next"}
    assert "*INC-1* is private: the update stays in its room." in team.ann.form()
    await team.ann.fills(text="We changed all passwords.")

    assert team.said(room) == [f"*Update* by @ann: We changed all passwords.\n{NEXT}"]
    assert team.announcements() == []
    assert (team.told_in("random"), team.told_in("general")) == ([], [])


@with_settings(updates=EVERYBODY)
async def test_a_drill_is_marked_everywhere(team: Team) -> None:
    await team.ann.asks("declare checkout is failing sev1 --drill")
    room = team.rooms[-1]
    await team.ann.asks("update", room)
    await team.ann.fills(text="We roll back.", leadership="Nobody can pay.", customers="You cannot pay.")

    everything = [*team.said(room), *team.told_in("random"), *team.told_in("general")]
    everything += team.under(team.announcement())
    assert len(everything) == 5
    assert all("This is a drill." in said for said in everything)


async def test_after_the_end_there_is_one_final_update(team: Team) -> None:
    room = await team.declared("checkout is failing sev1")
    await team.moves(minutes=4)
    await team.ann.asks("resolve --confirmed rolled back to 2.1.4", room)
    before = len(team.said(room))

    await team.ann.asks("update", room)

    assert team.ann.drafts()["text"] == (
        "It is over. It lasted 4 min: from 2026-01-05 14:30 UTC to 2026-01-05 14:34 UTC.\n"
        "What fixed it: rolled back to 2.1.4\n"
        "The postmortem is due by 2026-01-06."
    )
    assert await team.ann.fills(text="It is over.", customers="You can pay again.") == {}
    assert team.said(room)[before:] == [
        "*Final update* by @ann: It is over.\nThere are words of their own for customers.",
        "*For customers*, ready to be copied:\nYou can pay again.",
    ]
    assert team.under(team.announcement())[-1] == team.said(room)[before]
    told = await team.ann.asks("update", room)
    assert told.splitlines()[0] == (
        "You want to send stakeholders an update, but INC-1 is resolved, and its last update is out."
    )


async def test_how_the_impact_goes_is_said_with_the_update(team: Team) -> None:
    room = await team.declared("checkout is failing sev1")
    await team.ann.asks("update rolling back", room)
    await team.ann.asks("update", room)

    assert "Nothing new since the last update; work goes on." in team.ann.drafts()["text"]
    await team.ann.fills(text="Half of it works.", trend="better")

    assert team.said(room)[1:] == [
        f"*Update* by @ann: Half of it works.\nImpact: better than at the last update.\n{NEXT}"
    ]
    assert team.under(team.announcement()) == team.said(room)


@with_settings(updates={"support_channel": "C0NOWHERE"})
async def test_a_channel_that_the_bot_cannot_post_in_is_told_of_once(team: Team) -> None:
    room = await team.declared("checkout is failing sev1")

    await team.ann.asks("update rolling back", room)
    await team.ann.asks("update rolled back", room)

    updates = [said for said in team.said(room) if said.startswith("*Update*")]
    [trouble] = [said for said in team.said(room) if said not in updates]
    assert "support was not told in C0NOWHERE" in trouble
    assert "invite me there with /invite" in trouble
    assert team.under(team.announcement()) == updates


@with_settings(updates=EVERYBODY)
async def test_the_longest_words_are_taken_by_every_field(team: Team) -> None:
    room = await team.declared("checkout is failing sev1")
    await team.ann.asks("update", room)
    for words in ("<&> " * 750, "w" * 3000):
        await team.ann.enters(text=words, leadership=words, customers="&" * 3000)
        assert await team.ann.clicks_in_form("Preview") == ""

    assert await team.ann.fills() == {}

    assert len(team.said(room)) == 2
    assert len(team.under(team.announcement())) == 1
    assert [len(team.told_in(channel)) for channel in ("random", "general")] == [1, 1]
