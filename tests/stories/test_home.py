"""The bot's Home tab: what there is for whoever looks, and nothing else; true after each change."""

from __future__ import annotations

import re

from .own_settings import with_settings
from .team import Team

WHATEVER = re.compile("")
"""What else is said follows from what is done; other stories read it."""

EMPTY = (
    "Declare an incident\n"
    "Open incidents\n"
    "No incident is open. May it stay so.\n"
    "\n"
    "This page keeps itself up to date. `/incident list` shows more, `/incident help` what you can do."
)


async def test_nothing_is_open(team: Team) -> None:
    assert await team.ann.opens_home() == EMPTY


async def test_the_home_of_one_is_true_after_whatever_another_does(team: Team) -> None:
    await team.ann.opens_home()

    await team.bo.asks("declare checkout is failing sev1")
    [room] = team.rooms
    assert (
        "Open incidents (1)\n"
        "*INC-1* checkout is failing\n"
        "*SEV-1* · investigating · no commander yet · started 2026-01-05 14:30 UTC · "
        "#incident-20260105-checkout-is-failing\n"
    ) in team.ann.home()
    assert "Yours" not in team.ann.home()

    await team.bo.asks("severity sev2 only checkout is slow", room)
    await team.bo.asks("assign commander me", room)
    assert "*SEV-2* · investigating · commander @bo · started" in team.ann.home()
    await team.bo.asks("status monitoring", room)
    assert "*SEV-2* · monitoring · commander @bo · started" in team.ann.home()

    await team.bo.asks("resolve --confirmed INC-1 rolled back")
    assert "No incident is open. May it stay so.\nLately resolved\n*INC-1* checkout" in team.ann.home()
    assert "resolved · commander @bo · resolved 2026-01-05 14:30 UTC" in team.ann.home()
    await team.bo.asks("reopen it is back", room)
    assert "Lately resolved" not in team.ann.home()
    team.expectations.allows(WHATEVER)


async def test_what_is_mine_comes_first_with_the_update_that_i_owe(team: Team) -> None:
    await team.declared()
    await team.bo.opens_home()
    await team.bo.asks("assign commander me INC-1")

    assert team.bo.home().startswith(
        "Declare an incident\n"
        "Yours\n"
        "*INC-1* checkout is failing\n"
        "*SEV-1* · investigating · commander @bo · started 2026-01-05 14:30 UTC · "
        "#incident-20260105-checkout-is-failing\n"
        "You are commander. Your next update is due 2026-01-05 15:00 UTC.\n"
        "Post update\n"
        "Open incidents (1)\n"
    )
    team.expectations.allows(WHATEVER)


async def test_whoever_communicates_owes_the_updates(team: Team) -> None:
    room = await team.declared()
    await team.bo.opens_home()
    await team.ann.opens_home()
    await team.ann.asks("assign commander me", room)
    await team.ann.asks("assign comms @bo", room)

    assert "You are commander.\n" in team.ann.home()
    assert "You are communications lead. Your next update is due" in team.bo.home()
    team.expectations.allows(WHATEVER)


async def test_an_update_from_home(team: Team) -> None:
    room = await team.declared()
    await team.ann.asks("assign commander me", room)
    await team.ann.opens_home()
    await team.moves(minutes=10)

    assert await team.ann.clicks_on_home("Post update") == ""
    assert team.ann.form().splitlines()[0] == "Update for INC-1"
    assert await team.ann.fills(text="we are rolling back") == {}

    assert "Your next update is due 2026-01-05 15:10 UTC." in team.ann.home()
    team.expectations.allows(WHATEVER)


async def test_declaring_from_home(team: Team) -> None:
    await team.ann.opens_home()

    assert await team.ann.clicks_on_home("Declare an incident") == ""
    assert await team.ann.fills(title="checkout is failing", severity="sev1") == {}

    assert len(team.rooms) == 1
    assert "Open incidents (1)\n*INC-1* checkout is failing" in team.ann.home()
    await team.ann.person.closes()
    team.expectations.allows(WHATEVER)


async def test_a_home_that_nobody_looked_at_for_a_day_is_left_alone_until_they_look_again(team: Team) -> None:
    await team.ann.opens_home()
    await team.moves(minutes=24 * 60 + 1)
    await team.declared()

    assert team.ann.home() == EMPTY
    assert "Open incidents (1)" in await team.ann.opens_home()


@with_settings(access={"look": ["U0BO00000"], "declare": ["members"]})
async def test_whoever_may_not_look_is_told_so_and_sees_nothing(team: Team) -> None:
    await team.declared()

    assert await team.ann.opens_home() == (
        "Declare an incident\n"
        "You are not among those who may look at incidents here, so this page stays empty. "
        "Ask whoever looks after this bot."
    )
    assert "Open incidents (1)" in await team.bo.opens_home()


async def test_a_private_incident_is_on_the_home_of_those_in_it_only(team: Team) -> None:
    await team.ann.opens_home()
    await team.bo.opens_home()
    await team.ann.asks("declare the safe is open sev1 --private")

    assert "*INC-1* (private) the safe is open" in team.ann.home()
    assert team.bo.home() == EMPTY

    await team.ann.asks("assign scribe @bo INC-1")
    assert "*INC-1* (private) the safe is open" in team.bo.home()
    assert "You are scribe." in team.bo.home()
    team.expectations.allows(WHATEVER)


async def test_a_role_that_is_offered_to_me_is_accepted_from_home(team: Team) -> None:
    room = await team.declared()
    await team.ann.asks("assign commander me", room)
    await team.bo.opens_home()
    await team.ann.asks("handoff commander @bo", room)
    await team.ann.fills()

    assert (
        "Offered to you\n"
        "*INC-1* checkout is failing\n"
        "@ann offered you the role of *commander* 2026-01-05 14:30 UTC. "
        "Until you accept, they stay responsible.\n"
        "Accept Decline\n"
    ) in team.bo.home()

    await team.bo.clicks_on_home("Accept")
    assert "You are now commander of *INC-1*." in team.bo.direct()
    assert "Offered to you" not in team.bo.home()
    assert "You are commander." in team.bo.home()
    team.expectations.allows(WHATEVER)


async def test_a_role_is_declined_from_home(team: Team) -> None:
    room = await team.declared()
    await team.ann.asks("assign commander me", room)
    await team.bo.opens_home()
    await team.ann.asks("handoff commander @bo", room)
    await team.ann.fills()

    await team.bo.clicks_on_home("Decline")
    assert "You declined. @ann is still commander of *INC-1*." in team.bo.direct()
    assert "Offered to you" not in team.bo.home()
    assert "commander @ann" in team.bo.home()
    team.expectations.allows(WHATEVER)
