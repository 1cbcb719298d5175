"""Who may do what, from what is known of them."""

from __future__ import annotations

import pytest

from incident_bot.incidents.access import Circle, Standing, Verdict, groups_named, verdict, viewer
from incident_bot.settings import Access

ACCESS = Access(
    declare=("members", "guests"),
    act=("U0BO00000", "S0ONCALL0"),
    close=("C0OPS0000",),
    see_private=("U0DEE0000", "S0EXECS00"),
)


@pytest.mark.parametrize(
    "circle, may",
    [
        ("members", Verdict.YES),
        ("guests", Verdict.YES),
        ("strangers", Verdict.NO),
        ("nobody", Verdict.NO),
    ],
)
def test_a_circle_may_what_its_word_grants(circle: Circle, may: Verdict) -> None:
    assert verdict(ACCESS, "declare", Standing("U0ANN0000", circle)) is may


def test_people_and_groups_are_named_by_their_ids() -> None:
    assert verdict(ACCESS, "act", Standing("U0BO00000", "guests")) is Verdict.YES
    assert verdict(ACCESS, "act", Standing("U0ANN0000", "members")) is Verdict.NO
    on_call = Standing("U0ANN0000", "members", groups=frozenset({"S0ONCALL0"}))
    assert verdict(ACCESS, "act", on_call) is Verdict.YES


def test_what_a_channel_grants_is_granted_there() -> None:
    assert verdict(ACCESS, "close", Standing("U0ANN0000", "members", channel="C0OPS0000")) is Verdict.YES
    assert verdict(ACCESS, "close", Standing("U0ANN0000", "members", channel="C0GENERAL")) is Verdict.NO
    assert verdict(ACCESS, "close", Standing("U0ANN0000", "members")) is Verdict.NO


def test_a_group_that_was_never_read_leaves_it_open_whether_somebody_may() -> None:
    unread = frozenset({"S0ONCALL0"})
    asks = Standing("U0ANN0000", "members", unknown_groups=unread)
    assert verdict(ACCESS, "act", asks) is Verdict.NOT_KNOWN
    # Where that group grants nothing, nothing is open.
    assert verdict(ACCESS, "close", asks) is Verdict.NO
    assert verdict(ACCESS, "act", Standing("U0ANN0000", "nobody", unknown_groups=unread)) is Verdict.NO


def test_a_closed_account_may_nothing_even_by_name() -> None:
    gone = Standing("U0BO00000", "nobody", groups=frozenset({"S0ONCALL0"}), channel="C0OPS0000")
    assert verdict(ACCESS, "act", gone) is Verdict.NO
    assert verdict(ACCESS, "close", gone) is Verdict.NO
    assert not viewer(ACCESS, Standing("U0DEE0000", "nobody")).sees_private


def test_overseers_are_those_who_are_named_as_such_and_nobody_else() -> None:
    assert viewer(ACCESS, Standing("U0DEE0000", "members")).sees_private
    execs, on_call = frozenset({"S0EXECS00"}), frozenset({"S0ONCALL0"})
    assert viewer(ACCESS, Standing("U0ANN0000", "members", groups=execs)).sees_private
    assert not viewer(ACCESS, Standing("U0ANN0000", "members", groups=on_call)).sees_private


def test_every_group_that_the_settings_name_is_known_by_name() -> None:
    assert groups_named(ACCESS) == {"S0ONCALL0", "S0EXECS00"}
    assert groups_named(Access()) == set()
