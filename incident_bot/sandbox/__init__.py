"""A Slack workspace to try things in.

Speaks Slack's protocols, keeps everything in memory, knows nothing of the bot.
"""

from .client.commands import Reply
from .errors import CannotStart
from .expectations import Expectations
from .faults import Faults, Gate
from .people import Person
from .records import View
from .rooms import Room, Seen
from .run import run_sandbox
from .seed import Seed
from .server import Sandbox
from .weather import Weather
from .workspace_file import read_workspace

__all__ = [
    "CannotStart",
    "Expectations",
    "Faults",
    "Gate",
    "Person",
    "Reply",
    "Room",
    "Sandbox",
    "Seed",
    "Seen",
    "View",
    "Weather",
    "read_workspace",
    "run_sandbox",
]
