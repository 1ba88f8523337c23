"""A word that is cut at the end of a line is whole again, with its hyphen where it is its own."""

import pytest

from kit.reading.written.hyphens import mended

CUT = "\ufffe"


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        (f"investi{CUT}gation", "investigation"),
        (f"investi{CUT}\r\ngation of an investi{CUT}gation", "investigation of an investigation"),
        (f"in{CUT}formation in a formation of information", "information in a formation of information"),
        (
            f"non{CUT}discrimination and non-refoulement, discrimination",
            "non-discrimination and non-refoulement, discrimination",
        ),
        (f"Член{CUT}государство, а не член-государство", "Член-государство, а не член-государство"),
        ("no hyphen at all", "no hyphen at all"),
    ],
)
def test_a_cut_word_is_whole_again(text: str, whole: str) -> None:
    assert mended([text]) == [whole]


def test_what_is_a_word_is_learnt_from_all_pages() -> None:
    assert mended([f"well{CUT}being", "well and being"]) == ["well-being", "well and being"]
