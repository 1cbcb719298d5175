"""usergroups.*: people who are called together."""

from __future__ import annotations

import pytest

from incident_bot.sandbox import Sandbox

from .conftest import Slack
from .documented import documented
from .shapes import GROUP, misfits

ONCALL = "S0ONCALL0"


@pytest.fixture
def disbanded(sandbox: Sandbox) -> str:
    """A group that is switched off."""
    sandbox.workspace.groups["S0EXECS00"].deleted = True
    return "S0EXECS00"


@documented("usergroups.list")
async def test_the_groups(slack: Slack, sandbox: Sandbox, disbanded: str) -> None:
    (oncall,) = (await slack.call("usergroups_list"))["usergroups"]
    assert misfits(oncall, GROUP) == []
    assert (oncall["id"], oncall["handle"], oncall["user_count"]) == (ONCALL, "oncall", 2)
    assert "users" not in oncall
    everything = await slack.call(
        "usergroups_list", include_users=True, include_count=True, include_disabled=True
    )
    oncall, execs = everything["usergroups"]
    assert oncall["users"] == [sandbox.person(name).id for name in ("ann", "bo")]
    assert (execs["id"], bool(execs["date_delete"])) == (disbanded, True)


@documented("usergroups.users.list")
async def test_who_is_in_a_group(slack: Slack, sandbox: Sandbox, disbanded: str) -> None:
    users = (await slack.call("usergroups_users_list", usergroup=ONCALL))["users"]
    assert users == [sandbox.person(name).id for name in ("ann", "bo")]
    gone = await slack.call("usergroups_users_list", usergroup=disbanded, include_disabled=True)
    assert gone["users"] == [sandbox.person("dee").id]


@documented("usergroups.users.list", "no_such_subteam")
async def test_no_such_group(slack: Slack, disbanded: str) -> None:
    # Handles are no ids.
    for group in ("S0NONE000", "oncall", disbanded):
        assert await slack.error("usergroups_users_list", usergroup=group) == "no_such_subteam"
