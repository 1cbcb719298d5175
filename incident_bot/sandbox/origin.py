"""Whose page is asking: any site in a browser can reach this port, only our own page may use it."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler

# What is for people and tests, not for the app: it asks for no token.
_OURS = ("/control", "/live", "/page", "/archives")
# What is for the app, by whatever name it calls us. Its tokens are no secret, so they keep no page out.
_THE_APPS = ("/api", "/hooks", "/upload")


def from_elsewhere(request: web.Request) -> bool:
    """True for a page of another site; programs send no Origin, and are welcome.

    Also true when we are called by a foreign name: a site can have its name lead to this machine, and its
    page is then of the same origin (DNS rebinding). Addresses, and localhost, cannot be led elsewhere.
    """
    return not _is_here(request.host) or _is_foreign_page(request)


@web.middleware
async def for_our_own(request: web.Request, handler: Handler) -> web.StreamResponse:
    """403 for whoever is from elsewhere and wants the page, its line or the control API, or plays the app."""
    ours = request.path == "/" or request.path.startswith(_OURS)
    the_apps = request.path.startswith(_THE_APPS)
    if (ours and from_elsewhere(request)) or (the_apps and _is_foreign_page(request)):
        return web.json_response({"ok": False, "error": "this is not for other sites"}, status=403)
    return await handler(request)


def _is_foreign_page(request: web.Request) -> bool:
    origin = request.headers.get("Origin")
    return origin is not None and origin.partition("://")[2] != request.host


def _is_here(host: str) -> bool:
    try:
        name = urlsplit(f"//{host}").hostname
        return name == "localhost" or bool(ipaddress.ip_address(name or ""))
    except ValueError:
        return False
