"""What the bot could not do, and how that can be mended: from Slack's method and code to words.

The record keeps the reason as it is, with the code; here it becomes what people read in the room.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from incident_bot.messages.listed import listed
from incident_bot.slack import text

# As `slack.calls` writes it, perhaps after the name of the job that was given up with it.
_REASON = re.compile(
    r"(?:[a-z ]+: )?(?P<method>[a-z]+(?:\.[A-Za-z]+)+): (?P<code>[a-z_]+)\b"
    r"(?: \(needed: (?P<needed>[^)]*)\))?"
)
LONGEST = 3000
ONE = 600


@dataclass(frozen=True)
class _Parsed:
    what: str
    code: str
    needed: str


def could_not(reasons: Sequence[str]) -> str:
    """One message for all the reasons of one run, as mrkdwn: what is missing, and what helps."""
    parsed: dict[str, list[_Parsed]] = {}
    sentences: list[str] = []
    for reason in reasons:
        if (found := _parse(reason)) is None:
            sentences.append(text.fit(_INVITED.sub(_why_not_invited, reason), ONE))
        else:
            parsed.setdefault(found.code, []).append(found)
    lines = [*(_line(code, found) for code, found in parsed.items()), *sentences]
    shown = _first_that_fit(lines)
    if len(shown) == 1:
        return f"Something I could not do: {shown[0]}"
    return "\n".join(["Some things I could not do:", *(f"• {line}" for line in shown)])


def _parse(reason: str) -> _Parsed | None:
    match = _REASON.match(reason)
    if match is None:
        return None
    what = _WHAT.get(match["method"], f"call {match['method']}")
    return _Parsed(what, match["code"], match["needed"] or "")


def _line(code: str, found: Sequence[_Parsed]) -> str:
    """Everything that failed for the same reason, and what helps against it."""
    what = listed(dict.fromkeys(each.what for each in found))
    scopes = sorted({scope.strip() for each in found for scope in each.needed.split(",") if scope.strip()})
    how = _HOW.get(code, f"Slack answered `{text.escape(code)}`.")
    return f"{what}. {how.format(**_in_words(scopes))}"


def _in_words(scopes: Sequence[str]) -> dict[str, str]:
    if not scopes:
        return {"scopes": "scope it needs for that", "them": "it"}
    named = listed(f"`{text.escape(scope)}`" for scope in scopes)
    many = len(scopes) > 1
    return {"scopes": f"{'scopes' if many else 'scope'} {named}", "them": "them" if many else "it"}


def _why_not_invited(code: re.Match[str]) -> str:
    return f"({_WHY_NOT_INVITED.get(code[1], code[1])})"


def _first_that_fit(lines: Sequence[str]) -> list[str]:
    shown: list[str] = []
    length = 0
    for line in lines:
        length += len(line)
        if length > LONGEST:
            return [*shown, "and more: the timeline has it all."]
        shown.append(line)
    return shown


_WHAT = {
    "bookmarks.add": "put links above the room",
    "bookmarks.list": "put links above the room",
    "chat.postMessage": "write a message",
    "chat.deleteScheduledMessage": "take back what I left with Slack in case I am down",
    "chat.scheduleMessage": "leave the next reminder of an update with Slack in case I am down",
    "chat.scheduledMessages.list": "look for what I left with Slack",
    "chat.update": "bring a message up to date",
    "canvases.edit": "write the canvas of the room",
    "conversations.archive": "archive the room",
    "conversations.canvases.create": "write the canvas of the room",
    "conversations.create": "open a room",
    "conversations.history": "look for what I wrote before",
    "conversations.info": "look at the room",
    "conversations.invite": "invite people to the room",
    "conversations.join": "join the channel",
    "conversations.list": "look for the status channel",
    "conversations.members": "see who is in the room",
    "conversations.open": "write to somebody directly",
    "conversations.rename": "rename the room",
    "conversations.replies": "look for what I wrote before",
    "conversations.setTopic": "set the topic of the room",
    "files.completeUploadExternal": "put files into the room",
    "files.getUploadURLExternal": "put files into the room",
    "file download": "copy a file",
    "files.info": "look at a file",
    "pins.add": "pin the card",
    "reactions.get": "read a message that somebody marked",
    "usergroups.users.list": "see who is in a user group",
    "users.list": "see who is in the workspace",
}
"""What each of Slack's methods is for, after “I could not”."""

