"""Help by example, in the six languages."""

from kit.language import Sentence

INTRODUCTION = Sentence(
    en="I find the paragraph you need in the documents that may be read where you ask. For example:",
    fr="Je retrouve le paragraphe qu’il vous faut dans les documents lisibles là où vous le demandez. "
    "Par exemple :",
    es="Encuentro el párrafo que usted necesita en los documentos que se pueden leer donde lo pida. "
    "Por ejemplo:",
    ar="أعثر على الفقرة التي تحتاجون إليها في الوثائق المتاحة للقراءة حيث تسألون. مثلًا:",
    zh="我在您提问之处可阅读的文件中查找您需要的段落。例如：",
    ru="Я нахожу нужный вам пункт в документах, доступных там, где вы спрашиваете. Например:",
)

EXAMPLES = (
    (
        Sentence(
            en="!library migrant detention",
            fr="!library détention des migrants",
            es="!library detención de migrantes",
            ar="!library احتجاز المهاجرين",
            zh="!library 移民拘留",
            ru="!library задержание мигрантов",
        ),
        Sentence(
            en="words; I also find the same meaning in the other languages",
            fr="des mots ; je trouve aussi le même sens dans les autres langues",
            es="palabras; también encuentro el mismo sentido en los otros idiomas",
            ar="كلمات؛ وأجد المعنى نفسه في اللغات الأخرى أيضًا",
            zh="词语；我也会找到其他语言中含义相同的内容",
            ru="слова; тот же смысл я найду и на других языках",
        ),
    ),
    (
        Sentence(
            en='!library "right to water" body:cedaw year:2019..2024',
            fr="!library « droit à l’eau » organe:cedaw année:2019..2024",
            es="!library «derecho al agua» órgano:cedaw año:2019..2024",
            ar="!library «الحق في الماء» هيئة:cedaw سنة:2019..2024",
            zh="!library “水权” 机构:cedaw 年份:2019..2024",
            ru="!library «право на воду» орган:cedaw год:2019..2024",
        ),
        Sentence(
            en="an exact phrase, a body and years",
            fr="une expression exacte, un organe et des années",
            es="una frase exacta, un órgano y años",
            ar="عبارة كما هي وهيئة وسنوات",
            zh="完整短语、机构和年份",
            ru="точная фраза, орган и годы",
        ),
    ),
    (
        Sentence(
            en="!library type:co state:france lang:fr room:here from:@name",
            fr="!library type:co état:france langue:fr salon:ici de:@nom",
            es="!library tipo:co estado:francia idioma:fr sala:aquí de:@nombre",
            ar="!library نوع:co دولة:فرنسا لغة:fr غرفة:هنا من:@name",
            zh="!library 类型:co 国家:法国 语言:fr 房间:这里 来自:@name",
            ru="!library тип:co страна:франция язык:fr комната:здесь от:@name",
        ),
        Sentence(
            en="concluding observations on a State, in one language, of this room, from one person",
            fr="les observations finales sur un État, dans une langue, de ce salon, d’une personne",
            es="observaciones finales sobre un Estado, en un idioma, de esta sala, de una persona",
            ar="الملاحظات الختامية بشأن دولة، بلغة واحدة، من هذه الغرفة، ومن شخص واحد",
            zh="关于某国的结论性意见，限一种语言、本聊天室、某一上传者",
            ru="заключительные замечания по государству, на одном языке, из этой комнаты, от одного человека",
        ),
    ),
    (
        Sentence(
            en="!library CEDAW/C/GC/35 para:12",
            fr="!library CEDAW/C/GC/35 par:12",
            es="!library CEDAW/C/GC/35 párrafo:12",
            ar="!library CEDAW/C/GC/35 فقرة:12",
            zh="!library CEDAW/C/GC/35 段:12",
            ru="!library CEDAW/C/GC/35 пункт:12",
        ),
        Sentence(
            en="a symbol and a paragraph",
            fr="une cote et un paragraphe",
            es="una signatura y un párrafo",
            ar="رمز وثيقة وفقرة",
            zh="文号和段落",
            ru="условное обозначение и пункт",
        ),
    ),
)
"""What to type, and what it asks for."""

PRESSING = Sentence(
    en="Or mention me with a question in your own words. Under an answer, press 1️⃣ to 5️⃣ to narrow it, ➕ for "
    "more and 📥 to have the files sent to you.",
    fr="Vous pouvez aussi me mentionner avec une question dans vos propres mots. Sous une réponse, appuyez "
    "sur 1️⃣ à 5️⃣ pour préciser, ➕ pour la suite et 📥 pour recevoir les fichiers.",
    es="También puede mencionarme con una pregunta en sus propias palabras. Debajo de una respuesta, pulse "
    "de 1️⃣ a 5️⃣ para precisar, ➕ para ver más y 📥 para recibir los archivos.",
    ar="أو أشيروا إليّ مع سؤال بكلماتكم. وتحت الإجابة اضغطوا على 1️⃣ إلى 5️⃣ للتضييق، وعلى ➕ للمزيد، وعلى 📥 "
    "لتصلكم الملفات.",
    zh="也可以提及我并用自己的话提问。在答复下方，点按1️⃣至5️⃣可缩小范围，➕查看更多，📥接收文件。",
    ru="Можно также упомянуть меня и спросить своими словами. Под ответом нажмите 1️⃣–5️⃣, чтобы уточнить, "
    "➕ — чтобы увидеть ещё, 📥 — чтобы получить файлы.",
)

ALSO_THERE = Sentence(
    en="I also know: {commands}. {help} tells more about each.",
    fr="Je connais aussi : {commands}. {help} en dit plus sur chacune.",
    es="También conozco: {commands}. {help} explica cada una.",
    ar="وأعرف أيضًا: {commands}. وللمزيد عن كل منها: {help}.",
    zh="我还会：{commands}。输入{help}可了解详情。",
    ru="Я знаю также: {commands}. Подробнее о каждой: {help}.",
)

HELP = Sentence(
    en="shows by examples what I can do",
    fr="montre par des exemples ce que je sais faire",
    es="muestra con ejemplos lo que sé hacer",
    ar="يعرض بالأمثلة ما أستطيع فعله",
    zh="举例说明我能做什么",
    ru="показывает на примерах, что я умею",
)
