"""The Markdown document, as somebody reads it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from incident_bot.errors import Refused
from incident_bot.exports.record import Record
from incident_bot.incidents.act import Act
from incident_bot.incidents.incident import Incident
from tests.exports.story import (
    NAMES,
    START,
    closed_drill,
    entry,
    minutes,
    parse,
    record_of,
    rendered,
    shown,
    story,
    tables,
    with_entries,
)


def render(record: Record, zone: str) -> str:
    return rendered("markdown", record, zone)


def test_it_tells_the_whole_story() -> None:
    assert render(record_of(story()), "UTC") == STORY


def test_a_second_column_has_the_times_of_whoever_asks() -> None:
    *_, timeline = tables(render(record_of(story()), "Europe/Berlin"))
    times = [(shown(utc), shown(local)) for _, utc, local, *_ in timeline]
    assert times[:3] == [
        ("UTC", "Europe/Berlin"),
        ("2026-01-05 22:30:00", "2026-01-05 23:30:00 (UTC+01:00)"),
        ("22:30:06", "23:30:06"),
    ]
    assert ("23:03:00", "2026-01-06 00:03:00") in times
    assert times[-1] == ("00:11:00", "01:11:00")


def test_a_zone_may_be_half_an_hour_off() -> None:
    *_, timeline = tables(render(record_of(story()), "asia/kolkata"))
    assert shown(timeline[0][2]) == "Asia/Kolkata"
    assert shown(timeline[1][2]) == "2026-01-06 04:00:00 (UTC+05:30)"


def test_the_hour_that_comes_twice_can_be_told_apart() -> None:
    before = datetime(2026, 11, 1, 5, 30, tzinfo=UTC)
    moments = [
        before,
        before + timedelta(minutes=10),
        before + timedelta(hours=1),
        before + timedelta(hours=2),
    ]
    record = with_entries(record_of(story()), [entry(at=at) for at in moments])
    *_, timeline = tables(render(record, "America/New_York"))
    assert [shown(row[2]) for row in timeline[1:]] == [
        "2026-11-01 01:30:00 (UTC-04:00)",
        "01:40:00",
        "01:30:00 (UTC-05:00)",
        "02:30:00",
    ]


@pytest.mark.parametrize("name", ["UTC", "etc/utc", "Zulu"])
def test_utc_is_one_column_under_any_of_its_names(name: str) -> None:
    assert render(record_of(story()), name) == STORY


def test_an_unknown_zone_is_refused_with_one_that_exists() -> None:
    with pytest.raises(Refused, match=r"there is no time zone “Berlin”.*Europe/Berlin") as refused:
        render(record_of(story()), "Berlin")
    assert refused.value.example == "Europe/Berlin"


@pytest.mark.parametrize(
    "name", ["", "America", "../etc/passwd", "localtime", "\0", "Mars/Olympus", "<!channel>"]
)
def test_no_name_of_a_zone_does_harm(name: str) -> None:
    with pytest.raises(Refused) as refused:
        render(record_of(story()), name)
    assert "<" not in refused.value.problem


def test_an_open_incident_has_no_end_yet() -> None:
    incident = Incident.declare(workspace="T1", number=3, title="Slow", severity="sev4", act=Act("U1", START))
    document = render(record_of(incident), "UTC")
    assert "- **Duration:** still open" in document
    assert "- **Room:** not opened yet" in document
    assert "| Resolved | – |" in document
    assert "Nobody held a role." in document


def test_everything_that_is_known_is_told() -> None:
    document = render(record_of(closed_drill()), "UTC")
    for told in (
        "- **Drill:** this was an exercise",
        "- **Private:** for those only who are in its room",
        "- **Affected:** checkout, mail",
        "- **Impact:** nobody can pay",
        "- **Duration:** 1 h 10 min",
        "| Began for users | 2026-01-05 22:20:00 |",
        "| Noticed | 22:25:00 |",
        "| Closed | 2026-01-06 00:00:00 |",
        "| expert (database) | Chi Example | 2026-01-05 22:32:00 | the end |",
        "First five minutes: done: Scope is known",
    ):
        assert told in document


def test_who_has_a_role_in_an_open_incident_has_it_still() -> None:
    incident = Incident.declare(workspace="T1", number=3, title="Slow", severity="sev1", act=Act("U1", START))
    incident.assign("commander", "U1", Act("U1", START))
    assert "| commander | Ann Example | 2026-01-05 22:30:00 | still |" in render(record_of(incident), "UTC")


def test_without_a_room_there_is_the_thread_in_the_status_channel() -> None:
    incident = Incident.declare(
        workspace="T1", number=3, title="Slow", severity="sev4", act=Act("U1", START), room=False
    )
    incident.announcement_channel, incident.announcement_ts = "C9", "1767654300.000200"
    address = "https://example.slack.com/archives/C9/p1767654300000200"
    expected = f"- **Room:** [a thread of the status channel](<{address}>)"
    assert expected in render(record_of(incident), "UTC")


def test_whoever_is_not_known_goes_by_the_id() -> None:
    document = render(record_of(story(), people={}), "UTC")
    assert "- **Declared by:** U1" in document
    assert "U1 is now commander, in place of U2" in document


@pytest.mark.parametrize("seconds, marked", [(59, False), (60, False), (61, True)])
def test_what_was_written_down_later_says_so(seconds: int, marked: bool) -> None:
    late = entry(text="it began", recorded_at=START + timedelta(seconds=seconds))
    document = render(with_entries(record_of(story()), [late]), "UTC")
    assert ("it began *(recorded 1 min later)*" in document) is marked


def test_what_people_typed_means_nothing_to_markdown() -> None:
    incident = story("# a | b <img src=x> [go](javascript:x) ![i](j) `c` &amp; **bold**")
    incident.note("| --- |\n# head\n\n- item\n<script>", Act("U1", minutes(102)))
    document = render(record_of(incident), "UTC")
    heading = parse(document)[1]
    assert heading.content.startswith("INC-12: ")
    assert shown(heading.children or []) == "INC-12: " + incident.title
    *_, timeline = tables(document)
    assert shown(timeline[-1][4]) == "| --- |\n# head\n\n- item\n<script>"


def test_an_address_stays_a_link_to_where_it_says() -> None:
    note = entry(text="see https://grafana.example/d/a_b?x=1&y=*2*, please; www.example.com/a_b is old")
    *_, timeline = tables(render(with_entries(record_of(story()), [note]), "UTC"))
    what = timeline[1][4]
    assert [each.attrs["href"] for each in what if each.type == "link_open"] == [
        "https://grafana.example/d/a_b?x=1&y=*2"
    ]
    assert shown(what) == note.text


def test_the_same_record_is_the_same_document_byte_for_byte() -> None:
    assert len({render(record_of(story()), "Asia/Kolkata").encode() for _ in range(3)}) == 1


words = st.text() | st.text("|\\`*_[]<>#~&!$\n\r\t /:.-whtps\u2028\x85\x00", max_size=30)


@given(title=words, note=words, decision=words, name=words)
@example(title="", note="\\|", decision="\\", name="|\\")
@example(title="#", note="https://x/a|b", decision="\x01 **", name="a\nb")
@example(title="\ud800", note="\ud800", decision="<br>", name="\ud800")
def test_no_text_breaks_out_of_its_cell(title: str, note: str, decision: str, name: str) -> None:
    record = record_of(story(title), people={**NAMES, "U1": name})
    entries = [
        *story().happened,
        entry(text=note, at=minutes(200)),
        entry("decision", decision, minutes(201)),
    ]
    document = render(with_entries(record, entries), "Europe/Berlin")
    # What reads it later must be able to.
    document.encode()

    blocks = [token.type for token in parse(document) if token.type.endswith("_open")]
    assert blocks.count("heading_open") == 4
    assert blocks.count("bullet_list_open") == 1
    moments, roles, timeline = tables(document)
    assert {len(row) for row in moments} == {3}
    assert {len(row) for row in roles} == {4}
    assert {len(row) for row in timeline} == {7}
    assert len(timeline) == 1 + len(entries)
    assert readable(shown(timeline[-2][5])) == readable(note)
    assert readable(shown(timeline[-1][5])) == readable(decision)
    assert {
        each.content for row in timeline for cell in row for each in cell if each.type == "html_inline"
    } <= {"<br>"}


def readable(text: str) -> list[str]:
    """The words of a text without what nobody sees: how much white space there is, control characters."""
    seen = "".join(
        each for each in text if each.isspace() or not ("\0" <= each < " " or "\x7f" <= each < "\xa0")
    )
    hidden = dict.fromkeys(
        map(ord, "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
    )
    return seen.translate(hidden).encode("utf-8", "replace").decode().split()


STORY = """\
# INC-12: Payments are down

