"""Opening Socket Mode: apps.*"""

from __future__ import annotations

from ..call import Call, method
from ..records import JSON


@method("apps.connections.open", tier=3, token="app")
def open_connection(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/apps.connections.open"""
    workspace = call.workspace
    ticket = f"ticket-{workspace.number('ticket')}"
    # Good until a connection was made with it: clients repeat a failed handshake with the same address.
    workspace.tickets.add(ticket)
    address = workspace.url.replace("http", "ws", 1)
    return {"url": f"{address}/link/?ticket={ticket}&app_id={workspace.app.id}"}
