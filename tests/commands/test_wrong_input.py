"""Whatever is typed wrong is answered in private: what was understood, what is wrong, one line that works.

And nothing is changed, neither in the room nor in the database.
"""

from __future__ import annotations

from incident_bot.commands import CATALOGUE
from incident_bot.messages.refusal import sentence
from tests.stories.team import Team

PROPOSED = ("This would work: `/incident ", "For example: `/incident ")
"""Their own words put right, and what they should read before they send it."""

TABLES = ("incidents", "timeline_entries", "role_holdings", "jobs")

# In the room of INC-1, which is open, SEV-1, and commanded by Ann; INC-2 is resolved.
WRONG: dict[str, dict[str, str]] = {
    "declare": {
        "declare sev1": "there is no title: say in a few words what is wrong.",
        "declare \u200e\u0007": "there is no title: say in a few words what is wrong.",
        "declare it is slow --loud": "I know no flag `--loud`. `/incident help declare` has them all.",
        "declare --here it is slow": "this channel is the room of INC-1 already.",
    },
    "declare_from_message": {},
    "triage": {"triage soon": "`triage` takes no words but the name of an incident."},
    "room": {"room soon": "`room` takes no words."},
    "list": {
        "list loud": "I do not know how to filter by “loud”. You can combine `open`, `resolved`, `closed`",
        "list since ever": "“ever” is no time that I can look back to.",
    },
    "mine": {"mine all": "`mine` takes no words."},
    "find": {
        "find": "there are no words to look for.",
        "find a b c d e f g h i": "I can look for 8 words of 200 characters together, and these are more.",
    },
    "checklist": {"checklist 1": "“1” is one word too many: `check` and `uncheck` are for single items."},
    "check": {
        "check 99": "there is no item 99: they go from 1 to 19.",
        "check ponies": "no item has “ponies”",
    },
    "uncheck": {"uncheck 1": "“Scope is known: who and what is affected” is not ticked."},
    "status": {
        "status fixed": "“fixed” is no status. It is one of investigating, identified, monitoring, resolved",
        "status investigating": "INC-1 is already investigating.",
        "status resolved INC-2": "INC-2 is already resolved.",
    },
    "severity": {
        "severity": "the severity is missing. It is one of sev1, sev2, sev3, sev4.",
        "severity high": "“high” is no severity. It is one of sev1, sev2, sev3, sev4.",
        "severity sev9": "“sev9” is no severity. It is one of sev1, sev2, sev3, sev4.",
        "severity sev1": "INC-1 has that severity already.",
    },
    "assign": {
        "assign": "the role is missing. It is one of commander, tech_lead, comms, scribe, expert,",
        "assign boss @bo": "“boss” is no role. It is one of commander, tech_lead, comms, scribe, expert,",
        "assign scribe": "the person is missing.",
        "assign scribe @nobody": "“@nobody” is nobody I know here.",
        "assign scribe @incidentbot": "incidentbot is a bot: a role needs a person.",
        "assign commander me": "@ann is commander of INC-1 already.",
    },
    "unassign": {
        "unassign": "the role is missing. It is one of commander, tech_lead, comms, scribe, expert,",
        "unassign scribe": "nobody is scribe of INC-1.",
        "unassign commander @bo": "@bo is not commander of INC-1.",
        "unassign commander @nobody": "“@nobody” is nobody I know here.",
    },
    "note": {
        "note": "there is no text to note.",
        "note INC-1": "there is no text to note.",
        "note 14:32": "there is nothing after “14:32”.",
        "note 2031-01-01 10:00 it ends": "“2031-01-01 10:00” is still to come.",
        "note tomorrow 09:00 they call": "“tomorrow 09:00” is still to come. What goes on the timeline has",
        "note 15:32 they call": "“15:32” is still to come.",
    },
    "decision": {"decision": "the decision itself is missing."},
    "action": {"action": "what was done is missing.", "action +5m x": "“+5m” is still to come."},
    "hypothesis": {"hypothesis": "the hypothesis itself is missing."},
    "paste": {},
    "add_to_timeline": {},
    "update": {},
    "snooze": {
        "snooze soon": (
            "“soon” is neither a reminder (update, commander, roles, checkpoint, handoff, stable, quiet, "
            "postmortem, items, item) nor a length of time (10m, 1h), and no moment either (until 15:00)."
        ),
        "snooze update 0m": "a snooze lasts between 1 minute and 24 hours.",
        "snooze update 25h": "a snooze lasts between 1 minute and 24 hours.",
        "snooze update 3 years": "“3 years” is neither a reminder",
        "snooze update until 2030-01-01 10:00": "a snooze lasts between 1 minute and 24 hours.",
        "snooze update until soon": "“soon” is no time that I understand. Write it like `17:30`, `in 30m`,",
        "snooze update until yesterday 09:00": "that moment is over already.",
        "snooze commander 1h": "INC-1 has a commander, so nobody is asked for one.",
        "snooze item 15d": "it is not said which action item is meant.",
        "snooze item 3 15d": "a snooze lasts between 1 minute and 14 days.",
        "snooze item 3 2d": "nobody is reminded of action item 3 of INC-1.",
        "snooze postmortem 1d": "INC-1 is investigating: nobody is asked for that before it is resolved.",
        "snooze 10m INC-2": "INC-2 is resolved, so there is nothing to snooze.",
    },
    "skip": {
        "skip commander we need none": "INC-1 has a commander, so nobody is asked for one.",
        "skip item we need none": "it is not said which action item is meant.",
        "skip item 3 we need none": "nobody is reminded of action item 3 of INC-1.",
        "skip stable it is": "the stable reminder of INC-1 does not come as things stand.",
        "skip handof we need none": "“handof” is none of the reminders, which are update, commander, roles,",
        "skip we need none": "“we” is none of the reminders, which are update, commander, roles, checkpoint,",
        "skip INC-2 update": "this is the room of INC-1, and you named INC-2: go to its room,",
        "skip update <reason>": "`<reason>` stands for words of your own.",
    },
    "reminders": {
        "reminders soon": "“soon” is no page: write `reminders page 2` for what was owed earlier.",
        "reminders page 0": "“page 0” is no page: write `reminders page 2` for what was owed earlier.",
        "reminders INC-99": "there is no INC-99.",
    },
    "remind": {
        "remind": "it is not said who is to be reminded: begin with `me` or with `room`.",
        "remind @bo in 20m to call": "it is not said who is to be reminded: begin with `me` or with `room`.",
        "remind me": "it is not said when, and of what.",
        "remind me in 20m": "it is not said what of.",
        "remind me to call": "in “to call” there is no time that I understand. Write it like `in 20m`,",
        "remind me in 0m to call": "a reminder comes in a minute at the earliest, and within 30 days.",
        "remind me 10m ago to call": "that moment is over already.",
        "remind room yesterday 09:00 to call": "that moment is over already.",
        "remind me in 40d to call": "a reminder comes in a minute at the earliest, and within 30 days.",
        "remind cancel": "the number of the reminder is missing: `remind list` shows them.",
        "remind cancel 3": "INC-1 has no reminder 3 that you asked for.",
        "remind again 3 10m": "INC-1 has no reminder 3 that you asked for.",
    },
    "resolve": {},
    "reopen": {"reopen": "INC-1 is open: it is investigating."},
    "timeline": {
        "timeline INC-99": "there is no INC-99.",
        "timeline soon": "I do not know how to look for “soon” on a timeline. You can combine kinds like",
        "timeline by": "it is not said by whom. Type @ and pick the name from Slack's list, or say `me`.",
        "timeline since ever": "“ever” is no time that I understand.",
        "timeline since tomorrow": "“tomorrow” is still to come.",
        "timeline page 0": "“0” is no page: write `timeline page 2` for what happened earlier.",
        "timeline by @ann @bo": "I can look for what one person wrote, and there are two.",
    },
    "correct": {
        "correct": "it is not said which entry is meant. `timeline` shows the number of each, like #12;",
        "correct the rate": "“the” is no entry's number.",
        "correct #1 #2 it was mail because: typo": "one entry at a time: #1, or #2?",
        "correct #99 star": "there is no #99 in INC-1: `timeline` shows the number of each entry.",
        "correct last star": "there is none of yours in INC-1: name its number, like #12.",
        "correct #1 it was mail because: typo": "#1 says what happened to INC-1 itself, which cannot be",
        "correct #1 time soon": "“soon” is no time that I understand.",
        "correct #1 kind status": "“status” is no kind that an entry can be of. It is one of note, decision,",
        "correct #1 kind": "the kind is missing. It is one of note, decision, action, hypothesis.",
        "correct #1 star of the show": "I do not know whether “of the show” is to be its text.",
        "correct #1 unstar": "#1 has no star.",
    },
    "withdraw": {
        "withdraw": "it is not said which entry is meant.",
        "withdraw #1 #2": "one entry at a time: #1, or #2?",
        "withdraw #1 and #2": "one entry at a time: #1, or #2?",
        "withdraw #1 2": "one entry at a time: #1, or #2?",
        "withdraw #1": "#1 says what happened to INC-1 itself, which cannot be taken back or rewritten",
    },
    "restore": {
        "restore #99": "there is no #99 in INC-1",
        "restore #1": "#1 says what it said at first: there is nothing to undo.",
        "restore #1 2": "#1 has no version 2: it has the first one only.",
        "restore #1 soon": "“soon” is no version: `history` numbers them from 1.",
    },
    "history": {
        "history": "it is not said which entry is meant.",
        "history #1 please": "“please” is more than an entry's number.",
    },
    "export": {
        "export docx": "“docx” is no format. It is one of markdown, json,",
        "export here private": "it goes either `here` or to you alone with `private`, not both.",
        "export canvas private": "a canvas belongs to the room and is seen by everybody in it.",
        "export zone Berlin": "there is no time zone “Berlin”.",
        "export zone": "the time zone is missing. Zones have names like Europe/Berlin or UTC.",
        "export kinds": "which kinds is missing:",
        "export kinds note,gossip": "“gossip” is no kind of entry. There are action, check,",
    },
    "title": {
        "title": "the new title is missing.",
        "title checkout is failing": "that is the title of INC-1 already.",
    },
    "impact": {"impact": "the impact itself is missing: what do users notice?"},
    "services": {
        "services": "no service is named. Name them with commas between: `services checkout, search`.",
        "services -mail": "mail is not among the services of INC-1.",
    },
    "change": {},
    "times": {},
    "time": {
        "time": "it is not said which moment. They are started, detected, acknowledged, mitigated, resolved.",
        "time started": "the time is missing. Write it like `14:32`, `10m ago`, `yesterday 23:50` or",
        "time started soon": "“soon” is no time that I understand. Write it like `14:32`, `10m ago`,",
    },
    "roles": {"roles soon": "`roles` takes no words: `assign` gives one role to somebody."},
    "handoff": {
        "handoff commander me": "you would hand it over to yourself.",
        "handoff commander INC-2": "INC-2 is resolved: nothing is to be handed over.",
    },
    "accept": {
        "accept": "no role of INC-1 that concerns you waits for an answer.",
        "accept scribe": "no hand-off of it waits for an answer: nobody is scribe of INC-1.",
    },
    "decline": {"decline": "no role of INC-1 that concerns you waits for an answer."},
    "who": {"who else": "“else” is one word too many."},
    "next": {
        "next": "the moment is missing. As things stand, the next update of INC-1 is due",
        "next soon": "“soon” is no time that I understand. Write it like `17:30`, `in 30m`,",
        "next in 30d": "nobody waits longer than a week for the next update.",
    },
    "archive": {
        "archive never": "INC-1 is investigating: its room is archived once it is resolved.",
        "archive soon INC-2": "“soon” is no time that I understand.",
    },
    "close": {"close": "INC-1 is investigating: it has to be resolved before it is closed."},
    "postmortem": {
        "postmortem soon": "I do not know what “soon” has to do with it.",
        "postmortem me": "the postmortem is for somebody who was not commander of INC-1",
        "postmortem @incidentbot": "incidentbot is a bot: a role needs a person.",
        "postmortem due soon": "“soon” is no day that I understand.",
        "postmortem published": "its address is missing: where can it be read?",
        "postmortem facilitator": "it is not said who leads it.",
        "postmortem published foo": "“foo” is no address: one begins with https://.",
        "postmortem published https://…": "is no address: one begins with https://.",
        "postmortem @bo soon": "I do not know what “soon” has to do with it.",
        "postmortem @bo due soon": "“soon” is no day that I understand.",
        "postmortem @bo @dee": "one person leads it, and you named more.",
    },
    "item": {
        "item add p1": "it is not said what is to be done.",
        "item done": "it is not said which action item is meant.",
        "item done 3": "INC-1 has no action item 3: it has no action items yet.",
        "item add watch it due someday": "“someday” is no day that I understand.",
        "item add watch it due 2020-01-01": "Wednesday 2020-01-01 is over: say a day that is still to come.",
        "item add watch it @incidentbot": "incidentbot is a bot",
        "item add watch it P9": "“P9” is no priority: P0 to P3.",
        "item edit 1": (
            "To change item 1: `/incident item text 1 …`, or `type`, `criterion`, `priority`, `due`, "
            "`assign`, `done` or `drop` in place of `text`. To add one that begins so: "
            "`/incident item add edit 1`."
        ),
        "item change priority 3 P1": "To change item 3: `/incident item text 3 …`",
        "item 1 the alert": "To change item 1: `/incident item text 1 …`",
        "item priority P1 3": "To change item 3: `/incident item text 3 …`",
        "item list": "To add one that begins so: `/incident item add list`.",
        "item remove the old pool": "To add one that begins so: `/incident item add remove the old pool`.",
        "item 1": "INC-1 has no action item 1: it has no action items yet.",
        "item text 1, 2 x": "that goes one at a time.",
    },
    "items": {"items soon": "I do not know how to filter by “soon”.", "items INC-99": "there is no INC-99."},
    "item_from_message": {},
    "help": {},
}

