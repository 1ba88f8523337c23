"""No message, however odd, keeps the others waiting: what is understood of it costs next to nothing."""

import time
from collections.abc import Callable, Sequence

import pytest

from kit.commands import Unknown, understand
from kit.effects import Effect
from kit.guide import corrected
from kit.ids import BotName, EventId, Language, UserId
from kit.language import Sentence
from kit.part import Asked, Bot, Command, Part, Ports
from kit.testing import message
from kit.typed import QUOTES, words_of

ME = UserId("@library:palais.localhost")
WORDS = Sentence(en="Library", fr="Bibliothèque", es="Biblioteca", ar="المكتبة", zh="图书馆", ru="Библиотека")
LENGTH = 45_000
"""Characters that fit into one event."""

UNITS = ("a", "!", "@", ">\n", "> a\n", "a ", "\n", "<a ", "&#", "&#9", "&a", "💧", "@library", "me:")
OPENED = [f"{opening} " for opening in QUOTES] + ["„“ ", "„” ", "〝〟 "]


async def run(_asked: Asked) -> Sequence[Effect]:
    return ()


async def start(_ports: Ports) -> Part:
    return Part()


SEARCH = Command(name="search", usage="words", about=WORDS, run=run)
BAN = Command(name="ban", usage="@user reason", about=WORDS, run=run, bare=True)
LIBRARY = Bot(name=BotName("library"), title=WORDS, about=WORDS, reads=WORDS, start=start)


def huge(unit: str) -> str:
    return unit * (LENGTH // len(unit))


def cost(doing: Callable[[], object]) -> float:
    """Return the seconds of our own work: the quickest of three runs, without what others took."""

    def once() -> float:
        began = time.thread_time()
        doing()
        return time.thread_time() - began

    return min(once() for _ in range(3))


@pytest.mark.parametrize("direct", [False, True])
@pytest.mark.parametrize("opening", ["", "!", "!library ", "!library search ", "@library "])
@pytest.mark.parametrize("unit", UNITS)
def test_a_huge_message_is_understood_at_once(unit: str, opening: str, *, direct: bool) -> None:
    heard = message(opening + huge(unit), html=huge(unit), replies_to=EventId("$1"))
    assert cost(lambda: understand(heard, LIBRARY, ME, (SEARCH, BAN), direct=direct)) < 0.05


@pytest.mark.parametrize("end", ["", "”", "“", "〞"])
@pytest.mark.parametrize("unit", [*UNITS, *OPENED])
def test_a_huge_question_is_split_at_once(unit: str, end: str) -> None:
    assert cost(lambda: words_of(huge(unit) + end)) < 0.05


def test_a_huge_word_that_is_no_command_is_not_said_back_in_full() -> None:
    typed = "x" * LENGTH
    assert understand(message(f"!library {typed}"), LIBRARY, ME, (SEARCH,), direct=False) == Unknown(
        typed, None
    )
    assert len(corrected(LIBRARY, typed, None, Language.ENGLISH).plain) < 200
