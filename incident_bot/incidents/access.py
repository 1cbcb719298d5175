"""Who may do what, and who sees what: decided from what is known of a person, without the network."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from sqlalchemy.ext.asyncio import AsyncSession

from incident_bot.incidents import queries
from incident_bot.incidents.viewer import Viewer
from incident_bot.settings import Access, Escalation

Permission = Literal["declare", "act", "close", "look", "drill"]
"""What the settings grant: the names of the lists in `Access`."""

Circle = Literal["members", "guests", "strangers", "nobody"]
"""Whom a person belongs to; `nobody` is an account that was closed."""


class Verdict(StrEnum):
    """Whether somebody may."""

    YES = "yes"
    NO = "no"
    NOT_KNOWN = "not_known"
    """They may if they are in a user group whose members the bot could not read yet."""


@dataclass(frozen=True)
class Standing:
    """Who somebody is, as far as their rights go. `channel`: where they ask, when they ask in one."""

    person: str
    circle: Circle
    groups: frozenset[str] = frozenset()
    channel: str | None = None
    unknown_groups: frozenset[str] = frozenset()
    """User groups that the settings name and whose members were never read."""

    def names(self) -> set[str]:
        """Every word in a list of the settings that means this person."""
        if self.circle == "nobody":
            return set()
        here = {self.channel} if self.channel else set()
        return {self.person, self.circle, *self.groups, *here}


async def standing(
    session: AsyncSession,
    access: Access,
    workspace_id: str,
    person_id: str,
    *,
    channel: str | None = None,
    foreign: bool = False,
) -> Standing:
    """Who somebody is to the bot now.

    `foreign`: Slack says that they act from another workspace. It counts for those of whom nothing else is
    known.
    """
    named = groups_named(access)
    theirs = await queries.groups_of(session, workspace_id, person_id) if named else set()
    known = await queries.known_groups(session, workspace_id) if named else set()
    return Standing(
        person_id,
        await _circle(session, workspace_id, person_id, foreign=foreign),
        frozenset(theirs & named),
        channel,
        frozenset(named - known),
    )


async def may(
    session: AsyncSession,
    access: Access,
    permission: Permission,
    workspace: str,
    person_id: str,
    channel: str | None,
) -> bool:
    """Whether the settings grant it to the person, asking in that channel."""
    who = await standing(session, access, workspace, person_id, channel=channel)
    return verdict(access, permission, who) is Verdict.YES


def verdict(access: Access, permission: Permission, who: Standing) -> Verdict:
    """Whether the settings grant it to them, and if not, whether that is certain."""
    granted: tuple[str, ...] = getattr(access, permission)
    if who.names() & set(granted):
        return Verdict.YES
    in_doubt = who.circle != "nobody" and who.unknown_groups & set(granted)
    return Verdict.NOT_KNOWN if in_doubt else Verdict.NO


def viewer(access: Access, who: Standing) -> Viewer:
    """Through whose eyes they look for incidents. Whether they may look at all is another question."""
    overseers = set(access.see_private)
    sees_all = who.circle != "nobody" and bool(overseers & {who.person, *who.groups})
    return Viewer(who.person, sees_all, who.channel)


def channels_granted(access: Access, permission: Permission) -> list[str]:
    """The channels in which anybody may."""
    granted: tuple[str, ...] = getattr(access, permission)
    return [word for word in granted if word[0] in "CG"]


def groups_named(access: Access, escalation: Escalation | None = None) -> set[str]:
    """The user groups that the settings give rights to, or call: their members must be known."""
    lists: list[tuple[str, ...]] = [getattr(access, name) for name in Access.model_fields]
    if escalation is not None:
        lists += [escalation.manager, *(rung.who for rung in escalation.ladder)]
    return {word for words in lists for word in words if word.startswith("S")}


async def _circle(session: AsyncSession, workspace_id: str, person_id: str, *, foreign: bool) -> Circle:
    person = await queries.person(session, workspace_id, person_id)
    if person is None:
        # Until everybody was listed, somebody unknown has the benefit of the doubt. Afterwards they are of
        # another company: Slack lists everybody else.
        workspace = await queries.workspace(session, workspace_id)
        return "strangers" if foreign or workspace.people_listed_at is not None else "members"
    if person.is_gone:
        return "nobody"
    if person.is_stranger:
        return "strangers"
    return "guests" if person.is_guest else "members"
