"""Vectors are kept small, found exactly, only where it is allowed, and gone when they are taken out."""

import gc
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.ids import Language, RoomId
from kit.meaning.encoder import Vectors, of_length_one
from kit.meaning.index import VectorIndex
from kit.meaning.pieces import PIECE, pieces
from kit.meaning.vectors import DocumentVectors, encode_passages, narrowed, pack, unpack
from kit.search.passages import Passage
from kit.search.rows import row_of
from kit.search.visibility import Span
from kit.testing.clock import NOON

SIZE = 8
HALL, LODGE = RoomId("!hall"), RoomId("!lodge")
DAY = timedelta(days=1)


def some(count: int, seed: int = 0) -> Vectors:
    return of_length_one(np.random.default_rng(seed).standard_normal((count, SIZE)).astype(np.float32))


def single(vectors: Vectors) -> DocumentVectors:
    """Return one vector a passage."""
    return narrowed(vectors, np.ones(len(vectors), np.uint16))


def passages(document: str, count: int, room: RoomId = HALL, languages: str = "en") -> list[Passage]:
    cycle = [Language(language) for language in languages.split()]
    return [
        Passage(document, n, room, NOON + n * DAY, {cycle[n % len(cycle)]: f"{document} {n}"})
        for n in range(count)
    ]


@dataclass
class Letters:
    """An encoder that counts the first letters of the alphabet."""

    name = "letters"
    size = SIZE
    least = 0.0

    def encode(self, texts: Sequence[str], *, asked: bool = False) -> Vectors:
        counts = [[text.count(letter) + 0.01 for letter in "abcdefgh"] for text in texts]
        return of_length_one(np.array(counts, np.float32).reshape(len(texts), SIZE))


def test_a_vector_in_bytes_is_nearly_the_vector() -> None:
    vectors = some(50)
    small = single(vectors)
    assert small.rows.nbytes * 4 == vectors.nbytes
    assert (small.rows * small.scales[:, None]) == pytest.approx(vectors, abs=0.005)


def test_what_was_packed_is_unpacked() -> None:
    vectors = narrowed(some(6), np.array([1, 3, 2], np.uint16))
    again = unpack(pack(vectors))
    assert again.counts.tolist() == vectors.counts.tolist() == [1, 3, 2]
    assert again.scales.tolist() == vectors.scales.tolist()
    assert again.rows.tolist() == vectors.rows.tolist()


@given(st.binary(max_size=60), st.integers(0, 80))
def test_damaged_vectors_are_refused(junk: bytes, cut: int) -> None:
    whole = pack(narrowed(some(4), np.array([1, 3], np.uint16)))
    for damaged in (junk, whole[: min(cut, len(whole) - 1)], whole + junk + b"x"):
        with pytest.raises(ValueError, match="no whole vectors"):
            unpack(damaged)


def test_a_passage_of_nothing_has_a_vector_of_nothing() -> None:
    vectors = encode_passages(Letters(), ["aaa", " ", ""])
    assert vectors.counts.tolist() == [1, 1, 1]
    assert [bool(row.any()) for row in vectors.rows] == [True, False, False]
    index = VectorIndex(SIZE)
    index.replace("d", passages("d", 3), vectors)
    found = index.search(Letters().encode(["a"])[0], {HALL: Span()}, 5)
    assert found[0].ordinal == 0
    assert found[0].score == pytest.approx(1, abs=0.01)


@settings(deadline=None)
@given(st.text(max_size=2_000))
def test_pieces_are_all_of_a_text_and_none_is_long(text: str) -> None:
    cut = pieces(text)
    assert cut
    assert "".join("".join(cut).split()) == "".join(text.split())
    assert all(len(piece) <= 2 * PIECE + 62 for piece in cut)


def test_a_sentence_is_a_piece_and_short_ones_are_joined() -> None:
    first = "The Committee is concerned about the overcrowding of places of detention in the capital."
    second = "It recommends that the State party build no more of them."
    assert pieces(f"{first} {second} {first}") == (first, second, first)
    assert pieces("Yes. No. Maybe.") == ("Yes. No. Maybe.",)
    assert len(pieces("任何人不得加以任意逮捕、拘禁或放逐。" * 10)) == 10


def test_a_long_sentence_is_cut_between_words() -> None:
    cut = pieces("unconstitutional " * 60)
    assert len(cut) > 5
    assert {word for piece in cut for word in piece.split()} == {"unconstitutional"}


def test_the_nearest_are_found_first_and_exactly() -> None:
    index, kept = VectorIndex(SIZE), single(some(200))
    vectors = kept.rows * kept.scales[:, None]
    for n in range(20):
        index.replace(f"d{n}", passages(f"d{n}", 10), single(some(200)[10 * n : 10 * n + 10]))
    asked = some(1, seed=9)[0]
    found = index.search(asked, {HALL: Span()}, 7)
    best = np.argsort(-(vectors @ asked))[:7]
    assert [(near.document, near.ordinal) for near in found] == [(f"d{n // 10}", n % 10) for n in best]
    assert [near.score for near in found] == pytest.approx((vectors @ asked)[best].tolist(), abs=0.001)
    assert (found[0].room, found[0].at) == (HALL, NOON + (best[0] % 10).item() * DAY)


