"""Whatever people type, wherever: Slack refuses nothing of what the bot then sends for its form."""

from __future__ import annotations

from datetime import datetime

from incident_bot.clock import MovedClock
from incident_bot.commands import CATALOGUE
from incident_bot.incidents import queries
from incident_bot.incidents.act import Act
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.presence import come_in
from incident_bot.sandbox import Sandbox
from incident_bot.settings import Settings
from tests.messages.nasty import NASTY
from tests.stories.fixtures import over_socket, working
from tests.stories.team import Team

SERVICES = {f"service_{n}": {"label": f"{n} & <{'s' * 52}>"} for n in range(60)}
LINKS = [{"title": "*a* & _b_ <c>", "address": "https://example.com/?a=1&b=2"}]

REFUSALS = {
    *("invalid_blocks", "invalid_arguments", "msg_too_long", "msg_blocks_too_long", "no_text"),
    *("invalid_name", "invalid_name_specials", "invalid_name_maxlength", "too_long", "view_too_large"),
}
TYPED = {
    "title": "title {}",
    "impact": "impact {}",
    "services": "services {}",
    "note": "note {}",
    "decision": "decision {}",
    "update": "update {}",
    "status": "status monitoring {}",
    "severity": "severity sev2 {}",
    "assign": "assign expert @bo {}",
    "find": "find {}",
    "list": "list service {}",
    "resolve": "resolve --confirmed {}",
    "close": "close {}",
    "reopen": "reopen {}",
}


def crowded(sandbox: Sandbox, database_url: str) -> Settings:
    return over_socket(sandbox, database_url, services=SERVICES, links=LINKS)


async def test_every_command_with_whatever_people_type(
    sandbox: Sandbox, database_url: str, moved_clock: MovedClock
) -> None:
    mixed = " ".join(NASTY[each][:200] for each in ("mark-up", "entities", "emoji", "right to left", "lines"))
    words = (" ".join(mixed.replace('"', "'").split()) + " &<>") * 10
    words = words[:3000]
    async with working(sandbox, crowded(sandbox, database_url), moved_clock) as team:
        services = ",".join(each["label"] for each in SERVICES.values())
        await team.ann.asks(f'declare {words} sev1 --impact "{words}" --service {services}')
        room = team.rooms[0]

        for name in CATALOGUE:
            await team.ann.asks(TYPED.get(name, CATALOGUE[name].example).format(words), room)
            await team.bo.asks(f"{name} INC-1")
        await team.moves(minutes=31)

        assert refused(team) == []
        assert (await team.bot.health())["jobs"]["buried"] == 0


async def test_two_hundred_people_in_a_room_and_five_hundred_open_incidents(
    sandbox: Sandbox, database_url: str, moved_clock: MovedClock
) -> None:
    async with working(sandbox, crowded(sandbox, database_url), moved_clock) as team:
        room = await team.declared("everything is on fire sev1")
        await crowd_in(team, moved_clock())

        for line in ("who", "roles", "status", "handoff commander", "resolve", "change", "timeline", "mine"):
            await team.ann.asks(line, room)
        for line in ("list", "list page 25", "find fire", "find checkout", "list @bo", "list mine"):
            await team.ann.asks(line)
        await team.ann.asks("note it shows all of this", room)
        await team.ann.asks("assign commander me", room)
        await team.ann.opens_home()

        assert refused(team) == []


async def crowd_in(team: Team, now: datetime) -> None:
    """What would take hours to type: 501 incidents, and 200 experts in the room of the first."""
    async with team.bot.database.writing() as session:
        for number in range(2, 502):
            act = Act(team.ann.id, now)
            title = f"{number} {NASTY['three thousand'][:200]}"
            session.add(
                Incident.declare(
                    workspace=sandbox_team(team), number=number, title=title, severity="sev2", act=act
                )
            )
        first = await queries.by_id(session, 1, for_change=True)
        for n in range(200):
            first.assign("expert", f"U{n:04}CROWD", Act(team.ann.id, now), single=False, label="&" * 80)
        await come_in(session, first.id, first.people, now)


def sandbox_team(team: Team) -> str:
    return team.sandbox.workspace.team_id


def refused(team: Team) -> list[tuple[str, str]]:
    """Calls that Slack would not take for how they were made."""
    answered = [entry for entry in team.sandbox.journal if isinstance(entry["answer"], dict)]
    return [
        (entry["method"], entry["answer"]["error"])
        for entry in answered
        if entry["answer"].get("error") in REFUSALS
    ]
