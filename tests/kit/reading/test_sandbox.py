"""A file that takes over the process which reads it gets nothing: each act is tried in a real reading.

A nursery of the test reads files named ``act`` by running what is in them, after the child has locked itself
in as for any other file.
"""

import sys
from asyncio.subprocess import PIPE, create_subprocess_exec
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PIL.PngImagePlugin import PngInfo

from kit.reading import Limits, Reader, Unreadable, Why
from kit.reading.cell.hearing import Ear
from kit.reading.cell.lockdown import protections
from kit.reading.cell.orders import Order
from kit.reading.cell.telling import understood
from tests.kit.reading.pictures import needs_ocr, printed, saved
from tests.kit.reading.test_reader import NOSY

CAPTIVE = """
import asyncio, ctypes, encodings.idna, mmap, multiprocessing.shared_memory, os, pty, resource, signal, socket
import subprocess, sys, tempfile, threading, time
from pathlib import Path
from kit.reading.cell import nursery
from kit.reading.pages import Page, ReadFile
held = os.open("/etc/hostname", os.O_RDONLY)
libc = ctypes.CDLL(None, use_errno=True)
honest = nursery.read_bytes
def system(number, *given):
    done = libc.syscall(number, *given)
    if done < 0:
        raise OSError(ctypes.get_errno(), "refused")
    return done
def flood():
    while True:
        for channel in range(20):
            try:
                os.write(channel, bytes(65536))
            except OSError:
                pass
def captive(data, name, media_type, limits):
    if name != "act":
        return honest(data, name, media_type, limits)
    try:
        said = str(eval(data.decode(), globals()))
    except (OSError, MemoryError, RuntimeError, ValueError) as refused:
        said = "refused: " + type(refused).__name__
    return ReadFile(None, (Page(None, said + " …"),))
nursery.read_bytes = captive
nursery.main()
"""

WALLS = {wall.name: wall.there for wall in protections()}
pytestmark = pytest.mark.skipif(not all(WALLS.values()), reason="this kernel lacks Landlock or seccomp")

FILES = {
    "read another file": "open('/etc/passwd').read()",
    "read the database's folder": "os.listdir('.')",
    "see whether a file is there": "os.stat('/etc/passwd').st_size",
    "open what was open before it": "os.open('/proc/self/fd/' + str(held), os.O_RDONLY)",
    "read the memory of its nursery": "open(f'/proc/{os.getppid()}/mem', 'rb').read(1)",
    "read its own memory as a file": "open('/proc/self/mem', 'rb').read(1)",
    "write a file": "open('/tmp/palais-escaped', 'w').write('x')",
    "write to shared memory": "multiprocessing.shared_memory.SharedMemory(create=True, size=10)",
    "make a temporary file": "tempfile.TemporaryFile().write(b'x')",
    "make a file in memory": "os.memfd_create('x')",
    "make a folder": "os.mkdir('/tmp/palais-escaped')",
    "remove a file": "os.unlink('/tmp/palais-escaped')",
    "rename a file": "os.rename('/tmp/a', '/tmp/b')",
    "change rights of a file": "os.chmod('/tmp', 0o777)",
    "mount": "system(165, b'none', b'/mnt', b'tmpfs', 0, None)",
    "leave for another root": "os.chroot('/')",
}
NETWORK = {
    "speak to the network": "socket.create_connection(('127.0.0.1', 80), 1)",
    "make a socket": "socket.socket()",
    "make a raw socket": "socket.socket(socket.AF_INET, socket.SOCK_RAW)",
    "make a socket of this machine": "socket.socket(socket.AF_UNIX)",
    "make a pair of sockets": "socket.socketpair()",
    "ask for a name": "socket.gethostbyname('localhost')",
    "use the ring of the kernel": "system(425, 8, None)",
}
PROCESSES = {
    "start a program": "subprocess.run(['/bin/true'])",
    "become a program": "os.execv('/bin/true', ['true'])",
    "start a shell": "subprocess.check_output('true', shell=True)",
    "fork": "os.fork()",
    "fork by clone": "system(56, 0, None, None, None, None)",
    "start a thread": "threading.Thread(target=print).start()",
    "trace its nursery": "system(101, 16, os.getppid(), None, None)",
    "be traced": "system(101, 0, 0, None, None)",
    "read the nursery's memory": "system(310, os.getppid(), None, 0, None, 0, 0)",
    "kill its nursery": "os.kill(os.getppid(), signal.SIGKILL)",
    "kill all": "os.kill(-1, signal.SIGTERM)",
    "stop its nursery's group": "os.killpg(0, signal.SIGSTOP)",
    "enter another namespace": "system(272, 0x10000000)",
    "load a program into the kernel": "system(321, 0, None, 0)",
    "take more memory than allowed": "bytearray(900 * 1024 * 1024)",
    "raise its own limits": "resource.setrlimit(resource.RLIMIT_CPU, (-1, -1))",
    "raise them otherwise": "resource.prlimit(0, resource.RLIMIT_AS, (-1, -1))",
    "set a clock": "time.clock_settime(time.CLOCK_REALTIME, 0)",
    "take another user's rights": "os.setuid(1)",
    "get out of what it promised": "libc.prctl(22, 0, 0, 0, 0) and system(157, 22, 0, 0, 0, 0)",
}


