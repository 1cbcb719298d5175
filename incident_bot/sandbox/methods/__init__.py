"""The Web API methods, one function each, by family; importing this room registers them."""

from . import (
    apps,
    auth,
    bookmarks,
    chat,
    conversations,
    files,
    members,
    pins,
    reactions,
    usergroups,
    users,
    views,
)

__all__ = [
    "apps",
    "auth",
    "bookmarks",
    "chat",
    "conversations",
    "files",
    "members",
    "pins",
    "reactions",
    "usergroups",
    "users",
    "views",
]
