"""The command line, put together: what each word does stands in `cli/`."""

from __future__ import annotations

import typer

from incident_bot.cli import bot, local, records
from incident_bot.cli.simulate import simulate

cli = typer.Typer(
    help="Runs incidents in Slack: one bot, one file, one timeline.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
cli.command()(bot.serve)
cli.command()(bot.work)
cli.command()(bot.migrate)
cli.command()(bot.check)
cli.command()(simulate)
cli.command()(records.export)
cli.command()(records.postmortem)
cli.command()(records.verify)
cli.command("import")(records.import_)
cli.command()(local.sandbox)
cli.command("try")(local.try_)
cli.command()(local.replay)


def main() -> None:
    """The console script."""
    cli()


if __name__ == "__main__":
    main()
