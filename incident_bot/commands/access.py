"""Who may do what: decided in the transaction, from what is known of the person; nobody is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from incident_bot.errors import Refused
from incident_bot.incidents import queries
from incident_bot.settings import Access

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from incident_bot.commands.ask import Ask

Permission = Literal["declare", "act", "close", "look", "drill"]

_WORDS: dict[Permission, str] = {
    "declare": "declare incidents",
    "act": "change incidents",
    "close": "resolve, close or reopen incidents",
    "look": "look at incidents",
    "drill": "declare drills",
}


async def check(ask: Ask, permission: Permission) -> None:
    """Raise Refused unless the settings grant it to whoever asks."""
    request = ask.request
    granted = await may(
        ask.session, ask.settings.access, permission, request.workspace, request.person, request.channel
    )
    if not granted:
        raise Refused(
            f"you are not among those who may {_WORDS[permission]} here. "
            "Ask somebody who is, or whoever looks after this bot.",
            example="help",
        )


async def may(
    session: AsyncSession,
    access: Access,
    permission: Permission,
    workspace: str,
    person_id: str,
    channel: str | None,
) -> bool:
    """Whether the person may, asking in that channel."""
    allowed: tuple[str, ...] = getattr(access, permission)
    if person_id in allowed or (channel is not None and channel in allowed):
        return True
    if await _standing(session, workspace, person_id) in allowed:
        return True
    if any(word.startswith("S") for word in allowed):
        return bool(set(allowed) & await queries.groups_of(session, workspace, person_id))
    return False


async def _standing(session: AsyncSession, workspace_id: str, person_id: str) -> str:
    person = await queries.person(session, workspace_id, person_id)
    if person is None:
        # Until everybody was listed, somebody unknown has the benefit of the doubt; afterwards they are
        # of another company: Slack lists everybody else.
        workspace = await queries.workspace(session, workspace_id)
        return "members" if workspace.people_listed_at is None else "strangers"
    if person.is_stranger:
        return "strangers"
    return "guests" if person.is_guest else "members"
