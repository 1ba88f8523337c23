"""Help by example, which is true: the library understands each of its examples."""

import pytest

from bots.library.commands import help_words
from bots.library.commands.helping import by_example
from bots.library.questions.asking import asked
from bots.library.questions.naming import vocabulary
from kit.errors import Refusal
from kit.events import MessageHeard
from kit.ids import Language, UserId
from kit.language import BIDI_CONTROLS, Sentence
from kit.part import Command
from tests.bots.library.house import House, person

ADA = person("ada")
ASKER = UserId("@ada:palais.localhost")
WANTED = [
    set[str](),
    {"body"},
    {"type", "state", "lang", "sender"},
    {"symbol", "para"},
]


@pytest.mark.parametrize("language", Language)
def test_every_example_of_help_is_understood(language: Language) -> None:
    for (typed, _), fields in zip(help_words.EXAMPLES, WANTED, strict=True):
        said = typed.say(language).removeprefix("!library ")
        found = asked(said, vocabulary(), ASKER)
        assert set(found.queries[0].filters.fields) == fields, said
        assert ":" not in found.words
    phrase = asked(help_words.EXAMPLES[1][0].say(language).removeprefix("!library "), vocabulary(), ASKER)
    assert phrase.filters.years == (2019, 2024)
    assert [item.needed for item in phrase.queries[-1].question.items] == [language is not Language.CHINESE]
    assert asked(help_words.EXAMPLES[2][0].say(language)[9:], vocabulary(), ASKER).here


@pytest.mark.parametrize("language", Language)
def test_help_says_in_the_readers_language_what_to_type_press_and_expect(language: Language) -> None:
    words = Sentence(en="x", fr="x", es="x", ar="x", zh="x", ru="x")

    async def run(_: object) -> tuple[()]:
        return ()

    others = [Command(name=name, usage="", about=words, run=run) for name in ("search", "help", "new")]
    message = by_example(others, language)
    assert help_words.EXAMPLES[0][0].say(language) in message.plain.translate(BIDI_CONTROLS)
    assert "📥" in message.plain
    assert "!library new" in message.plain
    assert "!library search," not in message.plain
    assert message.rich.count("<li>") == len(help_words.EXAMPLES)
    assert len(message.plain) < 1_600


async def test_a_question_without_words_gets_an_example(quick: House) -> None:
    room = quick.room("Committee", ADA)
    event = quick.server.say(room, ADA, "!library search")
    heard = await quick.matrix.event(room, event)
    assert isinstance(heard, MessageHeard)
    with pytest.raises(Refusal) as refused:
        await quick.library.finding.search(quick.asked(heard, " ?"))
    assert "right to water" in str(refused.value.values)
