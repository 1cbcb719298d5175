"""What every test may ask for."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
from aiohttp import web_app
from hypothesis import settings

pytest_plugins = ["tests.postgres"]

# The same examples on every run: a flaky test would be our bug, and a slow machine is not a failure.
settings.register_profile("ci", derandomize=True, deadline=None)
settings.load_profile("ci")

# Each test makes and drops a workspace and a bot. To look through all that was ever made for garbage takes
# seconds towards the end of a run, in which nobody is answered: that is done between the modules.
gc.freeze()
gc.set_threshold(20_000, 20, 1_000_000)


@pytest.fixture(autouse=True, scope="module")
def _nothing_is_left_behind() -> Iterator[None]:
    yield
    # aiohttp remembers the last thousand handlers, and with them the workspaces that they served.
    web_app._cached_build_middleware.cache_clear()
    gc.collect()
    gc.freeze()
