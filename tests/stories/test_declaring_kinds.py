"""Private incidents, drills, what is over already, and what is too small for a room."""

from __future__ import annotations

from .own_settings import with_settings
from .team import Team

ON_CALL = {
    "sev1": {
        "label": "SEV-1",
        "word": "critical",
        "meaning": "outage",
        "acknowledge_within": 5,
        "invite": ["S0ONCALL0"],
    }
}


# -- private ---


async def test_a_private_incident_has_a_private_room_and_no_announcement(team: Team) -> None:
    told = await team.ann.asks("declare somebody took our data sev1 --private --commander @bo")

    assert told.splitlines()[:3] == [
        "*INC-1* is declared: somebody took our data. It is SEV-1.",
        "I am opening its room and will invite you.",
        "Only who is in its room will know of it.",
    ]
    [room] = team.rooms
    assert room.is_private
    assert sorted(room.members) == ["ann", "bo", "incidentbot"]
    assert "INC-1 · somebody took our data" in team.reads(team.card(room))
    await team.ann.asks("update we are looking", room)
    assert len(team.said(room)) == 1
    assert team.announcements() == []
    assert [post.text for post in team.incidents.posts] == []


async def test_a_private_incident_that_cannot_be_private_is_no_incident_at_all(team: Team) -> None:
    team.lacks("groups:write")

    await team.ann.asks("declare somebody took our data sev1 --private")

    assert team.rooms == []
    assert team.announcements() == []
    [told] = team.ann.direct()
    intro, reason, then = told.splitlines()
    assert intro == "I could not open a private room for *INC-1* (somebody took our data)."
    assert "open a room. The app lacks the scope `groups:write`." in reason
    assert then == (
        "So I took it back, rather than show it to more people, and told nobody else. "
        "Once that is mended, declare it again."
    )
    assert "INC-1" not in await team.ann.asks("list all")
    assert "INC-1" not in await team.bo.asks("list all")
    assert team.bo.direct() == []


@with_settings(access={"see_private": ["U0DEE0000"]})
async def test_what_was_taken_back_stays_so_whoever_sees_it(team: Team) -> None:
    team.refuses("conversations.create", "restricted_action")
    await team.ann.asks("declare somebody took our data sev1 --private")
    [_] = team.ann.direct()

    for words in ("reopen INC-1", "status INC-1 investigating", "status INC-1 resolved", "room INC-1"):
        told = await team.dee.asks(words)
        assert "INC-1 was taken back because its private room could not be opened. Declare it anew." in told
        assert told.endswith("Nothing was changed.")


async def test_policy_may_forbid_private_channels_too(team: Team) -> None:
    team.refuses("conversations.create", "restricted_action")

    await team.ann.asks("declare somebody took our data sev1 --private")

    [told] = team.ann.direct()
    assert "open a room. The workspace does not allow it to apps." in told
    assert [team.rooms, team.announcements()] == [[], []]


async def test_said_again_as_private_it_is_another_one(team: Team) -> None:
    room = await team.declared("checkout is failing sev1")
    told = await team.ann.asks("declare checkout is failing sev1 --private")

    assert told.splitlines()[0] == "*INC-2* is declared: checkout is failing. It is SEV-1."
    warning = f"This looks like *INC-1* in #{room.name}, which is open: checkout is failing"
    assert told.splitlines()[-1] == warning
    public, private = team.rooms
    assert [public.is_private, private.is_private] == [False, True]
    assert team.said(private) == [warning]
    assert len(team.announcements()) == 1
    assert [team.card(each).ts != "" for each in team.rooms] == [True, True]


# -- drills ---


@with_settings(severities=ON_CALL, default_severity="sev1")
async def test_a_drill_says_so_everywhere_and_calls_nobody(team: Team) -> None:
    told = await team.ann.asks("declare checkout is failing sev1 --drill")

    assert told.startswith("*INC-1* is declared as a drill: checkout is failing. It is SEV-1.")
    [room] = team.rooms
    assert room.name == "drill-20260105-checkout-is-failing"
    assert room.topic == "DRILL · SEV-1 · checkout is failing · started 2026-01-05 14:30 UTC"
    assert room.members == ["incidentbot", "ann"]
    assert team.announcements()[0].splitlines()[-1] == "*This is a drill.*"
    await team.ann.asks("note we look at the dashboards", room)
    assert team.said(room) == ["@ann noted: we look at the dashboards\n*This is a drill.*"]
    assert "This is a drill." in team.reads(team.card(room))


# -- over already ---


async def test_what_is_over_is_written_down_and_nobody_is_called(team: Team) -> None:
    told = await team.ann.asks(
        "declare search was slow sev1 --started 13:15 --resolved 14:00 --impact nobody found anything"
    )

    assert told.splitlines() == [
        "*INC-1* is declared: search was slow. It is SEV-1.",
        "It is over and lasted 45 min, so I only write it down, in a thread in #incidents.",
    ]
    assert team.rooms == []
    announced = team.announcement()
    assert "*SEV-1* · *resolved* · lasted 45 min" in team.reads(announced)
    assert "All about it is in this thread." in team.reads(announced)
    [card] = team.under(announced)
    assert "INC-1 · search was slow" in card
    await team.moves(minutes=60)
    assert len(team.under(announced)) == 1, "nothing is owed"


