"""What the columns of a list are called, in six languages. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from functools import cache

from kit.errors import BadInput
from provisioning.register.importing.doubts import Doubt, remark
from provisioning.register.importing.spelling import plain


class Column(StrEnum):
    """What a column says, by what an export calls it."""

    KEY = "key"
    NAME = "name"
    GIVEN = "given name"
    SURNAME = "surname"
    EMAIL = "e-mail"
    ACCOUNT = "account"
    NATIONALITY = "nationality"
    LANGUAGES = "languages"
    ZONE = "time zone"
    MECHANISM = "mechanism"
    ROLE = "role"
    POST = "post"
    GUEST = "guest"
    CONFLICT = "conflict"
    SUSPENDED = "suspended"
    FROM = "from"
    TO = "to"
    REVIEW = "review"
    TERM = "term"
    REPLACES = "replaces"
    SOURCE = "source"
    REASON = "reason"


CALLED: Mapping[Column, str] = {
    Column.KEY: ("id, code, person, person key, clé, identifiant, clave, مفتاح, المفتاح, 键, 编号, ключ"),
    Column.NAME: (
        "full name, name and surname, names, member, members, name of member, "
        "name of expert, expert, mandate holder, nom, nom complet, nom et prénom, "
        "nom du membre, nom de l'expert, nombre, nombre completo, nombre y apellidos, "
        "nombre del miembro, الاسم, الاسم الكامل, اسم العضو, 姓名, 名称, имя, "
        "имя и фамилия, фамилия и имя, фамилия имя отчество, фио, ф.и.о."
    ),
    Column.GIVEN: (
        "given names, first name, first names, forename, forenames, prénom, prénoms, "
        "nombre de pila, nombres, الاسم الأول, الاسم الشخصي, 名, 名字"
    ),
    Column.SURNAME: (
        "surnames, last name, family name, nom de famille, apellido, apellidos, "
        "اسم العائلة, اللقب, 姓, 姓氏, фамилия"
    ),
    Column.EMAIL: (
        "email, mail, email address, official address, official email, courriel, "
        "adresse électronique, adresse e-mail, correo, correo electrónico, "
        "dirección electrónica, البريد الإلكتروني, 电子邮件, 电子邮箱, 邮箱, электронная почта, "
        "эл. почта, электронный адрес, адрес электронной почты"
    ),
    Column.ACCOUNT: (
        "accounts, matrix, matrix id, matrix ids, matrix account, user, user id, "
        "compte, comptes, cuenta, cuentas, حساب, الحساب, الحسابات, 账户, 账号, 帐号, "
        "учетная запись, аккаунт"
    ),
    Column.NATIONALITY: (
        "national of, country, state, state party, citizenship, nationalité, pays, "
        "état, état partie, nacionalidad, país, estado, estado parte, الجنسية, البلد, "
        "الدولة, الدولة الطرف, 国籍, 国家, 缔约国, гражданство, страна, государство, "
        "государство участник"
    ),
    Column.LANGUAGES: (
        "language, working language, working languages, langue, langues, idioma, "
        "idiomas, lengua, lenguas, اللغة, اللغات, 语言, 语文, язык, языки"
    ),
    Column.ZONE: (
        "timezone, zone, tz, fuseau horaire, fuseau, zona horaria, huso horario, "
        "المنطقة الزمنية, 时区, часовой пояс"
    ),
    Column.MECHANISM: (
        "mechanisms, committee, treaty body, body, mandate, organ, working group, "
        "mécanisme, comité, organe, organe conventionnel, mandat, mecanismo, órgano, "
        "órgano de tratado, mandato, الآلية, اللجنة, هيئة المعاهدة, الولاية, 机制, 委员会, "
        "条约机构, 任务, механизм, комитет, договорный орган, мандат"
    ),
    Column.ROLE: (
        "roles, function, office, position, officer, rôle, fonction, cargo, función, "
        "rol, papel, الدور, المنصب, المهمة, 职务, 角色, 职位, роль, должность, функция"
    ),
    Column.POST: (
        "staff post, staff, poste, poste du personnel, puesto, personal, وظيفة, "
        "الوظيفة, 岗位, пост, штатная должность"
    ),
    Column.GUEST: (
        "guest of, guest seat, theme, invité, thème, invitado, tema, ضيف, الضيف, "
        "الموضوع, 客人, 嘉宾, 主题, гость, тема"
    ),
    Column.CONFLICT: (
        "conflicts, conflict with, conflict of interest, conflit, conflit d'intérêts, "
        "conflicto, conflicto de intereses, تضارب المصالح, 利益冲突, конфликт интересов"
    ),
    Column.SUSPENDED: (
        "suspension, suspendu, suspendue, suspensión, suspendido, التعليق, موقوف, 暂停, "
        "停职, приостановлено, отстранен"
    ),
    Column.FROM: (
        "start, start date, start of term, starts, begins, begin, beginning, "
        "first day, since, term begins, term starts, from date, date from, du, depuis, "
        "début, date de début, début du mandat, desde, inicio, fecha de inicio, "
        "inicio del mandato, comienzo, من, ابتداء من, تاريخ البدء, بداية الولاية, 自, "
        "从, 开始, 开始日期, 起始日期, 任期开始, с, начало, дата начала, начало срока"
    ),
    Column.TO: (
        "until, end, end date, end of term, ends, last day, expiry, expires, "
        "expiration, term expires, term ends, expiry of term, expiration of term, "
        "expiry date, to date, date to, au, jusqu'au, fin, date de fin, fin du mandat, "
        "expiration du mandat, hasta, fecha de fin, fin del mandato, término, expira, "
        "vencimiento, expiración, إلى, حتى, النهاية, تاريخ الانتهاء, انتهاء الولاية, "
        "نهاية الولاية, 至, 到, 结束, 结束日期, 任期届满, 届满日期, по, до, конец, окончание, "
        "дата окончания, окончание срока, истечение срока"
    ),
    Column.REVIEW: (
        "review date, date of review, réexamen, date de réexamen, revisión, "
        "fecha de revisión, المراجعة, تاريخ المراجعة, 复核, 复核日期, 审查日期, пересмотр, "
        "дата пересмотра"
    ),
    Column.TERM: (
        "term of office, period, période, durée du mandat, período, periodo, "
        "مدة الولاية, 任期, срок, срок полномочий, период"
    ),
    Column.REPLACES: (
        "successor of, succeeds, in place of, replacing, remplace, succède à, "
        "reemplaza a, sucede a, en lugar de, يحل محل, خلفا ل, 接替, 替换, вместо, сменяет"
    ),
    Column.SOURCE: (
        "document, decision, election, décision, élection, fuente, documento, "
        "decisión, elección, المصدر, الوثيقة, القرار, 来源, 文件, 决定, источник, документ, "
        "решение"
    ),
    Column.REASON: ("ground, why, raison, motif, razón, motivo, السبب, 原因, 理由, причина, основание"),
}
"""Other words for each column, beside what an export calls it."""

NAMING = frozenset({Column.KEY, Column.NAME, Column.GIVEN, Column.SURNAME, Column.EMAIL, Column.ACCOUNT})
CLOSE = 0.75
"""From what likeness on an unknown heading is taken for a known one that is misspelt."""

SEARCHED = 25
"""In how many lines from the top the headings are looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Headings:
    """Where a list has its columns: ``at`` is the index of the line, ``columns`` what each position says."""

    at: int
    columns: Mapping[int, Column]
    unknown: Mapping[int, str]

    def doubts(self) -> Iterator[Doubt]:
        """Yield what was not recognised, with the nearest that would be."""
        known = {word for words in _words().values() for word in words}
        for written in self.unknown.values():
            near = get_close_matches(plain(written), known, n=1, cutoff=CLOSE)
            meant = f": did you mean “{near[0]}”?" if near else ""
            yield remark(0, f"the column “{written}” is not known and was not read{meant}")


