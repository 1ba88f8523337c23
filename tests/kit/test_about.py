"""Whom a command is about is found however clients write it."""

import time

import pytest

from kit.about import LONGEST_REASON, About, about
from kit.ids import Language, UserId
from kit.part import Asked
from kit.testing import message
from kit.typed import words_of

NADIA = UserId("@nadia:palais.localhost")
OMAR = UserId("@omar:palais.localhost")


def asked(rest: str, *, html: str | None = None) -> Asked:
    heard = message(f"!ban {rest}", html=html, sender=OMAR)
    return Asked(heard=heard, words=words_of(rest), rest=rest, language=Language.ENGLISH, direct=False)


@pytest.mark.parametrize(
    ("question", "user", "reason"),
    [
        (asked("@nadia:palais.localhost insults"), NADIA, "insults"),
        (asked("@nadia:palais.localhost: insults, twice"), NADIA, "insults, twice"),
        (asked("@nadia:localhost:8448 insults"), UserId("@nadia:localhost:8448"), "insults"),
        (asked("@nadia:palais.localhost"), NADIA, ""),
        (
            asked(
                "Nadia insults & more",
                html='!ban <a href="https://matrix.to/#/@nadia:palais.localhost">N</a>: insults &amp; more',
            ),
            NADIA,
            "insults & more",
        ),
        (
            asked("N x", html='<a href="https://matrix.to/#/%40nadia%3Apalais.localhost">N</a> <b>x</b>'),
            NADIA,
            "x",
        ),
    ],
)
def test_a_person_is_named_by_user_id_or_by_mention(question: Asked, user: UserId, reason: str) -> None:
    assert about(question) == About(user, reason)


@pytest.mark.parametrize("rest", ["", "nadia insults", "nadia@example.org insults"])
def test_a_name_that_is_no_user_id_names_nobody(rest: str) -> None:
    assert about(asked(rest)) is None


@pytest.mark.parametrize(
    "unit",
    ['<a href="https://matrix.to/#/', "<a ", "</a>", "<", "&#9", '<a href="https://matrix.to/#/@a:b">'],
)
def test_a_huge_message_is_read_at_once_whatever_stands_in_it(unit: str) -> None:
    huge = unit * (45_000 // len(unit))
    for question in (asked("x", html=huge), asked(huge), asked(f"@nadia:palais.localhost {huge}")):
        began = time.thread_time()
        about(question)
        assert time.thread_time() - began < 0.05


def test_a_user_id_longer_than_matrix_allows_names_nobody() -> None:
    assert about(asked("@" + "a" * 300 + ":palais.localhost rude")) is None


def test_a_reason_is_cut_where_a_record_ends() -> None:
    found = about(asked(f"{NADIA} {'rude ' * 1000}"))
    assert found is not None
    assert len(found.reason) == LONGEST_REASON


def test_a_mention_of_the_program_itself_is_about_nobody() -> None:
    me = '<a href="https://matrix.to/#/@steward:palais.localhost">Steward</a>'
    nadia = f'<a href="https://matrix.to/#/{NADIA}">Nadia</a>'
    steward = UserId("@steward:palais.localhost")
    assert about(asked("p017 rude", html=f"{me} ban p017 rude"), steward) is None
    assert about(asked("Nadia rude", html=f"{me} ban {nadia} rude"), steward) == About(NADIA, "rude")
