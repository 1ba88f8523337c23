"""What provisioning remembers: bindings, bans, the files that rule, the audit, handed-over work."""

from provisioning.store.audit import AuditRow, broken_rows, record
from provisioning.store.bans import StoredBans
from provisioning.store.inputs import Inputs, Ruling
from provisioning.store.memory import Provisioned
from provisioning.store.rooms import StoredRooms
from provisioning.store.work import Progress, Work, WorkList, WorkState

__all__ = [
    "AuditRow",
    "Inputs",
    "Progress",
    "Provisioned",
    "Ruling",
    "StoredBans",
    "StoredRooms",
    "Work",
    "WorkList",
    "WorkState",
    "broken_rows",
    "record",
]
