"""Many lines at once: shown as they were understood, and put on the timeline when somebody says so."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from incident_bot.commands.ask import Ask
from incident_bot.commands.drafts import begin_draft
from incident_bot.commands.reply import Reply, say
from incident_bot.commands.times import zone_of
from incident_bot.errors import Refused
from incident_bot.forms.lines import MENDED, Sent, fits, lines_form, paste_form
from incident_bot.incidents import convention, pasted
from incident_bot.incidents.convention import Line
from incident_bot.incidents.draft import Draft
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.vocabulary import Kind
from incident_bot.slack import text


async def previewed(ask: Ask, incident: Incident, said: str, kind: Kind) -> Reply:
    """The lines as they are understood, in a form that puts them on the timeline; nothing is saved before.

    They are kept as a draft, and read again as of now when the form is sent: what was shown is what is put.
    """
    zone = await zone_of(ask)
    read = pasted.block(said, zone, ask.now, kind)
    if not read:
        raise Refused("none of these lines says anything.", field="lines")
    if len(read) > pasted.MOST:
        raise Refused(
            f"these are {len(read)} lines, and I take {pasted.MOST} at a time. Paste them in parts.",
            field="lines",
        )
    wrong = [each for each in read if each.line.problem]
    if sum(len(each.written) + 1 for each in wrong) > MENDED:
        first = text.fit(wrong[0].line.problem, 200)
        raise Refused(f"{len(wrong)} of these lines I cannot take. The first: {first}", field="lines")
    draft = await _keep(ask, said, zone, kind)
    form = lines_form(incident, draft, pasted.placed(read, ask.now, zone), wrong, pasted.left_out(said))
    return Reply(
        say("Look at the lines before they are put on the timeline.").message, form=form, replaces=True
    )


async def changed(ask: Ask, incident: Incident, sent: Sent) -> Reply:
    """Back from the preview to the lines, all of them, with what was corrected in it."""
    content = (await _draft(ask, sent)).content
    zone, then, kind = ZoneInfo(content["zone"]), datetime.fromisoformat(content["at"]), Kind(content["kind"])
    said = content["text"]
    wrong = [each.written for each in pasted.block(said, zone, then, kind) if each.line.problem]
    mended = sent.mended.splitlines()
    if len(mended) == len(wrong):
        for before, now in zip(wrong, mended, strict=True):
            said = said.replace(before, now, 1)
    if not fits(said):
        raise Refused(
            "these lines are too long for a form. Change them where you wrote them, and paste again."
        )
    return Reply(
        say("Change your lines.").message, form=paste_form(incident, said, content["kind"]), replaces=True
    )


async def _draft(ask: Ask, sent: Sent) -> Draft:
    draft = await ask.session.get(Draft, sent.draft)
    if draft is None or draft.person != ask.request.person:
        raise Refused("these lines are on the timeline already, or were kept for a day, which is over.")
    return draft


async def put(ask: Ask, incident: Incident, sent: Sent) -> Reply:
    """The form as it was sent."""
    draft = await _draft(ask, sent)
    content = draft.content
    zone, then, kind = ZoneInfo(content["zone"]), datetime.fromisoformat(content["at"]), Kind(content["kind"])
    if sent.as_one:
        lines = [_whole(content["text"], zone, then, kind)]
    else:
        read = pasted.block(content["text"], zone, then, kind)
        refused = [each.written for each in read if each.line.problem]
        lines = [*pasted.placed(read, then), *_mended(sent.mended, zone, then, kind, refused)]
    if not lines:
        raise Refused("no line is left to be put on the timeline.")
    entries = incident.tell_all([(each.at or ask.now, each.kind, each.text) for each in lines], ask.act)
    await ask.session.delete(draft)
    first, last = entries[0].number, entries[-1].number
    which = f"as #{first} to #{last}" if len(entries) > 1 else f"as #{first}"
    what = f"{len(entries)} entries are" if len(entries) > 1 else "One entry is"
    return say(f"{what} on the timeline of *{incident.ref}* {which}.")


async def _keep(ask: Ask, said: str, zone: ZoneInfo, kind: Kind) -> str:
    content = {"text": said, "zone": zone.key, "kind": kind.value, "at": ask.now.isoformat()}
    key, _ = await begin_draft(ask, content)
    return key


def _whole(said: str, zone: ZoneInfo, now: datetime, kind: Kind) -> Line:
    line = convention.timed(said, zone, now)
    if line.problem:
        raise Refused(text.fit(line.problem, 200), field="as")
    return Line(line.at, kind, line.text)


def _mended(said: str, zone: ZoneInfo, now: datetime, kind: Kind, refused: list[str]) -> list[Line]:
    read = pasted.block(said, zone, now, kind)
    if wrong := [each for each in read if each.line.problem]:
        if wrong[0].written in refused:
            # Why stands below the field already.
            raise Refused("this line is as it was: correct it, or delete it.", field="mend")
        raise Refused(text.fit(wrong[0].line.problem, 200), field="mend")
    return pasted.placed(read, now)
