"""A question is widened by a thesaurus, and the answer says so."""

from datetime import timedelta
from pathlib import Path

import pytest

from bots.library.questions.widening import Widening
from bots.library.rules import in_order
from bots.library.settings import LibrarySettings
from kit.ids import RoomId
from kit.search.passages import By, Hit
from kit.testing.clock import NOON
from tests.bots.library.house import House, person

ADA = person("ada")
TOPICS = """{"topics": [{"identifier": "1", "labels": {"en": "FOSTER HOMES", "fr": "FOYERS D’ACCUEIL"},
  "altLabels": {"en": ["surrogate families"]}}]}"""


@pytest.fixture
async def wide(quick: House, tmp_path: Path) -> House:
    path = tmp_path / "topics.json"
    path.write_text(TOPICS)
    quick.library.conversing.widening.path = path
    await quick.library.conversing.widening.load()
    return quick


async def test_what_a_thesaurus_calls_a_thing_is_found_as_well_and_told(wide: House) -> None:
    room = wide.room("Committee", ADA)
    wide.upload(room, ADA, "a.txt", "The surrogate families of the region need support and money.")
    wide.upload(room, ADA, "b.txt", "Our foster homes are full.")
    await wide.settle()
    (found,) = await wide.ask(room, ADA, "foster homes")
    assert "Also looked for: \u2068surrogate families, foyers d’accueil" in found.body
    assert "*surrogate* *families*" in found.body
    assert found.body.index("are full") < found.body.index("surrogate* *families")


async def test_what_stands_in_quotation_marks_is_not_widened(wide: House) -> None:
    room = wide.room("Committee", ADA)
    wide.upload(room, ADA, "b.txt", "Our foster homes are full.")
    await wide.settle()
    (found,) = await wide.ask(room, ADA, '"foster homes"')
    assert "Also" not in found.body


async def test_a_thesaurus_that_cannot_be_read_keeps_nobody_from_asking(tmp_path: Path) -> None:
    widening = Widening(tmp_path / "none.ttl")
    await widening.load()
    assert widening.thesaurus is None
    assert LibrarySettings().thesaurus is None


def hits(*documents: str) -> list[Hit]:
    return [Hit(document, 0, RoomId("!r"), NOON, 1.0) for document in documents]


def test_what_was_found_by_its_fields_alone_stands_as_in_its_documents() -> None:
    by_fields = [
        Hit(document, ordinal, RoomId("!r"), NOON + timedelta(days=day), 1.0, By.FILTER)
        for document, ordinal, day in [("old", 0, 0), ("new", 2, 1), ("new", 0, 1)]
    ]
    assert list(in_order([by_fields], [])) == [("new", 0), ("new", 2), ("old", 0)]


def in_this_order(queries: list[list[Hit]], widened: list[list[Hit]]) -> str:
    return "".join(document for document, _ in in_order(queries, widened))


@pytest.mark.parametrize(
    ("queries", "widened", "order"),
    [
        (["abc"], [], "abc"),
        (["c", "abc"], [], "cab"),
        (["ab"], ["x"], "abx"),
        (["ab"], ["bx"], "bax"),
        (["z", "ab"], ["zb"], "zba"),
    ],
)
def test_what_several_queries_found_comes_once_and_in_order(
    queries: list[str], widened: list[str], order: str
) -> None:
    assert in_this_order([hits(*each) for each in queries], [hits(*each) for each in widened]) == order
