"""How times and lists are said, in the six languages."""

from kit.language import Counted, Sentence

DAY_AND_HOUR = Sentence(
    en="{day}, {hour}",
    fr="{day}, {hour}",
    es="{day}, {hour}",
    ar="{day}، {hour}",
    zh="{day} {hour}",
    ru="{day}, {hour}",
)

UNTIL = Sentence(
    en="{what} — until {end}",
    fr="{what} — jusqu’au {end}",
    es="{what} — hasta el {end}",
    ar="{what} — حتى {end}",
    zh="{what} — 至 {end}",
    ru="{what} — по {end}",
)

WITHOUT_END = Sentence(
    en="{what} — with no end date",
    fr="{what} — sans date de fin",
    es="{what} — sin fecha de término",
    ar="{what} — دون تاريخ انتهاء",
    zh="{what} — 无截止日期",
    ru="{what} — без даты окончания",
)

FROM = Sentence(
    en="{what} — from {start}",
    fr="{what} — à partir du {start}",
    es="{what} — a partir del {start}",
    ar="{what} — ابتداءً من {start}",
    zh="{what} — 自 {start} 起",
    ru="{what} — начиная с {start}",
)

IN_DAYS = Counted(
    en={"one": "in {n} day", "other": "in {n} days"},
    fr={"one": "dans {n} jour", "other": "dans {n} jours"},
    es={"one": "dentro de {n} día", "other": "dentro de {n} días"},
    ar={
        "zero": "اليوم",
        "one": "غدًا",
        "two": "بعد يومين",
        "few": "بعد {n} أيام",
        "many": "بعد {n} يومًا",
        "other": "بعد {n} يوم",
    },
    zh={"other": "{n} 天后"},
    ru={
        "one": "через {n} день",
        "few": "через {n} дня",
        "many": "через {n} дней",
        "other": "через {n} дня",
    },
)

TODAY = Sentence(en="today", fr="aujourd’hui", es="hoy", ar="اليوم", zh="今天", ru="сегодня")

AND_MORE = Counted(
    en={"other": "and {n} more"},
    fr={"one": "et {n} autre", "other": "et {n} autres"},
    es={"other": "y {n} más"},
    ar={
        "zero": "و{n} غيرها",
        "one": "وواحدة أخرى",
        "two": "واثنتان أخريان",
        "few": "و{n} أخرى",
        "many": "و{n} أخرى",
        "other": "و{n} أخرى",
    },
    zh={"other": "以及另外 {n} 个"},
    ru={"other": "и ещё {n}"},
)

ROOMS = Counted(
    en={"one": "{n} room", "other": "{n} rooms"},
    fr={"one": "{n} salon", "other": "{n} salons"},
    es={"one": "{n} sala", "other": "{n} salas"},
    ar={
        "zero": "{n} غرفة",
        "one": "غرفة واحدة",
        "two": "غرفتان",
        "few": "{n} غرف",
        "many": "{n} غرفة",
        "other": "{n} غرفة",
    },
    zh={"other": "{n} 个聊天室"},
    ru={"one": "{n} комната", "few": "{n} комнаты", "many": "{n} комнат", "other": "{n} комнаты"},
)

ANSWERED_DIRECTLY = Sentence(
    en="I have answered you in our direct chat.",
    fr="Je vous ai répondu dans notre conversation directe.",
    es="Le he respondido en nuestro chat directo.",
    ar="أجبتكم في محادثتنا المباشرة.",
    zh="我已在我们的私聊中回复您。",
    ru="Я ответил вам в нашей личной беседе.",
)

ONLY_STEWARDS = Sentence(
    en="This is decided in the stewards’ room, by the staff who serve the person’s mechanism.",
    fr="Cela se décide dans le salon de l’intendance, par le personnel qui sert le mécanisme de la personne.",
    es="Esto se decide en la sala de administración, y lo hace el personal que atiende el mecanismo de la "
    "persona.",
    ar="يُتخذ هذا القرار في غرفة المشرفين، ويتخذه الموظفون الذين يخدمون آلية هذا الشخص.",
    zh="此事须在管理室由为该人所在机制服务的工作人员决定。",
    ru="Это решают в комнате распорядителей сотрудники, которые обслуживают механизм этого человека.",
)
