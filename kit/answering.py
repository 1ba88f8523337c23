"""One message in, its answer out: the command is run, and a "no" of either kind is said kindly."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2s
from typing import assert_never

import structlog

from kit import words
from kit.commands import Call, HelpWanted, Plain, Understood, Unknown, reply, understand
from kit.effects import Effect
from kit.errors import MatrixFailure, Refusal, SignedOut
from kit.events import MessageHeard
from kit.guide import corrected, help_for, pointer
from kit.ids import UserId
from kit.language import Sentence
from kit.message import saying
from kit.part import Asked, Bot, Part
from kit.perform import perform
from kit.ports import Matrix, People, Rooms
from kit.typed import words_of
from kit.web.measures import Measures

GIVE_UP = 900.0
"""Seconds after which a command counts as failed, so that it cannot keep its place for ever."""

log = structlog.stdlib.get_logger("palais.serving")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A message meant for a bot, as understood; ``managed`` says that it stands in one of our rooms."""

    heard: MessageHeard
    understood: Understood
    direct: bool
    managed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Answerer:
    """What answers the people who address one bot."""

    matrix: Matrix
    part: Part
    bot: Bot
    people: People
    rooms: Rooms
    measures: Measures

    async def question(self, heard: MessageHeard) -> Question | None:
        """Return what a message asks of this bot, ``None`` where it is not meant for it."""
        managed = self.rooms.record(heard.room) is not None
        direct = not managed and await self.matrix.is_direct_chat(heard.room)
        understood = understand(heard, self.bot, self.matrix.user, self.part.commands, direct=direct)
        if understood is None:
            return None
        return Question(heard=heard, understood=understood, direct=direct, managed=managed)

    async def answer(self, question: Question) -> None:
        """Answer; what fails is told to the operator in full and to the person in one sentence."""
        try:
            async with asyncio.timeout(GIVE_UP):
                await perform(await self._decide(question), self.matrix)
        except SignedOut:
            raise
        except Exception as problem:  # noqa: BLE001 - a stack trace never reaches a room
            await self._apologise(question, problem)

    async def decline(self, question: Question, sentence: Sentence) -> None:
        """Say that a question gets no answer."""
        await perform([self._saying(question, sentence, "declined")], self.matrix)

    def report(self, problem: Exception, event: str) -> str:
        """Tell the operator of a failure; return the reference that a person can quote."""
        reference = reference_of(event, self.matrix.user)
        self.measures.failed(self.bot.name)
        log.error("failed", bot=self.bot.name, reference=reference, event_id=event, exc_info=problem)
        return reference

    async def _decide(self, question: Question) -> Sequence[Effect]:
        if not (question.direct or question.managed):
            return [self._saying(question, words.NOT_HERE, "help")]
        try:
            return await self._asked(question)
        except Refusal as refusal:
            return [self._saying(question, refusal.sentence, "refusal", **refusal.values)]

    async def _asked(self, question: Question) -> Sequence[Effect]:
        language = self.people.language(question.heard.sender)
        match question.understood:
            case Call(command, rest):
                self._be_sure(question, guarded=command.guarded, sealed=command.sealed)
                return await self._run(command.run, question, rest)
            case Plain(text) if self.part.sentence is not None:
                self._be_sure(question, guarded=self.part.guarded)
                return await self._run(self.part.sentence, question, text)
            case Plain():
                message = pointer(self.bot, language)
            case HelpWanted(about):
                message = help_for(self.bot, self.part, about, language)
            case Unknown(typed, nearest):
                message = corrected(self.bot, typed, nearest, language)
            case _:
                assert_never(question.understood)
        return [reply(question.heard, message, direct=question.direct, part="help")]

    def _be_sure(self, question: Question, *, guarded: bool, sealed: bool = False) -> None:
        """Refuse what is guarded where somebody else than its sender can have written it."""
        record = self.rooms.record(question.heard.room)
        private = record.encrypted if record is not None else question.direct
        if question.heard.verified or not (sealed or (guarded and private)):
            return
        raise Refusal(words.CONFIRM_FIRST if question.heard.encrypted else words.ASK_ENCRYPTED)

    async def _run(
        self, answering: Callable[[Asked], Awaitable[Sequence[Effect]]], question: Question, rest: str
    ) -> Sequence[Effect]:
        language = self.people.language(question.heard.sender)
        asked = Asked(
            heard=question.heard,
            words=words_of(rest),
            rest=rest,
            language=language,
            direct=question.direct,
        )
        return await answering(asked)

    async def _apologise(self, question: Question, problem: Exception) -> None:
        reference = self.report(problem, question.heard.event)
        with suppress(MatrixFailure):
            await perform([self._saying(question, words.SORRY, "sorry", reference=reference)], self.matrix)

    def _saying(self, question: Question, sentence: Sentence, part: str, **values: object) -> Effect:
        message = saying(sentence, self.people.language(question.heard.sender), **values)
        return reply(question.heard, message, direct=question.direct, part=part)


def reference_of(event: str, account: UserId) -> str:
    """Return what a person can quote to the operator: the same for the same event, telling nothing of it."""
    digest = blake2s(f"{account} {event}".encode(), digest_size=4).hexdigest().upper()
    return f"{digest[:4]}-{digest[4:]}"
