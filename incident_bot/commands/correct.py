"""`correct #12 …`: what an entry says is put right; its earlier words stay in its history."""

from __future__ import annotations

from incident_bot.commands.ask import Ask
from incident_bot.commands.correction import Correction, kind_of, read_correction
from incident_bot.commands.entry import Meant, first_words, take_entry
from incident_bot.commands.reply import Reply, say
from incident_bot.errors import Refused
from incident_bot.forms.correct import correct_form, moment_in, shown_version, text_in
from incident_bot.incidents.amending import is_told
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.timeline_page import told_last
from incident_bot.incidents.vocabulary import Kind
from incident_bot.messages import inputs
from incident_bot.slack import text


async def correct(ask: Ask) -> Reply:
    """A star needs no reason. For all else it is asked for, in a form that has what was typed in it."""
    why = await ask.reason()
    meant = await take_entry(ask, told_last, for_change=True)
    if ask.filled.has("why"):
        return _put_right(ask, meant, _from_form(ask, meant), _reason(ask, meant))
    typed = await read_correction(ask)
    if typed != Correction():
        # What may not be is said at once, not after somebody has filled in a form.
        _checked(ask, meant, typed)
        if why or typed.is_star_only:
            return _put_right(ask, meant, typed, why)
        if typed.text is not None and len(typed.text) > inputs.TYPED:
            raise Refused("it is not said why: end the line with `because:` and the reason.")
    elif why:
        ask.remarks.append("You said why, but not what is right: put it in here.")
    form = correct_form(
        meant.incident,
        meant.now,
        text=typed.text,
        kind=typed.kind,
        at=typed.at,
        starred=typed.starred,
        why=why,
        remarks=ask.remarks,
    )
    return Reply(say("Say what is right, and why.").message, form=form)


def _put_right(ask: Ask, meant: Meant, right: Correction, why: str) -> Reply:
    meant.incident.correct(
        meant.versions,
        meant.act(ask),
        why,
        text=right.text,
        kind=right.kind,
        at=right.at,
        starred=right.starred,
    )
    ref, number = meant.incident.ref, meant.now.number
    if right.is_star_only:
        what = f": {meant.quoted}" if meant.quoted else "."
        return say(f"#{number} of *{ref}* is {'starred' if right.starred else 'not starred any more'}{what}")
    return say(
        f"#{number} of *{ref}* is corrected: {_new(meant, meant.incident.happened[-1])} "
        f"`{ask.settings.command} history {ref} #{number}` has what it said before."
    )


def _new(meant: Meant, is_now: TimelineEntry) -> str:
    """What it says now, and what else of it is new."""
    was, new = meant.now, []
    if is_now.occurred_at != was.occurred_at:
        new.append(f"New time: {text.moment(is_now.occurred_at)}.")
    starred = is_now.starred and not was.starred
    if is_now.kind != was.kind:
        new.append(f"Kind: {is_now.kind.replace('_', ' ')}{', and it is starred' if starred else ''}.")
    elif is_now.starred is not was.starred:
        new.append("It is starred." if starred else "It has no star any more.")
    quoted = first_words(is_now.text)
    return " ".join([*([f"{quoted}."] if quoted else []), *new])


def _checked(ask: Ask, meant: Meant, right: Correction) -> None:
    meant.incident.correction(
        meant.versions,
        meant.act(ask),
        text=right.text,
        kind=right.kind,
        at=right.at,
        starred=right.starred,
    )


def _from_form(ask: Ask, meant: Meant) -> Correction:
    """What somebody changed in the form; what they left as it showed it stays, whatever it is by now."""
    shown = next((each for each in meant.versions if each.version == shown_version(ask.filled)), meant.now)
    typed = text_in(ask.filled, shown)
    if typed is not None and not typed:
        raise Refused("its words are missing: `withdraw` takes it off the timeline.", field="text")
    right = Correction(
        text=typed,
        kind=_kind_in(ask, shown),
        at=moment_in(ask.filled, shown),
        starred=_star_in(ask, shown),
    )
    if right == Correction():
        field = "text" if ask.filled.has("text") else "star"
        raise Refused("nothing in the form was changed.", field=field)
    return right


def _kind_in(ask: Ask, shown: TimelineEntry) -> Kind | None:
    chosen = ask.filled.text("kind")
    return kind_of(chosen) if chosen and chosen != shown.kind else None


def _star_in(ask: Ask, shown: TimelineEntry) -> bool | None:
    starred = bool(ask.filled.many("star"))
    return starred if starred is not shown.starred else None


def _reason(ask: Ask, meant: Meant) -> str:
    why = ask.filled.text("why")
    if not why and is_told(meant.now):
        raise Refused("say why: whoever reads the history wants to know.", field="why")
    return why
