"""Over every command, what is pressed and what is followed: nobody is told or sent what they may not see.

``python -m tests.bots.library.soak`` lives on until a hundred thousand messages were compared.
"""

import pytest

from kit.ids import RoomId
from kit.search import sight
from kit.search.visibility import Source, Span
from tests.bots.library.village import Tally, Village


def lived(seed: int, acts: int) -> Tally:
    tally = Tally()
    village = Village(seed, tally)
    try:
        village.open()
        village.live(acts)
    finally:
        village.teardown()
    return tally


@pytest.mark.parametrize("seed", [7, 8])
def test_whatever_people_ask_and_press_each_word_may_be_read_by_all_its_readers(seed: int) -> None:
    tally = lived(seed, 80)
    assert tally.comparisons > 50
    assert tally.shown > 20
    assert len(tally.by) > 5


def test_a_library_that_shows_too_much_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def everything(_place: object, sources: list[Source]) -> dict[RoomId, Span]:
        return {source.record.room: Span() for source in sources}

    monkeypatch.setattr(sight, "spans_for", everything)
    with pytest.raises(AssertionError):
        lived(7, 80)
