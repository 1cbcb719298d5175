"""docs/sandbox.md names what the sandbox has: settings, methods, paths, faults."""

from __future__ import annotations

import re

from incident_bot.sandbox import Sandbox, Seed
from incident_bot.sandbox.call import METHODS
from incident_bot.sandbox.faults import KINDS
from tests.docs.pages import examples, quoted, read, rows, section

PAGE = read("docs/sandbox.md")


def test_the_settings_for_a_bot_are_those_of_the_workspace() -> None:
    [variables] = [code for code in examples(PAGE, "") if "SLACK_API_URL" in code]
    told = dict(line.split("=", 1) for line in variables.split())
    app = Sandbox(Seed.example()).app
    assert told == {
        "SLACK_API_URL": "http://127.0.0.1:4390/api/",
        "SLACK_BOT_TOKEN": app.bot_token,
        "SLACK_APP_TOKEN": app.app_token,
        "SLACK_SIGNING_SECRET": app.signing_secret,
    }


def test_every_method_is_listed() -> None:
    listed = section(PAGE, "What it is like").partition("\nMethods:")[2]
    assert quoted(listed) == sorted(METHODS)


async def test_every_path_for_programs_is_listed() -> None:
    sandbox = Sandbox(Seed.example())
    await sandbox.start()
    assert sandbox._runner is not None
    served = {
        f"{route.method} {route.resource.canonical}"
        for route in sandbox._runner.app.router.routes()
        if route.resource is not None and route.method != "HEAD"
    }
    await sandbox.stop()
    listed = {quoted(path)[0] for path, _ in rows(section(PAGE, "From another program"))}
    assert listed == {path for path in served if "/control/" in path}


def test_every_fault_is_explained() -> None:
    told = re.search(r"The kinds of fault: (.+?)\n\n", PAGE, re.DOTALL)
    assert told is not None
    assert set(quoted(told[1])) == set(KINDS)
