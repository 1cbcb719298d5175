"""The verbs: what the bot can ask of Slack. Each is one call, or one call and a look at what is there.

All raise Retry when it may go well later and GiveUp when it will not. Channels, people and messages are
Slack's ids; a message's id (`ts`) is unique within its channel.
"""

from __future__ import annotations

from incident_bot.slack.canvases import Canvases
from incident_bot.slack.channels import Channels
from incident_bot.slack.direct import Direct
from incident_bot.slack.files import Files
from incident_bot.slack.names import Names
from incident_bot.slack.people import People
from incident_bot.slack.scheduled import ScheduledMessages
from incident_bot.slack.views import Views


class Slack(Canvases, Channels, Direct, Files, Names, ScheduledMessages, Views, People):
    """The bot's view of one workspace."""
