"""Access rules: who may be in a room, said over what people hold. Pure values, each with its words."""

from collections.abc import Iterator
from dataclasses import dataclass

from kit.ids import PersonKey


@dataclass(frozen=True, slots=True)
class Everyone:
    """Whoever holds anything at all on the day."""

    def __str__(self) -> str:
        return "everyone in the register"


@dataclass(frozen=True, slots=True)
class Nobody:
    """No person; bots may still serve the room."""

    def __str__(self) -> str:
        return "nobody"


@dataclass(frozen=True, slots=True)
class Margin:
    """Calendar days by which a rule opens before what is held begins, and closes after it ends.

    With ``read_only`` the days after the end are for reading alone.
    """

    lead: int = 0
    grace: int = 0
    read_only: bool = False

    def __str__(self) -> str:
        before = f", from {counted(self.lead)} before" if self.lead else ""
        reading = " to read" if self.read_only else ""
        return before + (f", until {counted(self.grace)} after{reading}" if self.grace else "")


def counted(days: int) -> str:
    """Return a number of days in words."""
    return "1 day" if days == 1 else f"{days} days"


@dataclass(frozen=True, slots=True)
class HoldsMandate:
    """Whoever sits in one of the mechanisms, in one of the roles; ``roles`` empty means any role."""

    mechanisms: frozenset[str]
    roles: frozenset[str] = frozenset()
    words: str = ""
    margin: Margin = Margin()

    def __str__(self) -> str:
        said = self.words or f"holds a mandate in {', '.join(sorted(self.mechanisms))}"
        return f"{said}{self.margin}"


@dataclass(frozen=True, slots=True)
class HoldsPost:
    """Whoever has one of the posts (empty: any); ``of`` narrows to those who serve one of the mechanisms.

    A post that is of no mechanism in particular serves them all.
    """

    posts: frozenset[str] = frozenset()
    of: frozenset[str] = frozenset()
    words: str = ""
    margin: Margin = Margin()

    def __str__(self) -> str:
        said = self.words or f"has the post {', '.join(sorted(self.posts)) or 'of any kind'}"
        return f"{said}{self.margin}"


@dataclass(frozen=True, slots=True)
class GuestOf:
    """Whoever has a guest seat at one of the themes or mechanisms."""

    subjects: frozenset[str]
    words: str = ""
    margin: Margin = Margin()

    def __str__(self) -> str:
        said = self.words or f"is a guest of {', '.join(sorted(self.subjects))}"
        return f"{said}{self.margin}"


@dataclass(frozen=True, slots=True)
class Named:
    """People by their key in the register, whatever they hold."""

    people: frozenset[PersonKey]

    def __str__(self) -> str:
        return "is named in the community file"


@dataclass(frozen=True, slots=True)
class NationalOf:
    """Whoever is a national of one of the States, by their three letters; narrows other rules."""

    states: frozenset[str]

    def __str__(self) -> str:
        return f"is a national of {' or '.join(sorted(self.states))}"


@dataclass(frozen=True, slots=True)
class ConflictWith:
    """Whoever declared a conflict with one of the States, mechanisms or themes; narrows other rules."""

    subjects: frozenset[str]
    words: str = ""

    def __str__(self) -> str:
        return self.words or f"has a conflict with {' or '.join(sorted(self.subjects))}"


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Whoever fits one of the rules; the first that fits is the reason told."""

    rules: tuple["Rule", ...]

    def __str__(self) -> str:
        return " or ".join(map(str, self.rules))


@dataclass(frozen=True, slots=True)
class AllOf:
    """Whoever fits all of the rules."""

    rules: tuple["Rule", ...]

    def __str__(self) -> str:
        return " and ".join(map(str, self.rules))


@dataclass(frozen=True, slots=True)
class Except:
    """Whoever fits the rule, but not the other one."""

    rule: "Rule"
    but: "Rule"

    def __str__(self) -> str:
        return f"{self.rule}, except who {self.but}"


Holds = HoldsMandate | HoldsPost | GuestOf
"""Rules that a dated fact fits."""

Rule = Everyone | Nobody | Holds | Named | NationalOf | ConflictWith | AnyOf | AllOf | Except


def gives(rule: Rule) -> bool:
    """Whether a rule can give seats; nationality and conflicts only narrow what others give."""
    match rule:
        case NationalOf() | ConflictWith():
            return False
        case AnyOf(rules):
            return all(map(gives, rules))
        case AllOf(rules):
            return any(map(gives, rules))
        case Except(inner):
            return gives(inner)
        case _:
            return True


def parts(rule: Rule) -> Iterator[Rule]:
    """Yield a rule and all rules inside it."""
    yield rule
    match rule:
        case AnyOf(rules) | AllOf(rules):
            inner = rules
        case Except(kept, but):
            inner = (kept, but)
        case _:
            inner = ()
    for one in inner:
        yield from parts(one)
