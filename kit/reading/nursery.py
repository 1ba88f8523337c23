"""The process in which files are read: it waits with all readers loaded and forks a locked-in child a file.

Spoken to through its standard input and output, each message a line of JSON that ends in ``"size"`` and then
that many bytes. It never looks into a file itself. Run as ``python -m kit.reading.nursery``.
"""

import encodings
import importlib
import json
import os
import pkgutil
import select
import signal
import sys
import time
from contextlib import suppress
from dataclasses import asdict
from typing import Any, BinaryIO, NoReturn

from kit.reading import kernel
from kit.reading.formats import read_bytes
from kit.reading.lockdown import lock_in
from kit.reading.pages import Limits, ReadFile, Unreadable, Why

PATIENCE = 3
"""How many times its seconds of computing a file may take by the clock on the wall, on a busy machine."""


def main() -> None:
    """Read files one after the other until nobody speaks to us any more."""
    kernel.die_with_parent(signal.SIGKILL)
    load_encodings()
    while (line := sys.stdin.buffer.readline()).strip():
        order = json.loads(line)
        data = sys.stdin.buffer.read(order["size"])
        answer = tend(data, order["name"], order["media_type"], Limits(**order["limits"]))
        _send(sys.stdout.buffer, answer)


def load_encodings() -> None:
    """Import every text encoding, for a locked-in child can open no module."""
    for module in pkgutil.iter_modules(encodings.__path__):
        with suppress(ImportError):
            importlib.import_module(f"encodings.{module.name}")


def tend(data: bytes, name: str, media_type: str | None, limits: Limits) -> bytes:
    """Return what a child of ours says about the file, or why it said nothing."""
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(ours)
        _read_and_exit(data, name, media_type, limits, theirs)
    os.close(theirs)
    answer, cut_off = _listen(ours, limits)
    os.close(ours)
    if cut_off is not None:
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    why = cut_off or _why(status)
    return answer if why is None else _refusal(why)


def _read_and_exit(data: bytes, name: str, media_type: str | None, limits: Limits, out: int) -> NoReturn:
    """Be the child: leave the nursery's own channels, lock in, read, answer."""
    code = 1
    with suppress(BaseException):
        kernel.die_with_parent(signal.SIGKILL)
        nothing = os.open(os.devnull, os.O_RDWR)
        for channel in (0, 1, 2):
            os.dup2(nothing, channel)
        lock_in(limits)
        answer = memoryview(_answer(data, name, media_type))
        while answer:
            answer = answer[os.write(out, answer[:65536]) :]
        code = 0
    os._exit(code)


def _answer(data: bytes, name: str, media_type: str | None) -> bytes:
    try:
        return _told(read_bytes(data, name, media_type))
    except Unreadable as unreadable:
        return _refusal(unreadable.why)
    except (MemoryError, RecursionError):
        return _refusal(Why.TOO_BIG)
    except Exception:  # noqa: BLE001 (a damaged file may raise anything at all from its reader)
        return _refusal(Why.BROKEN)


def _told(found: ReadFile) -> bytes:
    pages = [[page.number, page.text] for page in found.pages]
    return json.dumps({"title": found.title, "pages": pages}, ensure_ascii=False).encode("utf-8", "replace")


def _refusal(why: Why) -> bytes:
    return json.dumps({"why": why.value}).encode()


def _listen(channel: int, limits: Limits) -> tuple[bytes, Why | None]:
    """Gather what the child writes until it ends, and say why it must be stopped if it must."""
    gathered = bytearray()
    end = time.monotonic() + limits.seconds * PATIENCE
    while True:
        ready, _, _ = select.select([channel], [], [], max(0.0, end - time.monotonic()))
        if not ready:
            return b"", Why.TOO_SLOW
        part = os.read(channel, 1 << 16)
        if not part:
            return bytes(gathered), None
        gathered += part
        if len(gathered) > limits.text:
            return b"", Why.TOO_BIG


def _why(status: int) -> Why | None:
    if os.WIFSIGNALED(status):
        stopped = os.WTERMSIG(status)
        slow = stopped == signal.SIGXCPU
        return Why.TOO_SLOW if slow else Why.TOO_BIG if stopped == signal.SIGKILL else Why.BROKEN
    return Why.TOO_BIG if os.WEXITSTATUS(status) else None


def _send(out: BinaryIO, answer: bytes) -> None:
    out.write(json.dumps({"size": len(answer)}).encode() + b"\n")
    out.write(answer)
    out.flush()


def order_line(size: int, name: str, media_type: str | None, limits: Limits) -> bytes:
    """Return the line that announces a file of ``size`` bytes."""
    order: dict[str, Any] = {"name": name, "media_type": media_type, "limits": asdict(limits), "size": size}
    return json.dumps(order).encode() + b"\n"


if __name__ == "__main__":
    main()
