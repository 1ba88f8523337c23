"""Kinds of documents: short keys, names in six languages, what people type, how titles begin."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kit.documents.spelling import HAN, plain
from kit.ids import Language
from kit.language import Sentence

LONGEST_CHINESE = 80
DRAFTED = re.compile(
    r"(?:(?:zero|first|second|third|revised|updated|advance) )?"
    r"(?:draft|projet (?:de |d )?|proyecto de|проект|مشروع)(?: |\b)"
)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document: its name, other names that people type, and words that its titles begin with."""

    name: Sentence
    aliases: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()


KINDS: Mapping[str, Kind] = {
    "gc": Kind(
        Sentence(
            en="general comment or recommendation",
            fr="observation ou recommandation générale",
            es="observación o recomendación general",
            ar="تعليق عام أو توصية عامة",
            zh="一般性意见或建议",
            ru="замечание или рекомендация общего порядка",
        ),
        ("gc", "gr", "GCs", "GRs", "OG", "RG", "general comments", "general recommendations", "ЗОП", "ОР"),
        (
            "general comment",
            "general recommendation",
            "joint general comment",
            "joint general recommendation",
            "revised general comment",
            "revised joint general",
            "observation générale",
            "observations générales",
            "recommandation générale",
            "observation générale conjointe",
            "recommandation générale conjointe",
            "observación general",
            "recomendación general",
            "observación general conjunta",
            "recomendación general conjunta",
            "التعليق العام",
            "تعليق عام",
            "التوصية العامة",
            "توصية عامة",
            "一般性意见",
            "一般性建议",
            "замечание общего порядка",
            "общая рекомендация",
            "рекомендация общего порядка",
            "общие рекомендации",
        ),
    ),
    "co": Kind(
        Sentence(
            en="concluding observations",
            fr="observations finales",
            es="observaciones finales",
            ar="ملاحظات ختامية",
            zh="结论性意见",
            ru="заключительные замечания",
        ),
        ("co", "cobs", "COs", "concluding comments", "ЗЗ"),
        (
            "concluding observations",
            "concluding comments",
            "conclusions and recommendations of the committee",
            "observations finales",
            "conclusions et recommandations du comité",
            "observaciones finales",
            "الملاحظات الختامية",
            "ملاحظات ختامية",
            "التعليقات الختامية",
            "结论性意见",
            "заключительные замечания",
            "выводы и рекомендации комитета",
            "conclusiones y recomendaciones del comité",
        ),
    ),
    "lopr": Kind(
        Sentence(
            en="list of issues prior to reporting",
            fr="liste de points établie avant la soumission du rapport",
            es="lista de cuestiones previa a la presentación del informe",
            ar="قائمة المسائل المحالة قبل تقديم التقرير",
            zh="提交报告前的问题清单",
            ru="перечень вопросов до представления доклада",
        ),
        ("lopr", "loipr", "LOIPRs", "qpr", "list of issues prior to submission", "LdPPR"),
        (
            "list of issues prior to",
            "list of issues and questions prior to",
            "liste de points établie avant",
            "liste de points et de questions établie avant",
            "lista de cuestiones previa",
            "lista de cuestiones y preguntas previa",
            "قائمة المسائل المحالة قبل",
            "قائمة المسائل السابقة",
            "قائمة المسائل والأسئلة السابقة",
            "提交报告前的问题",
            "перечень вопросов до представления",
            "перечень вопросов препровождаемый до",
            "перечень тем и вопросов до представления",
        ),
    ),
    "loi": Kind(
        Sentence(
            en="list of issues",
            fr="liste de points",
            es="lista de cuestiones",
            ar="قائمة المسائل",
            zh="问题清单",
            ru="перечень вопросов",
        ),
        (
            "loi",
            "lois",
            "list of issues and questions",
            "list of themes",
            "liste de points et de questions",
            "LdP",
        ),
        (
            "list of issues",
            "list of themes",
            "list of questions",
            "liste de points",
            "liste des points",
            "liste de thèmes",
            "lista de cuestiones",
            "lista de temas",
            "قائمة المسائل",
            "قائمة القضايا",
            "قائمة المواضيع",
            "问题清单",
            "问题和疑问清单",
            "перечень вопросов",
            "перечень тем",
        ),
    ),
    "replies": Kind(
        Sentence(
            en="replies to the list of issues",
            fr="réponses à la liste de points",
            es="respuestas a la lista de cuestiones",
            ar="الردود على قائمة المسائل",
            zh="对问题清单的答复",
            ru="ответы на перечень вопросов",
        ),
        ("replies", "reply", "RLOI", "written replies", "réponses", "respuestas", "ردود", "答复", "ответы"),
        (
            "replies of",
            "replies by",
            "replies to the list",
            "replies from",
            "written replies",
            "responses to the list of issues",
            "réponses de",
            "réponses du",
            "réponses des",
            "réponses à la liste",
            "réponses écrites",
            "respuestas de",
            "respuestas del",
            "respuestas a la lista",
            "ردود",
            "الردود",
            "ответы",
        ),
    ),
    "report": Kind(
        Sentence(
            en="State report",
            fr="rapport de l’État",
            es="informe del Estado",
            ar="تقرير الدولة",
            zh="国家报告",
            ru="доклад государства",
        ),
        (
            "report",
            "state report",
            "national report",
            "state party report",
            "rapport",
            "rapport national",
            "informe",
            "informe nacional",
            "تقرير",
            "التقرير الوطني",
            "报告",
            "缔约国报告",
            "доклад",
            "национальный доклад",
        ),
        (
            "national report submitted",
            "rapport national présenté",
            "rapport national soumis",
            "informe nacional presentado",
            "التقرير الوطني المقدم",
            "根据人权理事会第 5 1 号决议附件第 15 段",
            "национальный доклад представленный",
        ),
    ),
    "followup": Kind(
        Sentence(
            en="follow-up to concluding observations",
            fr="suite donnée aux observations finales",
            es="seguimiento de las observaciones finales",
            ar="متابعة الملاحظات الختامية",
            zh="结论性意见的后续行动",
            ru="последующие меры по заключительным замечаниям",
        ),
        (
            "followup",
            "follow-up",
            "follow up",
            "fco",
            "suivi",
            "seguimiento",
            "متابعة",
            "后续",
            "последующие меры",
        ),
        (
            "information received from",
            "information provided by",
            "report on follow up",
            "follow up to concluding",
            "renseignements reçus",
            "renseignements fournis",
            "rapport sur la suite donnée",
            "información recibida",
            "información proporcionada",
            "informe sobre el seguimiento",
            "المعلومات الواردة",
            "معلومات واردة",
            "информация полученная",
            "доклад о последующих мерах",
        ),
    ),
    "views": Kind(
        Sentence(
            en="views or decision on a communication",
            fr="constatations ou décision sur une communication",
            es="dictamen o decisión sobre una comunicación",
            ar="آراء أو قرار بشأن بلاغ",
            zh="关于来文的意见或决定",
            ru="соображения или решение по сообщению",
        ),
        (
            "views",
            "jurisprudence",
            "communication",
            "constatations",
            "dictamen",
            "آراء",
            "来文",
            "соображения",
        ),
        (
            "views adopted by",
            "views concerning",
            "decision adopted by the committee",
            "decision of the committee",
            "opinion adopted by the committee",
            "constatations adoptées",
            "constatations concernant",
            "décision adoptée par le comité",
            "dictamen aprobado",
            "dictamen respecto",
            "decisión adoptada por el comité",
            "آراء اعتمدتها",
            "الآراء التي اعتمدتها",
            "قرار اعتمدته اللجنة",
            "соображения принятые",
            "соображения комитета",
            "решение принятое комитетом",
            "communication no",
            "comunicación no",
            "comunicación nº",
            "comunicación núm",
            "сообщение №",
            "البلاغ رقم",
            "来文的意见",
            "来文的决定",
            "号来文",
        ),
    ),
    "opinion": Kind(
        Sentence(
            en="opinion on a detention",
            fr="avis sur une détention",
            es="opinión sobre una detención",
            ar="رأي بشأن احتجاز",
            zh="关于拘留的意见",
            ru="мнение о задержании",
        ),
        ("opinion", "WGAD opinion", "avis", "opinión", "мнение"),
        ("opinion no", "avis no", "avis n", "opinión núm", "الرأي رقم", "мнение"),
    ),
    "upr": Kind(
        Sentence(
            en="report of the Working Group on the Universal Periodic Review",
            fr="rapport du Groupe de travail sur l’Examen périodique universel",
            es="informe del Grupo de Trabajo sobre el Examen Periódico Universal",
            ar="تقرير الفريق العامل المعني بالاستعراض الدوري الشامل",
            zh="普遍定期审议工作组报告",
            ru="доклад Рабочей группы по универсальному периодическому обзору",
        ),
        ("outcome", "upr report", "upr outcome", "rapport EPU", "informe EPU"),
        (
            "report of the working group on the universal periodic review",
            "rapport du groupe de travail sur l examen périodique universel",
            "informe del grupo de trabajo sobre el examen periódico universal",
            "تقرير الفريق العامل المعني بالاستعراض الدوري الشامل",
            "普遍定期审议工作组报告",
            "доклад рабочей группы по универсальному периодическому обзору",
        ),
    ),
    "compilation": Kind(
        Sentence(
            en="compilation",
            fr="compilation",
            es="recopilación",
            ar="تجميع",
            zh="汇编",
            ru="подборка",
        ),
        ("compilations", "récapitulation"),
        (
            "compilation",
            "compilation of",
            "recopilación",
            "تجميع للمعلومات",
            "تجميع المعلومات",
            "подборка",
        ),
    ),
    "summary": Kind(
        Sentence(
            en="summary of stakeholders’ submissions",
            fr="résumé des communications des parties prenantes",
            es="resumen de las comunicaciones de las partes interesadas",
            ar="موجز ورقات أصحاب المصلحة",
            zh="利益攸关方材料概述",
            ru="резюме материалов заинтересованных сторон",
        ),
        ("summary", "stakeholders", "stakeholder summary", "résumé", "resumen", "موجز", "резюме"),
        (
            "summary of stakeholders",
            "summary prepared by the office",
            "résumé des communications",
            "résumé établi par",
            "resumen de las comunicaciones",
            "resumen preparado",
            "موجز ورقات",
            "موجز للمعلومات المقدمة",
            "резюме материалов",
        ),
    ),
    "resolution": Kind(
        Sentence(en="resolution", fr="résolution", es="resolución", ar="قرار", zh="决议", ru="резолюция"),
        ("res", "resolutions", "résolutions", "resoluciones", "القرارات", "резолюции"),
        (
            "resolution adopted by",
            "resolution of",
            "résolution adoptée",
            "resolución aprobada",
            "قرار اتخذته",
            "قرار اعتمده",
            "大会决议",
            "резолюция принятая",
        ),
    ),
    "decision": Kind(
        Sentence(en="decision", fr="décision", es="decisión", ar="مقرر", zh="决定", ru="решение"),
        ("dec", "decisions", "décisions", "decisiones", "مقررات", "решения"),
    ),
    "statement": Kind(
        Sentence(en="statement", fr="déclaration", es="declaración", ar="بيان", zh="声明", ru="заявление"),
        ("statements", "prst", "presidential statement", "déclarations", "declaraciones", "заявления"),
        ("statement by", "joint statement", "déclaration du", "declaración de", "заявление председателя"),
    ),
    "letter": Kind(
        Sentence(en="letter", fr="lettre", es="carta", ar="رسالة", zh="信函", ru="письмо"),
        ("letters", "note verbale", "lettres", "cartas", "رسائل", "信", "письма"),
        (
            "letter dated",
            "letter from",
            "identical letters",
            "note verbale dated",
            "lettre datée",
            "lettres identiques",
            "note verbale datée",
            "carta de fecha",
            "cartas idénticas",
            "nota verbal de fecha",
            "رسالة مؤرخة",
            "رسالتان متطابقتان",
            "письмо",
            "вербальная нота",
        ),
    ),
    "sr": Kind(
        Sentence(
            en="summary record",
            fr="compte rendu analytique",
            es="acta resumida",
            ar="محضر موجز",
            zh="简要记录",
            ru="краткий отчет",
        ),
        ("sr", "summary records", "pv", "verbatim record", "compte rendu", "acta", "محضر", "记录"),
        (
            "summary record of",
            "provisional summary record",
            "compte rendu analytique",
            "acta resumida",
            "محضر موجز",
            "简要记录",
            "краткий отчет о",
        ),
    ),
    "annual": Kind(
        Sentence(
            en="annual report",
            fr="rapport annuel",
            es="informe anual",
            ar="تقرير سنوي",
            zh="年度报告",
            ru="ежегодный доклад",
        ),
        ("annual", "annual reports", "sessional report"),
    ),
    "core": Kind(
        Sentence(
            en="common core document",
            fr="document de base commun",
            es="documento básico común",
            ar="وثيقة أساسية موحدة",
            zh="共同核心文件",
            ru="общий базовый документ",
        ),
        ("core", "core document", "CCD", "document de base", "documento básico", "базовый документ"),
        (
            "common core document",
            "core document",
            "document de base",
            "documento básico",
            "الوثيقة الأساسية",
            "共同核心文件",
            "核心文件",
            "общий базовый документ",
            "базовый документ",
        ),
    ),
    "visit": Kind(
        Sentence(
            en="visit report",
            fr="rapport de visite",
            es="informe de visita",
            ar="تقرير زيارة",
            zh="访问报告",
            ru="доклад о посещении",
        ),
        ("visit", "country visit", "visite", "visita", "زيارة", "访问", "посещение"),
        ("visit to", "report on the visit", "visite en", "visite au", "visita a", "رصد زيارة", "посещение"),
    ),
    "ngo": Kind(
        Sentence(
            en="submission of an organization",
            fr="communication d’une organisation",
            es="comunicación de una organización",
            ar="ورقة مقدمة من منظمة",
            zh="组织提交的材料",
            ru="материал организации",
        ),
        ("ngo", "shadow report", "alternative report", "ong", "rapport alternatif", "informe sombra", "НПО"),
        (
            "written statement submitted by",
            "joint written statement",
            "exposé écrit",
            "exposición escrita",
            "alternative report",
            "shadow report",
            "rapport alternatif",
            "informe alternativo",
            "informe sombra",
            "альтернативный доклад",
        ),
    ),
    "crp": Kind(
        Sentence(
            en="conference room paper",
            fr="document de séance",
            es="documento de sesión",
            ar="ورقة غرفة اجتماع",
            zh="会议室文件",
            ru="документ зала заседаний",
        ),
        ("crp", "working paper"),
        ("conference room paper",),
    ),
    "draft": Kind(
        Sentence(
            en="draft text",
            fr="projet de texte",
            es="proyecto de texto",
            ar="مشروع نص",
            zh="草案",
            ru="проект текста",
        ),
        (
            "draft resolution",
            "projet de résolution",
            "proyecto de resolución",
            "مشروع قرار",
            "проект резолюции",
        ),
        (
            "draft resolution",
            "projet de résolution",
            "proyecto de resolución",
            "مشروع قرار",
            "проект резолюции",
        ),
    ),
    "states-parties": Kind(
        Sentence(
            en="meeting of States parties",
            fr="réunion des États parties",
            es="reunión de los Estados partes",
            ar="اجتماع الدول الأطراف",
            zh="缔约国会议",
            ru="совещание государств-участников",
        ),
        ("states parties", "états parties", "estados partes"),
    ),
}


