"""The process in which files are read: it waits with all readers loaded and forks a locked-in child a file.

The child takes the file from the standard input, which the nursery itself never reads: it holds nothing of
any file that a later child could find in its memory. An order is a line of JSON that ends in ``"size"`` and
then that many bytes. The answer comes in pieces, each behind its length in four bytes; the last is empty,
and a line of JSON follows that says ``why`` where the answer does not count. What is in the pieces is the
child's: lines that tell how far it is, then one of JSON without an end of line. Run as
``python -m kit.reading.cell.nursery``, with ``scans`` behind it where pictures of text are to be read.
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
from typing import NoReturn

from kit.reading.cell import kernel
from kit.reading.cell.lockdown import lock_in
from kit.reading.cell.orders import FOR_SCANS, LAST, PATIENCE, SCANS, Order, Wish, progress_line
from kit.reading.cell.telling import refusal, small_copy, told, what_happened
from kit.reading.formats import read_bytes
from kit.reading.pages import Limits, Unreadable, Why
from kit.reading.progress import heard_by
from kit.reading.seeing import images, media, ocr
from kit.reading.seeing.scans import Desk, at

PIECE = 1 << 16
TAKEN_IN = b"+"


def main() -> None:
    """Have files read one after the other until nobody speaks to us any more."""
    kernel.die_with_parent(signal.SIGKILL)
    load_encodings()
    images.warm_up()
    media.warm_up()
    eyes = ocr.load() if FOR_SCANS in sys.argv[1:] else None
    while select.select([0], [], [])[0] and tend(eyes):
        pass


def load_encodings() -> None:
    """Import every text encoding, for a locked-in child can open no module."""
    for module in pkgutil.iter_modules(encodings.__path__):
        with suppress(ImportError):
            importlib.import_module(f"encodings.{module.name}")


def tend(eyes: ocr.Eyes | None = None) -> bool:
    """Have a child of ours read the file that is coming; return whether another can come after it."""
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(ours)
        _read_and_exit(theirs, eyes)
    os.close(theirs)
    if os.read(ours, 1) != TAKEN_IN:
        os.waitpid(child, 0)
        return False
    limits = Limits(**json.loads(_line(ours)))
    cut_off = _hand_on(ours, limits)
    os.close(ours)
    if cut_off is not None:
        os.kill(child, signal.SIGKILL)
    _, status, used = os.wait4(child, 0)
    why = cut_off or _why(status, slow=used.ru_utime + used.ru_stime >= limits.seconds)
    os.write(1, LAST + (refusal(why, _spent(status, limits)) if why else b'{"why": null}') + b"\n")
    return True


def _read_and_exit(out: int, eyes: ocr.Eyes | None) -> NoReturn:
    """Be the child: take the file in, leave the nursery's own channels, lock in, read, answer."""
    code = 1
    with suppress(BaseException):
        kernel.die_with_parent(signal.SIGKILL)
        order, size = Order.of(sys.stdin.buffer.readline())
        data = sys.stdin.buffer.read(size)
        nothing = os.open(os.devnull, os.O_RDWR)
        for channel in (0, 1, 2):
            os.dup2(nothing, channel)
        os.write(out, TAKEN_IN + json.dumps(asdict(order.limits)).encode() + b"\n")
        with heard_by(lambda done, of: os.write(out, progress_line(done, of))):
            answer = memoryview(_answer(data, order, eyes))
        while answer:
            answer = answer[os.write(out, answer[:PIECE]) :]
        code = 0
    os._exit(code)


def _answer(data: bytes, order: Order, eyes: ocr.Eyes | None = None) -> bytes:
    """Return all that is said of a file: a line where it has scans that are not read, then the answer."""
    if not lock_in(order.limits):
        return refusal(Why.NOT_SAFE, "neither Landlock nor seccomp")
    with at(Desk.made(eyes, order.limits)) as desk:
        answer = _looked_at(data, order, desk)
    return (SCANS if desk.unread else b"") + answer


def _looked_at(data: bytes, order: Order, desk: Desk) -> bytes:
    try:
        if order.wish is Wish.THUMBNAIL:
            return small_copy(images.thumbnail(data))
        return told(read_bytes(data, order.name, order.media_type, order.limits))
    except Unreadable as unreadable:
        if unreadable.why is Why.NO_TEXT and desk.lacks:
            return refusal(Why.NEEDS_OCR, ", ".join(desk.lacks))
        return refusal(unreadable.why, unreadable.detail)
    except (MemoryError, RecursionError) as failure:
        return refusal(Why.TOO_BIG, what_happened(failure))
    except Exception as failure:  # noqa: BLE001 (a damaged file may raise anything at all from its reader)
        return refusal(Why.BROKEN, what_happened(failure))


def _hand_on(channel: int, limits: Limits) -> Why | None:
    """Hand on what the child writes until it ends, and say why it must be stopped if it must.

    All of it goes through one buffer that is wiped in the end.
    """
    end, room = time.monotonic() + limits.seconds * PATIENCE, limits.text
    piece = bytearray(PIECE)
    try:
        while select.select([channel], [], [], max(0.0, end - time.monotonic()))[0]:
            size = os.readv(channel, [piece])
            if size == 0:
                return None
            room -= size
            if room < 0:
                return Why.TOO_BIG
            _write_all(size.to_bytes(4))
            _write_all(memoryview(piece)[:size])
        return Why.TOO_SLOW
    finally:
        piece[:] = bytes(PIECE)


def _write_all(what: bytes | memoryview) -> None:
    """Write past Python's own buffers, which would keep a copy."""
    left = memoryview(what)
    while left:
        left = left[os.write(1, left) :]


def _line(channel: int) -> bytes:
    """Return one short line, no byte of what follows it."""
    line = bytearray()
    while (byte := os.read(channel, 1)) not in (b"", b"\n"):
        line += byte
    return bytes(line)


def _why(status: int, *, slow: bool) -> Why | None:
    """Say why the answer of a child does not count; ``slow`` is whether it used up its time."""
    if os.WIFSIGNALED(status):
        stopped = os.WTERMSIG(status)
        if stopped == signal.SIGXCPU or (stopped == signal.SIGKILL and slow):
            return Why.TOO_SLOW
        return Why.TOO_BIG if stopped == signal.SIGKILL else Why.BROKEN
    return Why.TOO_BIG if os.WEXITSTATUS(status) else None


def _spent(status: int, limits: Limits) -> str:
    """Return how a child ended, and what it was allowed."""
    ended = f"signal {os.WTERMSIG(status)}" if os.WIFSIGNALED(status) else f"code {os.WEXITSTATUS(status)}"
    memory, text = limits.memory >> 20, limits.text >> 20
    return f"ended by {ended}; allowed {limits.seconds} s, {memory} MiB of memory, {text} MiB of text"


if __name__ == "__main__":
    main()
