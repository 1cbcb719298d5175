"""What tests of bad days share with stories."""

from __future__ import annotations

from tests.stories.fixtures import log, moved_clock, no_proxy, sandbox, team

__all__ = ["log", "moved_clock", "no_proxy", "sandbox", "team"]
