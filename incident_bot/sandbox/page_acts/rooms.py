"""Conversations: made, joined, left, named, closed."""

from __future__ import annotations

from ..changes import ChannelChanged
from ..client import channels
from .act import Act, Outcome


async def talk_to(act: Act) -> Outcome:
    """A direct message with one person or several, or with the app."""
    direct = channels.open_direct(act.workspace, act.person, act.listed("users"))
    # It may have been there unseen, as the one in which the app's home was looked at.
    act.workspace.tell(ChannelChanged(direct))
    return {"channel": direct.id}


async def open_channel(act: Act) -> Outcome:
    private = bool(act.command.get("private"))
    made = channels.create_channel(act.workspace, act.person, act.text("name").strip(), private=private)
    return {"channel": made.id}


async def enter_channel(act: Act) -> Outcome:
    channels.join(act.workspace, act.person, act.channel)
    return None


async def leave_channel(act: Act) -> Outcome:
    channels.leave(act.workspace, act.person, act.channel)
    return None


async def bring_people(act: Act) -> Outcome:
    channels.invite(act.workspace, act.person, act.channel, act.listed("users"))
    return None


async def name_channel(act: Act) -> Outcome:
    channels.rename(act.workspace, act.person, act.channel, act.text("name").strip())
    return None


async def tell_topic(act: Act) -> Outcome:
    channels.set_topic(act.workspace, act.person, act.channel, act.text("topic").strip())
    return None


async def tell_purpose(act: Act) -> Outcome:
    channels.set_purpose(act.workspace, act.person, act.channel, act.text("purpose").strip())
    return None


async def close_channel(act: Act) -> Outcome:
    channels.archive(act.workspace, act.person, act.channel)
    return None


async def reopen_channel(act: Act) -> Outcome:
    channels.unarchive(act.workspace, act.person, act.channel)
    return None
