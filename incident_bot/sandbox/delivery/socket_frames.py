"""What goes over a connection of Socket Mode: https://docs.slack.dev/apis/events-api/using-socket-mode#events"""

from __future__ import annotations

import json
import time

from ..records import JSON
from .outgoing import Parcel

# In real seconds: how long a connection lives, or with debug_reconnects, and how long before it is warned.
LIFE_SECONDS, DEBUG_SECONDS, WARNED_SECONDS = 3600.0, 360.0, 10.0
_HOST = "applink-sandbox-0"


def hello(app_id: str, connections: int, seconds: float) -> str:
    """The first frame; `connections` counts this one, `seconds` is how long it will live."""
    debug: JSON = {
        "host": _HOST,
        "started": time.strftime("%Y-%m-%d %H:%M:%S.000", time.gmtime()),
        "build_number": 1,
        "approximate_connection_time": int(seconds),
    }
    frame: JSON = {"type": "hello", "num_connections": connections, "debug_info": debug}
    return json.dumps({**frame, "connection_info": {"app_id": app_id}})


def disconnect_frame(reason: str, app_id: str = "", connections: int = 0) -> str:
    frame: JSON = {"type": "disconnect", "reason": reason, "debug_info": {"host": _HOST}}
    if app_id:
        frame |= {"num_connections": connections, "connection_info": {"app_id": app_id}}
    return json.dumps(frame)


def envelope(envelope_id: str, parcel: Parcel) -> str:
    sent: JSON = {"envelope_id": envelope_id, "type": parcel.kind, "payload": parcel.payload}
    sent["accepts_response_payload"] = parcel.kind != "events_api"
    if parcel.kind == "events_api":
        sent |= {"retry_attempt": parcel.attempt, "retry_reason": parcel.retry_reason}
    return json.dumps(sent)
