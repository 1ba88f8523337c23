"""What answers say, in the six languages."""

from kit.language import Sentence

FOUND_HERE = Sentence(
    en="The best passages that everybody here may read:",
    fr="Les meilleurs passages que toutes les personnes présentes ici peuvent lire :",
    es="Los mejores pasajes que pueden leer todas las personas de esta sala:",
    ar="أفضل المقاطع التي يمكن للجميع هنا قراءتها:",
    zh="此处所有人都可以阅读的最相关段落：",
    ru="Лучшие отрывки, которые могут читать все присутствующие здесь:",
)

FOUND_ALONE = Sentence(
    en="The best passages:",
    fr="Les meilleurs passages :",
    es="Los mejores pasajes:",
    ar="أفضل المقاطع:",
    zh="最相关的段落：",
    ru="Лучшие отрывки:",
)

FOUND_FOR_YOU = Sentence(
    en="You asked in {room}. These passages may not be shown to everybody there, so I show them only to you:",
    fr="Vous avez posé une question dans {room}. Ces passages ne peuvent pas être montrés à tout le monde "
    "là-bas ; je ne les montre donc qu’à vous :",
    es="Usted preguntó en {room}. Estos pasajes no se pueden mostrar a todas las personas de allí, "
    "así que se los muestro solo a usted:",
    ar="سألتم في {room}. لا يجوز عرض هذه المقاطع على الجميع هناك، ولذلك أعرضها عليكم وحدكم:",
    zh="您在{room}中提过问题。以下段落不能向那里的所有人展示，因此我只展示给您：",
    ru="Вы спрашивали в комнате {room}. Эти отрывки нельзя показывать там всем, поэтому я показываю их "
    "только вам:",
)

SHOWN_ALONE = Sentence(
    en="You asked in {room}. This may not be shown to everybody there, so I show it only to you.",
    fr="Vous avez posé une question dans {room}. Ceci ne peut pas être montré à tout le monde là-bas ; je ne "
    "le montre donc qu’à vous.",
    es="Usted preguntó en {room}. Esto no se puede mostrar a todas las personas de allí, así que se lo "
    "muestro solo a usted.",
    ar="سألتم في {room}. لا يجوز عرض هذا على الجميع هناك، ولذلك أعرضه عليكم وحدكم.",
    zh="您在{room}中提过问题。以下内容不能向那里的所有人展示，因此我只展示给您。",
    ru="Вы спрашивали в комнате {room}. Это нельзя показывать там всем, поэтому я показываю только вам.",
)

MORE_PASSAGES = Sentence(
    en="Further passages:",
    fr="Autres passages :",
    es="Más pasajes:",
    ar="مقاطع أخرى:",
    zh="更多段落：",
    ru="Следующие отрывки:",
)

NOTHING_HERE = Sentence(
    en="I found nothing that everybody here may read. Fewer or other words may help.",
    fr="Je n’ai rien trouvé que tout le monde ici puisse lire. Essayez avec moins de mots, ou d’autres mots.",
    es="No encontré nada que puedan leer todas las personas de esta sala. Pruebe con menos palabras "
    "o con otras.",
    ar="لم أجد شيئًا يمكن للجميع هنا قراءته. جرّبوا كلمات أقل أو كلمات أخرى.",
    zh="没有找到此处所有人都可以阅读的内容。请尝试减少或更换词语。",
    ru="Я не нашёл ничего, что могли бы читать все присутствующие здесь. Попробуйте меньше слов или "
    "другие слова.",
)

NOTHING_ALONE = Sentence(
    en="I found nothing. Fewer or other words may help.",
    fr="Je n’ai rien trouvé. Essayez avec moins de mots, ou d’autres mots.",
    es="No encontré nada. Pruebe con menos palabras o con otras.",
    ar="لم أجد شيئًا. جرّبوا كلمات أقل أو كلمات أخرى.",
    zh="没有找到任何内容。请尝试减少或更换词语。",
    ru="Я ничего не нашёл. Попробуйте меньше слов или другие слова.",
)

NOTHING_MORE = Sentence(
    en="There is nothing more to show here.",
    fr="Il n’y a rien d’autre à montrer ici.",
    es="No hay nada más que mostrar aquí.",
    ar="لا يوجد شيء آخر لعرضه هنا.",
    zh="这里没有更多内容可以显示。",
    ru="Больше здесь показать нечего.",
)

