"""Counts the paragraphs that Word numbers by itself, so that a reader finds paragraph 12 by its number."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree  # type: ignore[import-untyped]  # it ships no types

from kit.reading.office.ordinals import ordinal
from kit.reading.office.package import child, children, value

PLACE = re.compile(r"%([1-9])")
LEVELS = 9
LONGEST_CHAIN = 20
"""How many styles a style may stand on before we stop asking."""


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is counted and written."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Style:
    """The list that a paragraph style belongs to, and the style it stands on."""

    list_id: str | None
    level: int
    parent: str | None


@dataclass(slots=True)
class Numbering:
    """The lists of a document, and how far each is counted."""

    abstract: dict[str, dict[int, Level]] = field(default_factory=dict)
    lists: dict[str, tuple[str, dict[int, Level]]] = field(default_factory=dict)
    styles: dict[str, Style] = field(default_factory=dict)
    counts: dict[str, list[int | None]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    def mark(self, properties: etree._Element | None) -> str:
        """Count the paragraph that has these properties, and return its number as Word shows it."""
        own = child(properties, "numPr")
        list_id = value(child(own, "numId"), "val")
        level = _number(value(child(own, "ilvl"), "val"))
        if list_id is None:
            return self.mark_of_style(value(child(properties, "pStyle"), "val"), level)
        return self.mark_of(list_id, level or 0)

    def mark_of_style(self, name: str | None, level: int | None) -> str:
        """Count a paragraph that only its style puts into a list, and return its number."""
        style = self._of_style(name)
        return (
            ""
            if style.list_id is None
            else self.mark_of(style.list_id, style.level if level is None else level)
        )

    def mark_of(self, list_id: str, level: int) -> str:
        """Count a paragraph of a list, and return its number."""
        if list_id not in self.lists:
            return ""
        group, own = self.lists[list_id]
        levels = self.abstract.get(group, {}) | own
        if level not in levels:
            return ""
        counts = self._count(list_id, group, level, levels, own)
        if levels[level].form in {"bullet", "none"}:
            return ""
        text = levels[level].text
        return PLACE.sub(lambda at: _shown(int(at[1]) - 1, levels, counts, levels[level]), text).strip()

    def _count(
        self, list_id: str, group: str, level: int, levels: dict[int, Level], own: dict[int, Level]
    ) -> list[int | None]:
        """Go one further at this level; what is deeper begins anew."""
        counts = self.counts.setdefault(group, [None] * LEVELS)
        anew = level in own and (list_id, level) not in self.begun
        self.begun.add((list_id, level))
        now = counts[level]
        counts[level] = levels[level].start if now is None or anew else now + 1
        counts[level + 1 :] = [None] * (LEVELS - level - 1)
        for above in range(level):
            if counts[above] is None:
                counts[above] = levels.get(above, Level()).start
        return counts

    def _of_style(self, name: str | None) -> Style:
        for _ in range(LONGEST_CHAIN):
            style = self.styles.get(name or "")
            if style is None:
                break
            if style.list_id is not None:
                return style
            name = style.parent
        return Style(None, 0, None)


def numbering(lists: etree._Element | None, styles: etree._Element | None) -> Numbering:
    """Return the lists that a document's parts define; either part may be missing."""
    known = Numbering()
    for one in children(lists, "abstractNum"):
        known.abstract[value(one, "abstractNumId") or ""] = dict(_levels(one))
    for one in children(lists, "num"):
        group = value(child(one, "abstractNumId"), "val") or ""
        known.lists[value(one, "numId") or ""] = (group, _overrides(one, known.abstract.get(group, {})))
    for one in children(styles, "style"):
        held = child(child(one, "pPr"), "numPr")
        list_id = value(child(held, "numId"), "val")
        level = _number(value(child(held, "ilvl"), "val")) or 0
        parent = value(child(one, "basedOn"), "val")
        known.styles[value(one, "styleId") or ""] = Style(list_id, min(max(level, 0), LEVELS - 1), parent)
    return known


def _levels(of: etree._Element) -> Iterator[tuple[int, Level]]:
    for one in children(of, "lvl"):
        place = _number(value(one, "ilvl"))
        if place is not None and 0 <= place < LEVELS:
            yield place, _level(one)


def _level(one: etree._Element) -> Level:
    start = _number(value(child(one, "start"), "val"))
    form = value(child(one, "numFmt"), "val") or "decimal"
    text = value(child(one, "lvlText"), "val") or ""
    plain = child(one, "isLgl") is not None
    return Level(1 if start is None else start, form, text[:40], plain)


def _overrides(one: etree._Element, levels: dict[int, Level]) -> dict[int, Level]:
    own = {}
    for override in children(one, "lvlOverride"):
        place = _number(value(override, "ilvl"))
        if place is None or not 0 <= place < LEVELS:
            continue
        level = dict(_levels(override)).get(place, levels.get(place, Level()))
        start = _number(value(child(override, "startOverride"), "val"))
        own[place] = Level(level.start if start is None else start, level.form, level.text, level.plain)
    return own


def _shown(place: int, levels: dict[int, Level], counts: list[int | None], at: Level) -> str:
    form = levels.get(place, Level()).form
    return ordinal(counts[place] or 0, "decimal" if at.plain and form not in {"bullet", "none"} else form)


def _number(text: str | None) -> int | None:
    return int(text) if text and text.lstrip("-").isdecimal() and len(text) < 8 else None
