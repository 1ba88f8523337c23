"""Documents of a collection are grouped into works by symbol and by content, and the newest is known."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.documents.facts import Facts
from kit.documents.likeness import LIKE, likeness, signature
from kit.documents.relations import Known, Tie, means_the_same, tie, works
from kit.documents.symbols import read
from kit.ids import Language

EN, FR = Language.ENGLISH, Language.FRENCH
WORDS = [f"word{n}" for n in range(400)]


def text(seed: int, length: int = 1_500) -> str:
    chosen = random.Random(seed)
    return " ".join(chosen.choice(WORDS) for _ in range(length))


def known(
    document: str,
    symbol: str | None = None,
    language: Language = EN,
    *,
    version: str | None = None,
    body: str = "",
    digest: str = "",
) -> Known:
    found = read(symbol) if symbol else None
    facts = Facts(
        symbol_key=found.key if found else None,
        type=found.type if found else None,
        version=version,
        language=language,
    )
    return Known(document=document, facts=facts, digest=digest or document, signature=signature(body))


def faces(*documents: Known) -> set[frozenset[str]]:
    return {frozenset(work.faces) for work in works(documents)}


def superseded(*documents: Known) -> dict[str, str]:
    return {old: new for work in works(documents) for old, new in work.superseded.items()}


def test_the_same_text_has_the_same_signature_and_another_has_next_to_nothing_of_it() -> None:
    assert likeness(signature(text(1)), signature(text(1))) == 1
    assert likeness(signature(text(1)), signature(text(2))) < 0.1
    assert likeness(signature(""), signature("")) == 0
    assert len(signature("one")) == 513


def test_a_signature_is_what_it_was_when_it_was_kept() -> None:
    assert signature("the same four words and more").hex()[:18] == "02408c13c33956b3c1"
    assert signature("The SAME four words, and more!") == signature("the same four words and more")


def test_a_text_of_which_a_tenth_was_rewritten_is_still_much_like_it() -> None:
    paragraphs = [text(n, 60) for n in range(60)]
    rewritten = [text(1_000 + n, 60) if n % 10 == 0 else one for n, one in enumerate(paragraphs)]
    assert 0.7 < likeness(signature("\n".join(paragraphs)), signature("\n".join(rewritten))) < 0.95


def test_chinese_is_compared_by_its_characters() -> None:
    chosen = random.Random(1)
    one, other = ("".join(chr(chosen.randrange(0x4E00, 0x5200)) for _ in range(800)) for _ in range(2))
    assert likeness(signature(one), signature(one[:600] + other[:200])) > LIKE
    assert likeness(signature(one), signature(other)) < 0.1


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (known("a", digest="x"), known("b", digest="x"), Tie.COPY),
        (known("a", "CEDAW/C/GC/35"), known("b", "CEDAW/C/GC/35", FR), Tie.TRANSLATION),
        (known("a", "CEDAW/C/GC/35"), known("b", "CEDAW/C/GC/35"), Tie.VERSION),
        (known("a", "CRC/C/GC/7"), known("b", "CRC/C/GC/7/Rev.1"), Tie.VERSION),
        (known("a", "CRC/C/GC/9"), known("b", "CRC/C/GC/9/Corr.1"), Tie.BESIDE),
        (known("a", "A/HRC/28/5"), known("b", "A/HRC/28/5/Add.1"), Tie.BESIDE),
        (known("a", "A/HRC/28/5/Add.1"), known("b", "A/HRC/28/5/Add.2"), None),
        (known("a", "CCPR/C/21/Rev.1/Add.12"), known("b", "CCPR/C/21/Rev.1/Add.13"), None),
        (known("a", "CAT/C/CHE/CO/7"), known("b", "CAT/C/CHE/CO/8"), None),
        (known("a", body=text(1)), known("b", body=text(1) + " and a little more"), Tie.VERSION),
        (known("a", body=text(1)), known("b", body=text(2)), None),
        (known("a", "A/C.3/78/L.4", body=text(1)), known("b", "A/RES/78/4", body=text(1)), Tie.VERSION),
        (known("a"), known("b", "CAT/C/GC/4"), None),
    ],
)
def test_how_a_document_stands_to_another(one: Known, other: Known, expected: Tie | None) -> None:
    assert tie(one, other) is expected
    assert tie(other, one) is expected


def test_a_translation_is_known_by_what_its_pages_mean_unless_symbols_differ() -> None:
    near, far = (0.7, 0.8, 0.6), (0.2, 0.3, 0.9)
    assert means_the_same(near)
    assert not means_the_same(far)
    assert not means_the_same(())
    assert tie(known("a"), known("b", language=FR), near) is Tie.TRANSLATION
    assert tie(known("a"), known("b"), near) is None
    assert tie(known("a", "CAT/C/GC/3"), known("b", "CAT/C/GC/4", FR), near) is None
    joined = works([known("a"), known("b", language=FR)], {("a", "b"): near})
    assert len(joined) == 1


def test_all_faces_of_a_document_are_one_work() -> None:
    found = faces(
        known("final", "CEDAW/C/GC/35", body=text(1)),
        known("french", "CEDAW/C/GC/35", FR),
        known("draft", version="draft", body=text(1) + " with words that went"),
        known("copy", digest="french"),
        known("another", "CEDAW/C/GC/36", body=text(2)),
    )
    assert found == {frozenset({"final", "french", "draft", "copy"}), frozenset({"another"})}


def test_what_was_taken_out_of_an_annual_report_is_a_work_of_its_own() -> None:
    excerpts = [
        Known(document=name, facts=Facts(symbol_key="A/47/38", type="gc"), digest=name) for name in "ab"
    ]
    whole = [known("whole", "A/47/38"), known("french", "A/47/38", FR)]
    assert faces(*excerpts, *whole) == {
        frozenset({"a"}),
        frozenset({"b"}),
        frozenset({"whole", "french"}),
    }


def test_a_joint_document_is_one_work_under_either_symbol() -> None:
    joint = Known(
        document="joint",
        facts=Facts(symbol_key="CEDAW/C/GC/31", other_symbols=("CRC/C/GC/18",)),
        digest="joint",
    )
    assert faces(joint, known("crc", "CRC/C/GC/18/Rev.1", FR)) == {frozenset({"joint", "crc"})}


def test_a_corrigendum_and_an_addition_stand_beside() -> None:
    found = works(
        [known("it", "A/HRC/28/5"), known("corr", "A/HRC/28/5/Corr.1"), known("add", "A/HRC/28/5/Add.1")]
    )
    assert {work.faces: work.beside for work in found} == {
        ("it",): ("corr", "add"),
        ("corr",): (),
        ("add",): (),
    }
    assert not any(work.superseded for work in found)


def test_a_newer_revision_supersedes_the_older_in_its_own_language_first() -> None:
    first = known("first", "CRC/C/GC/7")
    first_french = known("first french", "CRC/C/GC/7", FR)
    second = known("second", "CRC/C/GC/7/Rev.1")
    assert superseded(first, second) == {"first": "second"}
    assert superseded(first_french, second) == {"first french": "second"}
    second_french = known("second french", "CRC/C/GC/7/Rev.1", FR)
    assert superseded(first, first_french, second, second_french) == {
        "first": "second",
        "first french": "second french",
    }


def test_the_final_text_supersedes_the_unedited_and_that_the_draft() -> None:
    draft = known("draft", "CAT/C/GC/4", version="draft")
    unedited = known("unedited", "CAT/C/GC/4", version="advance-unedited")
    final = known("final", "CAT/C/GC/4")
    assert superseded(draft, unedited) == {"draft": "unedited"}
    assert superseded(draft, unedited, final) == {"draft": "final", "unedited": "final"}


def test_of_two_that_are_equally_new_none_supersedes() -> None:
    assert superseded(known("a", "CAT/C/GC/4"), known("b", "CAT/C/GC/4"), known("c", "CAT/C/GC/4", FR)) == {}


SYMBOLS = st.sampled_from(
    [None, "CAT/C/GC/4", "CAT/C/GC/4/Rev.1", "CAT/C/GC/4/Corr.1", "A/HRC/1/2", "A/HRC/1/2/Add.1"]
)
COLLECTIONS = st.lists(
    st.tuples(SYMBOLS, st.sampled_from([EN, FR]), st.sampled_from([None, "draft"]), st.sampled_from("xyz")),
    max_size=8,
).map(
    lambda rows: [
        known(str(n), symbol, language, version=version, digest=digest + str(n % 5))
        for n, (symbol, language, version, digest) in enumerate(rows)
    ]
)


@given(COLLECTIONS, st.randoms())
def test_each_document_is_a_face_of_one_work_in_whatever_order_they_come(
    documents: list[Known], chosen: random.Random
) -> None:
    found = works(documents)
    assert sorted(face for work in found for face in work.faces) == sorted(one.document for one in documents)
    shuffled = list(documents)
    chosen.shuffle(shuffled)
    assert faces(*shuffled) == faces(*documents)
    for work in found:
        assert set(work.superseded) < set(work.faces)
        assert not set(work.superseded) & set(work.superseded.values())
