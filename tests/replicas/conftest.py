"""What every test here may ask for."""

from __future__ import annotations

from tests.stories.fixtures import log, moved_clock, no_proxy, sandbox

__all__ = ["log", "moved_clock", "no_proxy", "sandbox"]
