"""Slash commands: https://docs.slack.dev/interactivity/implementing-slash-commands"""

from __future__ import annotations

from dataclasses import dataclass

from ..acts.modals import new_trigger
from ..acts.posting import slackbot_says
from ..delivery import Delivery
from ..errors import SlackError
from ..records import JSON, Channel, Command, Message
from ..text import typed_text
from ..workspace import Workspace
from .answers import place_answer
from .origin import channel_name, new_response_url


@dataclass(frozen=True)
class Reply:
    """What a person saw at once; `error` in Slack's words when the app did not answer well."""

    text: str = ""
    blocks: list[JSON] | None = None
    error: str | None = None
    # Seconds until the app acknowledged.
    acked_in: float = 0
    message: Message | None = None


async def run_command(
    workspace: Workspace, delivery: Delivery, user: str, channel: Channel, typed: str
) -> Reply:
    word, _, words = typed.partition(" ")
    command = next((known for known in workspace.app.commands if known.command == word), None)
    if command is None:
        said = slackbot_says(workspace, channel, user, f"{word} is not a valid command.")
        return Reply(said.text, error="unknown_command", message=said)
    payload = _payload(workspace, command, user, channel, words.strip())
    answer = await delivery.ask("slash_commands", command.command, payload)
    error = answer.error
    if error is None:
        try:
            body = answer.body or {}
            shown = place_answer(workspace, channel, user, body, typed)
            return _reply(shown, answer.seconds)
        except SlackError:
            error = "invalid_command_response"
    said = slackbot_says(workspace, channel, user, f"{word} failed with the error “{error}”")
    return Reply(said.text, error=error, acked_in=answer.seconds, message=said)


def _reply(shown: Message | None, seconds: float) -> Reply:
    if shown is None:
        return Reply(acked_in=seconds)
    return Reply(shown.text, shown.blocks, acked_in=seconds, message=shown)


def _payload(workspace: Workspace, command: Command, user: str, channel: Channel, words: str) -> JSON:
    return {
        "token": workspace.app.verification_token,
        "team_id": workspace.team_id,
        "team_domain": workspace.domain,
        "channel_id": channel.id,
        "channel_name": channel_name(channel),
        "user_id": user,
        "user_name": workspace.users[user].name,
        "command": command.command,
        "text": typed_text(workspace, words, named=True) if command.should_escape else words,
        "api_app_id": workspace.app.id,
        "is_enterprise_install": "false",
        "response_url": new_response_url(workspace, "commands", user, channel),
        "trigger_id": new_trigger(workspace, user),
    }
