"""Writes the numbers that word processors count for us: 12, xii, l."""

from collections.abc import Callable

ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
LARGEST = 100_000


def ordinal(number: int, form: str) -> str:
    """Return a number in a form that goes by the names of Word, by those of HTML, or as a sample (“a”)."""
    return FORMS.get(form, str)(max(0, min(number, LARGEST)))


def _letters(number: int) -> str:
    """Return a to z, then aa to zz, as Word goes on."""
    turns, place = divmod(number - 1, 26)
    return chr(ord("a") + place) * min(turns + 1, 8) if number > 0 else ""


def _roman(number: int) -> str:
    said = ""
    number = min(number, 9999)
    for worth, letters in ROMAN:
        times, number = divmod(number, worth)
        said += letters * times
    return said


FORMS: dict[str, Callable[[int], str]] = {
    "lowerLetter": _letters,
    "a": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "A": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "i": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "I": lambda number: _roman(number).upper(),
    "decimalZero": lambda number: f"{number:02}",
    "bullet": lambda _: "",
    "none": lambda _: "",
    "": lambda _: "",
}
