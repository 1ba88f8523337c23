"""Work that any number of processes share, on any machines, through PostgreSQL.

A :class:`Parcel` is what a job works on, sealed with a key that only the platform's own processes have. The
:class:`Queue` says whose turn it is, and gives a job to another process where the one that had it is lost.
"""

from kit.jobs.parcels import Parcel, Parcels, parcels_waiting
from kit.jobs.queue import Queue, open_queue, workers_at_work
from kit.jobs.sealing import Seal, make_key, read_key
from kit.jobs.work import Jobs, Task, Workplace, Workshop

__all__ = [
    "Jobs",
    "Parcel",
    "Parcels",
    "Queue",
    "Seal",
    "Task",
    "Workplace",
    "Workshop",
    "make_key",
    "open_queue",
    "parcels_waiting",
    "read_key",
    "workers_at_work",
]
