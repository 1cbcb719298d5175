"""`sandbox`, `try`, `replay`: a Slack-like workspace on this machine, alone or with the bot in it."""

from __future__ import annotations

import asyncio
import contextlib
from pathlib import Path
from typing import Annotated

import typer

from incident_bot.cli.failing import fail


def sandbox(
    port: Annotated[
        int, typer.Option(help="Where the page and the Web API are served.", min=0, max=65535)
    ] = 4390,
    config: Annotated[
        Path | None, typer.Option(help="People, groups and channels (TOML). Without: Ann, Bo, Chi and Dee.")
    ] = None,
    manifest: Annotated[
        Path | None, typer.Option("--app", help="A Slack app manifest (YAML or JSON).")
    ] = None,
    request_url: Annotated[
        str | None, typer.Option(help="Deliver here over signed HTTP instead of Socket Mode.")
    ] = None,
    journal: Annotated[
        Path | None, typer.Option(help="Add all traffic to this file, one line of JSON each.")
    ] = None,
    rate_limits: Annotated[bool, typer.Option("--rate-limits", help="Answer 429 as Slack does.")] = False,
    latency: Annotated[
        list[str] | None,
        typer.Option(help="Seconds that each call takes, as 0.08, or one method, as chat.update=0.2."),
    ] = None,
    fault: Annotated[
        list[str] | None,
        typer.Option(help="METHOD=KIND for the next call, METHOD=KIND:SHARE for a share of all."),
    ] = None,
    duplicates: Annotated[float, typer.Option(help="This share of events comes twice.", min=0, max=1)] = 0,
    reordered: Annotated[
        float, typer.Option(help="This share of events comes after the next.", min=0, max=1)
    ] = 0,
    cut: Annotated[float, typer.Option(help="Every so many seconds all sockets are cut.", min=0)] = 0,
    seed: Annotated[int | None, typer.Option(help="The same number, the same chance.")] = None,
) -> None:
    """Start a local Slack-like workspace for any Slack app, on this machine only."""
    from incident_bot.sandbox import CannotStart, Weather, run_sandbox

    weather = Weather(rate_limits, latency or (), fault or (), duplicates, reordered, seed, cut)
    try:
        with contextlib.suppress(KeyboardInterrupt):
            asyncio.run(
                run_sandbox(
                    port,
                    config=config,
                    manifest=manifest,
                    request_url=request_url,
                    journal=journal,
                    weather=weather,
                )
            )
    except CannotStart as refused:
        fail(str(refused).splitlines())


def try_(
    port: Annotated[int, typer.Option(help="Where the page is served.", min=0, max=65535)] = 4390,
) -> None:
    """Start a local workspace and the bot in it. No Slack account is needed; nothing leaves this machine."""
    from incident_bot.trial import run_trial

    with contextlib.suppress(KeyboardInterrupt, asyncio.CancelledError):
        raise typer.Exit(asyncio.run(run_trial(port)))


def replay(
    drill: Annotated[Path, typer.Argument(help="A recorded incident, as in config/drills.")],
    speed: Annotated[float, typer.Option(help="How many times faster than it happened.", min=1)] = 600,
    out: Annotated[Path, typer.Option(help="The folder that gets the exported timeline.")] = Path("replay"),
) -> None:
    """Let a recorded incident happen again in a local workspace, with the bot, and export its timeline."""
    from incident_bot.replay import run_replay

    with contextlib.suppress(KeyboardInterrupt):
        raise typer.Exit(asyncio.run(run_replay(drill, speed, out)))
