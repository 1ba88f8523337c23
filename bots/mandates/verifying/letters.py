"""Mails as values: what goes to the official address, in the person's language. Pure."""

from dataclasses import dataclass, field
from datetime import timedelta

from bots.mandates.rules import DAY, HOUR, Code
from bots.mandates.verifying import letter_words as words
from kit.ids import Language, UserId, server_of
from kit.language import BIDI_CONTROLS, Sentence
from kit.ports import Mail, Registered


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What is in a mail: to whom it goes, the code, and which of our accounts it is to be given to.

    ``community`` is what the community is called in the language of the mail, ``number`` that of the code,
    ``lasts`` for how long it works.
    """

    person: Registered
    community: str
    language: Language
    number: int
    code: Code = field(repr=False)
    lasts: timedelta
    us: UserId

    def mail(self, subject: Sentence, *parts: str) -> Mail:
        """Return the mail, its parts a line apart."""
        hello = words.HELLO.say(self.language, name=self.person.name)
        body = "\n\n".join((hello, *parts)) + "\n"
        called = subject.say(self.language, community=self.community).translate(BIDI_CONTROLS)
        return Mail(to=self.person.email or "", subject=called, body=body, key=f"code:{self.number}")

    def works(self) -> str:
        """Return for how long the code works."""
        if self.lasts > 2 * DAY:
            return words.DAYS.say(self.language, self.lasts // DAY)
        return words.HOURS.say(self.language, self.lasts // HOUR)


def code_for(letter: Letter, user: UserId) -> Mail:
    """Return the mail to somebody whom an account says to be; it names account and server."""
    language = letter.language
    account = f"{words.SOMEBODY_ASKED.say(language, community=letter.community)}\n\n{_plain(user)}"
    server = words.ON_SERVER.say(language, server=server_of(user))
    return letter.mail(
        words.CODE_SUBJECT,
        f"{account}\n\n{server}",
        words.IF_YOU.say(language, bot=letter.us),
        letter.code.shown,
        letter.works(),
        words.IF_NOT_YOU.say(language),
    )


def invitation(letter: Letter, token: str | None) -> Mail:
    """Return the mail that leads somebody to their rooms, step by step.

    What is to be copied stands on a line of its own, without invisible marks.
    """
    language, server = letter.language, server_of(letter.us)
    step = words.STEP_OWN_ACCOUNT if token is None else words.STEP_NEW_ACCOUNT
    opening = [step.say(language, server=server)]
    if token is not None:
        opening.append(f"{words.TOKEN.say(language)}\n{token}")
    return letter.mail(
        words.INVITATION_SUBJECT,
        words.INVITED.say(language, community=letter.community),
        words.STEP_APP.say(language),
        *opening,
        words.STEP_RECOVERY.say(language),
        words.STEP_CHAT.say(language),
        f"{words.THE_ACCOUNT.say(language)}\n{letter.us}",
        f"{words.THE_CODE.say(language)}\n{letter.code.shown}",
        letter.works(),
        words.NOT_EXPECTED.say(language),
    )


def _plain(user: UserId) -> str:
    return "".join(letter for letter in user if letter.isprintable())