PAGE = Sentence(en="page {n}", fr="page {n}", es="página {n}", ar="الصفحة {n}", zh="第{n}页", ru="стр. {n}")

PARAGRAPH = Sentence(
    en="paragraph {number}",
    fr="paragraphe {number}",
    es="párrafo {number}",
    ar="الفقرة {number}",
    zh="第{number}段",
    ru="пункт {number}",
)

UPLOADED = Sentence(
    en="{person}, {day}",
    fr="{person}, {day}",
    es="{person}, {day}",
    ar="{person}، {day}",
    zh="{person}，{day}",
    ru="{person}, {day}",
)

SAME_MEANING = Sentence(
    en="same meaning, {tongue}",
    fr="même sens, {tongue}",
    es="mismo sentido, {tongue}",
    ar="المعنى نفسه، {tongue}",
    zh="含义相同，{tongue}",
    ru="тот же смысл, {tongue}",
)

NEARLY = Sentence(
    en="nearly these words",
    fr="presque ces mots",
    es="casi estas palabras",
    ar="كلمات قريبة جدًا",
    zh="词语相近",
    ru="почти эти слова",
)

SHOW = Sentence(en="show it", fr="l’afficher", es="mostrarlo", ar="عرضها", zh="查看原文件", ru="показать")

ONLY = Sentence(
    en="Only: {what}",
    fr="Seulement : {what}",
    es="Solo: {what}",
    ar="فقط: {what}",
    zh="仅限：{what}",
    ru="Только: {what}",
)

ALSO = Sentence(
    en="Also looked for: {labels}",
    fr="Cherché aussi : {labels}",
    es="También se buscó: {labels}",
    ar="بُحث أيضًا عن: {labels}",
    zh="同时查找：{labels}",
    ru="Также искали: {labels}",
)

THIS_ROOM = Sentence(
    en="this room", fr="ce salon", es="esta sala", ar="هذه الغرفة", zh="本聊天室", ru="эта комната"
)

PRESS = Sentence(
    en="Press a number to narrow:",
    fr="Appuyez sur un chiffre pour préciser :",
    es="Pulse un número para precisar:",
    ar="اضغطوا على رقم للتضييق:",
    zh="点按数字可缩小范围：",
    ru="Нажмите на цифру, чтобы уточнить:",
)

OFFER_MORE = Sentence(en="➕ more", fr="➕ la suite", es="➕ más", ar="➕ المزيد", zh="➕ 更多", ru="➕ ещё")

OFFER_FILES = Sentence(
    en="📥 the files, sent to you alone",
    fr="📥 les fichiers, envoyés à vous seul",
    es="📥 los archivos, enviados solo a usted",
    ar="📥 الملفات، تُرسل إليكم وحدكم",
    zh="📥 获取文件（只发给您）",
    ru="📥 файлы — только вам",
)

NOT_TO_BE_HAD = Sentence(
    en="I could not fetch these files again: {names}. Please open them in their room.",
    fr="Je n’ai pas pu récupérer ces fichiers : {names}. Merci de les ouvrir dans leur salon.",
    es="No pude volver a obtener estos archivos: {names}. Por favor, ábralos en su sala.",
    ar="لم أتمكن من جلب هذه الملفات مرة أخرى: {names}. يُرجى فتحها في غرفتها.",
    zh="我无法再次获取这些文件：{names}。请在其所在聊天室中打开。",
    ru="Не удалось снова получить эти файлы: {names}. Пожалуйста, откройте их в их комнате.",
)

ASK = Sentence(
    en="Tell me what to look for, for example: {example}",
    fr="Dites-moi ce que je dois chercher, par exemple : {example}",
    es="Dígame qué debo buscar, por ejemplo: {example}",
    ar="أخبروني بما تبحثون عنه، مثلًا: {example}",
    zh="请告诉我要查找什么，例如：{example}",
    ru="Скажите, что искать, например: {example}",
)

EXAMPLE = Sentence(
    en='!library detention "right to water"',
    fr="!library détention « droit à l’eau »",
    es="!library detención «derecho al agua»",
    ar="!library احتجاز «الحق في الماء»",
    zh="!library 拘留 “水权”",
    ru="!library задержание «право на воду»",
)