async def test_what_is_over_may_be_private(team: Team) -> None:
    await team.ann.asks("declare a key was lost sev2 --private --started 13:15 --resolved 14:00")

    [room] = team.rooms
    assert room.is_private
    assert room.members == ["incidentbot", "ann"]
    assert "INC-1 · a key was lost" in team.reads(team.card(room))
    assert team.announcements() == []


# -- without a room ---


async def test_what_is_small_lives_in_a_thread(team: Team) -> None:
    told = await team.ann.asks("declare a logo is missing sev4 --scribe @bo")

    assert told.splitlines()[:2] == [
        "*INC-1* is declared: a logo is missing. It is SEV-4.",
        "It has no room of its own: it lives in a thread in #incidents. `/incident room INC-1` opens one.",
    ]
    assert team.rooms == []
    announced = team.announcement()
    assert "All about it is in this thread." in team.reads(announced)
    await team.bo.asks("note INC-1 it is the cache")
    await team.bo.asks("status INC-1 monitoring")
    card, noted, moved = team.under(announced)
    assert "INC-1 · a logo is missing" in card
    assert "monitoring" in card
    assert noted == "@bo noted: it is the cache"
    assert moved.startswith("Status is now *monitoring*")
    assert team.incidents.pins == []


async def test_it_can_be_given_a_room_later(team: Team) -> None:
    await team.ann.asks("declare a logo is missing sev4 --scribe @bo")
    announced = team.announcement()

    told = await team.bo.asks("room INC-1")

    assert told == "I am opening a room for *INC-1*: everything about it is said there from then on."
    [room] = team.rooms
    assert sorted(room.members) == ["ann", "bo", "incidentbot"]
    assert "INC-1 · a logo is missing" in team.reads(team.card(room))
    assert team.under(announced) == [f"*INC-1* has a room now: #{room.name}. Its card is there."]
    assert f"Room: #{room.name}" in team.reads(announced)
    await team.bo.asks("note it is the cache", room)
    assert team.said(room) == ["@bo noted: it is the cache"]


async def test_a_room_that_is_there_is_not_opened_again(team: Team) -> None:
    room = await team.declared()
    told = await team.ann.asks("room", room)

    assert told == f"*INC-1* has its room: #{room.name}."
    assert len(team.rooms) == 1
    assert len(team.announcements()) == 1
    team.card(room)


async def test_a_message_of_its_thread_is_marked_by_a_reaction(team: Team) -> None:
    await team.ann.asks("declare a logo is missing sev4")
    announced = team.announcement()
    said = await team.bo.says("it went with the last release", "incidents", announced.ts)
    elsewhere = await team.bo.says("lunch?", "incidents")

    await team.chi.reacts("pushpin", said, "incidents")
    await team.chi.reacts("pushpin", elsewhere, "incidents")

    told = await team.ann.asks("timeline INC-1")
    assert "it went with the last release" in told
    assert "lunch?" not in told
    assert len(team.under(announced)) == 2
    assert len(team.announcements()) == 2


# -- what it may have to do with ---


async def test_a_similar_incident_that_is_open_is_pointed_out(team: Team) -> None:
    room = await team.declared("checkout is failing sev1")
    told = await team.bo.asks("declare checkout payments time out sev2")

    warning = f"This looks like *INC-1* in #{room.name}, which is open: checkout is failing"
    assert told.splitlines()[-1] == warning
    assert team.said(team.rooms[-1]) == [warning]
    assert [team.card(each).ts != "" for each in team.rooms] == [True, True]
    assert len(team.announcements()) == 2


async def test_a_private_one_is_pointed_out_to_those_only_who_are_in_it(team: Team) -> None:
    await team.ann.asks("declare somebody reads the payroll sev1 --private")
    told_bo = await team.bo.asks("declare payroll is down sev2")
    told_ann = await team.ann.asks("declare payroll is broken sev3")

    private, bos, anns = team.rooms
    assert "INC-1" not in told_bo
    warning = f"This looks like *INC-1* in #{private.name}, which is open: somebody reads the payroll"
    assert warning in told_ann
    assert team.said(bos) == []
    assert team.said(anns) == [f"This looks like *INC-2* in #{bos.name}, which is open: payroll is down"]
    assert [len(team.said(private)), len(team.announcements())] == [0, 2]
    assert [team.card(each).ts != "" for each in team.rooms] == [True, True, True]


async def test_one_that_lives_in_a_thread_is_linked_there(team: Team) -> None:
    await team.ann.asks("declare the logo is missing sev4")
    told = await team.bo.asks("declare logo is gone sev4")

    assert "/archives/C0INCIDENTS/p" in told.splitlines()[-1]
    assert told.splitlines()[-1].endswith(", which is open: the logo is missing")
    first, second = (post for post in team.incidents.posts if not post.is_reply)
    assert [len(team.under(first)), len(team.under(second))] == [1, 2]
    assert len(team.announcements()) == 2


# -- whom it calls ---


@with_settings(severities=ON_CALL, default_severity="sev1")
async def test_a_room_does_not_wait_for_a_group_that_slack_cannot_read(team: Team) -> None:
    team.fails("usergroups.users.list", "error500")

    await team.ann.asks("declare checkout is failing sev1")

    [room] = team.rooms
    assert len(team.announcements()) == 1
    assert "INC-1 · checkout is failing" in team.reads(team.card(room))
    await team.moves(minutes=1)
    assert sorted(room.members) == ["ann", "bo", "incidentbot"]
    assert team.said(room) == []
