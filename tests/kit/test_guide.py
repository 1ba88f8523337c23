"""Help is made from what a bot says of itself, and reads well from right to left."""

from collections.abc import Sequence

import pytest

from kit.effects import Effect
from kit.guide import corrected, help_for
from kit.ids import BotName, Language
from kit.language import Sentence
from kit.message import saying
from kit.part import Asked, Bot, Command, Part, Ports

SHELVES = Sentence(
    en="Library", fr="Bibliothèque", es="Biblioteca", ar="المكتبة", zh="图书馆", ru="Библиотека"
)


async def run(_asked: Asked) -> Sequence[Effect]:
    return ()


async def start(_ports: Ports) -> Part:
    return Part()


SEARCH = Command(name="search", usage="words <exactly>", about=SHELVES, run=run)
REMOVE = Command(name="remove", usage="file", about=SHELVES, run=run)
LIBRARY = Bot(name=BotName("library"), title=SHELVES, about=SHELVES, reads=SHELVES, start=start)
PART = Part(commands=(SEARCH, REMOVE), sentence=run)


def test_help_lists_commands_and_tells_what_the_bot_reads() -> None:
    message = help_for(LIBRARY, PART, "", Language.ENGLISH)
    assert "!library search words <exactly>" in message.plain
    assert "!library remove file" in message.plain
    assert "mention me" in message.plain
    assert "What I read: " in message.plain


def test_help_on_one_command_is_about_that_one() -> None:
    message = help_for(LIBRARY, PART, "remove", Language.ENGLISH)
    assert "remove" in message.plain
    assert "search" not in message.plain


def test_markup_in_a_usage_is_shown_and_not_obeyed() -> None:
    assert "&lt;exactly&gt;" in help_for(LIBRARY, PART, "", Language.ENGLISH).rich


@pytest.mark.parametrize("language", list(Language))
def test_a_command_keeps_its_direction_in_plain_text_and_in_html(language: Language) -> None:
    message = help_for(LIBRARY, PART, "remove", language)
    assert "\u2068!library remove file\u2069" in message.plain
    assert "<code>\u2068!library remove file\u2069</code>" in message.rich


def test_arabic_help_says_that_it_reads_from_right_to_left() -> None:
    assert 'dir="rtl"' in help_for(LIBRARY, PART, "remove", Language.ARABIC).rich


def test_what_somebody_typed_cannot_turn_our_sentence_around() -> None:
    said = corrected(LIBRARY, "evil\u202e<b>", SEARCH, Language.ENGLISH)
    assert "\u202e" not in said.plain + said.rich
    assert "<b>" not in said.rich


def test_a_name_is_isolated_in_html_even_where_a_client_drops_bdi() -> None:
    rich = saying(Sentence(en="{x}", fr="", es="", ar="", zh="", ru=""), Language.ENGLISH, x="اسم").rich
    assert rich == "<bdi>\u2068اسم\u2069</bdi>"
