"""One thing that the doctor looked at."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """``says`` tells what follows and, where it is not well, what to do."""

    about: str
    well: bool
    says: str
