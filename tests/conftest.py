"""What every test may ask for."""

from __future__ import annotations

from hypothesis import settings

pytest_plugins = ["tests.postgres"]

# The same examples on every run: a flaky test would be our bug, and a slow machine is not a failure.
settings.register_profile("ci", derandomize=True, deadline=None)
settings.load_profile("ci")
