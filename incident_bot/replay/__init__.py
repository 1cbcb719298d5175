"""Recorded incidents happen again: in a workspace on this machine, with the bot, to a moved clock."""

from __future__ import annotations

from incident_bot.replay.run import run_replay

__all__ = ["run_replay"]
