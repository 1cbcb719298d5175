"""What a person can ask for on the page, by the page's own word."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from . import bringing, forms, looking, rooms, talking, using
from .act import Act, Outcome, sentence

__all__ = ["ACTS", "Act", "Outcome", "sentence"]

ACTS: dict[str, Callable[[Act], Awaitable[Outcome]]] = {
    "say": talking.say,
    "edit": talking.rewrite,
    "delete": talking.erase,
    "react": talking.add_reaction,
    "unreact": talking.take_reaction,
    "pin": talking.put_pin,
    "unpin": talking.take_pin,
    "click": using.press,
    "view_click": using.press_in_view,
    "suggest": using.suggestions,
    "shortcut": using.take_shortcut,
    "message_shortcut": using.take_message_shortcut,
    "submit": forms.send_form,
    "close": forms.leave_form,
    "upload": bringing.share,
    "attach": bringing.attach,
    "dm": rooms.talk_to,
    "create_channel": rooms.open_channel,
    "join": rooms.enter_channel,
    "leave": rooms.leave_channel,
    "invite": rooms.bring_people,
    "rename": rooms.name_channel,
    "topic": rooms.tell_topic,
    "purpose": rooms.tell_purpose,
    "archive": rooms.close_channel,
    "unarchive": rooms.reopen_channel,
    "members": looking.members,
    "thread": looking.thread,
    "canvas": looking.canvas,
    "earlier": looking.earlier,
    "home": looking.home,
    "skip": looking.skip_time,
}
