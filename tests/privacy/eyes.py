"""What one person can read in the workspace: everything Slack would show them."""

from __future__ import annotations

from collections.abc import Iterator

from incident_bot.sandbox import Sandbox
from incident_bot.sandbox.people import Person
from incident_bot.sandbox.records import Channel

Read = tuple[str, str]
"""Where it stands, and what it says, markup and data of the app included."""


def reads(sandbox: Sandbox, person: Person) -> Iterator[Read]:
    """All of it: channels that are public or that they are in, what only they see, forms, their Home tab."""
    for channel in sandbox.workspace.channels.values():
        where = f"#{channel.name or channel.id}"
        if channel.kind == "channel" or person.id in channel.members:
            yield from ((where, said) for said in _shown(sandbox, channel))
        for message in channel.ephemerals.values():
            if message.ephemeral_to == person.id:
                yield f"{where}, to {person.name} alone", repr(message)
    for view in sandbox.workspace.views.values():
        if view.user == person.id:
            yield f"a view of {person.name}", repr(view)
    if (home := sandbox.workspace.homes.get(person.id)) is not None:
        yield f"the Home tab of {person.name}", repr(home)


def _shown(sandbox: Sandbox, channel: Channel) -> Iterator[str]:
    yield from (channel.name, channel.topic.value, channel.purpose.value, *channel.previous_names)
    yield repr(channel.bookmarks)
    for message in channel.messages.values():
        yield repr(message)
        for file in message.files:
            known = sandbox.workspace.files[file]
            yield f"{known.name} {known.title} {(known.content or b'').decode(errors='replace')}"
