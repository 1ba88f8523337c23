"""Web pages, books and Markdown give their words without their marks."""

import pytest

from kit.reading.pages import Why
from tests.kit.reading.papers import epub
from tests.kit.reading.reading import read, text_of, why


def test_tables_of_a_page_are_read_row_by_row() -> None:
    page = b"<table><tr><th>State<th>Year</tr>\n<tr> <td>Peru</td> <td>2019</td></tr></table>"
    assert [line for line in text_of(page, "x.html").split("\n") if line] == ["State\tYear", "Peru\t2019"]


def test_items_of_a_page_have_their_numbers() -> None:
    page = b'<ol start="3"><li>c<ul><li>dot</ul><li value="9">i</ol><ol type="a"><li>x</ol>'
    assert [line for line in text_of(page, "x.html").split("\n") if line] == ["3. c", "dot", "9. i", "a. x"]


def test_words_at_the_ends_of_lines_stay_apart() -> None:
    assert text_of(b"<p>Article\n<b>1</b>\nends</p>", "x.html") == "Article 1 ends"


def test_a_page_says_who_wrote_it() -> None:
    page = b'<meta name="Author" content="Ada"><title>T</title><p>Text'
    assert read(page, "x.html").about == {"author": "Ada"}


def test_a_book_gives_its_chapters_in_order() -> None:
    found = read(epub("<p>One</p>", "<p>Two</p>"))
    assert [(page.number, page.text) for page in found.pages] == [(None, "One"), (None, "Two")]
    assert (found.title, found.about) == ("A book", {"author": "Ada"})


def test_a_book_with_rights_management_is_locked_and_one_with_hidden_fonts_is_not() -> None:
    rights = '<e><EncryptionMethod Algorithm="{}"/></e>'.format
    assert why(epub("<p>One</p>", rights=rights("http://www.w3.org/2001/04/xmlenc#aes128-cbc"))) is Why.LOCKED
    assert text_of(epub("<p>One</p>", rights=rights("http://www.idpf.org/2008/embedding"))) == "One"


def test_markdown_is_read_without_its_marks() -> None:
    text = b"""---
title: "The title"
author: Ada
tags: [food, water]
---
# Head *one*

12. The **Committee** [urges](http://x.org) ~~not~~
13. `code`

* point

| State | Year |
|-------|------|
| Peru  | 2019 |
"""
    found = read(text, "x.md")
    assert (found.title, found.about) == ("The title", {"author": "Ada", "keywords": "food, water"})
    assert [line for line in found.pages[0].text.split("\n") if line] == [
        "Head one",
        "12. The Committee urges not",
        "13. code",
        "point",
        "State\tYear",
        "Peru\t2019",
    ]


def test_markdown_without_a_front_is_called_by_its_heading() -> None:
    assert read(b"# Head\n\ntext", "x.md").title == "Head"
    assert read(b"text\n\n---\n\nmore", "x.md").title is None


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_wide_text_without_a_mark_is_known_by_its_look(codec: str) -> None:
    words = "Everyone has the right to food. У каждого есть право на питание. "
    assert text_of((words * 3).encode(codec), "x.txt").strip() == (words * 3).strip()


@pytest.mark.parametrize(
    ("codec", "words"),
    [
        (
            "gb18030",
            "人人有资格享受本宣言所载的一切权利和自由，不分种族、肤色、性别、语言、宗教、政治或其他见解。",
        ),
        ("koi8-r", "Все люди рождаются свободными и равными в своем достоинстве и правах."),
        ("cp1252", "Tous les êtres humains naissent libres et égaux en dignité et en droits."),
        ("iso-8859-6", "يولد جميع الناس أحرارا متساوين في الكرامة والحقوق وقد وهبوا عقلا وضميرا"),
    ],
)
def test_text_is_known_by_its_look(codec: str, words: str) -> None:
    assert text_of((words * 8).encode(codec), "x.txt") == words * 8


def test_a_file_without_a_byte_is_empty() -> None:
    assert why(b"", "x.txt") is Why.EMPTY
    assert why(b" \n\n", "x.txt") is Why.NO_TEXT


def test_what_looks_like_an_ending_and_is_none_is_part_of_the_name() -> None:
    assert text_of(b"Report", "A_HRC_51.12") == "Report"
