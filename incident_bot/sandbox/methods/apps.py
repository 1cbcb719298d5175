"""What app-level tokens are for: apps.*"""

from __future__ import annotations

import re

from ..call import Call, method
from ..errors import SlackError
from ..paging import page
from ..records import JSON

_CONTEXT = re.compile(r"4-[1-9]\d*")


@method(
    "apps.connections.open",
    tier=3,
    errors=("insecure_request",),
    on_order=("forbidden_team", "missing_args"),
    scope="connections:write",
    token="app",
)
def open_connection(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/apps.connections.open"""
    if call.verb != "POST":
        raise SlackError("insecure_request")
    workspace = call.workspace
    ticket = f"ticket-{workspace.number('ticket')}"
    # Good until a connection was made with it: clients repeat a failed handshake with the same address.
    workspace.tickets.add(ticket)
    address = workspace.url.replace("http", "ws", 1)
    return {"url": f"{address}/link/?ticket={ticket}&app_id={workspace.app.id}"}


@method(
    "apps.event.authorizations.list",
    tier="special",
    required=("event_context",),
    optional=("cursor", "limit"),
    errors=("invalid_cursor", "invalid_event_context"),
    on_order=("auth_mismatch",),
    scope="authorizations:read",
    token="app",
)
def list_authorizations(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/apps.event.authorizations.list; there is one installation."""
    workspace = call.workspace
    if not _CONTEXT.fullmatch(call.text("event_context")):
        raise SlackError("invalid_event_context")
    installed: JSON = {"enterprise_id": None, "team_id": workspace.team_id, "user_id": workspace.app.user}
    installed |= {"is_bot": True, "is_enterprise_install": False}
    found, _ = page(call, [installed], default=100, most=1000, wrong_limit=None)
    return {"authorizations": list(found)}
