"""A sealed file says nothing without its passphrase, and cannot be changed unnoticed."""

import io
import os
import zipfile
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit import sealing
from kit.errors import BadInput
from kit.sealing import Opening, Sealing, is_sealed

WORD = "correct horse"


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "COST", 2)
    monkeypatch.setattr(sealing, "PIECE", 32)


def sealed(*parts: bytes) -> bytes:
    file = io.BytesIO()
    with Sealing(file, WORD) as writing:
        for part in parts:
            writing.write(part)
    return file.getvalue()


def opened(data: bytes, word: str = WORD) -> bytes:
    with io.BufferedReader(Opening(io.BytesIO(data), word)) as file:
        return file.read()


@settings(max_examples=60, deadline=None)
@given(parts=st.lists(st.binary(max_size=70), max_size=5))
def test_what_is_sealed_is_opened_whatever_its_length(parts: list[bytes]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sealing, "COST", 2)
        patch.setattr(sealing, "PIECE", 32)
        assert opened(sealed(*parts)) == b"".join(parts)


def test_another_passphrase_opens_nothing() -> None:
    with pytest.raises(BadInput, match="another one"):
        opened(sealed(b"text"), "wrong")


def test_nothing_of_it_can_be_read_without() -> None:
    assert b"torture" not in sealed(b"torture " * 20)
    assert sealed(b"same") != sealed(b"same")


@pytest.mark.parametrize("cut", [1, 16, 48, 49])
def test_a_file_that_is_cut_short_is_refused(cut: int) -> None:
    with pytest.raises(BadInput):
        opened(sealed(b"x" * 100)[:-cut])


def test_pieces_in_another_order_are_refused() -> None:
    data = sealed(b"x" * 96)
    start = len(data) - 3 * 48
    first, second = data[start : start + 48], data[start + 48 : start + 96]
    with pytest.raises(BadInput):
        opened(data[:start] + second + first + data[start + 96 :])


def test_any_byte_that_is_changed_is_noticed() -> None:
    data = sealed(b"x" * 40)
    for place in range(len(data)):
        changed = data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]
        with pytest.raises(BadInput):
            opened(changed)


@pytest.mark.parametrize("n", [0, 1, 3, 2**30, "x"])
def test_a_header_that_asks_for_anything_odd_is_refused(n: Any) -> None:
    header = b'{"salt": "AAAA", "n": %s, "r": 8, "p": 1}\n' % str(n).encode()
    with pytest.raises(BadInput, match="not sealed as"):
        Opening(io.BytesIO(sealing.MAGIC + header + b"x" * 20), WORD)


def test_a_zip_is_written_and_read_through_it() -> None:
    file, data = io.BytesIO(), os.urandom(500)
    with Sealing(file, WORD) as writing, zipfile.ZipFile(writing, "w") as archive:
        archive.writestr("one", data)
        archive.writestr("two", b"2")
    assert is_sealed(file)
    reading = io.BufferedReader(Opening(file, WORD))
    with zipfile.ZipFile(reading) as archive:
        assert (archive.read("two"), archive.read("one")) == (b"2", data)


def test_a_plain_file_is_told_from_a_sealed_one() -> None:
    plain = io.BytesIO(b"PK")
    assert not is_sealed(plain)
    assert plain.tell() == 0
