"""Whoever waits for a long file hears how far it is, and nothing that a broken child makes up."""

import sys
from asyncio.subprocess import PIPE, create_subprocess_exec

from kit.reading import Reader
from kit.reading.cell.hearing import Ear
from kit.reading.cell.orders import progress_line, progress_of
from kit.reading.progress import heard_by, tell

SLOW = """
from kit.reading.cell import nursery
from kit.reading import progress
from kit.reading.pages import Page, ReadFile
progress.OFTEN = 0.0
def slow(data, name, media_type, limits):
    for n in range(int(name)):
        progress.tell(n + 1, int(name))
    return ReadFile(None, (Page(None, "read"),))
nursery.read_bytes = slow
nursery.heard_by = lambda listener: progress.heard_by(listener, every=0.0)
nursery.main()
"""


def heard(pieces: list[bytes]) -> tuple[list[tuple[int, int]], bytes]:
    told: list[tuple[int, int]] = []
    ear = Ear(lambda done, of: told.append((done, of)))
    for piece in pieces:
        ear.hear(piece)
    return told, bytes(ear.answer)


async def test_the_platform_hears_how_far_a_reading_is() -> None:
    reader = Reader(side_by_side=1)
    reader._nurses[0]._nursery = await create_subprocess_exec(
        sys.executable, "-c", SLOW, stdin=PIPE, stdout=PIPE
    )
    told: list[tuple[int, int]] = []
    for steps in ("5", "20000"):
        read = await reader.read(b"x", steps, progress=lambda done, of: told.append((done, of)))
        assert read.pages[0].text == "read"
        assert told == [(n + 1, int(steps)) for n in range(int(steps))]
        told.clear()
    assert (await reader.read(b"x", "3")).pages[0].text == "read"
    await reader.close()


def test_an_answer_is_whole_however_it_is_cut() -> None:
    said = progress_line(1, 4) + progress_line(2, 4) + b'{"title": null}'
    for size in range(1, len(said) + 1):
        told, answer = heard([said[start : start + size] for start in range(0, len(said), size)])
        assert (answer, told) == (b'{"title": null}', [(1, 4), (2, 4)])


def test_progress_that_makes_no_sense_is_not_passed_on() -> None:
    lines = (
        b"",
        b"[2]",
        b"[0, 0]",
        b"[2, 1]",
        b"[-1, 4]",
        b"[1, 99999999999]",
        b'{"a": 1}',
        b"[" * 90_000,
        b'["x", 1]',
    )
    assert all(progress_of(line) is None for line in lines)
    told: list[int] = []
    ear = Ear(lambda done, of: told.append(done))
    for done in (2, 1, 2, 3, 3):
        ear.hear(progress_line(done, 9))
    assert told == [2, 3]


def test_progress_is_told_seldom_and_to_nobody_outside() -> None:
    told: list[int] = []
    with heard_by(lambda done, of: told.append(done), every=60):
        for done in range(100):
            tell(done, 100)
    tell(1, 1)
    assert told == [0]
