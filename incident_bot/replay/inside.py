"""A replay with the bot in this process: it can be waited for, so the same drill leaves the same record."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import structlog

from incident_bot import clock
from incident_bot.app import Bot
from incident_bot.clock import MovedClock
from incident_bot.logs import rendering
from incident_bot.replay.drill import Drill
from incident_bot.replay.progress import Progress
from incident_bot.replay.stage import ADDRESS, LAST_WORDS, PATIENCE, Stage, Stopped
from incident_bot.sandbox import Sandbox, Seed
from incident_bot.settings import Settings
from incident_bot.trial import MANIFEST, no_proxies


class Inside(Stage):
    """The clock shows whole moments only, and stands still while the bot works."""

    def __init__(
        self,
        drill: Drill,
        bot: Bot,
        sandbox: Sandbox,
        log: Path,
        moved: MovedClock,
        speed: float,
        progress: Progress,
    ) -> None:
        super().__init__(drill, moved, speed, progress)
        self.bot = bot
        self._sandbox = sandbox
        self._log = log

    @property
    def sandbox(self) -> Sandbox:
        """The workspace."""
        return self._sandbox

    async def come_to_rest(self) -> None:
        """What was delivered while it worked may have given it something to do."""
        self._clock.move_to(self.at)
        await self._settles()
        await self.bot.tick()
        jobs = (await self.bot.health())["jobs"]
        if jobs["unfinished"]:
            # What was postponed is looked for by the runner's own poll; nobody has to wait for that here.
            self.bot.runner.nudge()
            await self._settles()
            jobs = (await self.bot.health())["jobs"]
        if jobs["buried"]:
            raise Stopped(f"The bot gave up {jobs['buried']} of its jobs.\n{self.last_words()}")

    async def _settles(self) -> None:
        await self.bot.runner.idle()
        await self.sandbox.until(self._all_delivered, timeout=PATIENCE)
        await self.bot.runner.idle()

    async def unfinished(self) -> int:
        """How many of its jobs are not done, now or later."""
        return int((await self.bot.health())["jobs"]["unfinished"])

    def last_words(self) -> str:
        """The end of its log."""
        return f"Its last words:\n{self._log.read_text('utf-8')[-LAST_WORDS:]}"


@asynccontextmanager
async def inside(drill: Drill, folder: Path, speed: float, progress: Progress) -> AsyncIterator[Inside]:
    """A workspace and a bot for this drill, which start before its first event and end with the block."""
    moved = MovedClock(drill.events[0].at)
    seed = Seed.example(MANIFEST if MANIFEST.is_file() else None)
    seed.address = ADDRESS
    sandbox = Sandbox(seed, now=lambda: moved().timestamp())
    clock.use(moved)
    try:
        with no_proxies(), _log_in(folder / "bot.log"):
            await sandbox.start()
            bot = Bot(_settings(sandbox, folder))
            await bot.start()
            try:
                yield Inside(drill, bot, sandbox, folder / "bot.log", moved, speed, progress)
            finally:
                await bot.stop()
    finally:
        await sandbox.stop()
        clock.use(None)


def _settings(sandbox: Sandbox, folder: Path) -> Settings:
    """Nothing but what is built in: a drill is the same wherever it is played."""
    return Settings(
        slack_api_url=sandbox.api_url,
        slack_bot_token=sandbox.app.bot_token,
        slack_app_token=sandbox.app.app_token,
        database_url=f"sqlite:///{folder / 'incident-bot.db'}",
        # The stage says when the bot looks at the clock, which stands still: nothing may wait for a second.
        tick_seconds=60,
        edit_seconds=0,
    )


@contextmanager
def _log_in(path: Path) -> Iterator[None]:
    """What the bot logs is for whoever has to find out why it failed, and not for the terminal."""
    before = structlog.get_config()
    with path.open("a", encoding="utf-8") as log:
        structlog.configure(
            processors=[structlog.processors.add_log_level, *rendering("text")],
            logger_factory=structlog.WriteLoggerFactory(log),
            cache_logger_on_first_use=False,
        )
        try:
            yield
        finally:
            structlog.configure(**before)
