"""The files found come in one ZIP with a list, to who asked and of what they may see."""

import io
import zipfile
from typing import Any

from openpyxl import load_workbook

from bots.library.commands.packing import LIST, Packed, pack
from kit.events import FileHeard
from kit.ids import Language
from tests.bots.library.house import ME, House, person
from tests.bots.library.test_citing import ENGLISH

ADA, BO = map(person, ("ada", "bo"))
ROPES = "A ledger of ropes and anchors, kept by the harbour office for the winter season."


async def exported(house: House, room: Any, asker: Any, text: str = "") -> list[FileHeard]:
    await house.command(room, asker, "export", text)
    exporting = house.library.conversing.exporting
    while not exporting.waiting.empty():
        await exporting.one(exporting.waiting.get_nowait())
    return [
        event
        for each in house.server.rooms.values()
        for event in each.timeline.values()
        if isinstance(event, FileHeard) and event.sender == ME and event.event not in each.redacted
    ]


async def unpacked(house: House, file: FileHeard) -> tuple[set[str], list[list[Any]]]:
    with zipfile.ZipFile(io.BytesIO(await house.matrix.download(file, 10_000_000))) as parts:
        sheet = load_workbook(io.BytesIO(parts.read(LIST))).active
        assert sheet is not None
        return set(parts.namelist()) - {LIST}, [list(row) for row in sheet.iter_rows(values_only=True)]


async def test_the_files_found_come_to_the_askers_own_chat_with_a_list(quick: House) -> None:
    room = quick.room("Papers", ADA, BO)
    quick.upload(room, ADA, "gc.txt", ENGLISH)
    quick.upload(room, ADA, "=ropes.txt", ROPES)
    await quick.settle()
    (file,) = await exported(quick, room, BO)
    names, (head, *rows) = await unpacked(quick, file)
    assert (file.room, names) == (quick.direct_chat_of(BO), {"gc.txt", "=ropes.txt"})
    assert head[:3] == ["File", "Title", "Symbol"]
    assert {row[0] for row in rows} == {"gc.txt", "'=ropes.txt"}
    assert "CEDAW/C/GC/35" in {row[2] for row in rows}


async def test_only_what_is_asked_for_and_may_be_seen_is_packed(quick: House) -> None:
    room, closed = quick.room("Papers", ADA, BO), quick.room("Closed", ADA)
    quick.upload(room, ADA, "gc.txt", ENGLISH)
    quick.upload(room, ADA, "ropes.txt", ROPES)
    quick.upload(closed, ADA, "secret-ropes.txt", ROPES + " Secret.")
    await quick.settle()
    (file,) = await exported(quick, room, BO, "ropes")
    assert (await unpacked(quick, file))[0] == {"ropes.txt"}


async def test_an_export_goes_when_one_of_its_files_is_taken_back(quick: House) -> None:
    room = quick.room("Papers", ADA, BO)
    ropes = quick.upload(room, ADA, "ropes.txt", ROPES)
    await quick.settle()
    assert len(await exported(quick, room, BO)) == 1
    quick.server.redact(room, ADA, ropes)
    await quick.settle()
    assert await exported(quick, room, BO, "ropes") == []


def test_names_are_safe_and_told_apart() -> None:
    files = [
        Packed(name, ("",) * 11, b"x") for name in ("../a/b.txt", "b.txt", "B.TXT", "0-index.xlsx", "...", "")
    ]
    with zipfile.ZipFile(io.BytesIO(pack(files, Language.ENGLISH))) as parts:
        names = parts.namelist()
    assert len({name.casefold() for name in names}) == len(names) == 7
    assert not any("/" in name or name.startswith(".") for name in names)


def test_what_is_missing_stands_in_the_list_with_the_reason() -> None:
    packed = pack([Packed("a.txt", ("A",) * 11, None, "too large")], Language.ARABIC)
    with zipfile.ZipFile(io.BytesIO(packed)) as parts:
        sheet = load_workbook(io.BytesIO(parts.read(LIST))).active
        assert (parts.namelist(), sheet is not None) == ([LIST], True)
        assert sheet is not None
        assert [cell.value for cell in sheet[2]][-1] == "too large"
