"""Pictures of people: a letter on a color. Nothing is fetched from anywhere."""

from __future__ import annotations

import hashlib

from aiohttp import web

from .records import User
from .workspace import Workspace

# Edges in pixels: https://docs.slack.dev/reference/objects/user-object#profile
SIZES = (24, 32, 48, 72, 192, 512)


def color(user: User) -> str:
    """Six hexadecimal digits, always the same for the same person."""
    return hashlib.sha256(user.id.encode()).hexdigest()[:6]


def avatar_hash(user: User) -> str:
    """Changes with the picture; the g is Slack's sign for somebody who brought none of their own."""
    return "g" + hashlib.sha256(f"{user.id} {user.real_name}".encode()).hexdigest()[:11]


def images(workspace: Workspace, user: User) -> dict[str, str]:
    """image_24 to image_512, as a profile has them."""
    address = f"{workspace.url}/avatars/{avatar_hash(user)}/{user.id}"
    return {f"image_{size}": f"{address}-{size}.svg" for size in SIZES}


class Avatars:
    """Serves them at /avatars/{hash}/{name}."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """The picture as SVG; 404 for nobody."""
        name, _, size = request.match_info["name"].removesuffix(".svg").rpartition("-")
        user = self._workspace.users.get(name)
        if user is None or size not in map(str, SIZES):
            return web.Response(status=404, text="nobody")
        return web.Response(text=picture(user, int(size)), content_type="image/svg+xml")


def picture(user: User, size: int) -> str:
    letter = next((letter for letter in user.real_name if letter.isalnum()), "?").upper()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}" viewBox="0 0 24 24">'
        f'<rect width="24" height="24" rx="4" fill="#{color(user)}"/><text x="12" y="17" fill="#fff" '
        f'font-family="sans-serif" font-size="14" text-anchor="middle">{letter}</text></svg>'
    )
