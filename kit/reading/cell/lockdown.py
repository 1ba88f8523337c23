"""Shuts a process in before it meets a file that may be hostile."""

import resource
from dataclasses import dataclass
from pathlib import Path

from kit.reading.cell import kernel
from kit.reading.pages import Limits


@dataclass(frozen=True, slots=True)
class Protection:
    """One wall between a hostile file and the machine; ``there`` says whether this machine has it."""

    name: str
    there: bool
    against: str


def protections() -> tuple[Protection, ...]:
    """Return the walls that readings have on this machine; ``palais doctor`` shows them."""
    return (
        Protection("limits on time and memory", True, "files that compute or grow without end"),
        Protection("Landlock", kernel.landlock_version() > 0, "reading or writing other files"),
        Protection("seccomp", kernel.has_seccomp(), "network, other programs, other processes"),
    )


def reads_files() -> bool:
    """Whether files are read here at all: not where neither Landlock nor seccomp would hold a hostile one."""
    return any(wall.there for wall in protections()[1:])


def lock_in(limits: Limits) -> bool:
    """Limit this process and give up its rights; what it needs must be imported and opened before.

    Say whether the kernel put up a wall, one of Landlock and seccomp at least: without one, read nothing.
    """
    _limit("RLIMIT_CORE", 0)
    _limit("RLIMIT_FSIZE", 0)
    _limit("RLIMIT_NPROC", 0)
    _limit("RLIMIT_CPU", limits.seconds, limits.seconds + 1)
    _limit("RLIMIT_AS", _address_space() + limits.memory)
    kernel.forgo_privileges()
    alone = kernel.forgo_files_and_network()
    return kernel.forgo_system_calls() or alone


def _limit(name: str, most: int, at_last: int | None = None) -> None:
    """Set a limit for good; where it ends with a signal, ``at_last`` is where nothing can hold that off."""
    kind = getattr(resource, name, None)
    if kind is not None:
        resource.setrlimit(kind, (most, most if at_last is None else at_last))


def _address_space() -> int:
    """Return the bytes of address space in use, which the limit on memory comes on top of."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    except OSError:
        return 512 * 1024 * 1024
