"""The queue of jobs, kept by procrastinate in a schema of its own."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

import structlog
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from kit.database import Database, postgres_options
from kit.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from procrastinate import App

log = structlog.stdlib.get_logger("palais.jobs")

SCHEMA = "palais_jobs"
HEARTBEAT, LOST_AFTER = 10.0, 30.0
"""Seconds between two signs of life of a worker, and without one after which its jobs go to others."""

LOOKING = 2.0
"""Seconds after which a worker looks for jobs of which it was not told."""

GRACE = 10.0
"""Seconds that a worker which is stopped gives its jobs to end."""

MOST_ATTEMPTS = 1_000
"""A job that a worker did not end is begun again; whoever does it knows when that is in vain."""


class Queue:
    """Whose turn it is. Jobs have a name and the key of what they work on, and nothing else."""

    def __init__(self, app: "App") -> None:
        self._app = app

    async def defer(self, task: str, key: str, priority: int = 0) -> None:
        """Ask for a job; one that waits already is not asked for twice. Higher priorities come first.

        Raises ``OperationalError``, as all that asks the database does, where it is away.
        """
        from procrastinate.exceptions import AlreadyEnqueued, ConnectorException

        name = f"{task}:{key}"
        deferrer = self._app.configure_task(
            task, allow_unknown=True, queue=task, lock=name, queueing_lock=name, priority=priority
        )
        try:
            await deferrer.defer_async(key=key)
        except AlreadyEnqueued:
            return
        except ConnectorException as away:
            raise OperationalError(f"ask for {task}", None, away) from away

    async def work(
        self,
        tasks: "Mapping[str, Callable[[str], Awaitable[None]]]",
        *,
        at_once: int,
        heartbeat: float = HEARTBEAT,
        lost_after: float = LOST_AFTER,
        grace: float = GRACE,
    ) -> None:
        """Do jobs until cancelled, or the database is away; those that were begun get a moment to end."""
        from procrastinate import RetryStrategy

        for name, run in tasks.items():
            if name not in self._app.tasks:
                self._app.task(name=name, retry=RetryStrategy(max_attempts=MOST_ATTEMPTS, wait=1))(run)
        async with asyncio.TaskGroup() as group:
            rescuing = group.create_task(self._rescue(lost_after))
            await self._app.run_worker_async(
                queues=list(tasks),
                concurrency=at_once,
                install_signal_handlers=False,
                fetch_job_polling_interval=LOOKING,
                shutdown_graceful_timeout=grace,
                update_heartbeat_interval=heartbeat,
                stalled_worker_timeout=lost_after,
                delete_jobs="always",
            )
            rescuing.cancel()

    async def _rescue(self, lost_after: float) -> None:
        """Give the jobs of lost workers to others, for as long as we work."""
        from procrastinate.exceptions import ProcrastinateException

        manager = self._app.job_manager
        while True:
            try:
                for job in await manager.get_stalled_jobs(seconds_since_heartbeat=lost_after):
                    log.warning("a worker was lost; another does its job", task=job.task_name)
                    with suppress(ProcrastinateException):  # somebody else was quicker
                        await manager.retry_job(job)
            except ProcrastinateException as problem:
                log.warning("could not look for lost jobs", because=type(problem).__name__)
            await asyncio.sleep(lost_after / 3)


@asynccontextmanager
async def open_queue(database: Database, *, make: bool) -> AsyncIterator[Queue]:
    """Open the queue in a database of PostgreSQL; ``make`` says that we may make it where it is not there.

    Raises :class:`BadInput` where procrastinate is not installed, or another version of it made the queue.
    """
    app = await asyncio.to_thread(_app, database)
    await _fitting(database, make=make)
    async with app.open_async():
        yield Queue(app)


def _app(database: Database) -> "App":
    try:
        from procrastinate import App, PsycopgConnector
    except ImportError:
        raise BadInput("jobs need procrastinate: install palais[postgres]") from None
    address = database.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    options = postgres_options()
    options["options"] += f" -c search_path={SCHEMA}"
    return App(connector=PsycopgConnector(conninfo=address, kwargs=options, min_size=1, max_size=5))


async def workers_at_work(database: Database) -> int:
    """Return how many workers gave a sign of life lately; none where there is no queue yet."""
    made = text("SELECT to_regclass(:name) IS NOT NULL").bindparams(name=f"{SCHEMA}.procrastinate_workers")
    alive = text(
        f"SELECT count(*) FROM {SCHEMA}.procrastinate_workers "  # noqa: S608 - a name of ours
        "WHERE last_heartbeat > now() - make_interval(secs => :seconds)"
    ).bindparams(seconds=LOST_AFTER)
    async with database.read() as connection:
        if not await connection.scalar(made):
            return 0
        return int(await connection.scalar(alive) or 0)


async def _fitting(database: Database, *, make: bool) -> None:
    """See that the queue is of our version. Who is asked for a job anew loses nothing where it was not."""
    from procrastinate.schema import SchemaManager

    shape = await asyncio.to_thread(SchemaManager.get_schema)
    digest = hashlib.sha256(shape.encode()).hexdigest()
    made = text(
        "SELECT obj_description(oid, 'pg_namespace') FROM pg_namespace WHERE nspname = :name"
    ).bindparams(name=SCHEMA)
    async with database.begin() as connection:
        if await connection.scalar(made) == digest:
            return
        if not make:
            raise BadInput("the platform's jobs are of another version: install the same one for its workers")
        for statement in (
            f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE",
            f"CREATE SCHEMA {SCHEMA}",
            f"COMMENT ON SCHEMA {SCHEMA} IS '{digest}'",
            f"SET LOCAL search_path TO {SCHEMA}",
        ):
            await connection.exec_driver_sql(statement)
        await connection.exec_driver_sql(shape, execution_options={"no_parameters": True})
