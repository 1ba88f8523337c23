"""Bodies and kinds of documents are known by what people call them in six languages."""

import pytest

from kit.documents.bodies import BODIES, TREATY_BODIES, body_of
from kit.documents.kinds import KINDS, kind_of, kind_of_title
from kit.ids import Language


@pytest.mark.parametrize(
    ("word", "body"),
    [
        ("CEDAW", "cedaw"),
        ("CEDEF", "cedaw"),
        ("Comité pour l'élimination de la discrimination à l'égard des femmes", "cedaw"),
        ("消除对妇女歧视委员会", "cedaw"),
        ("سيداو", "cedaw"),
        ("кпч", "ccpr"),
        ("Human Rights Committee", "ccpr"),
        ("لجنة حقوق الطفل", "crc"),
        ("Comité contra la Tortura", "cat"),
        ("EPU", "upr"),
        ("OPCAT", "spt"),
        ("nobody", None),
    ],
)
def test_a_body_is_known_by_what_people_call_it(word: str, body: str | None) -> None:
    assert body_of(word) == body


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("co", "co"),
        ("Concluding Observations", "co"),
        ("observations finales", "co"),
        ("结论性意见", "co"),
        ("gc", "gc"),
        ("GR", "gc"),
        ("general recommendation", "gc"),
        ("общая рекомендация", "gc"),
        ("LOI", "loi"),
        ("LOIPR", "lopr"),
        ("QPR", "lopr"),
        ("liste de points", "loi"),
        ("قائمة المسائل", "loi"),
        ("views", "views"),
        ("dictamen", "views"),
        ("summary record", "sr"),
        ("something", None),
    ],
)
def test_a_kind_of_document_is_known_by_what_people_call_it(word: str, kind: str | None) -> None:
    assert kind_of(word) == kind


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Concluding observations on the fourth periodic report of Peru", "co"),
        ("List of issues prior to submission of the seventh report", "lopr"),
        ("List of issues in relation to the report of Fiji", "loi"),
        ("Recommandation générale no 35", "gc"),
        ("Dictamen aprobado por el Comité", "views"),
        ("Заключительные замечания по пятому докладу", "co"),
        ("الملاحظات الختامية بشأن التقرير", "co"),
        ("Letter dated 3 May 2019 from the Chair", "letter"),
        ("Draft general comment No. 27", "gc"),
        ("Projet d’observation générale no 27", "gc"),
        ("Proyecto de observación general núm. 27", "gc"),
        ("A history of chairs", None),
    ],
)
def test_a_title_tells_the_kind_by_how_it_begins(title: str, kind: str | None) -> None:
    assert kind_of_title(title) == kind


def test_every_body_and_kind_is_found_by_its_own_name_in_each_language() -> None:
    for language in Language:
        for key, body in BODIES.items():
            assert body_of(body.name.template(language)) in {key, "hrc", "chr"}
        for key, kind in KINDS.items():
            assert kind_of(kind.name.template(language)) == key
    assert set(TREATY_BODIES) <= set(BODIES)
