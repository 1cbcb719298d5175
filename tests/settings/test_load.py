"""Settings: from the environment and one file, checked, with every problem told at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError
from sqlalchemy import make_url
from typer.testing import CliRunner

from incident_bot.__main__ import cli
from incident_bot.settings import Misconfigured, Settings, load, with_driver

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
        "acknowledge_within, detect_within, invite, label, meaning, postmortem_days, resolve_within, room, "
        "update_every, word",
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
