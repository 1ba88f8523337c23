"""Days as people write them."""

from datetime import date

import pytest

from provisioning.register.importing.daywords import NotADay, day_of, period_of

NEW_YEARS_EVE = date(2026, 12, 31)


@pytest.mark.parametrize(
    "written",
    [
        "2026-12-31",
        "2026/12/31",
        "2026-12-31 00:00:00",
        "31/12/2026",
        "12/31/2026",
        "31.12.2026",
        "31 December 2026",
        "31st of December 2026",
        "December 31, 2026",
        "Thursday, 31 December 2026",
        "31-Dec-2026",
        "31 décembre 2026",
        "31 de diciembre de 2026",
        "31 декабря 2026 г.",
        "2026年12月31日",
        "31 ديسمبر 2026",
        "٣١ كانون الأول/ديسمبر ٢٠٢٦",
        "46387",
        "46387.0",
    ],
)
def test_a_day_is_read_however_it_is_written(written: str) -> None:
    assert day_of(written) == NEW_YEARS_EVE


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("01/02/2026", "could be two days: write 2026-02-01 or 2026-01-02"),
        ("01.02.2026", "could be two days"),
        ("31/12/26", "does not say its year in full"),
        ("December 2026", "is a month, not a day"),
        ("2026", "is a year, not a day"),
        ("29 February 2027", "2027 has no 29 February"),
        ("2027-02-29", "2027 has no 29 February"),
        ("31 April 2026", "April has no day 31"),
        ("2026-13-01", "there is no month 13"),
        ("9999-12-31", "the year 9999 cannot be meant"),
        ("15 mars avril 2026", "is not a day"),
        ("soon", "is not a day: write it like 2026-12-31"),
    ],
)
def test_what_is_no_day_or_could_be_two_is_never_guessed(written: str, says: str) -> None:
    with pytest.raises(NotADay, match="“") as told:
        day_of(written)
    assert says in str(told.value)


def test_the_same_number_twice_is_one_day_only() -> None:
    assert day_of("05/05/2026") == date(2026, 5, 5)


def test_a_leap_day_is_a_day() -> None:
    assert day_of("29 February 2028") == date(2028, 2, 29)


@pytest.mark.parametrize(
    "written",
    [
        "1 January 2025 – 31 December 2026",
        "2025-01-01 to 2026-12-31",
        "du 1er janvier 2025 au 31 décembre 2026",
        "с 1 января 2025 по 31 декабря 2026",
    ],
)
def test_a_term_is_read_from_its_first_to_its_last_day(written: str) -> None:
    assert period_of(written) == (date(2025, 1, 1), NEW_YEARS_EVE)


def test_years_are_no_term() -> None:
    with pytest.raises(NotADay, match="is a year"):
        period_of("2025-2028".replace("-", " - "))
