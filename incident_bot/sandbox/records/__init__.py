"""What a workspace consists of; how Slack writes it in JSON is in shapes.py."""

from .app import App, Command, Grant, Scheduled, Shortcut, Token
from .conversation import Canvas, Channel, File, Message, Note, Pin, Section
from .json import JSON
from .team import Group, User
from .view import ResponseUrl, Trigger, View

__all__ = [
    "JSON",
    "App",
    "Canvas",
    "Channel",
    "Command",
    "File",
    "Grant",
    "Group",
    "Message",
    "Note",
    "Pin",
    "ResponseUrl",
    "Scheduled",
    "Section",
    "Shortcut",
    "Token",
    "Trigger",
    "User",
    "View",
]
