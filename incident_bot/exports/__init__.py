"""The record of an incident as files. A format is one file here and one line below."""

from __future__ import annotations

from incident_bot.exports.csv_table import write as write_csv
from incident_bot.exports.export import Export
from incident_bot.exports.html import write as write_html
from incident_bot.exports.json_document import write as write_json
from incident_bot.exports.json_lines import write as write_json_lines
from incident_bot.exports.markdown import write as write_markdown
from incident_bot.exports.pdf import write as write_pdf

FORMATS: dict[str, Export] = {
    "markdown": Export("Markdown", "md", write_markdown),
    "json": Export("JSON", "json", write_json),
    "jsonl": Export("JSON Lines", "jsonl", write_json_lines),
    "csv": Export("CSV", "csv", write_csv),
    "html": Export("HTML", "html", write_html),
    "pdf": Export("PDF", "pdf", write_pdf),
}
"""By the word that people type for it."""

USUAL = ("markdown", "json")
"""What there is for whoever names no format: one for people, one for programs."""


def format_named(word: str) -> str | None:
    """The format that somebody means by a word, by its name or by how its files end; None for none."""
    said = word.lower().removeprefix(".")
    by_suffix = {export.suffix: name for name, export in FORMATS.items()}
    return said if said in FORMATS else by_suffix.get(said)
