"""What rows say of leaving and following: resigned but listed, a successor who comes too early. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from provisioning.register.changes import People, key_of
from provisioning.register.importing.doubts import Doubt, doubted, remark
from provisioning.register.importing.rows import Said
from provisioning.register.importing.spelling import alike
from provisioning.register.names import folded


@dataclass(frozen=True, kw_only=True)
class Departures:
    """Looks at rows beside the register as it would be after them."""

    after: People
    today: date

    def doubts(self, rows: Iterable[tuple[Said, str]]) -> Iterator[Doubt]:
        """Yield what is hardly meant; each row comes with the key of its person."""
        for said, key in rows:
            if said.left is not None:
                yield from self._left(said, key)
            if said.replaces:
                yield from self._replaces(said, key)

    def _left(self, said: Said, key: str) -> Iterator[Doubt]:
        person = self.after.get(key, {})
        for sort, entry in said.entries:
            now = next(
                (one for one in person.get(sort, ()) if key_of(sort, one) == key_of(sort, entry)), entry
            )
            end = str(now.get("to") or "")
            if sort == "holds" and (not end or end > self.today.isoformat()):
                listed = f"listed until {end}" if end else "listed without a last day"
                text = f"the row says “{said.left}”, and yet {said.name or key} is {listed}"
                yield doubted(said.row, f"{text}: give the day on which it ended, or leave the row out")
                return

    def _replaces(self, said: Said, key: str) -> Iterator[Doubt]:
        for sort, entry in said.entries:
            if sort != "holds" or "mandate" not in entry:
                continue
            earlier = list(self._called(said.replaces, entry["mandate"], but=key))
            if not earlier:
                yield remark(said.row, f"“{said.replaces}”, whose place it is, is not known to hold it")
            for name, other in earlier:
                end = str(other.get("to") or "")
                start = str(entry.get("from") or "")
                if not end or start <= end:
                    until = f"until {end}" if end else "without a last day"
                    text = (
                        f"{name}, whose place it is, holds it {until}, and this begins on {start or 'no day'}"
                    )
                    yield doubted(said.row, f"{text}: give {name} an earlier last day")

    def _called(self, name: str, mechanism: str, but: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """Yield the last mandate in a mechanism of whoever has this name."""
        for key, person in self.after.items():
            other = str(person.get("name", ""))
            if key != but and (folded(other) == folded(name) or alike(other, name)):
                held = [one for one in person.get("holds", ()) if one.get("mandate") == mechanism]
                if held:
                    yield other, max(held, key=lambda one: str(one.get("to") or "9999"))
