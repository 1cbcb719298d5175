"""Slash commands: https://docs.slack.dev/interactivity/implementing-slash-commands"""

from __future__ import annotations

from dataclasses import dataclass

from ..acts.modals import new_trigger
from ..acts.posting import slackbot_says
from ..delivery import Answer, Delivery
from ..errors import SlackError
from ..people_shapes import team_of
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
    """A line that begins with a slash; whatever goes wrong is told by Slackbot, to this person alone."""
    word, words = _split(typed)
    command = _known(workspace, word)
    if command is None:
        said = slackbot_says(workspace, channel, user, f"{word} is not a valid command.")
        return Reply(said.text, error="unknown_command", message=said)
    payload = _payload(workspace, command, user, channel, words)
    answer = await delivery.ask("slash_commands", command.command, payload)
    error = _wrong(answer)
    if error is None:
        try:
            shown = place_answer(workspace, channel, user, answer.body or {}, typed)
            return _reply(shown, answer.seconds)
        except SlackError:
            error = "invalid_command_response"
    said = slackbot_says(workspace, channel, user, f"{word} failed with the error “{error}”")
    return Reply(said.text, error=error, acked_in=answer.seconds, message=said)


def _known(workspace: Workspace, word: str) -> Command | None:
    """https://docs.slack.dev/reference/scopes/commands"""
    app = workspace.app
    if app.scopes is not None and "commands" not in app.scopes:
        return None
    return next((known for known in app.commands if known.command == word), None)


def _split(typed: str) -> tuple[str, str]:
    """The command, and everything after the first space or line's end."""
    word, *words = typed.split(maxsplit=1)
    return word, words[0].strip() if words else ""


def _wrong(answer: Answer) -> str | None:
    return "invalid_command_response" if answer.error == "invalid_response" else answer.error


def _reply(shown: Message | None, seconds: float) -> Reply:
    if shown is None:
        return Reply(acked_in=seconds)
    return Reply(shown.text, shown.blocks, acked_in=seconds, message=shown)


def _payload(workspace: Workspace, command: Command, user: str, channel: Channel, words: str) -> JSON:
    return {
        "token": workspace.app.verification_token,
        "team_id": team_of(workspace, workspace.users[user]),
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
