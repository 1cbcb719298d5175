"""Through whose eyes incidents are looked at: private ones are there for those only who are in them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, String, bindparam, exists, false, or_, true

from incident_bot.incidents.incident import Incident
from incident_bot.incidents.presence import RoomMember


@dataclass(frozen=True)
class Viewer:
    """A person, or the bot itself. `sees_private`: this person may see all private incidents."""

    person: str
    sees_private: bool = False
    channel: str | None = None
    """Where they ask: whoever asks in a room is in it."""

    def sees(self) -> ColumnElement[bool]:
        """The incidents that are there for this viewer, as a condition."""
        if self.sees_private:
            return true()
        inside = exists().where(RoomMember.incident_id == Incident.id, RoomMember.person == self.person)
        here = false() if self.channel is None else Incident.room_id == self.channel
        return or_(Incident.is_private.is_(False), inside, here)

    @property
    def values(self) -> dict[str, str | bool | None]:
        """What `WHOEVER_LOOKS` is to be asked with for this viewer."""
        return {"looks": self.person, "looks_in": self.channel, "looks_at_all": self.sees_private}


WHOEVER_LOOKS = or_(
    Incident.is_private.is_(False),
    bindparam("looks_at_all"),
    Incident.room_id == bindparam("looks_in", type_=String),
    exists().where(RoomMember.incident_id == Incident.id, RoomMember.person == bindparam("looks")),
)
"""The condition of any viewer, for statements that are made once: see `Viewer.values`."""


BOT = Viewer("", sees_private=True)
"""The bot sees everything; what it then says, it says where only those are who may know."""

EVERYBODY = Viewer("")
"""What is public: for places that everybody reads."""
