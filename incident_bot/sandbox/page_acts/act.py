"""One thing a person does on the page, and what the page is told of it."""

from __future__ import annotations

from dataclasses import dataclass

from ..delivery import Delivery
from ..errors import SlackError
from ..records import JSON, Channel, Message, View
from ..workspace import Workspace

# What went wrong, as a sentence; or what was asked for; or nothing, when it is simply done.
Outcome = str | JSON | None

_SENTENCES = {
    "operation_timeout": "The app did not answer within three seconds.",
    "dispatch_failed": "The app could not be reached.",
    "is_archived": "This channel is archived.",
    "already_archived": "This channel is archived already.",
    "not_archived": "This channel is not archived.",
    "not_in_channel": "Join the channel first.",
    "channel_not_found": "There is no such channel here.",
    "message_not_found": "This message is gone.",
    "no_such_element": "This button is gone: the message has changed.",
    "no_such_shortcut": "The app has no such shortcut.",
    "view_not_found": "This dialog is closed.",
    "not_yours": "Only its author can do that.",
    "not_authorized": "Only its creator and admins can do that.",
    "no_text": "There is nothing to send.",
    "no_file_data": "This file is empty.",
    "already_pinned": "It is pinned already.",
    "no_pin": "It is not pinned.",
    "already_reacted": "You reacted so already.",
    "invalid_options": "The app's answer is not a list of options.",
    "invalid_name_required": "A channel needs a name.",
    "invalid_name_maxlength": "The name of a channel has at most 80 characters.",
    "invalid_name_specials": "Small letters, digits, hyphens and underscores, please.",
    "invalid_name_punctuation": "There should be a letter or a digit in the name.",
    "name_taken": "There is a channel of that name, perhaps an archived one.",
    "too_long": "That is too long: 250 characters at most.",
    "cant_leave_general": "Nobody leaves this channel: everybody is in it.",
    "cant_archive_general": "This channel stays: everybody is in it.",
    "method_not_supported_for_channel_type": "That goes for channels, not for direct messages.",
    "messages_tab_disabled": "This app does not take messages.",
    "not_enabled": "This app does not have that tab.",
    "user_not_found": "There is no such person here.",
    "users_list_not_supplied": "Say with whom.",
    "too_many_users": "That is too many people for a direct message.",
    "invalid_json": "That is not JSON.",
    "json_not_object": "That is JSON, but not an object.",
}


@dataclass(frozen=True)
class Act:
    """Each property raises SlackError when it names nothing that the person sees."""

    workspace: Workspace
    delivery: Delivery
    person: str
    command: JSON

    def text(self, name: str) -> str:
        return str(self.command[name])

    def listed(self, name: str) -> list[str]:
        wanted = self.command[name]
        if not isinstance(wanted, list):
            raise TypeError(f"{name} is a list")
        return [str(each) for each in wanted]

    @property
    def thread_ts(self) -> str | None:
        return self.command.get("thread_ts") or None

    @property
    def channel(self) -> Channel:
        return self.workspace.visible_channel(self.text("channel"), self.person)

    @property
    def message(self) -> Message:
        """Also one that only this person sees."""
        channel, ts = self.channel, self.text("ts")
        whispered = channel.ephemerals.get(ts)
        if whispered is not None and whispered.ephemeral_to == self.person:
            return whispered
        return self.workspace.message(channel, ts)

    @property
    def own_message(self) -> Message:
        message = self.workspace.message(self.channel, self.text("ts"))
        if message.user != self.person:
            raise SlackError("not_yours")
        return message

    @property
    def values(self) -> dict[str, JSON]:
        """What was typed and picked, by block_id and action_id."""
        values = self.command.get("values") or {}
        if not isinstance(values, dict) or not all(isinstance(each, dict) for each in values.values()):
            raise ValueError("values is an object of objects")
        return values

    @property
    def view(self) -> View:
        view = self.workspace.views.get(self.text("view"))
        if view is None or view.user != self.person:
            raise SlackError("view_not_found")
        return view


def sentence(code: str) -> str:
    return _SENTENCES.get(code, code)
