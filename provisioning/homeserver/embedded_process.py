"""The child process of :mod:`provisioning.homeserver.embedded`: Synapse, bound to its parent's life.

Run as ``python -m provisioning.homeserver.embedded_process -c homeserver.yaml`` with a pipe as its standard
input: when the parent ends in any way, the pipe closes and Synapse stops.
"""

import contextlib
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

_PRAGMAS = ("synchronous=NORMAL", "cache_size=-65536", "temp_store=MEMORY", "mmap_size=268435456")


def main() -> None:
    """Run Synapse until the parent ends or asks it to stop."""
    os.umask(0o077)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _spare_the_disk()
    _stay_in_one_thread()
    _forget_who_meets_whom()
    from synapse.app.homeserver import main as run_synapse

    run_synapse()


def _end_with_parent() -> None:
    with contextlib.suppress(OSError):
        while os.read(sys.stdin.fileno(), 1024):
            pass
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(5)
    os._exit(1)


def _spare_the_disk() -> None:
    """Let SQLite wait for the disk at checkpoints only.

    With a write-ahead log, what is committed survives the death of any process, and a loss of power
    undoes the last moments without harming the rest.
    """
    from synapse.storage.engines.sqlite import Sqlite3Engine

    prepare = Sqlite3Engine.on_new_connection

    def prepare_quickly(self: Sqlite3Engine, db_conn: Any) -> None:
        prepare(self, db_conn)
        for pragma in _PRAGMAS:
            db_conn.execute(f"PRAGMA {pragma}")

    Sqlite3Engine.on_new_connection = prepare_quickly  # type: ignore[method-assign] # Synapse has no setting


def _stay_in_one_thread() -> None:
    """Run database work where it is asked for; a join is done in two thirds of the time.

    Synapse gives SQLite one worker thread, and for queries of microseconds the passing to and fro between
    threads costs more than the queries.
    """
    from twisted.enterprise import adbapi

    prepare: Callable[..., None] = adbapi.ConnectionPool.__init__

    def prepare_here(self: Any, *args: Any, **settings: Any) -> None:
        prepare(self, *args, **settings)
        self.threadpool = _HereAndNow(self.threadpool)

    adbapi.ConnectionPool.__init__ = prepare_here  # type: ignore[method-assign] # Synapse has no setting


def _forget_who_meets_whom() -> None:
    """Leave the table of all pairs of people who share a room empty.

    It grows with the square of a room's members (1.5 million rows for ten rooms of 500), and a search
    among all people, as the configuration has it, never reads it.
    """
    from synapse.handlers.user_directory import UserDirectoryHandler

    async def forget(self: Any, room_id: str, joining_user_id: str) -> None:  # noqa: ARG001 - Synapse's names
        return None

    directory: Any = UserDirectoryHandler  # Synapse has no setting
    directory._track_user_joined_room = forget  # noqa: SLF001 - nothing but search reads what it writes


class _HereAndNow:
    """A thread pool's stand-in that does the work at once; all else is the pool's."""

    def __init__(self, pool: Any) -> None:
        self._pool = pool

    def __getattr__(self, name: str) -> Any:
        return getattr(self._pool, name)

    def callInThreadWithCallback(  # noqa: N802 - Twisted's name
        self, on_result: Callable[[bool, Any], None], work: Callable[..., Any], *args: Any, **named: Any
    ) -> None:
        from twisted.python.failure import Failure

        failure: Callable[[], object] = Failure
        try:
            done, result = True, work(*args, **named)
        except Exception:  # noqa: BLE001 - handed over to who asked, as a thread would
            done, result = False, failure()
        on_result(done, result)


if __name__ == "__main__":
    main()