- **Severity:** SEV-1
- **Status:** resolved
- **Without a commander:** 1 min
- **Declared by:** Ann Example
- **Room:** [\\#incident-20260105-payments-are-down](<https://example.slack.com/archives/C1>)
- **Duration:** 1 h 40 min
- **Record:** 15 facts, head of the chain `ced6550702be414b967400b26b79edc7e3d666555b54a292322b72af5f6d7041`

## Moments

| Moment | UTC |
| --- | --- |
| Declared | 2026-01-05 22:30:00 |
| Acknowledged | 22:31:00 |
| Mitigated | 23:40:00 |
| Resolved | 2026-01-06 00:10:00 |

## Roles

| Role | Who | From (UTC) | Until (UTC) |
| --- | --- | --- | --- |
| commander | Bo Example | 2026-01-05 22:31:00 | 2026-01-05 22:40:00 |
| commander | Ann Example | 2026-01-05 22:40:00 | the end |

## Timeline

| \\# | UTC | Kind | Who | What | Source |
| --- | --- | --- | --- | --- | --- |
| 1 | 2026-01-05 22:30:00 | declared | Ann Example | Payments are down (SEV-2) | command |
| 2 | 22:30:06 | room | the bot | The room \\#incident-20260105-payments-are-down was opened | bot |
| 3 | 22:31:00 | role | Bo Example | Bo Example is now commander | button |
| 4 | 22:32:00 | note | Ann Example | p95 is 4 s | command |
| 5 | 22:33:00 | severity | Bo Example | SEV-2 → SEV-1: checkout fails too | command |
| 6 | 22:40:00 | role | Bo Example | Ann Example is now commander, in place of Bo Example | command |
| 7 | 23:03:00 | reminder | the bot | An update is due | bot |
| 8 | 23:10:00 | snooze | Ann Example | The update reminder is snoozed until 2026-01-05 23:20 UTC | button |
| 9 | 23:15:00 | decision | Ann Example | **Roll back to 2.1.4** | command |
| 10 | 23:15:30 | marked message | Chi Example | it was the pool *(recorded 14 min later)* | [reaction by Bo Example](<https://example.slack.com/archives/C1/p1767654300000200>) |
| 11 | 23:32:00 | update | Ann Example | Rolled back.<br>Errors fall. | form |
| 12 | 23:40:00 | status | Ann Example | investigating → monitoring | command |
| 13 | 23:41:00 | problem | the bot | Something the bot could not do: The topic could not be changed | bot |
| 14 | 2026-01-06 00:10:00 | resolved | Bo Example | monitoring → resolved: errors at 0.1 % since 23:50 | command |
| 15 | 00:11:00 | export | Bo Example | Asked for the record as markdown, json, with times in Europe/Berlin | command |
"""  # noqa: E501 - a row of a table is one line