def headings_of(lines: Sequence[Sequence[str]]) -> Headings | None:
    """Return the headings of a list: of the lines that name people, the first that says most besides.

    Raises :class:`BadInput` where two columns say the same.
    """
    found = [_columns(cells) for cells in lines[:SEARCHED]]
    most = max((len(columns) for columns in found), default=0)
    if not most:
        return None
    at = next(at for at, columns in enumerate(found) if len(columns) == most)
    columns = _told_apart(found[at])
    _refuse_doubles(columns, lines[at])
    unknown = {
        position: cell for position, cell in enumerate(lines[at]) if cell.strip() and position not in columns
    }
    return Headings(at=at, columns=columns, unknown=unknown)


def _columns(cells: Sequence[str]) -> Mapping[int, Column]:
    found = {position: column for position, cell in enumerate(cells) if (column := column_of(cell))}
    return found if NAMING & set(found.values()) else {}


def column_of(heading: str) -> Column | None:
    """Return what a column of this heading says."""
    said = plain(heading)
    return next((column for column, words in _words().items() if said in words), None)


def _told_apart(found: Mapping[int, Column]) -> Mapping[int, Column]:
    """Return columns where “nom” beside “prénom” is the surname, “nombre” beside “apellidos” the other."""
    there = set(found.values())
    if Column.NAME not in there or (Column.GIVEN in there) == (Column.SURNAME in there):
        return found
    meant = Column.SURNAME if Column.GIVEN in there else Column.GIVEN
    return {position: meant if column is Column.NAME else column for position, column in found.items()}


def _refuse_doubles(columns: Mapping[int, Column], cells: Sequence[str]) -> None:
    first: dict[Column, int] = {}
    for position, column in columns.items():
        if column in first:
            names = f"“{cells[first[column]]}” and “{cells[position]}”"
            raise BadInput(f"two columns of the list say the same ({column}): {names}; leave one out")
        first[column] = position


@cache
def _words() -> Mapping[Column, frozenset[str]]:
    return {
        column: frozenset(plain(word) for word in (column.value, *words.split(",")))
        for column, words in CALLED.items()
    }
