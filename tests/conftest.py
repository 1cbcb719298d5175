"""What every test may ask for."""

from __future__ import annotations

import gc

from hypothesis import settings

pytest_plugins = ["tests.postgres"]

# The same examples on every run: a flaky test would be our bug, and a slow machine is not a failure.
settings.register_profile("ci", derandomize=True, deadline=None)
settings.load_profile("ci")

# Each test makes and drops a workspace and a bot. To look for garbage after every 700 new objects, and among
# all that was imported besides, costs time that grows with the run.
gc.freeze()
gc.set_threshold(20_000, 20, 20)
