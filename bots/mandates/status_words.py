"""What people are told of what they hold, in the six languages."""

from kit.language import Counted, Sentence

ABOUT_STATUS = Sentence(
    en="what you hold, until when, which rooms it opens to you, and why not others",
    fr="vos fonctions, jusqu’à quand, les salons qu’elles vous ouvrent, et pourquoi pas d’autres",
    es="sus funciones, hasta cuándo, qué salas le abren y por qué no otras",
    ar="ما تتولّونه، وإلى متى، وأي غرف يفتحها لكم، ولماذا لا تُفتح غيرها",
    zh="您担任哪些职务、到什么时候为止、由此可进入哪些聊天室，以及为何不能进入其他聊天室",
    ru="какие мандаты у вас есть, до какого срока, какие комнаты они открывают и почему не другие",
)

STRANGER = Sentence(
    en="I do not know yet who you are, so I cannot tell you which rooms are yours. Please write {command} to "
    "me in a direct chat: I will guide you from there. It takes a few minutes.",
    fr="Je ne sais pas encore qui vous êtes ; je ne peux donc pas vous dire quels salons sont les vôtres. "
    "Écrivez-moi {command} dans une conversation directe : je vous guiderai. Cela prend quelques minutes.",
    es="Todavía no sé quién es usted, por lo que no puedo decirle cuáles son sus salas. Escríbame {command} "
    "en un chat directo y le guiaré desde ahí. Son unos pocos minutos.",
    ar="لا أعرف بعدُ من أنتم، ولذلك لا أستطيع أن أخبركم بغرفكم. يُرجى أن تكتبوا إليّ {command} في محادثة "
    "مباشرة، وسأرشدكم بعدها. لن يستغرق ذلك سوى دقائق.",
    zh="我还不知道您是谁，因此无法告诉您哪些聊天室属于您。请在私聊中给我发送 {command}，我会一步步引导您，"
    "只需几分钟。",
    ru="Я пока не знаю, кто вы, поэтому не могу сказать, какие комнаты ваши. Напишите мне {command} в личной "
    "беседе, и я подскажу, что делать дальше. Это займёт несколько минут.",
)

SUSPENDED = Sentence(
    en="{name}: access to the rooms is suspended at present, so none is open. Please speak with the "
    "secretariat.",
    fr="{name} : l’accès aux salons est suspendu pour le moment, et aucun n’est donc ouvert. Veuillez vous "
    "adresser au secrétariat.",
    es="{name}: el acceso a las salas está suspendido por ahora, por lo que ninguna está abierta. Diríjase a "
    "la secretaría, por favor.",
    ar="{name}: الدخول إلى الغرف موقوف حاليًا، ولذلك لا توجد غرفة مفتوحة. يُرجى التواصل مع الأمانة.",
    zh="{name}：目前进入聊天室的权限已暂停，因此没有开放的聊天室。请与秘书处联系。",
    ru="{name}: доступ к комнатам сейчас приостановлен, поэтому ни одна не открыта. Пожалуйста, обратитесь в "
    "секретариат.",
)

NOBODYS_ACCOUNT = Sentence(
    en="This account belongs to nobody in the register.",
    fr="Ce compte n’appartient à personne dans le registre.",
    es="Esta cuenta no pertenece a nadie del registro.",
    ar="هذا الحساب لا يخص أحدًا في السجل.",
    zh="这个账号不属于名册中的任何人。",
    ru="Эта учётная запись не принадлежит никому из реестра.",
)

YOU_HOLD = Sentence(
    en="You hold:",
    fr="Vos fonctions :",
    es="Sus funciones:",
    ar="ما تتولّونه:",
    zh="您担任：",
    ru="Ваши мандаты и должности:",
)

HOLDS = Sentence(
    en="{name} holds:",
    fr="Fonctions de {name} :",
    es="Funciones de {name}:",
    ar="ما يتولّاه {name}:",
    zh="{name} 担任：",
    ru="{name}, мандаты и должности:",
)

HOLDS_NOTHING = Sentence(
    en="Nothing at present.",
    fr="Aucune pour le moment.",
    es="Ninguna por ahora.",
    ar="لا شيء حاليًا.",
    zh="目前没有任何职务。",
    ru="Сейчас ничего.",
)

