"""Settings: from the environment and one file, checked, with every problem told at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, time
from pathlib import Path

import pytest
from pydantic import BaseModel, SecretStr, ValidationError
from sqlalchemy import make_url
from typer.testing import CliRunner

from incident_bot.__main__ import cli
from incident_bot.settings import (
    Calendar,
    Digest,
    Digests,
    Escalation,
    Misconfigured,
    Office,
    Reminders,
    Rung,
    Settings,
    Severity,
    load,
    settings_file,
    with_driver,
)
from incident_bot.settings.wording import SHAPES

SHIPPED = Path(__file__).parents[2] / "config/settings.toml"


def problems() -> list[str]:
    with pytest.raises(Misconfigured) as misconfigured:
        load()
    return misconfigured.value.problems


def write(folder: Path, content: str) -> None:
    (folder / "config").mkdir(exist_ok=True)
    (folder / "config/settings.toml").write_text(content)


def test_without_anything_there_are_settings() -> None:
    settings = load()
    assert settings.command == "/incident"
    assert list(settings.severities) == ["sev1", "sev2", "sev3", "sev4"]
    assert settings.severity("sev1").update_every == 30


def test_the_shipped_file_says_what_holds_without_it(folder: Path) -> None:
    without = load()
    write(folder, SHIPPED.read_text())
    assert load().model_dump() == without.model_dump()


def test_the_shipped_file_names_everything_that_may_stand_in_it() -> None:
    shown = SHIPPED.read_text()
    for name, field in Settings.model_fields.items():
        if field.validation_alias is None and name != "clock_file":
            assert any(f"\n{start}" in shown for start in (f"{name} = ", f"[{name}.", f"[{name}]")), name
        elif name not in ("clock_file", "slack_api_url"):
            assert str(field.validation_alias) in shown, name


@pytest.mark.parametrize("table", [Severity, Escalation, Rung, Reminders, Office, Calendar, Digests, Digest])
def test_the_shipped_file_names_every_key_of_a_table(table: type[BaseModel]) -> None:
    keys = [field.alias or name for name, field in table.model_fields.items()]
    shown = SHIPPED.read_text()
    assert [key for key in keys if not re.search(rf"\b{key}\b", shown)] == []


def test_the_file_says_how_a_team_works(folder: Path) -> None:
    write(folder, 'status_channel = "outages"\nsnooze_minutes = 15\n[roles.commander]\nlabel = "boss"\n')
    settings = load()
    assert (settings.status_channel, settings.snooze_minutes) == ("outages", 15)
    assert settings.role_label("commander") == "boss"
    assert list(settings.roles) == ["commander"]


def test_a_severity_without_a_cadence_leaves_it_out(folder: Path) -> None:
    write(
        folder,
        'default_severity = "sev1"\n[severities.sev1]\nlabel = "bad"\nword = "bad"\n'
        'meaning = "bad"\nacknowledge_within = 5\n',
    )
    assert load().severity("sev1").update_every is None


def test_another_file_may_be_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(folder, "snooze_minutes = 15\n")
    (folder / "ours.toml").write_text("snooze_minutes = 20\n")
    monkeypatch.setenv("INCIDENT_BOT_CONFIG", "ours.toml")
    assert load().snooze_minutes == 20


def test_the_environment_goes_before_the_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(folder, "tick_seconds = 7\nlease_seconds = 70\n")
    monkeypatch.setenv("INCIDENT_BOT_TICK_SECONDS", "0.5")
    monkeypatch.setenv("INCIDENT_BOT_LEASE_SECONDS", "")
    settings = load()
    assert (settings.tick_seconds, settings.lease_seconds) == (0.5, 70)


def test_the_environment_says_where_things_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    monkeypatch.setenv("SLACK_API_URL", "http://127.0.0.1:4390/api")
    monkeypatch.setenv("DATABASE_URL", "postgres://bot@db/incidents")
    monkeypatch.setenv("PORT", "8080")
    settings = load()
    assert settings.slack_bot_token == SecretStr("xoxb-1")
    assert settings.slack_api_url == "http://127.0.0.1:4390/api/"
    assert (settings.database_url, settings.port) == ("postgres://bot@db/incidents", 8080)


def test_every_problem_is_told_at_once_with_its_place_and_its_key(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(
        folder,
        'command = "incident"\nsnoze_minutes = 5\nlog_format = "xml"\n'
        'links = [{title = "x", address = "https://x.example.com", titel = "x"}]\n'
        '[severities.sev1]\nlabel = ""\nword = "x"\nmeaning = "x"\nacknowledge_within = 0\nupdat_every = 3\n'
        '[services.api]\nlabel = "API"\nlinks = [{title = "x", address = "https://x.example", url = ""}]\n',
    )
    monkeypatch.setenv("PORT", "eighty")
    monkeypatch.setenv("SLACK_API_URL", "slack.com")
    monkeypatch.setenv("DATABASE_URL", "mysql://db/incidents")
    found = problems()
    for place in (
        "environment: PORT: ",
        "environment: SLACK_API_URL: must be an http:// or https:// address",
        "environment: DATABASE_URL: allowed are sqlite:///",
        "config/settings.toml: command: ",
        "config/settings.toml: snoze_minutes: there is no such setting; allowed here are ",
        "config/settings.toml: log_format: Input should be 'json' or 'text'",
        "config/settings.toml: severities.sev1.label: ",
        "config/settings.toml: severities.sev1.acknowledge_within: Input should be greater than or equal",
        "config/settings.toml: severities.sev1.updat_every: there is no such setting; allowed here are "
        "acknowledge_within, checkpoint_every, detect_within, engage_within, invite, label, meaning, needs, "
        "postmortem_days, resolve_within, respond_within, room, rungs, update_every, word",
        "config/settings.toml: links.0.titel: there is no such setting; allowed here are address, title",
        "config/settings.toml: services.api.links.0.url: there is no such setting; allowed here are address",
    ):
        assert sum(problem.startswith(place) for problem in found) == 1, (place, found)
    assert len(found) == 11


def test_what_does_not_fit_together_is_told_at_once_too(folder: Path) -> None:
    write(folder, 'default_severity = "sev9"\n[roles.scribe]\nlabel = "scribe"\n')
    found = problems()
    assert "config/settings.toml: roles: there must be a role `commander`: reminders go by it" in found
    assert "config/settings.toml: default_severity: must be one of sev1, sev2, sev3, sev4" in found


@pytest.mark.parametrize(
    "content, problem",
    [
        pytest.param(
            "[reminders]\nhandoff_after = 60\nhandoff_urged_after = 60\n",
            "reminders: `handoff_urged_after` (60) must be more than `handoff_after` (60): a hand-off is "
            "suggested before it is urged",
            id="hand-offs",
        ),
        pytest.param(
            "[reminders]\nhandoff_after = 400\n",
            "reminders: `handoff_urged_after` (360) must be more than `handoff_after` (400): a hand-off is "
            "suggested before it is urged",
            id="one of two",
        ),
        pytest.param(
            '[reminders]\noff = ["quiet", "update"]\n',
            "reminders.off.1: there is no “update”; you may mean update_due, update_overdue",
            id="a family instead of its reminders",
        ),
        pytest.param(
            '[reminders]\noff = ["quite"]\n',
            "reminders.off.0: there is no “quite”; you may mean quiet",
            id="a misspelt reminder",
        ),
        pytest.param(
            "[reminders]\nstand_in_minutes = 2\n",
            "reminders.stand_in_minutes: must be 0, or 3 minutes at least: ",
            id="a stand-in that cannot be taken back",
        ),
        pytest.param(
            "[reminders]\nquiet = 5\n",
            "reminders.quiet: there is no such setting; allowed here are handoff_after, ",
            id="a time that there is not",
        ),
        pytest.param(
            '[[escalation.ladder]]\nlabel = "on-call"\nwho = ["@ann"]\n',
            "escalation.ladder.0.who.0: must be an id of Slack's: of a person (U… or W…) or of a user group ",
            id="a name instead of an id",
        ),
        pytest.param(
            '[[escalation.ladder]]\nlabel = "on-call"\nwho = ["U1A"]\nminuts = 5\n',
            "escalation.ladder.0.minuts: there is no such setting; allowed here are label, minutes, who",
            id="a misspelt key of a rung",
        ),
        pytest.param(
            '[office]\nfrom = "17:00"\nuntil = "09:00"\n',
            "office: `from` must be earlier than `until`",
            id="hours the other way round",
        ),
        pytest.param(
            '[office]\nfrom = "9"\n',
            "office.from: must be a time such as 09:00",
            id="no time",
        ),
        pytest.param(
            '[office]\nholidays = ["24.12."]\n',
            "office.holidays.0: must be a day such as 2026-12-24",
            id="no day",
        ),
        pytest.param(
            '[office]\ncountry = "Germany"\n',
            "office.country: must be two capital letters, such as DE",
            id="no code of a country",
        ),
        pytest.param(
            '[office]\ncountry = "XX"\n',
            "office.country: the holidays of “XX” are not known; those of ",
            id="a country that nobody knows",
        ),
        pytest.param("[office]\ndays = []\n", "office.days: must not be empty", id="no day of work"),
        pytest.param(
            '[office]\ndays = ["monday"]\n',
            "office.days.0: Input should be 'mon', 'tue', ",
            id="the only one is wrong, which is one problem",
        ),
        pytest.param(
            "[escalation]\nmanager = 5\n", "escalation.manager: must be a list, in brackets", id="no list"
        ),
        pytest.param(
            '[office]\nuntil = "17:00+02:00"\n',
            "office.until: must be a time without a zone, such as 09:00: it is read on everybody's own clock",
            id="a time with a zone",
        ),
        pytest.param(
            '[office]\nzone = "Europe/Berlint"\n',
            "office.zone: there is no such time zone; they have names like Europe/Berlin or UTC",
            id="no zone",
        ),
        pytest.param(
            '[[office.calendars]]\nzones = ["Europe/*"]\nbis = "16:00"\n',
            "office.calendars.0.bis: there is no such setting; allowed here are country, days, from, "
            "holidays, subdivision, until, zones",
            id="a misspelt key of a calendar",
        ),
        pytest.param(
            '[digests.open]\nat = "0 9 * * mon"\nto = "C012AB3CD"\n',
            "digests.open.to: there is no such setting; allowed here are at, channel, zone",
            id="a misspelt key of a digest",
        ),
        pytest.param(
            '[digests.week]\nat = "0 9 * * mon"\nzone = "Mars/Base"\n',
            "digests.week.zone: there is no such time zone; ",
            id="a digest without a zone",
        ),
    ],
)
def test_what_is_wrong_with_reminders_is_told_with_its_place(
    folder: Path, content: str, problem: str
) -> None:
    write(folder, content)
    [told] = problems()
    assert told.startswith(f"config/settings.toml: {problem}")


def test_what_a_pattern_asks_for_is_said_in_words() -> None:
    assert set(patterns(Settings.model_json_schema())) == set(SHAPES)


def patterns(schema: object) -> Iterator[str]:
    match schema:
        case dict():
            yield from schema.get("patternProperties", ())
            yield from (each for key, each in schema.items() if key == "pattern")
            yield from (found for each in schema.values() for found in patterns(each))
        case list():
            yield from (found for each in schema for found in patterns(each))


SEVERITY = 'default_severity = "sev1"\n[severities.sev1]\nlabel = "1"\nword = ""\nmeaning = ""\n' + (
    "acknowledge_within = 5\n"
)


def test_a_severity_needs_only_roles_that_there_are(folder: Path) -> None:
    write(folder, SEVERITY + 'needs = ["scribe", "note_taker"]\n')
    assert problems() == [
        "config/settings.toml: severities.sev1.needs: there is no role note_taker; "
        "there are commander, tech_lead, comms, scribe, expert, observer"
    ]


def test_no_severity_needs_the_commander_twice(folder: Path) -> None:
    write(folder, SEVERITY + 'needs = ["commander"]\n')
    [told] = problems()
    assert told.startswith(
        "config/settings.toml: severities.sev1.needs: these are roles besides the commander"
    )


def test_a_team_without_the_built_in_roles_does_not_need_them(folder: Path) -> None:
    write(folder, '[roles.commander]\nlabel = "boss"\n[roles.scribe]\nlabel = "scribe"\n')
    settings = load()
    assert settings.severity("sev1").needs == ("comms", "scribe")
    assert settings.needs("sev1") == ("scribe",)


def test_whom_to_call_and_when_people_work(folder: Path) -> None:
    write(
        folder,
        '[escalation]\nmanager = ["U012AB3CD"]\n'
        'ladder = [{ label = "on-call", who = ["S0614TZR7"] }, { label = "boss", minutes = 15 }]\n'
        '[office]\nzone = "Europe/Berlin"\nfrom = 08:00:00\nholidays = [2026-12-24]\n'
        'calendars = [{ zones = ["America/*"], days = ["mon"], until = "16:30" }]\n',
    )
    settings = load()
    assert [(rung.label, rung.minutes) for rung in settings.escalation.ladder] == [
        ("on-call", 5),
        ("boss", 15),
    ]
    assert settings.escalation.manager == ("U012AB3CD",)
    assert settings.office.from_ == time(8)
    assert settings.office.holidays == (date(2026, 12, 24),)
    [calendar] = settings.office.calendars
    assert (calendar.days, calendar.from_, calendar.until) == (("mon",), time(9), time(16, 30))


def test_tables_may_stand_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    ladder = '{"ladder": [{"label": "on-call", "who": ["U012AB3CD"]}]}'
    monkeypatch.setenv("INCIDENT_BOT_ESCALATION", ladder)
    monkeypatch.setenv("INCIDENT_BOT_OFFICE", '{"from": "10:00"}')
    settings = load()
    assert settings.escalation.ladder[0].who == ("U012AB3CD",)
    assert settings.office.from_ == time(10)


def test_the_file_that_holds_is_known(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert settings_file() is None
    write(folder, "")
    assert settings_file() == Path("config/settings.toml")
    (folder / "ours.toml").write_text("")
    monkeypatch.setenv("INCIDENT_BOT_CONFIG", "ours.toml")
    assert settings_file() == Path("ours.toml")


def test_a_wrong_variable_is_blamed_on_the_environment_and_not_on_a_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("INCIDENT_BOT_TICK_SECONDS", "often")
    [problem] = problems()
    assert problem.startswith("environment: INCIDENT_BOT_TICK_SECONDS: ")


@pytest.mark.parametrize("name", ["MARKING_REACTIONS", "SEVERITIES", "ROLES"])
def test_a_variable_that_is_no_json_is_a_problem_in_words(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"INCIDENT_BOT_{name}", "pushpin")
    [problem] = problems()
    assert name in problem.upper()


def test_a_secret_in_the_file_is_refused(folder: Path) -> None:
    """The environment is their place: files are shared and kept."""
    write(folder, 'slack_bot_token = "xoxb-hunter2"\n')
    [problem] = problems()
    assert "slack_bot_token" in problem
    assert "hunter2" not in problem


def test_a_file_that_is_no_toml_is_one_problem(folder: Path) -> None:
    write(folder, "snooze_minutes = \n")
    [problem] = problems()
    assert problem.startswith("config/settings.toml: cannot be read as TOML: ")


def test_a_file_that_was_named_must_be_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INCIDENT_BOT_CONFIG", "nowhere.toml")
    assert problems() == ["environment: INCIDENT_BOT_CONFIG: there is no file nowhere.toml"]


SECRETS = {
    "SLACK_BOT_TOKEN": "xoxb-hunter2",
    "SLACK_APP_TOKEN": "xapp-hunter2",
    "SLACK_SIGNING_SECRET": "hunter2",
    "DATABASE_URL": "postgresql://bot:hunter2@db/incidents",
}


@pytest.mark.parametrize("name", SECRETS)
def test_secrets_do_not_show(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, SECRETS[name])
    settings = load()
    assert "hunter2" not in repr(settings)
    assert "hunter2" not in str(settings)


def test_secrets_do_not_show_when_the_settings_are_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in SECRETS.items():
        monkeypatch.setenv(name, value)
    shown = CliRunner().invoke(cli, ["check"])
    assert shown.exit_code == 0
    assert "hunter2" not in shown.output
    assert "@db/incidents" in shown.output
    assert "severities = " in shown.output


def test_secrets_do_not_show_in_errors(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in SECRETS.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("DATABASE_URL", "postgresql://bot:secret@db:hunter2/incidents")
    monkeypatch.setenv("PORT", "hunter2")
    assert "hunter2" not in "\n".join(problems())


def test_settings_do_not_change() -> None:
    settings = load()
    with pytest.raises(ValidationError):
        settings.command = "/other"  # type: ignore[misc] # what mypy forbids is forbidden at run time too
    with pytest.raises(ValidationError):
        settings.severities["sev1"].label = "other"  # type: ignore[misc] # likewise


def test_a_severity_that_was_removed_asks_what_the_mildest_asks() -> None:
    settings = load()
    assert settings.severity("sev9") == settings.severities["sev4"]


def test_a_role_that_was_removed_goes_by_its_key() -> None:
    assert load().role_label("note_taker") == "note taker"


@pytest.mark.parametrize(
    "url, driver",
    [
        ("sqlite:///incident-bot.db", "sqlite+aiosqlite"),
        ("sqlite:////var/lib/incident-bot.db", "sqlite+aiosqlite"),
        ("postgres://bot:pw@db/incidents", "postgresql+psycopg"),
        ("postgresql://bot:pw@db:5432/incidents?sslmode=require", "postgresql+psycopg"),
        ("postgresql+psycopg2://bot@db/incidents", "postgresql+psycopg"),
        ("postgresql:///incidents?host=/run/postgresql", "postgresql+psycopg"),
    ],
)
def test_database_addresses_as_people_write_them(url: str, driver: str) -> None:
    parsed = with_driver(url)
    assert parsed.drivername == driver
    assert parsed.set(drivername="as written") == make_url(url).set(drivername="as written")


@pytest.mark.parametrize(
    "url",
    [
        "",
        "incident-bot.db",
        "mysql://db/incidents",
        "http://db/x",
        "postgresql://db:port/incidents",
        # In memory: its tables would be made in one process and looked for in another.
        "sqlite://",
        "sqlite:///:memory:",
    ],
)
def test_other_addresses_are_refused_with_those_that_are_allowed(url: str) -> None:
    with pytest.raises(ValueError, match="allowed are sqlite:///"):
        with_driver(url)


def test_a_misspelt_variable_is_told_with_those_that_exist(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INCIDENT_BOT_TICK_SECOND", "1")
    [problem] = problems()
    assert problem.startswith("environment: INCIDENT_BOT_TICK_SECOND: there is no such setting; allowed are ")
    assert "INCIDENT_BOT_TICK_SECONDS" in problem
