"""What follows from what: for each kind of timeline entry, the effects it has outside, in their order.

The second word is the lane: effects of one lane run one after the other, lanes do not wait for each other.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from incident_bot.effects.archive_room import archive_room
from incident_bot.effects.brief_facilitator import brief_facilitator
from incident_bot.effects.bring_in import bring_in
from incident_bot.effects.close_offer import close_offer
from incident_bot.effects.deliver_export import deliver_export
from incident_bot.effects.deliver_postmortem import deliver_postmortem
from incident_bot.effects.kit import Kit
from incident_bot.effects.list_members import list_members
from incident_bot.effects.look_over import look_over
from incident_bot.effects.offer_role import offer_role
from incident_bot.effects.open_room import open_room
from incident_bot.effects.rename_room import rename_room
from incident_bot.effects.replace_room import replace_room
from incident_bot.effects.say_in_room import say_in_room
from incident_bot.effects.say_in_status_channel import say_in_status_channel
from incident_bot.effects.send_duties import send_duties
from incident_bot.effects.show import show
from incident_bot.effects.show_words_for_customers import show_words_for_customers
from incident_bot.effects.tell_leadership import tell_leadership
from incident_bot.effects.tell_of_lost_room import tell_of_lost_room
from incident_bot.effects.tell_owner import tell_owner
from incident_bot.effects.tell_support import tell_support
from incident_bot.effects.thank import thank
from incident_bot.effects.write_canvas import write_canvas
from incident_bot.incidents.vocabulary import Change, Kind
from incident_bot.jobs.run import Run

Effect = Callable[[Run, Kit], Awaitable[None]]

EFFECTS: dict[Kind, tuple[tuple[Effect, str], ...]] = {
    # A card of duties says where the room is. Later ones have a lane of their own: whom Slack cannot tell
    # keeps nobody else waiting.
    Kind.DECLARED: ((open_room, "room"), (send_duties, "room")),
    Kind.ROOM: ((list_members, "room"), (show, "room")),
    Kind.ROOM_WANTED: ((replace_room, "room"),),
    Kind.ROOM_LOST: ((show, "room"), (tell_of_lost_room, "leader")),
    Kind.STATUS: ((say_in_room, "room"), (show, "room")),
    Kind.RESOLVED: (
        (say_in_room, "room"),
        (show, "room"),
        (say_in_status_channel, "room"),
        (close_offer, "room"),
        (thank, "room"),
        (brief_facilitator, "facilitator"),
        (look_over, "record"),
    ),
    Kind.REOPENED: ((say_in_room, "room"), (show, "room"), (say_in_status_channel, "room")),
    Kind.CLOSED: ((say_in_room, "room"), (show, "room")),
    Kind.TITLE: ((say_in_room, "room"), (rename_room, "room"), (show, "room")),
    Kind.IMPACT: ((say_in_room, "room"), (show, "room")),
    Kind.SERVICES: ((say_in_room, "room"), (show, "room"), (bring_in, "room")),
    Kind.MOMENT: ((say_in_room, "room"), (show, "room")),
    Kind.SEVERITY: ((say_in_room, "room"), (show, "room"), (bring_in, "room")),
    Kind.ROLE: (
        (bring_in, "room"),
        (say_in_room, "room"),
        (show, "room"),
        (close_offer, "room"),
        (send_duties, "duties"),
    ),
    Kind.HANDOFF: ((bring_in, "room"), (offer_role, "room"), (show, "room"), (close_offer, "room")),
    Kind.HANDOFF_ANSWER: (
        (say_in_room, "room"),
        (show, "room"),
        (close_offer, "room"),
        (send_duties, "duties"),
    ),
    Kind.CHECK: ((say_in_room, "room"), (show, "room")),
    Kind.NEXT_UPDATE: ((say_in_room, "room"), (show, "room")),
    Kind.ARCHIVING: ((say_in_room, "room"), (show, "room"), (archive_room, "room")),
    Kind.NOTE: ((say_in_room, "room"),),
    Kind.DECISION: ((say_in_room, "room"),),
    Kind.UPDATE: (
        (say_in_room, "room"),
        (show_words_for_customers, "room"),
        (show, "room"),
        (say_in_status_channel, "room"),
        (tell_leadership, "leadership"),
        (tell_support, "support"),
    ),
    Kind.ACTION: ((say_in_room, "room"),),
    Kind.HYPOTHESIS: ((say_in_room, "room"),),
    Kind.PINNED: (),
    Kind.MESSAGE: (),
    Kind.ITEM: ((say_in_room, "room"), (tell_owner, "owner")),
    Kind.POSTMORTEM: (
        (say_in_room, "room"),
        (deliver_postmortem, "room"),
        (show, "room"),
        (brief_facilitator, "facilitator"),
    ),
    # Only what people say of reminders: see `follow`.
    Kind.REMINDER: ((say_in_room, "room"), (show, "room")),
    Kind.SNOOZE: ((say_in_room, "room"), (show, "room")),
    Kind.EXPORT: ((deliver_export, "room"), (write_canvas, "room")),
    Kind.PROBLEM: ((say_in_room, "room"),),
}

CHANGES: dict[Change, tuple[tuple[Effect, str], ...]] = {
    Change.CORRECTED: ((say_in_room, "room"),),
    Change.WITHDRAWN: ((say_in_room, "room"),),
    Change.RESTORED: ((say_in_room, "room"),),
    Change.EDITED: (),
    Change.DELETED: (),
    Change.MARKED: (),
    Change.UNMARKED: (),
    Change.FILED: (),
}
"""What follows from another version of an entry, of whatever kind it is."""