# In #general, where free text has to name its incident first.
WRONG_ELSEWHERE = {
    "update": {"update INC-2 all is well": "INC-2 is resolved, so nobody is owed an update."},
    "resolve": {"resolve INC-2": "INC-2 is resolved already."},
}

NOT_ABOUT_ONE = (
    "declare",
    "declare_from_message",
    "add_to_timeline",
    "item_from_message",
    "triage",
    "list",
    "mine",
    "find",
    "items",
    "help",
)
ABOUT_ONE = [name for name in CATALOGUE if name not in NOT_ABOUT_ONE]


async def a_day_at_work(team: Team) -> None:
    """INC-1 is open, SEV-1, and commanded by Ann; INC-2 is resolved."""
    await team.declared("checkout is failing sev1")
    await team.ann.asks("assign INC-1 commander me")
    await team.ann.asks("declare search is slow sev2")
    await team.ann.asks("resolve --confirmed INC-2")


def test_every_command_has_its_wrong_lines() -> None:
    assert WRONG.keys() == CATALOGUE.keys()


async def test_what_is_wrong_is_explained_and_changes_nothing(team: Team) -> None:
    await a_day_at_work(team)
    room = team.rooms[0]
    before, said = await team.rows(*TABLES), team.said(room)

    for place, lines in ((room, WRONG), ("general", WRONG_ELSEWHERE)):
        for name, wrong in lines.items():
            for line, problem in wrong.items():
                told = await team.ann.asks(line, place)
                assert problem in told or sentence(problem) in told, line
                assert_three_lines(told, name)
    assert await team.rows(*TABLES) == before
    assert team.said(room) == said


