"""What Slack sends when people do something, read.

https://docs.slack.dev/reference/interaction-payloads
"""

from __future__ import annotations

from typing import Any, TypeAlias

from incident_bot.commands.ask import Marked
from incident_bot.slack.said import is_of_people, said

Payload: TypeAlias = dict[str, Any]


def chosen(action: Payload) -> str:
    """What a button or a menu types."""
    return str(action.get("value") or (action.get("selected_option") or {}).get("value") or "")


def channel(body: Payload) -> str | None:
    """Where somebody clicked; None on a Home tab, in a form and for a shortcut of the whole workspace."""
    return (body.get("channel") or {}).get("id")


def channel_name(body: Payload) -> str:
    """What Slack calls it: `privategroup` and `directmessage` stand for names that not everybody knows."""
    return str((body.get("channel") or {}).get("name") or "")


def marked(body: Payload) -> Marked | None:
    """The message on which a shortcut was used."""
    message = body.get("message")
    if message is None:
        return None
    kept = said(message)
    return Marked(
        body["channel"]["id"],
        message["ts"],
        message.get("user"),
        kept["text"],
        kept.get("thread"),
        kept,
        is_of_people(message),
    )


def inputs(view: Payload) -> list[str]:
    """The fields of a form that can show an error."""
    return [block["block_id"] for block in view["blocks"] if block["type"] == "input"]


def is_foreign(body: Payload, workspace: str) -> bool:
    """Whether they act from another workspace, in a channel that is shared with it."""
    # A slash command has no user of its own: its team is theirs.
    return bool((body.get("user") or body).get("team_id", workspace) != workspace)


def placed(form: Payload, channel: str | None, key: str) -> Payload:
    """The form, knowing where it was opened: what is sent from a form comes from no channel.

    Slack wants this name of a view to be its own. https://docs.slack.dev/reference/views/modal-views
    """
    return {**form, "external_id": f"{channel} {key}"} if channel else form


def opened_in(view: Payload) -> str | None:
    """Where a form was opened; nobody but the bot can have written it there."""
    return str(view.get("external_id") or "").partition(" ")[0] or None
