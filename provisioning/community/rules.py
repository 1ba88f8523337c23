"""Access rules: who may be in a room, said over what people hold. Pure values, each with its words."""

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
class HoldsMandate:
    """Whoever sits in one of the mechanisms, in one of the roles; ``roles`` empty means any role."""

    mechanisms: frozenset[str]
    roles: frozenset[str] = frozenset()
    words: str = ""

    def __str__(self) -> str:
        return self.words or f"holds a mandate in {', '.join(sorted(self.mechanisms))}"


@dataclass(frozen=True, slots=True)
class HoldsPost:
    """Whoever has one of the posts (empty: any); ``of`` narrows to those who serve one of the mechanisms.

    A post that is of no mechanism in particular serves them all.
    """

    posts: frozenset[str] = frozenset()
    of: frozenset[str] = frozenset()
    words: str = ""

    def __str__(self) -> str:
        return self.words or f"has the post {', '.join(sorted(self.posts)) or 'of any kind'}"


@dataclass(frozen=True, slots=True)
class GuestOf:
    """Whoever has a guest seat at one of the themes or mechanisms."""

    subjects: frozenset[str]
    words: str = ""

    def __str__(self) -> str:
        return self.words or f"is a guest of {', '.join(sorted(self.subjects))}"


@dataclass(frozen=True, slots=True)
class Named:
    """People by their key in the register, whatever they hold."""

    people: frozenset[PersonKey]

    def __str__(self) -> str:
        return "is named in the community file"


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


Rule = Everyone | Nobody | HoldsMandate | HoldsPost | GuestOf | Named | AnyOf | AllOf | Except
