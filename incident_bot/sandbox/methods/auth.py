"""Who am I: auth.* and api.*"""

from __future__ import annotations

from ..call import Call, method
from ..errors import SlackError
from ..records import JSON


@method("auth.test", tier="special")
def test(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/auth.test"""
    workspace = call.workspace
    return {
        "url": f"{workspace.url}/",
        "team": workspace.team_name,
        "user": workspace.users[call.me].name,
        "team_id": workspace.team_id,
        "user_id": call.me,
        "bot_id": workspace.app.bot_id,
        "is_enterprise_install": False,
    }


@method("api.test", tier=4, token="none")
def api_test(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/api.test"""
    if error := call.text("error"):
        raise SlackError(error, args=call.args)
    return {"args": call.args}