OPEN = Sentence(
    en="Rooms that are open, and why:",
    fr="Salons ouverts, et pourquoi :",
    es="Salas abiertas, y por qué:",
    ar="الغرف المفتوحة، وسبب ذلك:",
    zh="开放的聊天室及原因：",
    ru="Открытые комнаты и почему они открыты:",
)

NO_ROOM = Sentence(
    en="No room is open at present.",
    fr="Aucun salon n’est ouvert pour le moment.",
    es="Ninguna sala está abierta por ahora.",
    ar="لا توجد غرفة مفتوحة حاليًا.",
    zh="目前没有开放的聊天室。",
    ru="Сейчас ни одна комната не открыта.",
)

SHUT = Sentence(
    en="Rooms that are not open, and why:",
    fr="Salons fermés, et pourquoi :",
    es="Salas cerradas, y por qué:",
    ar="الغرف غير المفتوحة، وسبب ذلك:",
    zh="未开放的聊天室及原因：",
    ru="Закрытые комнаты и почему они закрыты:",
)

LINE = Sentence(
    en="{why}: {rooms}",
    fr="{why} : {rooms}",
    es="{why}: {rooms}",
    ar="{why}: {rooms}",
    zh="{why}：{rooms}",
    ru="{why}: {rooms}",
)

ENDED = Sentence(
    en="{what} — ended on {end}",
    fr="{what} — terminé le {end}",
    es="{what} — terminó el {end}",
    ar="{what} — انتهى في {end}",
    zh="{what} — 已于 {end} 结束",
    ru="{what} — окончание {end}",
)

MEANT_FOR = Sentence(
    en="meant for {whom}",
    fr="réservé à {whom}",
    es="para {whom}",
    ar="مخصصة لهؤلاء ({whom})",
    zh="面向{whom}",
    ru="предназначено ({whom})",
)

LEFT_OUT = Sentence(
    en="an exception applies, such as nationality or a conflict of interest",
    fr="une exception s’applique, par exemple la nationalité ou un conflit d’intérêts",
    es="se aplica una excepción, como la nacionalidad o un conflicto de intereses",
    ar="ينطبق استثناء، مثل الجنسية أو تضارب المصالح",
    zh="适用例外规定，例如国籍或利益冲突",
    ru="действует исключение, например гражданство или конфликт интересов",
)

FOR_OTHERS = Counted(
    en={
        "one": "{n} other room is meant for others. To see it: {command}",
        "other": "{n} other rooms are meant for others. To see them: {command}",
    },
    fr={
        "one": "{n} autre salon est destiné à d’autres personnes. Pour le voir : {command}",
        "other": "{n} autres salons sont destinés à d’autres personnes. Pour les voir : {command}",
    },
    es={
        "one": "{n} sala más es para otras personas. Para verla: {command}",
        "other": "{n} salas más son para otras personas. Para verlas: {command}",
    },
    ar={
        "zero": "{n} غرفة أخرى مخصصة لغيركم. لعرضها: {command}",
        "one": "توجد غرفة أخرى مخصصة لغيركم. لعرضها: {command}",
        "two": "توجد غرفتان أخريان مخصصتان لغيركم. لعرضهما: {command}",
        "few": "توجد {n} غرف أخرى مخصصة لغيركم. لعرضها: {command}",
        "many": "توجد {n} غرفة أخرى مخصصة لغيركم. لعرضها: {command}",
        "other": "توجد {n} غرفة أخرى مخصصة لغيركم. لعرضها: {command}",
    },
    zh={"other": "另有 {n} 个聊天室是为其他人设立的。查看：{command}"},
    ru={
        "one": "Ещё {n} комната предназначена для других. Показать её: {command}",
        "few": "Ещё {n} комнаты предназначены для других. Показать их: {command}",
        "many": "Ещё {n} комнат предназначены для других. Показать их: {command}",
        "other": "Ещё {n} комнаты предназначены для других. Показать их: {command}",
    },
)

MORE_LINES = Sentence(
    en="and more; to see all: {command}",
    fr="et d’autres encore ; pour tout voir : {command}",
    es="y más; para verlo todo: {command}",
    ar="وغير ذلك؛ لعرض الكل: {command}",
    zh="以及更多；查看全部：{command}",
    ru="и другие; показать все: {command}",
)
