"""Whose page is asking: any site in a browser can reach this port, only our own page may use it."""

from __future__ import annotations

from aiohttp import web


def from_elsewhere(request: web.Request) -> bool:
    """True for a page of another site; programs send no Origin, and are welcome."""
    origin = request.headers.get("Origin")
    return origin is not None and origin.partition("://")[2] != request.host
