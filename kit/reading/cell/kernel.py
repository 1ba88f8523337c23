"""Asks the Linux kernel to take rights away from this process for good: Landlock and seccomp.

The few system calls are made here through ctypes: the packages that wrap them are either years without a
release or weeks old, and what they wrap is a stable promise of the kernel (``landlock(7)``, ``seccomp(2)``).
"""

import ctypes
import os
import platform
import struct
import sys

NO_NEW_PRIVILEGES = 38
PARENT_DEATH_SIGNAL = 1
GET_SECCOMP, SET_SECCOMP, FILTER_MODE = 21, 22, 2
CREATE_RULESET, RESTRICT_SELF = 444, 446
ASK_VERSION = 1
FILE_RIGHTS_BY_VERSION = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}

LOAD, JUMP_IF_EQUAL, JUMP_IF_AT_LEAST, RETURN = 0x20, 0x15, 0x35, 0x06
ALLOW, REFUSE = 0x7FFF0000, 0x00050000 | 1
X32_CALLS = 0x40000000

COMPUTING_CALLS = {
    # read write close fstat lseek mmap mprotect munmap brk sigaction sigprocmask sigreturn pread sched_yield
    # mremap madvise getpid exit gettimeofday getrusage times sigaltstack gettid futex restart_syscall
    # clock_gettime exit_group getrandom membarrier rseq; no newfstatat, which tells of any path
    "x86_64": (
        0xC000003E,
        (
            0,
            1,
            3,
            5,
            8,
            9,
            10,
            11,
            12,
            13,
            14,
            15,
            17,
            24,
            25,
            28,
            39,
            60,
            96,
            98,
            100,
            131,
            186,
            202,
            219,
            228,
            231,
            318,
            324,
            334,
        ),
    ),
    "aarch64": (
        0xC00000B7,
        (
            63,
            64,
            57,
            80,
            62,
            222,
            226,
            215,
            214,
            134,
            135,
            139,
            67,
            124,
            216,
            233,
            172,
            93,
            169,
            165,
            153,
            132,
            178,
            98,
            128,
            113,
            94,
            278,
            283,
            293,
        ),
    ),
}
"""By machine: how the kernel calls it, and what a process needs that only computes on what it holds."""


def die_with_parent(signal_number: int) -> None:
    """Have the kernel send this process a signal when its parent ends, however it ends."""
    if sys.platform == "linux":
        _libc().prctl(PARENT_DEATH_SIGNAL, signal_number, 0, 0, 0)


def landlock_version() -> int:
    """Return the version of Landlock that this kernel offers, 0 where it has none."""
    if sys.platform != "linux":
        return 0
    return max(0, int(_libc().syscall(CREATE_RULESET, None, 0, ASK_VERSION)))


def has_seccomp() -> bool:
    """Whether this kernel filters system calls, on a machine whose calls we know."""
    if sys.platform != "linux" or platform.machine() not in COMPUTING_CALLS:
        return False
    return bool(_libc().prctl(GET_SECCOMP, 0, 0, 0, 0) >= 0)


def forgo_privileges() -> None:
    """Promise never to gain rights by starting a program; Landlock and seccomp ask for it."""
    if sys.platform == "linux":
        _libc().prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0)


def forgo_files_and_network() -> bool:
    """Give up every path, TCP port and abstract socket (Landlock); say whether the kernel agreed."""
    version = landlock_version()
    if version == 0:
        return False
    files = (1 << FILE_RIGHTS_BY_VERSION.get(version, 16)) - 1
    network, scopes = (0b11 if version >= 4 else 0), (0b11 if version >= 6 else 0)
    rules = struct.pack("=QQQ", files, network, scopes)[: 8 if version < 4 else 16 if version < 6 else 24]
    ruleset = _libc().syscall(CREATE_RULESET, rules, len(rules), 0)
    if ruleset < 0:
        return False
    agreed = bool(_libc().syscall(RESTRICT_SELF, ruleset, 0) == 0)
    os.close(ruleset)
    return agreed


def forgo_system_calls() -> bool:
    """Give up every system call but those of computing (seccomp); say whether the kernel agreed."""
    if not has_seccomp():
        return False
    machine, calls = COMPUTING_CALLS[platform.machine()]
    program = _program(machine, calls)
    code = ctypes.create_string_buffer(program)
    head = struct.pack("@HP", len(program) // 8, ctypes.addressof(code))
    return bool(_libc().prctl(SET_SECCOMP, FILTER_MODE, head, 0, 0) == 0)


def _program(machine: int, calls: tuple[int, ...]) -> bytes:
    """Return the filter: another machine's or an unlisted call is refused as not permitted."""
    steps = [(LOAD, 0, 0, 4), (JUMP_IF_EQUAL, 1, 0, machine), (RETURN, 0, 0, REFUSE), (LOAD, 0, 0, 0)]
    steps += [(JUMP_IF_AT_LEAST, len(calls), 0, X32_CALLS)]
    steps += [(JUMP_IF_EQUAL, len(calls) - n, 0, call) for n, call in enumerate(calls)]
    steps += [(RETURN, 0, 0, REFUSE), (RETURN, 0, 0, ALLOW)]
    return b"".join(struct.pack("=HBBI", *step) for step in steps)


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)
