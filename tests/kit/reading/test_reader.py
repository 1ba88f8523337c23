"""Files are read in a process that can do no harm, and whatever they do to it, the next one is read."""

import asyncio
import itertools
import json
import os
import random
import signal
import subprocess
import sys
from asyncio.subprocess import PIPE, Process, create_subprocess_exec
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from kit.reading import Limits, Reader, Unreadable, Why
from kit.reading.cell import kernel, lockdown, nursery
from kit.reading.cell.lockdown import protections
from kit.reading.cell.orders import Order
from tests.kit.reading.papers import docx, paragraph, pdf, zipped

NOSY = """
import re, sys
from pathlib import Path
from kit.reading.cell import nursery
from kit.reading.pages import Page, ReadFile
honest = nursery.read_bytes
def nosy(data, name, media_type, limits):
    if name != "nosy":
        return honest(data, name, media_type, limits)
    found = set()
    with open("/proc/self/mem", "rb", 0) as memory:
        for line in Path("/proc/self/maps").read_text().splitlines():
            place, rights = line.split()[:2]
            start, end = (int(edge, 16) for edge in place.split("-"))
            if rights.startswith("rw"):
                memory.seek(start)
                found.update(re.findall(rb"zq[0-9]{6}qz", memory.read(end - start)))
    return ReadFile(None, (Page(None, f"found {sorted(found)}"),))
nursery.read_bytes = nosy
nursery.lock_in = lambda limits: True
nursery.main()
"""


WALLS = {wall.name: wall.there for wall in protections()}
LOCKED_IN = """
import encodings.utf_8, json, os, socket, subprocess, sys
from kit.reading.cell.lockdown import lock_in
from kit.reading.pages import Limits
lock_in(Limits(seconds=2, memory=256 * 1024 * 1024))
def tried(doing):
    try:
        doing()
    except (OSError, MemoryError, BlockingIOError) as refused:
        return type(refused).__name__
    return "done"
print(tried(lambda: %s))
"""


def what_becomes_of(act: str) -> str:
    """Try something in a process of its own that has locked itself in."""
    done = subprocess.run(
        [sys.executable, "-I", "-c", LOCKED_IN % act], capture_output=True, text=True, timeout=60, check=False
    )
    return done.stdout.strip() or f"ended with {done.returncode}"


@pytest.fixture
async def reader() -> AsyncIterator[Reader]:
    made = Reader(Limits(seconds=3, memory=256 * 1024 * 1024), side_by_side=1)
    yield made
    await made.close()


async def refused(reader: Reader, data: bytes, name: str) -> Why:
    with pytest.raises(Unreadable) as why:
        await reader.read(data, name)
    return why.value.why


async def test_a_file_is_read_in_another_process(reader: Reader) -> None:
    read = await reader.read(pdf("hello", title="T"), "x.pdf")
    assert (read.title, read.pages[0].number, read.pages[0].text) == ("T", 1, "hello")


async def test_a_zip_bomb_is_stopped(reader: Reader) -> None:
    bomb = docx(paragraph("A" * 110_000_000))
    assert len(bomb) < 400_000
    assert await refused(reader, bomb, "x.docx") is Why.TOO_BIG
    assert (await reader.read(b"still here", "x.txt")).pages[0].text == "still here"


async def test_entities_that_multiply_are_stopped(reader: Reader) -> None:
    names = "abcdefghij"
    laughs = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in itertools.pairwise(names))
    main = f'<!DOCTYPE d [<!ENTITY a "lol">{laughs}]><w:document xmlns:w="x"><w:t>&j;</w:t></w:document>'
    data = zipped({"word/document.xml": main})
    assert await refused(reader, data, "x.docx") in {Why.BROKEN, Why.NO_TEXT, Why.TOO_BIG}


async def test_deep_nesting_is_survived(reader: Reader) -> None:
    page = b"<html><body>" + b"<div><b>" * 200_000 + b"deep"
    with pytest.raises(Unreadable):
        await reader.read(page, "x.html")
    assert (await reader.read(b"still here", "x.txt")).pages


async def test_files_broken_at_random_harm_nothing(reader: Reader) -> None:
    chance = random.Random(1)
    for whole, name in ((pdf("one", "two"), "x.pdf"), (docx(paragraph("one")), "x.docx")):
        for _ in range(30):
            data = bytearray(whole)
            for _ in range(chance.randint(1, 12)):
                data[chance.randrange(len(data))] = chance.randrange(256)
            try:
                await reader.read(bytes(data[: chance.randint(1, len(data))]), name)
            except Unreadable:
                continue
    assert (await reader.read(pdf("still here"), "x.pdf")).pages[0].text == "still here"


async def test_the_reading_process_is_replaced_when_it_dies(reader: Reader) -> None:
    await reader.read(b"hello", "x.txt")
    for child in psutil.Process().children():
        if "kit.reading.cell.nursery" in child.cmdline():
            child.send_signal(signal.SIGKILL)
            child.wait(5)
    with suppress(Unreadable):  # the death may be noticed only while speaking
        await reader.read(b"hello", "x.txt")
    assert (await reader.read(b"hello", "x.txt")).pages[0].text == "hello"


