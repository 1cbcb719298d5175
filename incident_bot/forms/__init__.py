"""Forms: what a modal shows and how its answer is read, side by side. A form types a command."""

from __future__ import annotations

from incident_bot.forms.declare import DECLARE, declare_words
from incident_bot.forms.form import Form
from incident_bot.forms.update import UPDATE, update_words

FORMS: dict[str, Form] = {
    DECLARE: Form(declare_words, tells=True),
    UPDATE: Form(update_words),
}
"""Every form by its callback id. To add one, add a line."""