_INVITED = re.compile(r"\(([a-z_]+)\)(?=[, ])")
_WHY_NOT_INVITED = {
    "cant_invite": "Slack does not let me",
    "invitee_cant_see_channel": "they may not see it",
    "no_external_invite_permission": "they are of another company",
    "org_user_not_in_team": "they are not in this workspace",
    "ura_max_channels": "a guest of one channel only",
    "user_is_restricted": "a guest",
    "user_not_found": "there is nobody of that id",
}
"""Why somebody was not invited, by Slack's code: https://docs.slack.dev/reference/methods/conversations.invite"""

_SETTINGS = "under Settings & administration → Workspace settings → Permissions"
_AS_A_FILE = "The record comes as a file instead."
_HOW = {
    "missing_scope": (
        "The app lacks the {scopes}. Whoever looks after it adds {them} at api.slack.com/apps under "
        "OAuth & Permissions, and reinstalls the app."
    ),
    "restricted_action": f"The workspace does not allow it to apps. An admin can change that {_SETTINGS}.",
    "restricted_action_read_only_channel": (
        "Only some people may post there. A manager of the channel can add me to them."
    ),
    "permission_denied": f"The workspace does not allow it to apps. An admin can change that {_SETTINGS}.",
    "user_is_restricted": f"The workspace restricts this app. An admin can change that {_SETTINGS}.",
    "not_authorized": f"The workspace does not allow it to apps. An admin can change that {_SETTINGS}.",
    "not_in_channel": "I am not in that channel. Mention me there, and choose to invite me.",
    "channel_not_found": "The channel is gone, or I am not in it. If it is there, mention me to invite me.",
    "is_archived": "The channel is archived. Somebody has to unarchive it, and to invite me again.",
    "too_many_pins": "The channel has as many pins as Slack allows. Unpin some, and pin the card by hand.",
    "not_pinnable": "Slack does not let this message be pinned.",
    "too_many_bookmarks": "The room has as many links as Slack allows. Remove some; add these by hand.",
    "parent_bookmark_disabled": "The workspace has switched links off.",
    "plan_upgrade_required": "The workspace's plan does not have it. Name people instead of the user group.",
    "paid_teams_only": "It takes a paid plan of Slack.",
    "canvas_disabled_user_team": (
        f"The workspace has canvases switched off; an admin can change that. {_AS_A_FILE}"
    ),
    "canvas_creation_failed": f"Slack did not make it. {_AS_A_FILE}",
    "channel_canvas_creation_failed": f"Slack did not make it. {_AS_A_FILE}",
    "canvas_tab_creation_failed": f"Slack did not make it. {_AS_A_FILE}",
    "canvas_too_large": f"It is longer than Slack takes. {_AS_A_FILE}",
    "free_team_canvas_tab_already_exists": f"The plan of the workspace has one canvas only. {_AS_A_FILE}",
    "team_tier_cannot_create_channel_canvases": f"It takes a paid plan of Slack. {_AS_A_FILE}",
    "storage_limit_reached": (
        "The workspace has no room for more files. Delete some, or have the record from the command line "
        "with `incident-bot export`."
    ),
    "file_uploads_disabled": (
        "The workspace takes no files. The command line has the record too: `incident-bot export`."
    ),
    "file_upload_size_restricted": (
        "The file is larger than the workspace allows. The command line has the record too: "
        "`incident-bot export`."
    ),
    "no_such_subteam": "There is no such user group any more: correct `invite` in the settings.",
    "cant_update_message": "The message is not mine to edit.",
    "edit_window_closed": "The workspace lets messages be edited for a short time. An admin can change that.",
    "restricted_too_many": (
        "Slack takes at most thirty scheduled messages per channel in five minutes. My own reminders come "
        "all the same."
    ),
    "msg_too_long": "It is longer than Slack takes.",
    "message_limit_exceeded": "The workspace has reached the number of messages that its plan has.",
    "too_many_members": "The channel is full.",
    "channel_is_limited_access": "Only some people may join that channel. One of them can invite me.",
    "messages_tab_disabled": "The app's messages tab is off. Switch it on at api.slack.com/apps, App Home.",
    "token_revoked": "Slack has revoked my token. Whoever looks after the app reinstalls it.",
    "account_inactive": "Slack has deactivated my account. Whoever looks after the app reinstalls it.",
    "invalid_auth": "Slack does not accept my token. Whoever looks after the app gives me a new one.",
}
"""What helps, by Slack's code, as whole sentences; https://docs.slack.dev/reference/methods has the codes."""
