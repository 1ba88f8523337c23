"""What people call the things that narrow a question, in the six languages.

Small letters; accents and Arabic vowel marks do not matter: :mod:`bots.library.questions.asking` folds
both sides.
"""

from collections.abc import Mapping

FIELDS: Mapping[str, tuple[str, ...]] = {
    "body": (
        *("body", "committee", "mechanism", "organ", "organe", "comite", "mecanisme", "organo", "mecanismo"),
        *("هيئة", "الهيئة", "لجنة", "اللجنة", "الية", "机构", "委员会", "机制"),
        *("орган", "комитет", "механизм"),
    ),
    "state": (
        *("state", "country", "etat", "pays", "estado", "pais", "دولة", "الدولة", "بلد", "البلد"),
        *("国家", "缔约国", "государство", "страна"),
    ),
    "type": ("type", "genre", "tipo", "نوع", "النوع", "类型", "种类", "тип", "вид"),
    "lang": (*("lang", "language", "langue", "idioma", "lengua", "لغة", "اللغة", "语言", "语文", "язык"),),
    "year": (
        *("year", "years", "annee", "annees", "an", "ano", "anos", "سنة", "السنة", "عام", "العام"),
        *("年", "年份", "год", "годы"),
    ),
    "room": ("room", "salon", "sala", "غرفة", "الغرفة", "房间", "聊天室", "комната"),
    "from": (
        *("from", "by", "sender", "de", "por", "من", "المرسل", "来自", "上传者", "发送者"),
        *("от", "автор"),
    ),
    "symbol": (
        *("symbol", "cote", "symbole", "signatura", "simbolo", "رمز", "الرمز", "文号", "编号"),
        *("символ", "обозначение", "шифр", "условное обозначение"),
    ),
    "cites": ("cites", "cite", "cita", "يستشهد", "引用", "ссылается", "цитирует"),
    "para": (
        *("para", "paragraph", "paragraphe", "par", "parrafo", "parr", "فقرة", "الفقرة", "段", "段落"),
        *("пункт", "п", "абзац"),
    ),
    "version": ("version", "نسخة", "النسخة", "版本", "версия"),
}
"""The field of the index, and how people call it."""

HERE = frozenset(
    ("here", "this", "ici", "aqui", "esta", "هنا", "这里", "此处", "本房间", "здесь", "эта", "тут")
)
"""What says that only the room of the question is meant."""

LANGUAGES: Mapping[str, tuple[str, ...]] = {
    "en": (
        "en",
        "eng",
        "english",
        "anglais",
        "ingles",
        "الانجليزية",
        "الانكليزية",
        "انجليزي",
        "英文",
        "英语",
        "английский",
    ),
    "fr": (
        "fr",
        "fra",
        "fre",
        "french",
        "francais",
        "frances",
        "الفرنسية",
        "فرنسي",
        "法文",
        "法语",
        "французский",
    ),
    "es": (
        "es",
        "spa",
        "spanish",
        "espagnol",
        "espanol",
        "castellano",
        "الاسبانية",
        "西文",
        "西班牙文",
        "西班牙语",
        "испанский",
    ),
    "ar": ("ar", "ara", "arabic", "arabe", "العربية", "عربي", "阿文", "阿拉伯文", "阿拉伯语", "арабский"),
    "zh": ("zh", "zho", "chi", "chinese", "chinois", "chino", "الصينية", "中文", "汉语", "китайский"),
    "ru": ("ru", "rus", "russian", "russe", "ruso", "الروسية", "俄文", "俄语", "русский"),
}
"""The six languages by their names in each other."""
