"""How long calls take, as somebody writes it."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incident_bot.sandbox.latency import Fixed, Latencies, Lognormal, Uniform, read_latency

SECONDS = st.floats(0, 60)


@pytest.mark.parametrize(
    "text,method,latency",
    [
        ("0.08", "*", Fixed(0.08)),
        ("fixed:0.08", "*", Fixed(0.08)),
        ("chat.postMessage=0.5", "chat.postMessage", Fixed(0.5)),
        ("chat.postMessage=uniform:0.05,0.2", "chat.postMessage", Uniform(0.05, 0.2)),
        (" views.open = lognormal:0.08,0.5", "views.open", Lognormal(0.08, 0.5)),
    ],
)
def test_what_is_written_is_read(text: str, method: str, latency: object) -> None:
    assert read_latency(text) == (method, latency)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "fast",
        "-1",
        "nan",
        "inf",
        "61",
        "uniform:0.1",
        "uniform:0.2,0.1",
        "lognormal:0,1",
        "lognormal:0.1,",
        "cauchy:1",
        "x=",
    ],
)
def test_what_is_no_latency_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="a latency is written as"):
        read_latency(text)


@given(low=SECONDS, high=SECONDS, seed=st.integers())
def test_uniform_stays_within_its_bounds(low: float, high: float, seed: int) -> None:
    low, high = sorted((low, high))
    assert low <= Uniform(low, high).draw(Random(seed)) <= high


def test_lognormal_has_the_median_and_the_tail_that_were_written() -> None:
    random = Random(7)
    drawn = sorted(Lognormal(0.1, 0.5).draw(random) for _ in range(20_000))
    assert drawn[10_000] == pytest.approx(0.1, rel=0.05)
    assert drawn[19_800] == pytest.approx(0.5, rel=0.1)


def test_a_method_of_its_own_goes_before_all() -> None:
    latencies, random = Latencies(), Random(7)
    assert latencies.draw("auth.test", random) == 0
    latencies.set("*", 0.1)
    latencies.set("views.open", "fixed:0.2")
    assert latencies.draw("auth.test", random) == 0.1
    assert latencies.draw("views.open", random) == 0.2
    assert latencies.written() == {"*": "fixed:0.1", "views.open": "fixed:0.2"}
    latencies.set("*", 0)
    assert latencies.written() == {"views.open": "fixed:0.2"}


@given(st.builds(Fixed, SECONDS) | st.builds(Uniform, SECONDS, SECONDS))
def test_what_is_set_can_be_read_again(latency: Fixed | Uniform) -> None:
    if isinstance(latency, Uniform):
        latency = Uniform(*sorted((latency.low, latency.high)))
    assert read_latency(str(latency)) == ("*", latency)
