"""A message is understood as what it asks of a bot, or as nothing."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from kit.commands import Call, HelpWanted, Plain, Understood, Unknown, reply, shown, understand
from kit.effects import Effect
from kit.events import MessageHeard
from kit.ids import BotName, EventId, RoomId, UserId
from kit.language import Sentence
from kit.message import Message
from kit.part import Asked, Bot, Command, Part, Ports

ME = UserId("@library:palais.localhost")
NADIA = UserId("@nadia:palais.localhost")
WORDS = Sentence(en="Library", fr="Bibliothèque", es="Biblioteca", ar="المكتبة", zh="图书馆", ru="Библиотека")


async def run(_asked: Asked) -> Sequence[Effect]:
    return ()


async def start(_ports: Ports) -> Part:
    return Part()


SEARCH = Command(name="search", usage='words "a phrase"', about=WORDS, run=run)
BAN = Command(name="ban", usage="@user reason", about=WORDS, run=run, bare=True)
LIBRARY = Bot(name=BotName("library"), title=WORDS, about=WORDS, reads=WORDS, start=start)


def said(body: str, *, mentions: bool = False, html: str | None = None, reply_to: str = "") -> MessageHeard:
    return MessageHeard(
        room=RoomId("!hall"),
        event=EventId("$1"),
        sender=NADIA,
        at=datetime(2026, 11, 21, tzinfo=UTC),
        body=body,
        html=html,
        replies_to=EventId(reply_to) if reply_to else None,
        mentions=frozenset({ME}) if mentions else frozenset(),
    )


def asked(message: MessageHeard, *, direct: bool = False) -> Understood | None:
    return understand(message, LIBRARY, ME, (SEARCH, BAN), direct=direct)


@pytest.mark.parametrize(
    "body",
    [
        "!library search water",
        "！library search water",
        "  !Library   SEARCH   water ",
        "!library: search water",
        "\u2068!library search\u2069 water",
    ],
)
def test_a_command_is_read_however_it_is_typed(body: str) -> None:
    assert asked(said(body)) == Call(SEARCH, "water")


def test_a_bare_command_needs_no_name_of_a_bot() -> None:
    assert asked(said("!ban @x:y rude")) == Call(BAN, "@x:y rude")


@pytest.mark.parametrize("name", ["library", "shelf"])
def test_a_bot_is_called_by_its_name_or_by_the_word_that_reads_better(name: str) -> None:
    shelf = replace(LIBRARY, called="shelf")
    assert understand(said(f"!{name} search water"), shelf, ME, (SEARCH,), direct=False) == Call(
        SEARCH, "water"
    )
    assert shown(shelf, SEARCH).startswith("!shelf search")


def test_the_words_of_a_command_keep_their_lines() -> None:
    assert asked(said("!library search one\ntwo")) == Call(SEARCH, "one\ntwo")


@pytest.mark.parametrize("body", ["!forum topics", "!weather", "hello library", "! what a day", "!", "!!!"])
def test_what_is_meant_for_somebody_else_is_left_alone(body: str) -> None:
    assert asked(said(body)) is None


def test_a_typo_gets_the_nearest_command() -> None:
    assert asked(said("!library serach water")) == Unknown("serach", SEARCH)


def test_a_typo_in_a_bare_command_gets_the_nearest_one() -> None:
    assert asked(said("!bna @x:y")) == Unknown("bna", BAN)


def test_a_command_that_is_like_no_other_is_unknown() -> None:
    assert asked(said("!library sing")) == Unknown("sing", None)


@pytest.mark.parametrize(
    "body", ["!library", "!library help", "!library aide", "!library 帮助", "!library ?"]
)
def test_the_name_alone_or_the_word_for_help_asks_for_help(body: str) -> None:
    assert asked(said(body)) == HelpWanted()


def test_help_can_be_asked_about_one_command() -> None:
    assert asked(said("!library help Search")) == HelpWanted("search")


@pytest.mark.parametrize(
    "message",
    [
        said("library: clean water", mentions=True),
        said("@library clean water"),
        said("@library:palais.localhost: clean water"),
        said("Bibliothèque: clean water", mentions=True),
        said("المكتبة، clean water", mentions=True),
        said("clean water", mentions=True),
        said("Library: clean water", html=f'<a href="https://matrix.to/#/{ME}">Library</a>: clean water'),
        said("Library clean water", html='<a href="https://matrix.to/#/%40library:palais.localhost">L</a>'),
    ],
)
def test_a_mention_makes_the_rest_a_plain_sentence(message: MessageHeard) -> None:
    assert asked(message) == Plain("clean water")


def test_a_mention_in_the_middle_is_taken_out() -> None:
    assert asked(said("and you, @library:palais.localhost?")) == Plain("and you, ?")


def test_a_mention_before_a_command_runs_it() -> None:
    assert asked(said("@library search water")) == Call(SEARCH, "water")


def test_a_mention_alone_asks_for_help() -> None:
    assert asked(said("@library")) == HelpWanted()


def test_a_bot_of_a_longer_name_is_not_meant() -> None:
    assert asked(said("@library-test clean water")) is None


def test_thanks_under_an_answer_is_no_question_though_the_client_counts_it_as_a_mention() -> None:
    assert asked(said("Thank you!", mentions=True, reply_to="$answer")) is None


def test_a_reply_that_names_the_bot_is_a_question() -> None:
    assert asked(said("@library and in Spanish", mentions=True, reply_to="$a")) == Plain("and in Spanish")


def test_the_copy_of_a_replied_to_message_is_not_read() -> None:
    copied = "> <@omar:palais.localhost> !library search oil\n\n!library search water"
    assert asked(said(copied, reply_to="$omar")) == Call(SEARCH, "water")


@pytest.mark.parametrize("body", ["!library search water", "!search water", "search water"])
def test_in_a_direct_chat_the_name_and_the_mark_can_be_left_out(body: str) -> None:
    assert asked(said(body), direct=True) == Call(SEARCH, "water")


def test_in_a_direct_chat_anything_else_is_a_plain_sentence() -> None:
    assert asked(said("help me find clean water"), direct=True) == Plain("help me find clean water")


def test_in_a_direct_chat_help_is_help() -> None:
    assert asked(said("Help"), direct=True) == HelpWanted()


def test_an_answer_goes_into_a_thread_under_the_question() -> None:
    answer = reply(said("!library"), Message("Here."), direct=False)
    assert (answer.thread, answer.replies_to, answer.key) == ("$1", "$1", "reply:$1")


def test_an_answer_in_a_direct_chat_opens_no_thread() -> None:
    assert reply(said("help"), Message("Here."), direct=True).thread is None


def test_a_command_is_shown_as_one_types_it() -> None:
    assert shown(LIBRARY, SEARCH) == '!library search words "a phrase"'
    assert shown(LIBRARY, BAN) == "!ban @user reason"


@pytest.mark.parametrize("body", ["!help", "!aide", "!library help", "!library"])
def test_a_bot_with_its_own_command_for_help_uses_that(body: str) -> None:
    own = Command(name="help", usage="", about=WORDS, run=run, bare=True)
    assert understand(said(body), LIBRARY, ME, (SEARCH, own), direct=False) == Call(own, "")


def test_what_is_no_command_is_meant_for_the_usual_one_of_a_bot_that_has_one() -> None:
    usual = replace(SEARCH, usual=True)

    def read(body: str) -> Understood | None:
        return understand(said(body), LIBRARY, ME, (usual, BAN), direct=False)

    assert read('!library "serach" water') == Call(usual, '"serach" water')
    assert read("!library body: cedaw") == Call(usual, "body: cedaw")
    assert read("!library search water") == Call(usual, "water")
    assert read("!library help") == HelpWanted("")
    assert read("!library") == HelpWanted("")
    assert read("!bna @x:y") == Unknown("bna", BAN)