async def test_an_example_that_is_copied_as_it_stands_changes_nothing(team: Team) -> None:
    await a_day_at_work(team)
    room = team.rooms[0]
    await team.ann.asks("note the error rate is 20 %", room)
    lines = ["declare sev1", "note", "decision", "action", "hypothesis", "withdraw", "correct", "restore #1"]
    lines += ["restore #3 soon", "correct last star of the show", "withdraw #1", "time", "time started soon"]
    lines += ["check 99", "check ponies", "uncheck 1", "item add p1", "item done", "postmortem soon"]
    lines += ["postmortem published", "postmortem facilitator", "export docx", "export kinds", "undo", "todo"]
    lines += ["retro", "delete", "fix", "notte it is slow"]
    before = await team.rows(*TABLES)

    for line in lines:
        told = await team.ann.asks(line, room)
        [example] = [each for each in told.splitlines() if each.startswith("For example: `/incident ")]
        await team.ann.asks(example.partition("/incident ")[2].rstrip("`"), room)
        assert await team.rows(*TABLES) == before, example
    team.expectations.allows("")


async def test_what_they_typed_put_right_is_said_to_work(team: Team) -> None:
    await a_day_at_work(team)

    told = await team.ann.asks("INC-1 note it is <slow>", team.rooms[0])
    assert told == (
        "The command comes first, then the incident.\n"
        "This would work: `/incident note INC-1 it is <slow>`\nNothing was changed."
    )
    assert "For example: `/incident status inc-2`" in await team.ann.asks("inc-2")
    told = await team.ann.asks("export zone Berlin", team.rooms[0])
    assert "This would work: `/incident export zone Europe/Berlin`" in told


