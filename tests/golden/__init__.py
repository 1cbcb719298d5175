"""The exports of every recorded incident, as a person has read them: tests/golden/README.md."""
