"""The two kinds of "no", and the few ways a server can fail us.

```
PalaisError
├── Refusal           told to the person, in their language
└── Trouble           told to the operator, with a reference the person can quote
    ├── BadInput      a file or an option is wrong: says where, what was expected, what is nearest
    ├── MatrixFailure the homeserver said no, or nothing
    │   ├── Forbidden     it will not let us
    │   ├── NotFound      it is not there
    │   ├── RateLimited   it asks us to wait
    │   ├── SignedOut     our token no longer works
    │   └── Unreachable   it is down, restarting or slow
    ├── MailFailure   the mail server said no, or nothing
    │   └── Undeliverable it refused the address for good
    ├── TooLarge      a file is over the limit
    ├── WouldLeak     a plain message was about to enter an encrypted room
    ├── ReadersChanged somebody else could read a message by now than it was judged fit for
    ├── OtherIdentity a person shows another identity by now than the one to be trusted
    └── AlreadyRunning another ``palais run`` holds this state
```
"""

from collections.abc import Iterable

from kit.ids import Language, RoomId, UserId
from kit.language import Sentence


class PalaisError(Exception):
    """All of ours."""


class Refusal(PalaisError):
    """A request we decline; the sentence is fit to show to the person."""

    def __init__(self, sentence: Sentence, **values: object) -> None:
        super().__init__(sentence.en)
        self.sentence = sentence
        self.values = values

    def say(self, language: Language) -> str:
        """Return the refusal in the person's language."""
        return self.sentence.say(language, **self.values)


class Trouble(PalaisError):
    """Something the operator should know; the message is one plain sentence that says what to do."""


class BadInput(Trouble):
    """A file or an option is wrong."""


class WouldLeak(Trouble):
    """A plain message was about to enter a room that our own record calls encrypted."""


class ReadersChanged(Trouble):
    """Somebody is in the room, or invited, for whom the message was not judged fit; it was not sent."""

    def __init__(self, room: RoomId, others: Iterable[UserId]) -> None:
        super().__init__(f"who reads {room} has changed since the message was judged: judge it again")
        self.room = room
        self.others = frozenset(others)


class OtherIdentity(Trouble):
    """The person shows another cross-signing identity by now than the one that was to be trusted."""


class TooLarge(Trouble):
    """A file is over the limit; ``limit`` is in bytes."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"the file is larger than {limit} bytes")
        self.limit = limit


class AlreadyRunning(Trouble):
    """Another process holds this state."""


class MatrixFailure(Trouble):
    """The homeserver refused or failed.

    ``doing`` says what we attempted, ``code`` is the Matrix error code (``M_…``) or ``None``, ``status`` the
    HTTP status or ``None``.
    """

    def __init__(
        self, doing: str, code: str | None = None, message: str = "", *, status: int | None = None
    ) -> None:
        super().__init__(f"{doing}: {message or code or 'no answer'}")
        self.doing = doing
        self.code = code
        self.message = message
        self.status = status


class Forbidden(MatrixFailure):
    """The server will not let this account do this (``M_FORBIDDEN``)."""


class NotFound(MatrixFailure):
    """What we asked for is not there (``M_NOT_FOUND``)."""


class RateLimited(MatrixFailure):
    """The server asks us to wait; ``retry_after`` is in seconds."""

    def __init__(self, doing: str, retry_after: float) -> None:
        super().__init__(doing, "M_LIMIT_EXCEEDED", f"asked to wait {retry_after:g} s", status=429)
        self.retry_after = retry_after


class SignedOut(MatrixFailure):
    """Our token no longer works (``M_UNKNOWN_TOKEN``)."""


class Unreachable(MatrixFailure):
    """The server did not answer, or answered that it cannot now (HTTP 502 to 504)."""


class MailFailure(Trouble):
    """The mail server failed or did not answer; another try may succeed."""


class Undeliverable(MailFailure):
    """The mail server refused the address for good, or it is none: another try is of no use."""
