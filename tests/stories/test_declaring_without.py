"""A workspace in which much is not allowed: an incident works all the same."""

from __future__ import annotations

from .own_settings import with_settings
from .team import Team

LINKS = [{"title": "Bridge", "address": "https://meet.example.com/bridge"}]
SERVICES = {
    "checkout": {
        "label": "Checkout",
        "links": [{"title": "Dashboard", "address": "https://graphs.example.com/checkout?a=1&b=2"}],
    }
}


@with_settings(links=LINKS, services=SERVICES)
async def test_configured_links_are_above_the_room(team: Team) -> None:
    room = await team.declared("checkout is failing sev1 --service checkout")

    assert [(each["title"], each["link"]) for each in room.bookmarks] == [
        ("Bridge", "https://meet.example.com/bridge"),
        ("Dashboard", "https://graphs.example.com/checkout?a=1&b=2"),
    ]
    assert [len(team.said(room)), len(team.announcements())] == [0, 1]
    team.card(room)


@with_settings(links=LINKS)
async def test_without_bookmarks_pins_topics_and_invitations_there_is_an_incident(team: Team) -> None:
    team.lacks("bookmarks:write", "pins:write")
    team.refuses("conversations.setTopic", "user_is_restricted")
    team.refuses("conversations.invite", "cant_invite")

    told = await team.ann.asks("declare checkout is failing sev1 --commander @bo")

    assert told.startswith("*INC-1* is declared")
    [room] = team.rooms
    card, *said = [post for post in room.posts if post.by_app]
    assert "INC-1 · checkout is failing" in team.reads(card)
    assert len(said) == 1, "once, in one message"
    words = team.reads(said[0])
    assert words.startswith("Some things I could not do:")
    for what in ("put links above the room", "pin the card", "set the topic", "invite"):
        assert what in words
    assert "`bookmarks:write` and `pins:write`" in words, "and what helps"
    assert len(team.announcements()) == 1
    await team.ann.asks("update INC-1 rolling back")
    assert len([post for post in room.posts if post.by_app]) == 3
    for post in room.posts:
        team.reads(post)
    assert len(team.under(team.announcement())) == 1


async def test_without_channels_it_lives_in_a_thread(team: Team) -> None:
    team.refuses("conversations.create", "restricted_action")

    await team.ann.asks("declare checkout is failing sev1")

    assert team.rooms == []
    announced = team.announcement()
    assert "All about it is in this thread." in team.reads(announced)
    card, problem = team.under(announced)
    assert "INC-1 · checkout is failing" in card
    assert problem.startswith("Something I could not do: open a room. The workspace does not allow it")
    [told] = team.ann.direct()
    assert told.splitlines()[0] == "I could not open a room for *INC-1* (checkout is failing)."
    assert told.splitlines()[-1] == "It goes on in a thread under its announcement."
    await team.ann.asks("note INC-1 it is the cache")
    assert team.under(announced)[-1] == "@ann noted: it is the cache"
