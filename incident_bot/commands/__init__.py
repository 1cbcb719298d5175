"""What people ask: one subcommand per file, and the catalogue of them."""

from __future__ import annotations

from incident_bot.commands.catalogue import CATALOGUE

__all__ = ["CATALOGUE"]
