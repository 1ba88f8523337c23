"""Facts as the register tells them, with everything filled in that a test does not care about."""

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from kit.classification import Classification
from kit.ids import Language, PersonKey, RoomKey, UserId
from kit.ports import Held, Registered, SeatTold

ZURICH = "Europe/Zurich"
KATHMANDU = "Asia/Kathmandu"
ST_JOHNS = "America/St_Johns"


def at(text: str, zone: str = ZURICH) -> datetime:
    """Return an instant written as a clock on a wall of the zone shows it."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def _dawn(day: str | None) -> datetime | None:
    return None if day is None else at(day)


def member(subject: str, start: str | None, end: str | None, *, role: str = "member", **given: Any) -> Held:
    """Return a mandate; days begin in Zurich, and ``end`` is the day after the last."""
    what = {Language.ENGLISH: f"{role} of {subject.upper()}", Language.FRENCH: f"{role} du {subject.upper()}"}
    usual: dict[str, Any] = {"key": f"mandate:{subject}:{role}@{start}", "kind": "mandate", "what": what}
    dates = {"start": _dawn(start), "end": _dawn(end)}
    return Held(**(usual | {"subject": subject, "role": role} | dates | given))


def post(name: str, *of: str, review: str | None = None, end: str | None = None) -> Held:
    serving = f" for {', '.join(map(str.upper, of))}" if of else ""
    return Held(
        key=f"post:{name}:{','.join(of)}",
        kind="post",
        subject=name,
        role="",
        what={Language.ENGLISH: f"{name}{serving}"},
        end=_dawn(end),
        review=None if review is None else date.fromisoformat(review),
        of=frozenset(of),
    )


def person(name: str, *holds: Held, **given: Any) -> Registered:
    key = name.split(maxsplit=1)[0].casefold()
    usual: dict[str, Any] = {
        "key": PersonKey(key),
        "name": name,
        "languages": (Language.ENGLISH,),
        "zone": ZURICH,
        "accounts": (UserId(f"@{key}:palais.localhost"),),
        "holds": holds,
    }
    return Registered(**(usual | given))


def seat(room: str, **given: Any) -> SeatTold:
    usual: dict[str, Any] = {
        "room": RoomKey(room),
        "name": room,
        "classification": Classification.CONFIDENTIAL,
        "open": True,
        "why": "",
    }
    return SeatTold(**(usual | given))
