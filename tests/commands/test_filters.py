"""The filters of `list`: whatever is typed is understood or refused, and can be typed again."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from hypothesis import example, given
from hypothesis import strategies as st

from incident_bot.commands.filters import Filters, read_filters
from incident_bot.errors import Refused
from incident_bot.settings import Service, Settings
from incident_bot.slack import text
from tests.messages.nasty import anything, typed

SETTINGS = Settings(services={"pay": Service(label="Card payments"), "home": Service(label="Home page")})
NOW = datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
ZONES = st.sampled_from(["UTC", "Europe/Berlin", "Pacific/Kiritimati", "America/Los_Angeles"]).map(ZoneInfo)

KNOWN = """
open resolved closed all investigating sev1 SEV-2 private drill mine <@U1> <@U2|bo> service since page sev 1 2
7d 0h 9999w 99999w today yesterday 2026-01-05 1990-01-01 0001-01-01 pay card payments home page
" “ ” "a b" <!channel> &amp; ² ٣ ½
"""
FILTERS = st.sampled_from([*KNOWN.split(), "\x00", "\ud800"])
LINES = st.lists(FILTERS | anything | typed.map(text.escape), max_size=9).map(" ".join)


@given(LINES, ZONES)
@example("since 9999w", ZoneInfo("Pacific/Kiritimati"))
@example('service "', ZoneInfo("UTC"))
@example('service " page 2', ZoneInfo("UTC"))
@example("service \ud800", ZoneInfo("UTC"))
@example("sev", ZoneInfo("UTC"))
def test_whatever_is_typed_is_understood_or_refused(line: str, zone: ZoneInfo) -> None:
    try:
        found = read_filters(line, SETTINGS)
    except Refused:
        return
    wanted = found.wanted("U0ANN0000", zone, NOW)
    assert wanted.statuses
    assert wanted.since is None or wanted.since.tzinfo is UTC


@given(LINES)
@example("service page page 2")
@example("all sev2 sev1 drill private @bo since 7d service card payments")
def test_a_button_asks_for_the_same_again(line: str) -> None:
    try:
        found = read_filters(line, SETTINGS)
    except Refused:
        return
    typed_again = found.typed(3)
    # https://docs.slack.dev/reference/block-kit/block-elements/button-element
    assert len(typed_again) <= 2000
    again = read_filters(typed_again.removeprefix("list"), SETTINGS)
    assert again == Filters(**{**vars(found), "page": 3})