async def test_outside_a_room_it_must_be_said_which_incident_is_meant(team: Team) -> None:
    await a_day_at_work(team)
    before = await team.rows(*TABLES)

    for name in ABOUT_ONE:
        words = CATALOGUE[name].example.removeprefix(name).strip()
        told = await team.ann.asks(f"{name} {words}")
        unknown = await team.ann.asks(f"{name} INC-99 {words}")
        assert "his is not an incident's room, so I need to know which incident you mean" in told
        assert_three_lines(told, name)
        assert "here is no INC-99. `/incident list` shows the open incidents." in unknown
        assert_three_lines(unknown, name)
    assert await team.rows(*TABLES) == before


async def test_the_line_that_would_work_works_where_the_person_is(team: Team) -> None:
    await a_day_at_work(team)

    for name in ABOUT_ONE:
        for line in (CATALOGUE[name].example, f"{name} INC-99"):
            told = await team.ann.asks(line)
            [proposed] = [each for each in told.splitlines() if each.startswith(PROPOSED)]
            # Whoever named one that there is not is shown those that there are.
            assert ("/incident list`" in proposed) if "INC-99" in line else ("INC-" in proposed)


UNKNOWN = {
    "declar checkout is failing": "“declar” is not something I can do. Did you mean `declare`?",
    "sevrity sev1": "“sevrity” is not something I can do. Did you mean `severity`?",
    "STATU": "“STATU” is not something I can do. Did you mean `status`?",
    "take scribe": "“take” is not something I can do. Did you mean `assign`?",
    "role": "“role” is not something I can do. Did you mean `roles`?",
    "escalate": "“escalate” is not something I can do. Did you mean `severity`?",
    "frobnicate": "“frobnicate” is not something I can do.",
    "<!channel>": "“<!channel>” is not something I can do. Did you mean `change`?",
    "@bo please help": "“@bo” is not something I can do.",
    "y" * 10_000: f"“{'y' * 59}…” is not something I can do.",
}


