"""Which facts of an entry are people, which lead into Slack, and which are words of the bot's own."""

from __future__ import annotations

from incident_bot.exports.people import PERSON_FACTS
from incident_bot.incidents.vocabulary import Kind

LEADS_INTO_SLACK = frozenset(
    ("channel", "message", "thread", "ts", "permalink", "url", "id", "file", "adopts", "link", "path", "copy")
)
"""Facts that are left out, wherever they stand."""

PEOPLE = frozenset((*PERSON_FACTS, "by", "postmortem")) - {"before"}
BEFORE_IS_SOMEBODY = frozenset((Kind.ROLE, Kind.HANDOFF_ANSWER, Kind.POSTMORTEM, Kind.ITEM))
BEFORE_IS_TYPED = frozenset((Kind.TITLE, Kind.IMPACT))
OF_ROOMS = frozenset((Kind.ROOM, Kind.ROOM_WANTED, Kind.ROOM_LOST))

WORDS_OF_THE_BOT = frozenset(
    (
        *(
            "after",
            "also",
            "answer",
            "at",
            "back",
            "began",
            "both",
            "change",
            "due_before",
            "due_on",
            "ended",
        ),
        *(
            "final",
            "formats",
            "how",
            "kind",
            "kinds",
            "moment",
            "next_at",
            "number",
            "occurred_at",
            "priority",
        ),
        *(
            "priority_before",
            "recorded_at",
            "reminder",
            "revised",
            "role",
            "severity",
            "sha256",
            "slot",
            "source",
            "status",
        ),
        *("outcome", "subject", "trend", "type", "type_before", "until", "zone"),
    )
)
"""Facts that nobody typed: what follows from them stays, also where somebody is called Monitoring."""
