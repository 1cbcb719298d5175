"""What tests of the verbs may ask for."""

from __future__ import annotations

from tests.stories.fixtures import moved_clock, no_proxy, sandbox

__all__ = ["moved_clock", "no_proxy", "sandbox"]