def test_a_passage_is_as_near_as_its_best_piece_and_its_whole() -> None:
    index = VectorIndex(SIZE)
    pair = np.eye(SIZE, dtype=np.float32)[:2]
    index.replace("d", passages("d", 1), narrowed(pair, np.array([2], np.uint16)))
    (near,) = index.search(pair[0], {HALL: Span()}, 1)
    assert near.score == pytest.approx(0.5 + 0.5 * np.sqrt(0.5), abs=0.01)


def test_each_language_has_its_nearest() -> None:
    index = VectorIndex(SIZE)
    index.replace("d", passages("d", 30, languages="en en en en fr"), single(some(30)))
    found = index.search(some(1, seed=3)[0], {HALL: Span()}, 4)
    assert sorted(near.language for near in found) == ["en"] * 4 + ["fr"] * 4
    assert [near.score for near in found] == sorted((near.score for near in found), reverse=True)


def test_only_rooms_and_times_that_are_allowed_are_looked_into() -> None:
    index = VectorIndex(SIZE)
    index.replace("h", passages("h", 5), single(some(5)))
    index.replace("l", passages("l", 5, LODGE), single(some(5)))
    asked = some(1)[0]
    assert index.search(asked, {}, 10) == index.search(asked, {RoomId("!other"): Span()}, 10) == []
    assert {near.room for near in index.search(asked, {HALL: Span()}, 10)} == {HALL}
    assert len(index.search(asked, {HALL: Span(), LODGE: Span()}, 20)) == 10
    spans = {HALL: Span(NOON + DAY, NOON + 3 * DAY), LODGE: Span(NOON + 4 * DAY)}
    found = index.search(asked, spans, 10)
    assert sorted((near.document, near.ordinal) for near in found) == [("h", 1), ("h", 2), ("l", 4)]


def test_a_search_can_be_narrowed_to_passages_by_number() -> None:
    index = VectorIndex(SIZE)
    index.replace("h", passages("h", 5), single(some(5)))
    only = np.array([row_of("h", 3), row_of("x", 1)], np.uint64)
    assert [near.ordinal for near in index.search(some(1)[0], {HALL: Span()}, 10, only)] == [3]


def test_what_is_taken_out_is_found_no_more_and_stands_nowhere_in_memory() -> None:
    index = VectorIndex(SIZE)
    marked = np.arange(40, 48, dtype=np.int8)
    secret = DocumentVectors(np.ones(1, np.uint16), np.ones(1, np.float32), marked[None, :].copy())
    for n in range(6):
        index.replace(f"d{n}", passages(f"d{n}", 3), single(some(3, seed=n)))
        if n == 2:
            index.replace("secret", passages("secret", 1), secret)
    before = index.size
    index.replace("secret", ())
    assert index.size == before - 1
    assert "secret" not in {near.document for near in index.search(some(1)[0], {HALL: Span()}, 99)}
    del secret
    gc.collect()
    held = [array for array in gc.get_objects() if isinstance(array, np.ndarray)]
    blocks = [block._rows for block in index._blocks.values()]
    assert all(marked.tobytes() not in array.tobytes() for array in [*held, *blocks] if array is not marked)
    assert len(index.search(some(1)[0], {HALL: Span()}, 99)) == index.size


def test_a_document_put_in_again_replaces_itself_even_in_another_room() -> None:
    index = VectorIndex(SIZE)
    index.replace("d", passages("d", 4), single(some(4)))
    index.replace("d", passages("d", 2, LODGE), single(some(2)))
    assert index.size == 2
    assert index.search(some(1)[0], {HALL: Span()}, 9) == []
    index.clear()
    assert (index.size, index.memory) == (0, 0)


def test_vectors_of_another_size_or_number_are_refused() -> None:
    index = VectorIndex(SIZE)
    with pytest.raises(ValueError, match="numbers"):
        index.replace("d", passages("d", 1), narrowed(np.ones((1, 3), np.float32), np.ones(1, np.uint16)))
    with pytest.raises(ValueError, match="passages"):
        index.replace("d", passages("d", 2), single(some(3)))


documents = st.lists(
    st.tuples(st.integers(0, 5), st.integers(0, 4), st.sampled_from([HALL, LODGE])), max_size=15
)


@settings(deadline=None, max_examples=60)
@given(documents, st.sets(st.sampled_from([HALL, LODGE])))
def test_whatever_comes_and_goes_the_index_holds_what_is_there(
    changes: list[tuple[int, int, RoomId]], rooms: set[RoomId]
) -> None:
    index = VectorIndex(SIZE)
    there: dict[str, tuple[int, RoomId, int]] = {}
    for seed, (name, count, room) in enumerate(changes):
        document = f"d{name}"
        index.replace(document, passages(document, count, room), single(some(count, seed)))
        there[document] = (count, room, seed)
    asked = some(1, seed=99)[0]
    expected = {
        (document, n): float(some(count, seed)[n] @ asked)
        for document, (count, room, seed) in there.items()
        for n in range(count)
        if room in rooms
    }
    found = index.search(asked, dict.fromkeys(rooms, Span()), 99)
    assert {(near.document, near.ordinal): near.score for near in found} == pytest.approx(expected, abs=0.01)
