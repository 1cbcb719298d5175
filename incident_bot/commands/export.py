"""`export [formats…] [private|here] [zone …] [kinds …] [starred] [pseudonyms]`: the record as files."""

from __future__ import annotations

from dataclasses import dataclass, field

from incident_bot.commands.ask import Ask
from incident_bot.commands.kinds_named import kinds_named
from incident_bot.commands.reply import Reply, say
from incident_bot.errors import Refused
from incident_bot.exports import FORMATS, USUAL, format_named
from incident_bot.exports.canvas import CANVAS
from incident_bot.exports.zone import known_zone, zone_named
from incident_bot.incidents import queries
from incident_bot.incidents.incident import Incident
from incident_bot.messages.listed import listed
from incident_bot.messages.where import place_of
from incident_bot.slack import text


@dataclass
class Asked:
    """What was asked for, as far as its words were read."""

    formats: list[str] = field(default_factory=list)
    where: str = ""
    """`private`, `here`, or nothing that was said."""
    zone: str = ""
    kinds: tuple[str, ...] = ()
    starred: bool = False
    pseudonyms: bool = False


async def export(ask: Ask) -> Reply:
    """For people and for programs when no format is named; times in UTC and in the zone of whoever asks."""
    incident = await ask.incident(for_change=True)
    asked = _read(ask)
    formats = list(dict.fromkeys(asked.formats)) or list(USUAL)
    # Where nobody can post any more, whoever asks can still have it.
    private = asked.where == "private" or (incident.room_archived and asked.where != "here")
    _must_be_possible(incident, formats, asked)
    if not asked.zone:
        person = await queries.person(ask.session, ask.request.workspace, ask.request.person)
        asked.zone = known_zone(person.zone) if person else "UTC"
    incident.export_asked(
        formats,
        asked.zone,
        ask.act,
        private=private,
        kinds=list(asked.kinds),
        only_starred=asked.starred,
        pseudonyms=asked.pseudonyms,
    )
    return say(_answer(incident, formats, private, said_so=asked.where == "private"))


def _read(ask: Ask) -> Asked:
    """All that is left of the words, in any order. Raises Refused for any that means nothing here."""
    asked = Asked()
    while ask.peek():
        word = text.plain(ask.word()).strip(",").lower()
        match word:
            case "private" | "here" as where:
                if asked.where not in ("", where):
                    raise Refused("it goes either `here` or to you alone with `private`, not both.")
                asked.where = where
            case "zone":
                asked.zone = _zone(text.plain(ask.word()))
            case "kinds" | "kind" | "only":
                asked.kinds += kinds_named(_list(ask))
            case "starred":
                asked.starred = True
            case "pseudonyms" | "anonymous":
                asked.pseudonyms = True
            case _:
                asked.formats += _formats(word)
    return asked


def _zone(typed: str) -> str:
    try:
        return zone_named(typed).key
    except Refused as refused:
        raise Refused(refused.problem, example=f"export zone {refused.example}") from refused


def _list(ask: Ask) -> str:
    """The next word, and those that follow after a comma."""
    words = [text.plain(ask.word())]
    while ask.peek() and (words[-1].endswith(",") or text.plain(ask.peek()).startswith(",")):
        words.append(text.plain(ask.word()))
    return " ".join(words)


def _formats(word: str) -> list[str]:
    if word in ("", "and", "as", "in"):
        return []
    if word == "all":
        return list(FORMATS)
    if word == CANVAS:
        return [CANVAS]
    if (name := format_named(word)) is not None:
        return [name]
    raise Refused(
        f"“{text.fit(word, 60)}” is no format. It is one of {', '.join([*FORMATS, CANVAS])}; you can name "
        f"several, or `all`, and without one you get {' and '.join(USUAL)}.",
        example="export <format>",
    )


def _must_be_possible(incident: Incident, formats: list[str], asked: Asked) -> None:
    if incident.room_archived and asked.where == "here":
        raise Refused(
            f"the room of {incident.ref} is archived, so there is no place for the files. They can go to you "
            "alone.",
            example=f"export {incident.ref} private",
        )
    if CANVAS not in formats:
        return
    if asked.where == "private":
        raise Refused(
            "a canvas belongs to the room and is seen by everybody in it. A file can go to you alone.",
            example=f"export {incident.ref} markdown private",
        )
    if incident.room_id is None or incident.room_archived:
        raise Refused(
            f"a canvas belongs to a room, and {incident.ref} has none that can be written to. A file can go "
            "to you alone.",
            example=f"export {incident.ref} markdown private",
        )


def _answer(incident: Incident, formats: list[str], private: bool, *, said_so: bool) -> str:
    labels = listed(FORMATS[each].label for each in formats if each in FORMATS)
    record = f"the record of *{incident.ref}*"
    if not labels:
        return f"I am writing {record} into the canvas of {place_of(incident)}."
    also = " and into its canvas" if CANVAS in formats else ""
    if not private:
        return f"I am putting {record} ({labels}) into {place_of(incident)}{also}."
    why = "" if said_so else " Its room is archived, so there is no other place for it."
    return f"I am sending you {record} ({labels}) in a direct message.{why}"