@pytest.fixture
async def reader() -> AsyncIterator[Reader]:
    made = Reader(Limits(seconds=2, text=4 * 1024 * 1024), side_by_side=1)
    made._nurses[0]._nursery = await create_subprocess_exec(
        sys.executable, "-c", CAPTIVE, stdin=PIPE, stdout=PIPE, env={"HOME": "/tmp"}
    )
    yield made
    await made.close()


async def what_becomes_of(reader: Reader, act: str) -> str:
    return (await reader.read(act.encode(), "act")).pages[0].text


async def test_no_act_reaches_anything_outside(reader: Reader) -> None:
    """All in one nursery, which goes on reading honest files in between."""
    assert await what_becomes_of(reader, "1 + 1") == "2 …"
    done = {}
    for name, act in {**FILES, **NETWORK, **PROCESSES}.items():
        said = await what_becomes_of(reader, act)
        if not said.startswith("refused: "):
            done[name] = said
        assert (await reader.read(b"still here", "x.txt")).pages[0].text == "still here"
    assert done == {}
    assert not Path("/tmp/palais-escaped").exists()


async def test_the_channels_of_its_nursery_are_the_void_to_it(reader: Reader) -> None:
    for channel in (0, 1, 2):
        assert await what_becomes_of(reader, f"os.write({channel}, b'x' * 1000)") == "1000 …"
    assert "refused" in await what_becomes_of(reader, "os.write(held, b'x')")
    assert "refused" in await what_becomes_of(reader, "os.read(0, 1) and 'something' or open('nothing')")


@needs_ocr
async def test_a_reading_of_a_scan_finds_nothing_of_the_scans_before_it(reader: Reader) -> None:
    """The process with eyes holds nothing of a picture, neither of its bytes nor of what stood on it."""
    eyes = reader._scans
    eyes._nursery = await create_subprocess_exec(sys.executable, "-c", NOSY, "scans", stdin=PIPE, stdout=PIPE)
    kept = PngInfo()
    kept.add_text("Comment", "zq123456qz")
    order = Order("x.png", None, Limits())
    ear = await eyes.ask(saved(printed(("zq654321qz",)), "PNG", pnginfo=kept), order, Ear())
    assert "654321" in understood(bytes(ear.answer)).pages[0].text
    ear = await eyes.ask(b"x", Order("nosy", None, Limits()), Ear())
    assert understood(bytes(ear.answer)).pages[0].text == "found []"


ENDS = {
    "sum(1 for _ in iter(int, 1))": Why.TOO_SLOW,
    "(lambda lock: lock.acquire() and lock.acquire())(threading.Lock())": Why.TOO_SLOW,
    "(signal.signal(signal.SIGXCPU, signal.SIG_IGN), sum(1 for _ in iter(int, 1)))": Why.TOO_SLOW,
    "flood()": Why.TOO_BIG,
    "'x' * (8 * 1024 * 1024)": Why.TOO_BIG,
    "os.abort()": Why.BROKEN,
    "ctypes.string_at(0)": Why.BROKEN,
    "os._exit(0)": Why.BROKEN,
    "os._exit(3)": Why.TOO_BIG,
}


async def test_whatever_ends_a_reading_the_next_file_is_read(reader: Reader) -> None:
    ended = {}
    for act in ENDS:
        with pytest.raises(Unreadable) as end:
            await reader.read(act.encode(), "act")
        ended[act] = end.value.why
        assert (await reader.read(b"still here", "x.txt")).pages[0].text == "still here"
    assert ended == ENDS
