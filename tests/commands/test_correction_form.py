"""The form of `correct` gives back what somebody changed in it, and nothing else."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from incident_bot.forms.correct import correct_form, correct_words, moment_in, shown_version, text_in
from incident_bot.forms.filled import Filled
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.vocabulary import Kind
from incident_bot.messages import inputs
from tests.incidents.story import after, ann, bot, declared

WAS = after(10) + timedelta(seconds=42, microseconds=7)


def noted(text: str = "the rate is <20 %> & falls") -> tuple[Incident, TimelineEntry]:
    incident = declared()
    incident.tell(Kind.NOTE, text, ann(20), at=WAS)
    return incident, incident.happened[-1]


def sent(form: dict[str, Any], at: datetime | None = None, text: str | None = None) -> Filled:
    """The form as Slack sends it: what was left alone has its initial value, without seconds."""
    fields = {block["block_id"]: block.get("element", {}) for block in form["blocks"] if "block_id" in block}
    values: dict[str, str] = {}
    if "text" in fields:
        values["text"] = fields["text"]["initial_value"] if text is None else text
    if "at" in fields:
        chosen = int(at.timestamp()) if at else fields["at"]["initial_date_time"]
        values["at"] = str(chosen // 60 * 60)
    return Filled(values, form["private_metadata"])


def test_what_was_left_alone_is_as_it_was() -> None:
    incident, entry = noted()
    filled = sent(correct_form(incident, entry))
    assert correct_words(filled) == f"correct INC-12 #{entry.number}"
    assert shown_version(filled) == 1
    assert moment_in(filled, entry) is None
    assert text_in(filled, entry) is None


def test_what_was_changed_is_new() -> None:
    incident, entry = noted()
    filled = sent(correct_form(incident, entry), at=after(4), text="12 %")
    assert moment_in(filled, entry) == after(4)
    assert text_in(filled, entry) == "12 %"


def test_a_time_that_was_typed_keeps_its_seconds_in_the_form() -> None:
    incident, entry = noted()
    typed = after(3) + timedelta(seconds=11)
    form = correct_form(incident, entry, at=typed)
    assert moment_in(sent(form), entry) == typed
    assert moment_in(sent(form, at=after(7)), entry) == after(7)
    # Somebody chose the time that it had.
    assert moment_in(sent(form, at=WAS), entry) is None


def test_a_text_that_no_field_takes_is_left_out_of_the_form() -> None:
    incident, entry = noted("x" * (inputs.TYPED + 1))
    assert text_in(sent(correct_form(incident, entry)), entry) is None


def test_of_what_happened_to_the_incident_the_form_has_the_star_only() -> None:
    incident = declared()
    incident.room_opened("C1", "incident-x", bot(1))
    form = correct_form(incident, incident.happened[-1])
    asked = {
        block["block_id"]: block.get("optional", False) for block in form["blocks"] if "element" in block
    }
    assert asked == {"star": True, "why": True}
