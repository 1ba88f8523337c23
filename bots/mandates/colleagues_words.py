"""What people are told of their colleagues, in the six languages."""

from kit.language import Counted, Sentence

ABOUT_WHO = Sentence(
    en="your colleagues in a mechanism or theme: roles, languages, and what time it is where they are",
    fr="vos collègues d’un mécanisme ou d’un thème : fonctions, langues et heure qu’il est chez eux",
    es="sus colegas de un mecanismo o tema: funciones, idiomas y qué hora es donde están",
    ar="زملاؤكم في آلية أو موضوع: مهامهم ولغاتهم والساعة الآن حيث هم",
    zh="某个机制或专题中您的同事：职务、语言以及他们当地的时间",
    ru="ваши коллеги по механизму или теме: должности, языки и который у них час",
)

COLLEAGUES = Counted(
    en={"one": "{subject}: {n} person", "other": "{subject}: {n} people"},
    fr={"one": "{subject} : {n} personne", "other": "{subject} : {n} personnes"},
    es={"one": "{subject}: {n} persona", "other": "{subject}: {n} personas"},
    ar={
        "zero": "{subject}: لا أحد",
        "one": "{subject}: شخص واحد",
        "two": "{subject}: شخصان",
        "few": "{subject}: {n} أشخاص",
        "many": "{subject}: {n} شخصًا",
        "other": "{subject}: {n} شخص",
    },
    zh={"other": "{subject}：{n} 人"},
    ru={
        "one": "{subject}: {n} человек",
        "few": "{subject}: {n} человека",
        "many": "{subject}: {n} человек",
        "other": "{subject}: {n} человека",
    },
)

AND_MORE = Counted(
    en={"one": "and {n} more person", "other": "and {n} more people"},
    fr={"one": "et {n} autre", "other": "et {n} autres"},
    es={"other": "y {n} más"},
    ar={
        "zero": "و{n} غيرهم",
        "one": "وشخص آخر",
        "two": "وشخصان آخران",
        "few": "و{n} آخرون",
        "many": "و{n} آخرون",
        "other": "و{n} آخرون",
    },
    zh={"other": "以及另外 {n} 人"},
    ru={"other": "и ещё {n}"},
)

MEANT = Sentence(
    en="Perhaps you meant: {command}",
    fr="Vous vouliez peut-être dire : {command}",
    es="Quizá quiso decir: {command}",
    ar="لعلكم تقصدون: {command}",
    zh="您可能想输入：{command}",
    ru="Возможно, вы имели в виду: {command}",
)

YOU_MAY_ASK = Sentence(
    en="I list colleagues to those who belong with them. You can ask:",
    fr="Je n’indique des collègues qu’aux personnes qui en font partie. Vous pouvez demander :",
    es="Solo doy la lista de colegas a quienes forman parte del mismo grupo. Puede preguntar:",
    ar="لا أذكر الزملاء إلا لمن هم منهم. يمكنكم أن تسألوا:",
    zh="我只向同属一处的人列出同事。您可以询问：",
    ru="Я называю коллег только тем, кто состоит вместе с ними. Вы можете спросить:",
)

NOTHING_TO_ASK = Sentence(
    en="I list colleagues to those who belong with them. At present there is no mechanism or theme that you "
    "can ask about.",
    fr="Je n’indique des collègues qu’aux personnes qui en font partie. Pour le moment, il n’y a pas de "
    "mécanisme ni de thème sur lequel vous puissiez m’interroger.",
    es="Solo doy la lista de colegas a quienes forman parte del mismo grupo. Por ahora no hay ningún "
    "mecanismo ni tema por el que pueda preguntar.",
    ar="لا أذكر الزملاء إلا لمن هم منهم. ولا توجد حاليًا آلية ولا موضوع يمكنكم السؤال عنهما.",
    zh="我只向同属一处的人列出同事。目前没有您可以询问的机制或专题。",
    ru="Я называю коллег только тем, кто состоит вместе с ними. Сейчас нет механизма или темы, о которых вы "
    "могли бы спросить.",
)
