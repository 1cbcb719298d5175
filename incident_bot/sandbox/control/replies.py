"""What an act is answered with."""

from __future__ import annotations

from ..client.commands import Reply
from ..records import JSON

DONE: JSON = {"ok": True}


def reply_shape(reply: Reply) -> JSON:
    shown: JSON = {"text": reply.text, "blocks": reply.blocks}
    acked_in = round(reply.acked_in, 6)
    return {"ok": reply.error is None, "reply": shown, "error": reply.error, "acked_in": acked_in}