def kind_of(word: str) -> str | None:
    """Return the key of a kind by its key, its name or what people call it, or nothing."""
    return _by_name().get(plain(word))


def kind_of_title(title: str) -> str | None:
    """Return the kind that a title begins with, or a Chinese one ends with; the longest such words count."""
    words = _undrafted(plain(title[:300]))
    found = [(len(start), key) for start, key in _starts() if _titled(words, start)]
    return max(found)[1] if found else None


def is_titled(line: str) -> bool:
    """Whether a line may begin the title of a kind of document."""
    words = _undrafted(plain(line))
    return any(_titled(words, start) for start, _ in _starts())


def _undrafted(words: str) -> str:
    """Return a title's words without those that call it a draft."""
    found = DRAFTED.match(words)
    return words[found.end() :] if found else words


def _titled(words: str, start: str) -> bool:
    if words.startswith(start):
        return True
    return HAN.match(start) is not None and len(words) < LONGEST_CHINESE and words.endswith(start)


@cache
def _starts() -> tuple[tuple[str, str], ...]:
    return tuple((plain(start), key) for key, kind in KINDS.items() for start in kind.titles)


@cache
def _by_name() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for key in KINDS:
        found.setdefault(plain(key), key)
    for key, kind in KINDS.items():
        names = [kind.name.template(language) for language in Language]
        for name in (*kind.aliases, *names, *kind.titles):
            found.setdefault(plain(name), key)
    return found
