"""What the community file says the library keeps of a room, and shows of it."""

from pathlib import Path

import pytest

from kit.ids import BotName, Language, RoomKey, UserId
from kit.language import Sentence
from kit.ports import RoomRecord
from provisioning.desired import BotSeat, desired
from provisioning.register.model import Register
from provisioning.shape import Shelves
from provisioning.store.rooms import record_of
from tests.provisioning.community.test_community_file import load, said
from tests.provisioning.test_desired import NOON

STRICT, GONE = "strictly-confidential", "library: {after closing: gone}"


def of(folder: Path, lines: str) -> Shelves:
    (spec,) = load(folder, f"- {{room: hall, name: Hall, {lines}}}").rooms.values()
    return spec.shelves


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("who: everyone", Shelves()),
        ("library: {earlier: shown}", Shelves(shows_earlier=True)),
        ("library: {after closing: kept}", Shelves(keeps=True)),
        (GONE, Shelves()),
        (f"{GONE}, read only: yes", Shelves(indexed=False)),
        ("read only: yes", Shelves()),
        ("library: {after closing: kept}, read only: yes", Shelves(keeps=True)),
        ("classification: confidential", Shelves()),
        (f"classification: {STRICT}", Shelves(indexed=False)),
        (f"classification: {STRICT}, library: {{strictly confidential: not}}", Shelves(indexed=False)),
        (f"classification: {STRICT}, library: {{strictly confidential: indexed}}", Shelves()),
    ],
)
def test_what_a_line_means(tmp_path: Path, lines: str, expected: Shelves) -> None:
    assert of(tmp_path, lines) == expected


def test_what_a_space_says_holds_inside_line_by_line(tmp_path: Path) -> None:
    rooms = load(
        tmp_path,
        """
        - space: house
          name: House
          library: {earlier: shown, after closing: kept}
          rooms:
            - {room: house/hall, name: Hall}
            - {room: house/attic, name: Attic, library: {earlier: hidden}}
        """,
    ).rooms
    assert rooms[RoomKey("house/hall")].shelves == Shelves(keeps=True, shows_earlier=True)
    assert rooms[RoomKey("house/attic")].shelves == Shelves(keeps=True)


def test_earlier_files_of_a_strictly_confidential_room_are_never_shown(tmp_path: Path) -> None:
    lines = f"- {{room: hall, name: Hall, classification: {STRICT}, library: {{earlier: shown}}}}"
    assert "newcomers may not find earlier files of a Strictly Confidential room" in said(tmp_path, lines)[0]


@pytest.mark.parametrize("indexed", [True, False])
def test_the_topic_says_that_files_are_indexed_where_they_are(tmp_path: Path, indexed: bool) -> None:
    word = "indexed" if indexed else "not"
    community = load(
        tmp_path,
        f"""
        - room: hall
          name: Hall
          topic: Come in
          classification: {STRICT}
          bots: [library]
          library: {{strictly confidential: {word}}}
        """,
        bots=["library"],
    )
    notice = Sentence(en="Files are indexed.", fr="f", es="s", ar="a", zh="z", ru="r")
    seat = BotSeat(user=UserId("@library:here"), notice=notice, indexes=True)
    bots = {BotName("library"): seat}
    found = desired(community, Register(people={}), NOON, server_name="here", bots=bots)
    room = found.rooms[RoomKey("hall")]
    assert ("Files are indexed." in (room.look.topic or "")) is indexed
    record: RoomRecord = record_of(room, room.key, Language.ENGLISH)  # type: ignore[arg-type]  # any text will do
    assert record.indexed is indexed
