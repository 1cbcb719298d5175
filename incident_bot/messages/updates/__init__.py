"""Updates for stakeholders: their drafts, by audience and stage, and what each audience is then sent."""
