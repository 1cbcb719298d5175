"""Everything that the bot shows, out of one incident: every function of messages/ and forms/ that makes it.

To add a message, add a line: `test_limits.py` finds those that are missing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from incident_bot.commands import CATALOGUE
from incident_bot.commands.find import LENGTH, SIZE, WORDS
from incident_bot.commands.items import SIZE as ITEMS
from incident_bot.commands.list_incidents import MOST
from incident_bot.commands.reminders import LAST as SLOTS
from incident_bot.commands.timeline import LAST
from incident_bot.forms.add_to_timeline import add_form
from incident_bot.forms.change import change_form
from incident_bot.forms.checklist import checklist_form
from incident_bot.forms.correct import correct_form
from incident_bot.forms.declare import declare_form
from incident_bot.forms.handoff import handoff_form
from incident_bot.forms.item import item_form
from incident_bot.forms.lines import lines_form, paste_form
from incident_bot.forms.postmortem import postmortem_form
from incident_bot.forms.resolve import resolve_form
from incident_bot.forms.roles import roles_form
from incident_bot.forms.skip import skip_form
from incident_bot.forms.snooze import snooze_form
from incident_bot.forms.told import told
from incident_bot.forms.triage import triage_form, triage_result
from incident_bot.forms.update import Sent, update_form
from incident_bot.incidents import asked, checklists, mine, pasted, triage
from incident_bot.incidents.action_item import ActionItem
from incident_bot.incidents.asked_reminder import AskedReminder
from incident_bot.incidents.blame import HINDSIGHT, Blame
from incident_bot.incidents.glance import ENDED, LED, MINE, OPEN, Glance
from incident_bot.incidents.incident import Incident, Offer
from incident_bot.incidents.items_found import Found as FoundItem
from incident_bot.incidents.line_of_message import Unclear
from incident_bot.incidents.lint import Finding, Rule
from incident_bot.incidents.presence import RoomMember
from incident_bot.incidents.punctuality import Punctual, Updates, reminded_of
from incident_bot.incidents.quiet import Quiet, Waiver
from incident_bot.incidents.search import Page
from incident_bot.incidents.similar import Sketch
from incident_bot.incidents.slot import Outcome, Slot
from incident_bot.incidents.slot_page import SlotPage
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.timeline_page import Sought, TimelinePage
from incident_bot.incidents.vocabulary import Kind
from incident_bot.incidents.week import MOST_NAMED, Mean, Owing, Week
from incident_bot.messages import brief
from incident_bot.messages.afterwards import afterwards
from incident_bot.messages.announcement import announcement
from incident_bot.messages.asked import asked_list, asked_reminder, asked_without_room
from incident_bot.messages.blame import blame_found
from incident_bot.messages.card import card
from incident_bot.messages.checklist import checklist_message
from incident_bot.messages.declared import declared
from incident_bot.messages.digests.open_now import open_message
from incident_bot.messages.digests.overdue_items import overdue_message
from incident_bot.messages.digests.parts import as_many, late_digest
from incident_bot.messages.digests.week import MEANS, week_message
from incident_bot.messages.drill import marked
from incident_bot.messages.duties import duties
from incident_bot.messages.first_words import first_words
from incident_bot.messages.found import found_message
from incident_bot.messages.goes_on import goes_on
from incident_bot.messages.goodbye import goodbye
from incident_bot.messages.handoff import offered
from incident_bot.messages.happened import CHANGES, LINES, happened
from incident_bot.messages.happened.noted import decided
from incident_bot.messages.help import HelpLine, help_page, help_with
from incident_bot.messages.history import history_message, moment_history
from incident_bot.messages.home import closed_home, home
from incident_bot.messages.items import item_message, items_message, still_yours, yours
from incident_bot.messages.late import late
from incident_bot.messages.lint import lint_at_the_end, lint_message
from incident_bot.messages.lint_lines import Reader
from incident_bot.messages.listing import listing
from incident_bot.messages.lost_room import lost_room
from incident_bot.messages.mine import mine_message
from incident_bot.messages.moments import moments
from incident_bot.messages.moved import moved
from incident_bot.messages.no_room import no_room
from incident_bot.messages.postmortem import expected, stands
from incident_bot.messages.refusal import refusal
from incident_bot.messages.reminders_ahead import Ahead
from incident_bot.messages.reminders_page import reminders_message
from incident_bot.messages.silence import silenced
from incident_bot.messages.standing import standing
from incident_bot.messages.timeline import timeline_message
from incident_bot.messages.triage import triaged
from incident_bot.messages.trouble import database_is_slow, form_did_not_open, form_is_unknown
from incident_bot.messages.unclear_line import unclear_line
from incident_bot.messages.updates import said as updates
from incident_bot.messages.updates.said import Update
from incident_bot.messages.who import who_message
from incident_bot.reminders import REMINDERS
from incident_bot.reminders.preview import preview
from incident_bot.reminders.reminder import Case, Due
from incident_bot.settings import Settings
from incident_bot.slack import text
from incident_bot.slack.message import Block, Message
from tests.incidents.story import ANN, BO, CHI, after
from tests.messages.at_length import CROWD, ROOM

Shown = Message | dict[str, Any] | list[Block] | None
"""A message, a view, or blocks of one; None where there is nothing to say."""
Show = Callable[[Incident, str, Settings], Sequence[Shown]]
"""From an incident, what somebody typed, and the settings."""

NAMES = {ANN: "Ann <!here> & Co", BO: "B" * 200}
URL = "https://example.slack.com/"
NOW = after(40)


def typed(said: str) -> str:
    """As it is kept of what somebody typed."""
    return text.plain(text.escape(said))


def of(incident: Incident, *kinds: Kind) -> list[TimelineEntry]:
    """Its entries of these kinds."""
    return [entry for entry in incident.happened if entry.what in kinds]


def _offers(incident: Incident) -> list[tuple[Incident, Offer]]:
    return [(incident, offer) for role in incident.offers if (offer := incident.offer(role))] * 50


def _glance(incident: Incident) -> Glance:
    return Glance(
        mine=[incident] * MINE,
        count_mine=500,
        offers=_offers(incident),
        opened=[incident] * OPEN,
        count_opened=500,
        ended=[incident] * ENDED,
        led=[incident] * LED,
        count_led=500,
        count_items=500,
    )


def _members() -> list[RoomMember]:
    return [RoomMember(person=each, since=after(n)) for n, each in enumerate(CROWD)]


def _fired(settings: Settings) -> list[triage.Fired]:
    worst = {question.key: question.answers[0].key for question in triage.QUESTIONS}
    return triage.fired(worst, settings.severities)


def _reader(incident: Incident, settings: Settings) -> Reader:
    return Reader(incident, settings, ZoneInfo("Europe/Berlin"), NOW)


def _findings() -> list[Finding]:
    words = {Rule.ORDER: "started", Rule.NO_MOMENT: "detected", Rule.FAR_OFF: "started"}
    hour, several = timedelta(hours=1), ((1, after(2)), (3, None))
    return [
        Finding(rule, 50, after(1), until, hour, hour, words.get(rule, "comms"), other, 2_000_000, count)
        for rule in Rule
        for count, until in (several if rule is Rule.LATE_UPDATE else several[:1])
        for other in (["detected"] if rule is Rule.ORDER else [BO, ""])
    ]


def _updates(incident: Incident, said: str, settings: Settings) -> list[Update]:
    others = {"leadership": typed(said), "customers": typed(said)}
    return [
        *(Update.of(entry, incident, settings) for entry in of(incident, Kind.UPDATE)),
        Update(ANN, typed(said), others, trend="worse", next_at=NOW),
        Update(None, typed(said), final=True),
    ]


def _help() -> list[HelpLine]:
    return [
        HelpLine(each.name, each.usage, each.summary, each.example, each.topic, each.beware)
        for each in CATALOGUE.values()
    ]


def _reminders(incident: Incident, said: str, settings: Settings) -> list[Message]:
    """Each early, in the middle, and so late that everybody is called; of a drill, and in earnest."""
    case = Case(incident, settings, [_item(incident, said)])
    slots = [Due(at, "999") for at in (after(6), NOW, after(5000))]
    makers = [make for each in REMINDERS.values() for make in (each.message, each.direct_message) if make]
    shown, was = [], incident.is_drill
    for incident.is_drill in (True, False):
        shown += [make(case, slot) for make in makers for slot in slots]
    incident.is_drill = was
    return shown


def _week(incident: Incident) -> Week:
    """One in which there is something to say of everything."""
    means = tuple(Mean(what, timedelta(hours=30), 400, 500) for what in MEANS)
    updates = Punctual(Updates(1000, 900, timedelta(days=2)))
    late = (Owing(incident, NOW.date()),) * MOST_NAMED
    declared = Counter({f"sev{n}": 100 for n in range(1, 10)})
    return Week(NOW.date(), NOW.date(), declared, 500, 40, means, updates, 300, 200, late, 50, 600, 400)


_LEFT: dict[str, Any] = {}
_DONE = {"done_at": NOW, "done_by": ANN}
_DROPPED = {"dropped_at": NOW}


def _item(incident: Incident, said: str, **more: Any) -> ActionItem:
    values = {
        "number": 999,
        "text": typed(said) or "x",
        "owner": BO,
        "priority": "p1",
        "due_on": NOW.date(),
        "type": "respond",
        "criterion": typed(said),
    }
    return ActionItem(**values, **more)


def _asked(said: str, *, in_room: bool) -> AskedReminder:
    """As long as it may be."""
    words = (typed(said) * 500)[: asked.LONGEST] or "x"
    return AskedReminder(number=999, by=ANN, in_room=in_room, text=words, at=NOW, asked_at=after(1))


def _ahead(incident: Incident, said: str, settings: Settings) -> Ahead:
    """Much of everything."""
    quiet, waiver = Quiet(NOW, after(60), ANN), Waiver(NOW, BO, typed(said))
    return Ahead(
        coming=list(preview(Case(incident, settings), NOW)) * 20,
        snoozed=[("item", "3", quiet), ("update", "", quiet)] * 50,
        waived=[("commander", "", waiver)] * 50,
        asked=[_asked(said, in_room=yes) for yes in (True, False)] * 25,
    )


def _slots(said: str) -> list[Slot]:
    """One of each outcome, again and again."""
    return [
        Slot(
            reminder="item_overdue",
            subject="3",
            due_at=after(n),
            outcome=outcome.value,
            at=after(n + 3),
            by=BO,
            until=after(90),
            why=why,
        )
        for n, outcome in enumerate([*Outcome] * 3)
        for why in (typed(said), "update", None)
    ]


_reminding: dict[str, Show] = {
    "asked.asked_list": lambda i, said, s: [
        asked_list(i, [_asked(said, in_room=yes) for yes in (True, False)] * count, s) for count in (0, 1, 25)
    ],
    "asked.asked_reminder": lambda i, said, s: [
        asked_reminder(i, _asked(said, in_room=yes), URL) for yes in (True, False)
    ],
    "asked.asked_without_room": lambda i, said, s: [asked_without_room(i, _asked(said, in_room=True), URL)],
    "reminders_page.reminders_message": lambda i, said, s: [
        reminders_message(
            i,
            _ahead(i, said, s) if much else Ahead([], [], [], []),
            SlotPage(_slots(said)[: SLOTS * much], 1000 * much, page),
            NAMES,
            punctual=Punctual(Updates(1000, 900, timedelta(days=2)), reminded_of(_slots(said))),
            asked=9,
            size=SLOTS,
            typed=lambda page: f"reminders {i.ref} page {page}",
        )
        for much in (1, 0)
        for page in (1, 2)
    ],
}

_digests: dict[str, Show] = {
    "digests.open_now.open_message": lambda i, said, s: [
        open_message([i] * count, {i.severity: count * 3}, s, NOW) for count in (1, 100)
    ],
    "digests.overdue_items.overdue_message": lambda i, said, s: [
        overdue_message([FoundItem(_item(i, said), i, overdue=True)] * count, s) for count in (1, 400)
    ],
    "digests.week.week_message": lambda i, said, s: [
        week_message(each, s) for each in (_week(i), Week(NOW.date(), NOW.date()))
    ],
    "digests.parts.as_many": lambda i, said, s: [
        as_many([text.fit(typed(said), 200)] * 100, 300, "`/incident list` has them all.")
    ],
    "digests.parts.late_digest": lambda i, said, s: [late_digest(week_message(_week(i), s), NOW)],
}

SHOWN: dict[str, Show] = {
    "afterwards.afterwards": lambda i, said, s: [afterwards(i, people, s) for people in ([], [ANN], CROWD)],
    "announcement.announcement": lambda i, said, s: [announcement(i, s)],
    "blame.blame_found": lambda i, said, s: [
        blame_found([(f"#{n}", Blame(typed(said), HINDSIGHT)) for n in range(10)], 40, i, s)
    ],
    "card.card": lambda i, said, s: [card(i, s, NOW)],
    "checklist.checklist_message": lambda i, said, s: [checklist_message(i, checklists.lists(i, s), s)],
    "declared.declared": lambda i, said, s: [
        declared(i, s, chosen=yes, here=yes, private=yes, similar=[i] * 3, workspace_url=URL)
        for yes in (True, False)
    ],
    **_digests,
    **_reminding,
    "drill.marked": lambda i, said, s: [marked(card(i, s, NOW), i)],
    "duties.duties": lambda i, said, s: [
        duties(i, CHI, roles, s) for roles in (["commander"], ["tech_lead", "expert"], list(s.roles)[:4])
    ],
    "first_words.first_words": lambda i, said, s: [
        first_words({"channel": ROOM, "message": "1.2", "author": ANN}, [i] * 3, URL),
        first_words(None, [], URL, [(i, [_item(i, said)] * 9)] * 3),
        first_words(None, [], URL),
    ],
    "found.found_message": lambda i, said, s: [
        found_message(Page([i] * SIZE, 500, 2), SIZE, words, i.happened, s)
        for words in ([typed(said)[:LENGTH]], typed(said)[:LENGTH].split()[:WORDS])
    ],
    "goes_on.goes_on": lambda i, said, s: [goes_on(i, ROOM, s)],
    "goodbye.goodbye": lambda i, said, s: [goodbye(i, s)],
    "handoff.offered": lambda i, said, s: [
        offered(entry, i, s, ended=ended) for entry in of(i, Kind.HANDOFF) for ended in ("", "It is over.")
    ],
    "happened.happened": lambda i, said, s: [
        happened(entry, i, s)
        for entry in i.happened
        if (entry.what in LINES if entry.change is None else entry.change in CHANGES)
        # What the bot itself said of reminders stands in the room already.
        if entry.what is not Kind.REMINDER or entry.author is not None
    ],
    "help.help_page": lambda i, said, s: [help_page(_help(), s)],
    "help.help_with": lambda i, said, s: [help_with(line, s) for line in _help()],
    "history.history_message": lambda i, said, s: [
        history_message(i, [each for each in i.happened if each.number == entry.number], s, NAMES)
        for entry in i.happened
        if entry.change or entry.what is Kind.NOTE
    ],
    "history.moment_history": lambda i, said, s: [
        moment_history(i, entry.facts["moment"], [entry] * 50, NAMES) for entry in of(i, Kind.MOMENT)
    ],
    "home.home": lambda i, said, s: [
        home(glance, CHI, s, may_declare=True) for glance in (_glance(i), Glance())
    ],
    "home.closed_home": lambda i, said, s: [closed_home(s, may_declare=yes) for yes in (True, False)],
    "lint.lint_message": lambda i, said, s: [
        lint_message(_reader(i, s), found) for found in (_findings(), _findings() * 20, [])
    ],
    "lint.lint_at_the_end": lambda i, said, s: [
        lint_at_the_end(_reader(i, s), found) for found in (_findings(), _findings()[:1])
    ],
    "items.items_message": lambda i, said, s: [
        items_message(
            [FoundItem(_item(i, said, **done), i, overdue) for done in (_LEFT, _DONE, _DROPPED)]
            * (ITEMS // 3),
            2,
            500,
            ITEMS,
            s,
            heading="Action items",
            nothing="There is none.",
            of=of_,
            typed=lambda page: f"items all page {page}",
        )
        for of_ in (i, None)
        for overdue in (True, False)
    ],
    "happened.noted.decided": lambda i, said, s: [
        decided(each, [each] * 9) for each in i.happened if each.facts.get("together")
    ],
    "unclear_line.unclear_line": lambda i, said, s: [
        unclear_line(Unclear(NOW, said, ANN, remark=remark, is_to_come=to_come), entry, s)
        for remark, to_come in (("", False), (text.fit(said, 200), False), ("to come", True))
        for entry in (None, i.happened[0], *of(i, Kind.NOTE)[:1])
    ],
    "items.item_message": lambda i, said, s: [
        item_message(_item(i, said, **done), i, s) for done in (_LEFT, _DONE, _DROPPED)
    ],
    "items.still_yours": lambda i, said, s: [
        still_yours(each, i, s) for each in of(i, Kind.ITEM) if each.facts["change"] in ("due", "ranked")
    ],
    "items.yours": lambda i, said, s: [yours(_item(i, said), i, ANN, s)],
    "listing.listing": lambda i, said, s: [
        listing(
            Page([i] * MOST, 500, 3),
            MOST,
            s,
            nothing="none",
            typed=lambda page: f"list all service {text.escape(said)[:60]} page {page}",
        )
    ],
    "lost_room.lost_room": lambda i, said, s: [lost_room(entry, i, s) for entry in of(i, Kind.ROOM_LOST)],
    "mine.mine_message": lambda i, said, s: [
        mine_message(
            mine.Mine([(i, list(s.roles))] * 50, [(i, NOW)] * 50, _offers(i), _offers(i), [i] * 50),
            NOW,
            s,
        ),
        mine_message(mine.mine(CHI, [i], s), NOW, s),
    ],
    "moments.moments": lambda i, said, s: [moments(i, s, NOW)],
    "moved.moved": lambda i, said, s: [moved(i)],
    "no_room.no_room": lambda i, said, s: [no_room(i, said or "x", s)],
    "pages.turning": lambda i, said, s: [],
    "pages.previous_and_next": lambda i, said, s: [],
    "postmortem.expected": lambda i, said, s: [expected(i, ANN, ZoneInfo("Asia/Kolkata"), s)],
    "postmortem.stands": lambda i, said, s: [stands(i, ZoneInfo("UTC"), s)],
    "refusal.refusal": lambda i, said, s: [
        refusal(each.summary, f"“{text.fit(said, 100)}” is not it.", each.example, s)
        for each in CATALOGUE.values()
    ],
    "standing.standing": lambda i, said, s: [standing(i, s, NOW)],
    "timeline.timeline_message": lambda i, said, s: [
        timeline_message(
            i,
            TimelinePage((i.happened[start:] * LAST)[:LAST], 1000, 2),
            LAST,
            s,
            NAMES,
            sought=Sought(author=BO, since=NOW),
            words=("decisions", "starred"),
            typed=lambda page: f"timeline INC-12 page {page}",
        )
        for start in range(0, 60, 5)
    ],
    "triage.triaged": lambda i, said, s: [triaged(_fired(s), s, i.ref)],
    "trouble.form_did_not_open": lambda i, said, s: [form_did_not_open(said, s)],
    "trouble.database_is_slow": lambda i, said, s: [database_is_slow(said, s)],
    "trouble.form_is_unknown": lambda i, said, s: [form_is_unknown(s)],
    "updates.said.shown_for_room": lambda i, said, s: [
        updates.shown_for_room(each) for each in _updates(i, said, s)
    ],
    "updates.said.for_leadership": lambda i, said, s: [
        updates.for_leadership(each, i, s) for each in _updates(i, said, s) if "leadership" in each.others
    ],
    "updates.said.for_support": lambda i, said, s: [
        updates.for_support(each, i, s) for each in _updates(i, said, s)
    ],
    "updates.said.for_customers": lambda i, said, s: [
        updates.for_customers(each, i) for each in _updates(i, said, s) if each.others
    ],
    "who.who_message": lambda i, said, s: [
        who_message(i, members, [(i.declared_at, NOW)], s) for members in ([], _members())
    ],
    "late.late": lambda i, said, s: [
        late(_reminders(i, said, s)[0], NOW, NOW + timedelta(days=2), missed) for missed in (0, 1, 99)
    ],
    "reminders": _reminders,
}
"""By module and function."""


def _handoff(incident: Incident, said: str, settings: Settings) -> list[Shown]:
    draft = brief.draft(incident, incident.happened, settings, names=NAMES, workspace_url=URL)
    standing_ = brief.stands(incident, settings, NOW)
    whole = dict.fromkeys(brief.HEADINGS, said)
    return [
        handoff_form(incident, roles, receiver, standing_, words, settings)
        for roles in (["commander"], list(settings.roles))
        for receiver in (None, BO)
        for words in (draft, whole)
    ]


def _update(incident: Incident, said: str, settings: Settings) -> list[Shown]:
    sent = Sent(said, said, said, "worse", False, NOW)
    return [
        update_form(incident, settings, NOW, drafts, preview=preview, problem=problem)
        for drafts in (Sent(), sent)
        for preview in (None, *_updates(incident, said, settings))
        for problem in ("", "it says <db-1>.")
    ]


def _lines(incident: Incident, said: str, settings: Settings) -> list[Shown]:
    words = text.one_line(typed(said))[:400]
    night = [f"{n % 24}:{n % 60:02} Decision: {words}" for n in range(pasted.MOST)]
    odd = [f"9:37 PST {words}"] * 10
    read = [pasted.block("\n".join(lines), ZoneInfo("Europe/Berlin"), NOW) for lines in (night, odd, [])]
    wrong = pasted.block(f"2031-01-01 10:00 {typed(said)[:2900]}", ZoneInfo("UTC"), NOW)[:1]
    return [lines_form(incident, "d" * 40, pasted.placed(each, NOW), wrong, [said]) for each in read]


def _added(incident: Incident, said: str, settings: Settings) -> list[Shown]:
    sketches = [Sketch(10**8 + n, said or "x", (), False) for n in range(100)]
    return [
        add_form(ref, offered, "d" * 40, about="a" * 200, said=typed(said), at=NOW)
        for ref, offered in ((incident.ref, []), (None, sketches))
    ]


FORMS: dict[str, Show] = {
    "add_to_timeline.add_form": _added,
    "lines.lines_form": _lines,
    "lines.paste_form": lambda i, said, s: [paste_form(i), paste_form(i, typed(said), "decision")],
    "change.change_form": lambda i, said, s: [change_form(i, s), change_form(i, s, severity="sev1")],
    "checklist.checklist_form": lambda i, said, s: [
        checklist_form(i, checklists.lists(i, s), NAMES, ZoneInfo("Europe/Berlin"), NOW)
    ],
    "correct.correct_form": lambda i, said, s: [
        form
        for entry in of(i, Kind.NOTE, Kind.PINNED, Kind.UPDATE, Kind.MOMENT)
        for form in (
            correct_form(i, entry),
            correct_form(i, entry, text=typed(said), kind=Kind.DECISION, at=NOW, why=typed(said)),
        )
    ],
    "declare.declare_form": lambda i, said, s: [
        declare_form(s),
        declare_form(s, can_be_room=True, draft="d" * 40, title=said, private=True, about="a" * 200),
    ],
    "handoff.handoff_form": _handoff,
    "skip.skip_form": lambda i, said, s: [
        skip_form(i, family, subject, silenced(i, family, subject), NOW)
        for family, subject in (("item", "999"), ("update", ""), ("commander", ""))
    ],
    "snooze.snooze_form": lambda i, said, s: [
        snooze_form(i, family, subject, NOW, "14 days")
        for family, subject in (("item", "999"), ("update", ""))
    ],
    "item.item_form": lambda i, said, s: [
        item_form(i.ref),
        item_form(offered=[i] * 50, said=said, about="a" * 200, channel=ROOM, message="1.2"),
    ],
    "postmortem.postmortem_form": lambda i, said, s: [postmortem_form(i)],
    "resolve.resolve_form": lambda i, said, s: [resolve_form(i, s), resolve_form(i, s, said)],
    "roles.roles_form": lambda i, said, s: [roles_form(i, s, person, NOW) for person in (ANN, CHI)],
    "told.told": lambda i, said, s: [
        told("Not yet", message)
        for message in (
            standing(i, s, NOW),
            refusal("change it", f"“{text.fit(said, 2500)}” is not it.", "help", s),
            declared(i, s, chosen=True, here=False, private=True, similar=[i] * 3, workspace_url=URL),
        )
    ],
    "triage.triage_form": lambda i, said, s: [triage_form(), triage_form(i.ref)],
    "triage.triage_result": lambda i, said, s: [triage_result(_fired(s), s, i.ref)],
    "update.update_form": _update,
}
"""The same for views."""
