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
from typing import Any

_PRAGMAS = ("synchronous=NORMAL", "cache_size=-65536", "temp_store=MEMORY", "mmap_size=268435456")


def main() -> None:
    """Run Synapse until the parent ends or asks it to stop."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _quicken_sqlite()
    from synapse.app.homeserver import main as run_synapse

    run_synapse()


def _end_with_parent() -> None:
    with contextlib.suppress(OSError):
        while os.read(sys.stdin.fileno(), 1024):
            pass
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(5)
    os._exit(1)


def _quicken_sqlite() -> None:
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

    Sqlite3Engine.on_new_connection = prepare_quickly  # type: ignore[method-assign] # Synapse offers no setting


if __name__ == "__main__":
    main()
