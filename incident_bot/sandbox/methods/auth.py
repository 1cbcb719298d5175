"""Who am I: auth.* and api.*"""

from __future__ import annotations

from ..call import Call, method
from ..errors import SlackError
from ..records import JSON


@method("auth.test", tier="special", token="any")
def test(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/auth.test"""
    workspace = call.workspace
    # Who is a bot is told which; Bolt asks with people's tokens as well.
    bot = {"bot_id": workspace.app.bot_id} if call.me == workspace.app.user else {}
    return {
        "url": f"{workspace.address or workspace.url}/",
        "team": workspace.team_name,
        "user": workspace.users[call.me].name,
        "team_id": workspace.team_id,
        "user_id": call.me,
        **bot,
        "is_enterprise_install": False,
    }


@method("api.test", tier=4, optional=("error",), token="none")
def api_test(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/api.test; the error is the one that is asked for."""
    shown = {name: value for name, value in call.args.items() if name != "token"}
    if error := call.text("error"):
        raise SlackError(error, args=shown)
    return {"args": shown}
