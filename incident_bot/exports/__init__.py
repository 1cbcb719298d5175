"""The record of an incident as files. A format is one file here and one line below."""

from __future__ import annotations

from incident_bot.exports.export import Export
from incident_bot.exports.json_document import write as write_json
from incident_bot.exports.markdown import write as write_markdown

FORMATS: dict[str, Export] = {
    "markdown": Export("Markdown", "md", write_markdown),
    "json": Export("JSON", "json", write_json),
}
"""By the word that people type for it."""
