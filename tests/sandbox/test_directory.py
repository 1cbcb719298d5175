"""People and groups."""

from __future__ import annotations

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from incident_bot.sandbox import Sandbox
from incident_bot.sandbox.seed import person

from .bots import Bot


async def test_people_have_time_zones(client: AsyncWebClient) -> None:
    chi = (await client.users_info(user="U0CHI0000"))["user"]
    assert (chi["tz"], chi["tz_offset"], chi["real_name"]) == ("Asia/Kolkata", 19_800, "Chi Example")


async def test_people_are_found_by_email(client: AsyncWebClient) -> None:
    assert (await client.users_lookupByEmail(email="bo@example.com"))["user"]["name"] == "bo"
    with pytest.raises(SlackApiError, match="users_not_found"):
        await client.users_lookupByEmail(email="nobody@example.com")


async def test_groups_and_who_is_in_them(client: AsyncWebClient) -> None:
    groups = (await client.usergroups_list(include_users=True))["usergroups"]
    assert [group["handle"] for group in groups] == ["oncall", "execs"]
    assert groups[0]["users"] == ["U0ANN0000", "U0BO00000"]
    assert (await client.usergroups_users_list(usergroup=groups[1]["id"]))["users"] == ["U0DEE0000"]
    with pytest.raises(SlackApiError, match="no_such_subteam"):
        await client.usergroups_users_list(usergroup="S0NOBODY0")


async def test_the_app_hears_of_newcomers_and_of_changes(sandbox: Sandbox, bot: Bot) -> None:
    bot.collect("team_join", "user_change")
    eve = sandbox.arrives(person("eve", "Eve Example", "UTC"))
    await eve.changes(real_name="Eve Sample")
    await sandbox.until(lambda: len(bot.events) == 2)
    told = {event["type"]: event["user"]["real_name"] for event in bot.events}
    assert told["user_change"] == "Eve Sample"
    assert "eve" in sandbox.channel("general").members


async def test_somebody_of_another_company_is_met_in_shared_channels_only(
    sandbox: Sandbox, bot: Bot, client: AsyncWebClient
) -> None:
    bot.collect("team_join", "user_change", "member_joined_channel")
    eve = person("eve", "Eve Example", "UTC")
    eve.team_id = "T0ELSEWHERE"
    visitor = sandbox.arrives(eve)
    await client.conversations_join(channel="C0RANDOM0")
    await sandbox.person("ann").invites("random", visitor)
    await sandbox.until(lambda: len(bot.events) == 3)
    known, _, joined = bot.events
    assert (known["type"], known["user"]["team_id"]) == ("user_change", "T0ELSEWHERE")
    assert (joined["user"], joined["team"]) == (visitor.id, "T0ELSEWHERE")
    assert "eve" not in sandbox.channel("general").members
    assert (await client.users_info(user=visitor.id))["user"]["team_id"] == "T0ELSEWHERE"


async def test_the_app_hears_of_who_is_in_a_group(sandbox: Sandbox, bot: Bot, client: AsyncWebClient) -> None:
    bot.collect("subteam_members_changed", "subteam_updated")
    ann, bo, dee = (sandbox.person(name) for name in ("ann", "bo", "dee"))
    await ann.sets_group("oncall", bo, "dee")
    changed, updated = bot.events
    assert (changed["subteam_id"], changed["added_users"], changed["removed_users"]) == (
        "S0ONCALL0",
        [dee.id],
        [ann.id],
    )
    assert updated["subteam"]["users"] == [bo.id, dee.id]
    assert (await client.usergroups_users_list(usergroup="S0ONCALL0"))["users"] == [bo.id, dee.id]
    with pytest.raises(LookupError, match="there is no group 'nobodies'"):
        await ann.sets_group("nobodies", bo)
