"""users.*: who is in the team."""

from __future__ import annotations

import pytest

from incident_bot.sandbox import Sandbox
from incident_bot.sandbox.avatars import picture
from incident_bot.sandbox.methods.users import BIG_TEAM
from incident_bot.sandbox.records import User
from incident_bot.sandbox.time_zones import label_and_offset

from ..conftest import Clock
from .conftest import Slack
from .documented import documented
from .shapes import PROFILE, USER, misfits

SUMMER = 1_782_000_000.0


@documented("users.info")
async def test_somebody(slack: Slack, sandbox: Sandbox) -> None:
    ann = sandbox.person("ann")
    known = (await slack.call("users_info", user=ann.id))["user"]
    assert misfits(known, USER) == misfits(known["profile"], PROFILE) == []
    assert (known["name"], known["real_name"], known["is_admin"]) == ("ann", "Ann Example", True)
    assert (known["tz"], known["tz_label"], known["tz_offset"]) == (
        "Europe/Berlin",
        "Central European Time",
        3600,
    )
    assert known["profile"]["email"] == "ann@example.com"
    assert "locale" not in known
    told = (await slack.call("users_info", user=ann.id, include_locale=True))["user"]
    assert told["locale"] == "en-US"


async def test_the_app_is_somebody_too(slack: Slack, sandbox: Sandbox) -> None:
    known = (await slack.call("users_info", user=sandbox.app.user))["user"]
    assert misfits(known, USER) == misfits(known["profile"], PROFILE) == []
    assert (known["is_bot"], known["profile"]["bot_id"]) == (True, sandbox.app.bot_id)
    assert known["profile"]["api_app_id"] == sandbox.app.id


async def test_guests_and_owners_are_told_apart(slack: Slack, sandbox: Sandbox) -> None:
    ula = User("U0ULA0000", "ula", "Ula Guest", is_ultra_restricted=True)
    sandbox.workspace.users[ula.id] = ula
    guest = (await slack.call("users_info", user=ula.id))["user"]
    assert (guest["is_restricted"], guest["is_ultra_restricted"]) == (True, True)
    sandbox.person("bo").user.is_owner = True
    owner = (await slack.call("users_info", user=sandbox.person("bo").id))["user"]
    assert (owner["is_owner"], owner["is_admin"]) == (True, True)


@pytest.mark.parametrize(
    "zone,winter,summer",
    [
        ("Europe/Berlin", ("Central European Time", 3600), ("Central European Summer Time", 7200)),
        ("America/New_York", ("Eastern Standard Time", -18_000), ("Eastern Daylight Time", -14_400)),
        ("Asia/Kolkata", ("India Standard Time", 19_800), ("India Standard Time", 19_800)),
        ("Asia/Shanghai", ("China Standard Time", 28_800), ("China Standard Time", 28_800)),
        ("America/Sao_Paulo", ("Sao Paulo Time", -10_800), ("Sao Paulo Time", -10_800)),
        ("UTC", ("Coordinated Universal Time", 0), ("Coordinated Universal Time", 0)),
    ],
)
def test_zones_have_names_of_the_season(zone: str, winter: tuple[str, int], summer: tuple[str, int]) -> None:
    assert label_and_offset(zone, Clock().time) == winter
    assert label_and_offset(zone, SUMMER) == summer


async def test_addresses_need_a_scope(slack: Slack, sandbox: Sandbox) -> None:
    sandbox.app.scopes = frozenset({"users:read"})
    profile = (await slack.call("users_info", user=sandbox.person("ann").id))["user"]["profile"]
    assert "email" not in profile
    refused = await slack.refused("users_lookupByEmail", email="ann@example.com")
    assert (refused["error"], refused["needed"]) == ("missing_scope", "users:read.email")


@documented("users.info", "user_not_found")
async def test_nobody(slack: Slack) -> None:
    # Names are no ids.
    for user in ("U0NOBODY0", "ann", "@ann"):
        assert await slack.error("users_info", user=user) == "user_not_found"


@documented("users.list")
async def test_everybody(slack: Slack, sandbox: Sandbox, clock: Clock) -> None:
    sandbox.person("dee").user.deleted = True
    answer = await slack.call("users_list", include_locale=True)
    assert [misfits(known, USER) for known in answer["members"]] == [[]] * 6
    # Bots, Slackbot and those who left are among them.
    names = [known["name"] for known in answer["members"]]
    assert names == ["ann", "bo", "chi", "dee", "incidentbot", "slackbot"]
    assert [known["name"] for known in answer["members"] if known["deleted"]] == ["dee"]
    assert {known["locale"] for known in answer["members"]} == {"en-US"}
    assert answer["cache_ts"] == int(clock.time)
    assert answer["response_metadata"] == {"next_cursor": ""}


@documented("users.list", "limit_required")
async def test_a_large_team_comes_in_pages(slack: Slack, sandbox: Sandbox) -> None:
    for number in range(BIG_TEAM):
        made = User(f"U0P{number:06}", f"p{number}", f"Person {number}")
        sandbox.workspace.users[made.id] = made
    for limit in (None, 0):
        assert await slack.error("users_list", limit=limit) == "limit_required"
    page = await slack.call("users_list", limit=1000)
    assert len(page["members"]) == 1000
    cursor = page["response_metadata"]["next_cursor"]
    rest = await slack.call("users_list", limit=1000, cursor=cursor)
    assert len(rest["members"]) == BIG_TEAM + 6 - 1000
    assert await slack.error("users_list", limit=1001) == "invalid_arguments"


@documented("users.list", "invalid_cursor")
async def test_a_cursor_of_another_list(slack: Slack) -> None:
    elsewhere = (await slack.call("conversations_list", limit=1))["response_metadata"]["next_cursor"]
    for cursor in (elsewhere, "next", "dXNlcnMubGlzdDpVMEdPTkU="):
        assert await slack.error("users_list", cursor=cursor) == "invalid_cursor"


@documented("users.lookupByEmail")
async def test_somebody_by_their_address(slack: Slack) -> None:
    for email in ("bo@example.com", "Bo@Example.com"):
        known = (await slack.call("users_lookupByEmail", email=email))["user"]
        assert misfits(known, USER) == misfits(known["profile"], PROFILE) == []
        assert known["name"] == "bo"


@documented("users.lookupByEmail", "users_not_found")
async def test_nobody_by_that_address(slack: Slack, sandbox: Sandbox) -> None:
    sandbox.person("dee").user.deleted = True
    for email in ("nobody@example.com", "dee@example.com", "dee"):
        assert await slack.error("users_lookupByEmail", email=email) == "users_not_found"


async def test_everybody_has_a_picture(slack: Slack, sandbox: Sandbox) -> None:
    profile = (await slack.call("users_info", user=sandbox.person("ann").id))["user"]["profile"]
    assert profile["image_512"] == profile["image_24"].replace("-24.", "-512.")
    assert profile["image_24"].startswith(f"{sandbox.url}/avatars/{profile['avatar_hash']}/")
    drawn = picture(sandbox.person("ann").user, 24)
    assert ('width="24"' in drawn, ">A<" in drawn) == (True, True)
