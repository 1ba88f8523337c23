"""The register file as it is written: what may stand where."""

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Discriminator,
    Field,
    Tag,
    WithJsonSchema,
    model_validator,
)

from kit.ids import Language
from provisioning.judging import Strict, wrong
from provisioning.words import ONE_OR_MORE, Country, Key, Words, Zone, state_or, words_of

DAY = "a day such as 2026-12-31"
YEARS = range(1900, 2200)
"""Years that can be meant; 9999 is somebody's word for “no end”, which is to leave the end out."""


def _a_day(given: Any) -> Any:
    try:
        day = date.fromisoformat(given)
    except (TypeError, ValueError):
        raise wrong("nothing stands here" if given is None else f"“{given}” is not a day", DAY) from None
    return _near(day)


def _near(day: date) -> date:
    if day.year not in YEARS:
        expected = f"a day from {YEARS.start} to {YEARS.stop - 1}; leave the line out where there is no end"
        raise wrong(f"the year {day.year} cannot be meant", expected)
    return day


def _an_instant(given: Any) -> Any:
    try:
        day = date.fromisoformat(given)
    except (TypeError, ValueError):
        return _a_moment(given)
    return _near(day)


def _a_moment(given: Any) -> datetime:
    try:
        instant = datetime.fromisoformat(given)
    except (TypeError, ValueError):
        raise wrong(f"“{given}” is not a time", f"{DAY}, or 2026-12-31T18:00+01:00") from None
    if instant.tzinfo is None:
        raise wrong(f"“{given}” does not say in which zone", "a time such as 2026-12-31T18:00+01:00")
    _near(instant)
    return instant


Day = Annotated[date, BeforeValidator(_a_day)]
Instant = Annotated[
    date | datetime,
    BeforeValidator(_an_instant),
    WithJsonSchema({"type": "string", "examples": ["2026-12-31"]}),
]
"""A day, or an instant with its zone."""


def _before(one: date | datetime, other: date | datetime) -> bool:
    if isinstance(one, datetime) and isinstance(other, datetime):
        return one < other
    first, second = (moment.date() if isinstance(moment, datetime) else moment for moment in (one, other))
    return first < second


def _an_account(word: str) -> str:
    local, _, server = word.removeprefix("@").partition(":")
    plain = local and all(one.isdecimal() or "a" <= one <= "z" or one in "._=-/+" for one in local)
    if not plain or bool(server) != word.startswith("@"):
        raise wrong(
            f"“{word}” is not an account", "a name such as ada.l, or a full ID such as @ada.l:example.org"
        )
    return word


def _an_address(word: str) -> str:
    local, _, domain = word.partition("@")
    if not local or "." not in domain or any(one.isspace() for one in word):
        raise wrong(f"“{word}” is not an e-mail address", "an address such as ada@example.org")
    return word


OR_ENDED = ", or an end (“to: …”) to what there is no more"
"""What else helps where the community file lost a word that people still hold: history may keep it."""


class Dated(Strict):
    """What holds from one day to another; “to” is the last day."""

    start: Annotated[Day | None, Field(alias="from", description="The first day.")] = None
    end: Annotated[Day | None, Field(alias="to", description="The last day.")] = None

    @model_validator(mode="after")
    def _in_order(self) -> "Dated":
        if self.start and self.end and self.end < self.start:
            raise wrong(f"this ends on {self.end}, before it begins on {self.start}", "“to” after “from”")
        return self


class HeldMandate(Dated):
    """A seat in a mechanism, or a role in it."""

    mandate: Annotated[str, AfterValidator(words_of("a mechanism", "mechanisms", also=OR_ENDED))]
    role: Annotated[str, AfterValidator(words_of("a role", "roles", also=OR_ENDED))] = "member"


class HeldPost(Dated):
    """A post on the staff, to be looked at again on the day of its review."""

    post: Annotated[str, AfterValidator(words_of("a post", "posts", also=OR_ENDED))]
    of: Annotated[
        list[Annotated[str, AfterValidator(words_of("a mechanism", "mechanisms", also=OR_ENDED))]] | None,
        *ONE_OR_MORE,
    ] = None
    review: Annotated[Day | None, Field(description="When somebody asks whether it is still needed.")] = None


class HeldSeat(Dated):
    """A guest's seat at a theme or mechanism."""

    guest: Annotated[
        str, AfterValidator(words_of("a theme or mechanism", "themes", "mechanisms", also=OR_ENDED))
    ]


def _sort_of_hold(given: Any) -> str:
    if isinstance(given, dict) and "post" in given:
        return "<post>"
    return "<guest>" if isinstance(given, dict) and "guest" in given else "<mandate>"


Held = Annotated[
    Annotated[HeldMandate, Tag("<mandate>")]
    | Annotated[HeldPost, Tag("<post>")]
    | Annotated[HeldSeat, Tag("<guest>")],
    Discriminator(_sort_of_hold),
]


class WrittenConflict(Dated):
    """A conflict of interest that somebody declared."""

    subject: Annotated[
        str,
        AfterValidator(state_or("mechanisms", "themes")),
        Field(alias="with", description="A State by its three letters, a mechanism or a theme."),
    ]


class WrittenSuspension(Strict):
    """A time in which somebody is out of everything."""

    start: Annotated[Instant, Field(alias="from")]
    end: Annotated[
        Instant | None, Field(alias="to", description="Until when; leave out: until further notice.")
    ] = None
    reason: Words

    @model_validator(mode="after")
    def _in_order(self) -> "WrittenSuspension":
        if self.end is not None and _before(self.end, self.start):
            raise wrong(f"this ends on {self.end}, before it begins on {self.start}", "“to” after “from”")
        return self


class WrittenPerson(Strict):
    """Somebody."""

    name: Words
    languages: list[Language] = Field(
        default_factory=list, description="The first is the one we speak to them."
    )
    zone: Zone | None = None
    nationality: Country | None = None
    email: Annotated[str, AfterValidator(_an_address)] | None = None
    accounts: list[Annotated[str, AfterValidator(_an_account)]] = Field(
        default_factory=list, description="Their accounts; none: they wait for one."
    )
    holds: list[Held] = Field(default_factory=list, description="What they hold, from when to when.")
    suspended: list[WrittenSuspension] = Field(default_factory=list)
    conflicts: list[WrittenConflict] = Field(
        default_factory=list, description="Conflicts of interest, by which rules leave them out."
    )


class RegisterFile(Strict):
    """The register: who holds what."""

    people: dict[Key, WrittenPerson]
