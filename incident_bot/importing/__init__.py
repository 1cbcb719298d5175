"""Records of earlier incidents come in: JSON of our schema, or a timeline that somebody wrote in Markdown."""