async def test_an_unknown_word_is_answered_with_a_likely_one(team: Team) -> None:
    before = await team.rows(*TABLES)

    for typed, told in UNKNOWN.items():
        answer = (await team.ann.asks(typed)).splitlines()
        assert answer[0] == told
        assert answer[1].startswith("For example: `/incident ")
        assert answer[2:] == ["Nothing was changed."]
    assert await team.rows(*TABLES) == before


def assert_three_lines(told: str, name: str) -> None:
    """What was understood, what is wrong, and one example."""
    understood, example, nothing = told.splitlines()
    if CATALOGUE[name].refuses_plainly:
        assert understood[0] == understood[0].upper()
        assert not understood.startswith("You want to")
    else:
        assert understood.startswith(f"You want to {CATALOGUE[name].summary}, but ")
    assert example.startswith(PROPOSED)
    proposed = example.partition("`/incident ")[2]
    assert proposed.rstrip("`").split()[0] in CATALOGUE
    assert nothing == "Nothing was changed."


async def test_a_severity_that_there_is_not_does_not_end_up_in_a_title(team: Team) -> None:
    for line in ("declare sev9 checkout is failing", "declare checkout is failing sev 7"):
        assert "is no severity. It is one of sev1, sev2, sev3, sev4." in await team.ann.asks(line)
    assert team.rooms == []
    assert "It is SEV-2." in await team.ann.asks("declare checkout is failing sev 2")


async def test_help_for_a_command_may_be_asked_of_the_command(team: Team) -> None:
    for words in ("declare help", "declare --help", "help declare"):
        assert "For example: `/incident declare checkout is failing sev1`" in await team.ann.asks(words)
    assert team.rooms == []


async def test_a_snooze_is_as_long_as_it_says(team: Team) -> None:
    room = await team.declared()
    for words, until in {"1 hour": "15:30", "90 min": "16:00", "20": "14:50", "for 2H": "16:30"}.items():
        assert f"{until} UTC" in await team.ann.asks(f"snooze update {words}", room)
    assert "neither a reminder" in await team.ann.asks("snooze 10m foo", room)
