"""Forms: what a modal shows and how its answer is read, side by side. A form types a command."""

from __future__ import annotations

from incident_bot.forms.add_to_timeline import ADD, add_words
from incident_bot.forms.change import CHANGE, change_words
from incident_bot.forms.checklist import CHECKLIST, checklist_words
from incident_bot.forms.correct import CORRECT, correct_words
from incident_bot.forms.declare import DECLARE, declare_words
from incident_bot.forms.form import Form
from incident_bot.forms.handoff import HANDOFF, handoff_words
from incident_bot.forms.item import ITEM, item_words
from incident_bot.forms.lines import LINES, lines_words
from incident_bot.forms.postmortem import POSTMORTEM, postmortem_words
from incident_bot.forms.resolve import RESOLVE, resolve_words
from incident_bot.forms.roles import ROLES, roles_words
from incident_bot.forms.skip import SKIP, skip_words
from incident_bot.forms.snooze import SNOOZE, snooze_words
from incident_bot.forms.triage import TRIAGE, triage_words
from incident_bot.forms.update import UPDATE, update_words

FORMS: dict[str, Form] = {
    ADD: Form(add_words, tells=True),
    CHANGE: Form(change_words),
    CHECKLIST: Form(checklist_words),
    CORRECT: Form(correct_words),
    DECLARE: Form(declare_words, tells=True),
    HANDOFF: Form(handoff_words, tells=True),
    ITEM: Form(item_words, tells=True),
    LINES: Form(lines_words, tells=True),
    POSTMORTEM: Form(postmortem_words, tells=True),
    RESOLVE: Form(resolve_words),
    ROLES: Form(roles_words, tells=True),
    SKIP: Form(skip_words, tells=True),
    SNOOZE: Form(snooze_words, tells=True),
    TRIAGE: Form(triage_words),
    UPDATE: Form(update_words),
}
"""Every form by its callback id. To add one, add a line."""
