"""What holds without a file: severities, roles and checklists as most teams have them."""

from __future__ import annotations

from incident_bot.settings.team import Checklist, Role, Severity

SEVERITIES = {
    "sev1": Severity(
        label="SEV-1",
        word="critical",
        meaning="outage or severe degradation for all or most users, or data lost",
        acknowledge_within=5,
        respond_within=10,
        engage_within=5,
        rungs=4,
        checkpoint_every=15,
        needs=("comms", "scribe"),
        detect_within=5,
        resolve_within=60,
        update_every=30,
        postmortem_days=1,
    ),
    "sev2": Severity(
        label="SEV-2",
        word="high",
        meaning="significant degradation for many users or a critical group of them",
        acknowledge_within=15,
        respond_within=30,
        engage_within=30,
        rungs=3,
        checkpoint_every=30,
        needs=("comms", "scribe"),
        resolve_within=240,
        update_every=60,
        postmortem_days=3,
    ),
    "sev3": Severity(
        label="SEV-3",
        word="medium",
        meaning="minor degradation, and a workaround exists",
        acknowledge_within=30,
        respond_within=60,
        engage_within=120,
        rungs=1,
        update_every=120,
        postmortem_days=7,
    ),
    "sev4": Severity(
        label="SEV-4",
        word="low",
        meaning="little or no impact on users",
        acknowledge_within=120,
        respond_within=240,
        engage_within="next working day",
        update_every=None,
        room=False,
    ),
}

ROLES = {
    "commander": Role(
        label="commander",
        aliases=("ic", "incident_commander", "command"),
        duties=(
            "Decide and delegate. Do not fix it yourself: somebody has to see the whole.",
            "Say who does what by when, and ask for more people before you need them.",
            "See that updates go out on time, also when there is nothing new.",
            "Roll back when confidence in a fix is low, or the fix takes more than half an hour.",
            "Hand over after four hours; nobody commands well for longer than six.",
        ),
    ),
    "tech_lead": Role(
        label="tech lead",
        aliases=("tech", "techlead", "operations"),
        duties=(
            "Lead those who have their hands on the keyboard.",
            "Tell the room what you are about to change before you change it.",
            "Stop the harm first; find the cause after.",
        ),
    ),
    "comms": Role(
        label="communications lead",
        aliases=("communications", "comms_lead"),
        duties=(
            "Write the updates: what it means for users, what is being done, when you write next.",
            "Keep the promise of the next update, also when nothing has changed.",
            "Keep questions from outside away from those who fix.",
        ),
    ),
    "scribe": Role(
        label="scribe",
        aliases=("planning",),
        duties=(
            "Keep the timeline: decisions, what was tried, what came of it, with times.",
            "Mark messages that matter with the reaction that puts them on the timeline.",
            "Ask when a decision has no owner or no reason.",
        ),
    ),
    "expert": Role(
        label="expert",
        aliases=("sme", "subject_matter_expert"),
        single=False,
        duties=(
            "Say what you know and how sure you are.",
            "Change nothing unless the tech lead asked you to.",
        ),
    ),
    "observer": Role(
        label="observer",
        single=False,
        duties=("Read along. Keep questions for later or for a thread.",),
    ),
}

_WITH_ROOM = ("sev1", "sev2", "sev3")

CHECKLISTS = {
    "triage": Checklist(
        title="First five minutes",
        severities=_WITH_ROOM,
        items=(
            "Scope is known: who and what is affected",
            "Basic health is checked: traffic, errors, latency, saturation",
            "It is clear whether this is the cause or a consequence",
            "The first update is out",
        ),
    ),
    "stabilise": Checklist(
        title="Stabilise",
        severities=_WITH_ROOM,
        items=(
            "The harm no longer grows",
            "There is a workaround, or it is clear that there is none",
            "Logs, dumps and graphs are kept",
            "Ways to recover are listed",
        ),
    ),
    "repair": Checklist(
        title="Repair",
        severities=_WITH_ROOM,
        items=(
            "The plan and the way back are agreed",
            "It is done, and somebody watches",
            "Stakeholders know",
        ),
    ),
    "resolved": Checklist(
        title="Is it over?",
        items=(
            "Metrics are back to normal",
            "Latency is within its objective",
            "Nobody reports the problem any more",
            "It has been stable long enough: half an hour, two hours for the worst",
        ),
    ),
    "after": Checklist(
        title="Afterwards",
        items=(
            "The postmortem has a date and a facilitator",
            "Status page and alerts are closed",
            "People are thanked",
            "On-call notes are up to date",
        ),
    ),
}
