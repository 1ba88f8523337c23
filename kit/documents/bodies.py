"""Who writes documents: bodies by short keys, with their names in six languages and how people call them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kit.documents.spelling import plain
from kit.ids import Language
from kit.language import Sentence


@dataclass(frozen=True, slots=True)
class Body:
    """A body: what it is called in short and in full, and other names that people type."""

    short: Sentence
    name: Sentence
    aliases: tuple[str, ...] = ()


BODIES: Mapping[str, Body] = {
    "cerd": Body(
        Sentence(en="CERD", fr="CERD", es="CERD", ar="CERD", zh="CERD", ru="КЛРД"),
        Sentence(
            en="Committee on the Elimination of Racial Discrimination",
            fr="Comité pour l’élimination de la discrimination raciale",
            es="Comité para la Eliminación de la Discriminación Racial",
            ar="لجنة القضاء على التمييز العنصري",
            zh="消除种族歧视委员会",
            ru="Комитет по ликвидации расовой дискриминации",
        ),
        ("icerd", "CIEDR", "МКЛРД", "ЦЕРД"),
    ),
    "ccpr": Body(
        Sentence(en="CCPR", fr="CCPR", es="CCPR", ar="CCPR", zh="CCPR", ru="КПЧ"),
        Sentence(
            en="Human Rights Committee",
            fr="Comité des droits de l’homme",
            es="Comité de Derechos Humanos",
            ar="اللجنة المعنية بحقوق الإنسان",
            zh="人权事务委员会",
            ru="Комитет по правам человека",
        ),
        ("iccpr", "hrctee", "hrcttee", "PIDCP", "МПГПП", "CDDHH"),
    ),
    "cescr": Body(
        Sentence(en="CESCR", fr="CESCR", es="CESCR", ar="CESCR", zh="CESCR", ru="КЭСКП"),
        Sentence(
            en="Committee on Economic, Social and Cultural Rights",
            fr="Comité des droits économiques, sociaux et culturels",
            es="Comité de Derechos Económicos, Sociales y Culturales",
            ar="اللجنة المعنية بالحقوق الاقتصادية والاجتماعية والثقافية",
            zh="经济、社会及文化权利委员会",
            ru="Комитет по экономическим, социальным и культурным правам",
        ),
        (
            "icescr",
            "CODESC",
            "CDESC",
            "PIDESC",
            "DESC",
            "经社文权利委员会",
            "经济社会文化权利委员会",
            "МПЭСКП",
        ),
    ),
    "cedaw": Body(
        Sentence(en="CEDAW", fr="CEDAW", es="CEDAW", ar="سيداو", zh="CEDAW", ru="КЛДЖ"),
        Sentence(
            en="Committee on the Elimination of Discrimination against Women",
            fr="Comité pour l’élimination de la discrimination à l’égard des femmes",
            es="Comité para la Eliminación de la Discriminación contra la Mujer",
            ar="اللجنة المعنية بالقضاء على التمييز ضد المرأة",
            zh="消除对妇女歧视委员会",
            ru="Комитет по ликвидации дискриминации в отношении женщин",
        ),
        ("CEDAW", "CEDEF", "CEFDM", "КЛДОЖ", "СЕДАВ", "消歧委员会", "لجنة القضاء على التمييز ضد المرأة"),
    ),
    "cat": Body(
        Sentence(en="CAT", fr="CAT", es="CAT", ar="CAT", zh="CAT", ru="КПП"),
        Sentence(
            en="Committee against Torture",
            fr="Comité contre la torture",
            es="Comité contra la Tortura",
            ar="لجنة مناهضة التعذيب",
            zh="禁止酷刑委员会",
            ru="Комитет против пыток",
        ),
        ("UNCAT",),
    ),
    "spt": Body(
        Sentence(en="SPT", fr="SPT", es="SPT", ar="SPT", zh="SPT", ru="ППП"),
        Sentence(
            en="Subcommittee on Prevention of Torture",
            fr="Sous-Comité pour la prévention de la torture",
            es="Subcomité para la Prevención de la Tortura",
            ar="اللجنة الفرعية لمنع التعذيب",
            zh="防范酷刑小组委员会",
            ru="Подкомитет по предупреждению пыток",
        ),
        ("OPCAT", "OP-CAT", "预防酷刑小组委员会"),
    ),
    "crc": Body(
        Sentence(en="CRC", fr="CRC", es="CRC", ar="CRC", zh="CRC", ru="КПР"),
        Sentence(
            en="Committee on the Rights of the Child",
            fr="Comité des droits de l’enfant",
            es="Comité de los Derechos del Niño",
            ar="لجنة حقوق الطفل",
            zh="儿童权利委员会",
            ru="Комитет по правам ребенка",
        ),
        ("UNCRC", "CDE", "CIDE", "CDN"),
    ),
    "cmw": Body(
        Sentence(en="CMW", fr="CMW", es="CMW", ar="CMW", zh="CMW", ru="КТМ"),
        Sentence(
            en=(
                "Committee on the Protection of the Rights of All Migrant Workers"
                " and Members of Their Families"
            ),
            fr=(
                "Comité pour la protection des droits de tous les travailleurs migrants"
                " et des membres de leur famille"
            ),
            es=(
                "Comité de Protección de los Derechos de Todos los Trabajadores Migratorios y de sus"
                " Familiares"
            ),
            ar="اللجنة المعنية بحماية حقوق جميع العمال المهاجرين وأفراد أسرهم",
            zh="保护所有移徙工人及其家庭成员权利委员会",
            ru="Комитет по защите прав всех трудящихся-мигрантов и членов их семей",
        ),
        (
            "ICRMW",
            "CTM",
            "Committee on Migrant Workers",
            "Comité des travailleurs migrants",
            "Comité de Trabajadores Migratorios",
            "اللجنة المعنية بالعمال المهاجرين",
            "移徙工人委员会",
            "Комитет по трудящимся-мигрантам",
            "Комитет по защите прав трудящихся-мигрантов",
        ),
    ),
    "crpd": Body(
        Sentence(en="CRPD", fr="CRPD", es="CRPD", ar="CRPD", zh="CRPD", ru="КПИ"),
        Sentence(
            en="Committee on the Rights of Persons with Disabilities",
            fr="Comité des droits des personnes handicapées",
            es="Comité sobre los Derechos de las Personas con Discapacidad",
            ar="اللجنة المعنية بحقوق الأشخاص ذوي الإعاقة",
            zh="残疾人权利委员会",
            ru="Комитет по правам инвалидов",
        ),
        ("UNCRPD", "CDPH", "CIDPH", "CDPD"),
    ),
    "ced": Body(
        Sentence(en="CED", fr="CED", es="CED", ar="CED", zh="CED", ru="КНИ"),
        Sentence(
            en="Committee on Enforced Disappearances",
            fr="Comité des disparitions forcées",
            es="Comité contra la Desaparición Forzada",
            ar="اللجنة المعنية بحالات الاختفاء القسري",
            zh="强迫失踪问题委员会",
            ru="Комитет по насильственным исчезновениям",
        ),
        ("ICPPED", "CPED", "لجنة الاختفاء القسري", "强迫失踪委员会"),
    ),
    "hrc": Body(
        Sentence(
            en="Human Rights Council",
            fr="Conseil des droits de l’homme",
            es="Consejo de Derechos Humanos",
            ar="مجلس حقوق الإنسان",
            zh="人权理事会",
            ru="Совет по правам человека",
        ),
        Sentence(
            en="Human Rights Council",
            fr="Conseil des droits de l’homme",
            es="Consejo de Derechos Humanos",
            ar="مجلس حقوق الإنسان",
            zh="人权理事会",
            ru="Совет по правам человека",
        ),
        ("HRC", "CDH", "СПЧ"),
    ),
    "upr": Body(
        Sentence(en="UPR", fr="EPU", es="EPU", ar="الاستعراض الدوري الشامل", zh="普遍定期审议", ru="УПО"),
        Sentence(
            en="Universal Periodic Review",
            fr="Examen périodique universel",
            es="Examen Periódico Universal",
            ar="الاستعراض الدوري الشامل",
            zh="普遍定期审议",
            ru="Универсальный периодический обзор",
        ),
    ),
    "sp": Body(
        Sentence(
            en="special procedures",
            fr="procédures spéciales",
            es="procedimientos especiales",
            ar="الإجراءات الخاصة",
            zh="特别程序",
            ru="специальные процедуры",
        ),
        Sentence(
            en="Special procedures of the Human Rights Council",
            fr="Procédures spéciales du Conseil des droits de l’homme",
            es="Procedimientos especiales del Consejo de Derechos Humanos",
            ar="الإجراءات الخاصة لمجلس حقوق الإنسان",
            zh="人权理事会特别程序",
            ru="Специальные процедуры Совета по правам человека",
        ),
        ("special procedure", "procédure spéciale", "procedimiento especial", "WGAD", "WGEID"),
    ),
    "chr": Body(
        Sentence(
            en="Commission on Human Rights",
            fr="Commission des droits de l’homme",
            es="Comisión de Derechos Humanos",
            ar="لجنة حقوق الإنسان",
            zh="人权委员会",
            ru="Комиссия по правам человека",
        ),
        Sentence(
            en="Commission on Human Rights (until 2006)",
            fr="Commission des droits de l’homme (jusqu’en 2006)",
            es="Comisión de Derechos Humanos (hasta 2006)",
            ar="لجنة حقوق الإنسان (حتى عام 2006)",
            zh="人权委员会（至2006年）",
            ru="Комиссия по правам человека (до 2006 года)",
        ),
        ("CHR", "UNCHR"),
    ),
    "ga": Body(
        Sentence(
            en="General Assembly",
            fr="Assemblée générale",
            es="Asamblea General",
            ar="الجمعية العامة",
            zh="大会",
            ru="Генеральная Ассамблея",
        ),
        Sentence(
            en="General Assembly of the United Nations",
            fr="Assemblée générale des Nations Unies",
            es="Asamblea General de las Naciones Unidas",
            ar="الجمعية العامة للأمم المتحدة",
            zh="联合国大会",
            ru="Генеральная Ассамблея Организации Объединенных Наций",
        ),
        ("GA", "UNGA", "AG", "AGNU", "ГА"),
    ),
    "sc": Body(
        Sentence(
            en="Security Council",
            fr="Conseil de sécurité",
            es="Consejo de Seguridad",
            ar="مجلس الأمن",
            zh="安全理事会",
            ru="Совет Безопасности",
        ),
        Sentence(
            en="Security Council of the United Nations",
            fr="Conseil de sécurité des Nations Unies",
            es="Consejo de Seguridad de las Naciones Unidas",
            ar="مجلس الأمن التابع للأمم المتحدة",
            zh="联合国安全理事会",
            ru="Совет Безопасности Организации Объединенных Наций",
        ),
        ("SC", "UNSC", "CSNU", "СБ", "安理会"),
    ),
    "ecosoc": Body(
        Sentence(en="ECOSOC", fr="ECOSOC", es="ECOSOC", ar="ECOSOC", zh="经社理事会", ru="ЭКОСОС"),
        Sentence(
            en="Economic and Social Council",
            fr="Conseil économique et social",
            es="Consejo Económico y Social",
            ar="المجلس الاقتصادي والاجتماعي",
            zh="经济及社会理事会",
            ru="Экономический и Социальный Совет",
        ),
    ),
    "tc": Body(
        Sentence(
            en="Trusteeship Council",
            fr="Conseil de tutelle",
            es="Consejo de Administración Fiduciaria",
            ar="مجلس الوصاية",
            zh="托管理事会",
            ru="Совет по Опеке",
        ),
        Sentence(
            en="Trusteeship Council",
            fr="Conseil de tutelle",
            es="Consejo de Administración Fiduciaria",
            ar="مجلس الوصاية",
            zh="托管理事会",
            ru="Совет по Опеке",
        ),
    ),
    "secretariat": Body(
        Sentence(
            en="Secretariat",
            fr="Secrétariat",
            es="Secretaría",
            ar="الأمانة العامة",
            zh="秘书处",
            ru="Секретариат",
        ),
        Sentence(
            en="Secretariat of the United Nations",
            fr="Secrétariat de l’Organisation des Nations Unies",
            es="Secretaría de las Naciones Unidas",
            ar="الأمانة العامة للأمم المتحدة",
            zh="联合国秘书处",
            ru="Секретариат Организации Объединенных Наций",
        ),
    ),
    "chairs": Body(
        Sentence(
            en="meeting of Chairs",
            fr="réunion des présidents",
            es="reunión de las presidencias",
            ar="اجتماع الرؤساء",
            zh="主席会议",
            ru="совещание председателей",
        ),
        Sentence(
            en="Meeting of Chairs of the human rights treaty bodies",
            fr="Réunion des présidents des organes conventionnels",
            es="Reunión de las presidencias de los órganos de tratados",
            ar="اجتماع رؤساء هيئات المعاهدات",
            zh="人权条约机构主席会议",
            ru="Совещание председателей договорных органов",
        ),
        ("chairpersons", "meeting of chairpersons", "HRI/MC"),
    ),
}
TREATY_BODIES = ("cerd", "ccpr", "cescr", "cedaw", "cat", "spt", "crc", "cmw", "crpd", "ced")

MANDATES = (
    "special rapporteur",
    "independent expert",
    "working group on arbitrary detention",
    "working group on enforced",
    "rapporteur special",
    "rapporteuse speciale",
    "expert independant",
    "experte independante",
    "groupe de travail sur la detention arbitraire",
    "groupe de travail sur les disparitions",
    "relator especial",
    "relatora especial",
    "experto independiente",
    "experta independiente",
    "grupo de trabajo sobre la detencion arbitraria",
    "grupo de trabajo sobre las desapariciones",
    "المقرر الخاص",
    "المقرره الخاصه",
    "المقررة الخاصة",
    "الخبير المستقل",
    "الخبيرة المستقلة",
    "特别报告员",
    "独立专家",
    "任意拘留问题工作组",
    "специального докладчика",
    "специальный докладчик",
    "независимого эксперта",
    "независимый эксперт",
    "рабочей группы по произвольным",
)
"""Words by which the mandates of special procedures are known, as :func:`plain` has them."""


def body_of(word: str) -> str | None:
    """Return the key of a body by its key, its name or what people call it, or nothing."""
    return _by_name().get(plain(word))


def full_names() -> Mapping[str, str]:
    """Return the keys of bodies by their full names and the long ones of their aliases, in plain letters."""
    return {name: key for name, key in _by_name().items() if " " in name or len(name) > 5}


@cache
def _by_name() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for key, body in BODIES.items():
        names = [key, *body.aliases]
        names += [
            sentence.template(language) for sentence in (body.short, body.name) for language in Language
        ]
        for name in names:
            found.setdefault(plain(name), key)
    return found
