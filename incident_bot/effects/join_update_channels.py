"""Joins the channels of leadership, of support and of digests: only a member can look what it posted."""

from __future__ import annotations

import structlog

from incident_bot.effects.kit import Kit
from incident_bot.errors import GiveUp
from incident_bot.jobs.run import Run, Step

log = structlog.get_logger()


async def join_update_channels(run: Run, kit: Kit) -> None:
    """Done at each start. A private channel cannot be joined: somebody has to invite the bot."""
    updates, digests = kit.settings.updates, kit.settings.digests
    summed_up = {each.channel for each in (digests.open, digests.week, digests.items)}
    channels = ({updates.leadership_channel, updates.support_channel} | summed_up) - {None}
    await run.together(*(_join(kit, channel) for channel in sorted(map(str, channels))))


def _join(kit: Kit, channel: str) -> Step:
    async def call() -> None:
        try:
            await kit.slack.join(channel)
        except GiveUp as refused:
            # No error yet: a private channel, and the bot may be in it.
            log.info("a channel for updates was not joined", channel=channel, why=refused.why)

    return Step(f"join {channel}", call)
