"""What messages propose can be done, and what they name can be followed."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from incident_bot.incidents.timeline_page import TimelinePage
from incident_bot.messages.postmortem import changed
from incident_bot.messages.timeline import timeline_message
from incident_bot.settings import Settings
from tests.incidents.story import ann, declared, resolved


def test_what_is_withdrawn_is_not_proposed_to_be_corrected() -> None:
    incident = declared()
    first = incident.note("it was 20 %", ann(1))
    second = incident.note("it was 12 %", ann(2))

    def below() -> str:
        page = TimelinePage([each for each in incident.happened if each.is_current], 3, 1)
        message = timeline_message(incident, page, 20, Settings(), {}, typed=str)
        return "".join(str(block) for block in message.blocks if block["type"] == "context")

    assert "correct INC-12 #3" in below()
    incident.take_back([second], ann(3), "")
    assert "correct INC-12 #2" in below()
    incident.take_back([first], ann(4), "")
    assert "Is one wrong?" not in below()


def test_the_address_of_a_postmortem_is_a_link() -> None:
    incident = resolved()
    incident.publish_postmortem("https://wiki.example.com/?inc=1&view=2", ann(110))
    told = changed(incident, ZoneInfo("UTC"), Settings())
    assert "It is published: <https://wiki.example.com/?inc=1&amp;view=2>" in told