async def test_a_reading_that_is_given_up_does_not_spoil_the_next(reader: Reader) -> None:
    await reader.read(b"warm", "x.txt")
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.0):
            await reader.read(pdf(*["page"] * 2000), "x.pdf")
    assert (await reader.read(b"hello", "x.txt")).pages[0].text == "hello"


async def test_a_reading_finds_nothing_of_the_files_before_it(reader: Reader) -> None:
    ours = await nosy_nursery()
    reader._nurses[0]._nursery = ours
    for size in (1, 3_000, 400_000):
        marked = "zq123456qz " * size
        read = await reader.read(marked.encode(), "zq654321qz.txt", "text/zq111111qz")
        assert "zq123456qz" in read.pages[0].text
        assert (await reader.read(b"x", "nosy")).pages[0].text == "found []"
    assert "zq222222qz" in (await reader.read(b"zq222222qz", "nosy")).pages[0].text
    assert reader._nurses[0]._nursery is ours


async def nosy_nursery() -> Process:
    """Start a nursery whose children are not locked in and, for one file name, search their own memory."""
    return await create_subprocess_exec(sys.executable, "-c", NOSY, stdin=PIPE, stdout=PIPE)


async def test_a_child_that_dies_while_taking_the_file_in_is_noticed(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(Order, "line", lambda order, size: b'{"name": "x.txt"}\n')
        assert await refused(reader, b"", "x.txt") is Why.BROKEN
    assert (await reader.read(b"still here", "x.txt")).pages[0].text == "still here"


@pytest.mark.parametrize(
    ("landlock", "seccomp", "read"), [(True, False, True), (False, True, True), (False,) * 3]
)
def test_nothing_is_read_where_the_kernel_puts_up_no_wall(
    monkeypatch: pytest.MonkeyPatch, *, landlock: bool, seccomp: bool, read: bool
) -> None:
    monkeypatch.setattr(kernel, "forgo_privileges", lambda: None)
    monkeypatch.setattr(kernel, "forgo_files_and_network", lambda: landlock)
    monkeypatch.setattr(kernel, "forgo_system_calls", lambda: seccomp)
    monkeypatch.setattr(lockdown, "_limit", lambda *_: None)
    answer = json.loads(nursery._answer(b"some text", Order("x.txt", None, Limits())))
    assert answer.get("why") == (None if read else "not-safe")


def test_the_doctor_can_tell_whether_files_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kernel, "landlock_version", lambda: 0)
    monkeypatch.setattr(kernel, "has_seccomp", lambda: True)
    assert lockdown.reads_files()
    monkeypatch.setattr(kernel, "has_seccomp", lambda: False)
    assert not lockdown.reads_files()


def test_computing_without_end_is_stopped() -> None:
    assert what_becomes_of("sum(1 for _ in iter(int, 1))") == f"ended with {-signal.SIGXCPU}"


async def test_a_file_that_takes_too_long_is_said_to() -> None:
    hasty = Reader(Limits(seconds=0))
    assert await refused(hasty, pdf("hello"), "x.pdf") is Why.TOO_SLOW
    await hasty.close()


@pytest.mark.skipif(not WALLS["Landlock"], reason="this kernel has no Landlock")
def test_no_other_file_can_be_read() -> None:
    assert what_becomes_of("open('/etc/hostname').read()") == "PermissionError"


def test_nothing_can_be_written(tmp_path: Path) -> None:
    target = tmp_path / "x"
    assert what_becomes_of(f"open({str(target)!r}, 'w').write('x' * 100000)") != "done"
    assert not target.exists() or target.stat().st_size == 0


@pytest.mark.skipif(not WALLS["seccomp"], reason="this kernel has no seccomp")
@pytest.mark.parametrize(
    "act",
    [
        "socket.socket()",
        "socket.socket(socket.AF_UNIX)",
        "socket.socket(socket.AF_INET, socket.SOCK_DGRAM)",
        "os.execv('/bin/true', ['true'])",
        "os.fork()",
        "os.kill(os.getppid(), 0)",
        "os.listdir('/')",
    ],
)
def test_no_network_no_program_no_other_process(act: str) -> None:
    assert what_becomes_of(act) == "PermissionError"


def test_memory_ends_where_the_limit_is() -> None:
    assert what_becomes_of("bytearray(300 * 1024 * 1024)") == "MemoryError"


async def test_the_reading_process_knows_none_of_our_secrets(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(os.environ, "PALAIS_SECRET", "do not tell")
    await reader.read(b"hello", "x.txt")
    nurseries = [c for c in psutil.Process().children() if "kit.reading.cell.nursery" in c.cmdline()]
    assert nurseries
    assert all("PALAIS_SECRET" not in nursery.environ() for nursery in nurseries)
