"""A sandbox in a process of its own, so that its work is not measured as the bot's.

Prints where it is as one line of JSON; then, for each line on standard input, prints what has been seen.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys

from incident_bot.sandbox import Room, Sandbox, Seed


async def main(latency: float) -> None:
    """Serve until standard input ends."""
    sandbox = Sandbox(Seed.example())
    await sandbox.start()
    sandbox.faults.latency = latency
    app = sandbox.app
    tell({"api": sandbox.api_url, "bot": app.bot_token, "secret": app.signing_secret})
    while await asyncio.to_thread(sys.stdin.readline):
        rooms = [room for room in sandbox.channels if room.name.startswith("incident-")]
        announced = sum(1 for post in sandbox.channel("incidents").posts if not post.thread_ts)
        calls = [entry for entry in sandbox.journal if entry["kind"] == "call"]
        tell(
            {
                "rooms": len(rooms),
                "complete": sum(complete(room) for room in rooms),
                "announced": announced,
                "calls": len(calls),
                "times": [[entry["method"], entry["time"]] for entry in calls],
            }
        )
    await sandbox.stop()


def complete(room: Room) -> bool:
    """Topic, pinned card and at least one person."""
    return bool(room.topic and room.pins and len(room.members) > 1)


def tell(what: dict[str, object]) -> None:
    """One line."""
    print(json.dumps(what), flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--latency", type=float, default=0.0)
    asyncio.run(main(parser.parse_args().latency))
