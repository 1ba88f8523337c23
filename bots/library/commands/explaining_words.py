"""What is said of how it stands with a file, and of what staff correct, in the six languages."""

from kit.language import Sentence

WHY = Sentence(
    en="tells how it stands with a file: answer it, or give its link",
    fr="dit où en est un fichier : répondez-lui, ou donnez son lien",
    es="dice cómo está un archivo: respóndale o indique su enlace",
    ar="يبيّن حال ملف: أجيبوا عليه أو أرسلوا رابطه",
    zh="说明某个文件的情况：回复该文件或给出其链接",
    ru="сообщает, что с файлом: ответьте на него или дайте ссылку",
)
CORRECT = Sentence(
    en="corrects what is known of a file; for staff and moderators",
    fr="corrige ce qui est connu d’un fichier ; réservé au personnel et à la modération",
    es="corrige lo que se sabe de un archivo; para el personal y la moderación",
    ar="يصحّح ما هو معروف عن ملف؛ للموظفين والمشرفين",
    zh="更正某个文件的信息；仅限工作人员和管理员",
    ru="исправляет сведения о файле; для сотрудников и модераторов",
)
WHICH = Sentence(
    en="Tell me which file: answer it, or give its link, for example: {example}",
    fr="Dites-moi de quel fichier il s’agit : répondez-lui, ou donnez son lien, par exemple : {example}",
    es="Dígame de qué archivo se trata: respóndale o indique su enlace, por ejemplo: {example}",
    ar="أخبروني أي ملف تقصدون: أجيبوا عليه أو أرسلوا رابطه، مثلًا: {example}",
    zh="请告诉我是哪个文件：回复该文件或给出其链接，例如：{example}",
    ru="Скажите, о каком файле речь: ответьте на него или дайте ссылку, например: {example}",
)
NOT_KNOWN = Sentence(
    en="I know of no such file that may be spoken of here.",
    fr="Je ne connais aucun fichier de ce genre dont je puisse parler ici.",
    es="No conozco ningún archivo así del que se pueda hablar aquí.",
    ar="لا أعرف ملفًا كهذا يجوز الحديث عنه هنا.",
    zh="我不知道有可以在此谈论的这样一个文件。",
    ru="Я не знаю такого файла, о котором можно говорить здесь.",
)
IT_IS_FOUND = Sentence(
    en="{name} has been read and can be found.",
    fr="{name} a été lu et peut être trouvé.",
    es="{name} se ha leído y se puede encontrar.",
    ar="تمت قراءة {name} ويمكن العثور عليه.",
    zh="{name}已读取，可以被查找。",
    ru="{name}: прочитано, файл можно найти.",
)
IT_WAITS = Sentence(
    en="{name} is still waiting to be read.",
    fr="{name} attend encore d’être lu.",
    es="{name} todavía espera a ser leído.",
    ar="لا يزال {name} ينتظر القراءة.",
    zh="{name}仍在等待读取。",
    ru="{name} ещё ждёт прочтения.",
)
DETAILS = Sentence(
    en="For staff: {details}",
    fr="Pour le personnel : {details}",
    es="Para el personal: {details}",
    ar="للموظفين: {details}",
    zh="供工作人员参考：{details}",
    ru="Для сотрудников: {details}",
)
NOT_YOURS = Sentence(
    en="Only staff and the moderators of its room can correct what is known of a file.",
    fr="Seuls le personnel et la modération du salon peuvent corriger ce qui est connu d’un fichier.",
    es="Solo el personal y la moderación de la sala pueden corregir lo que se sabe de un archivo.",
    ar="لا يصحّح ما هو معروف عن ملف إلا الموظفون ومشرفو غرفته.",
    zh="只有工作人员和所在聊天室的管理员可以更正文件信息。",
    ru="Исправлять сведения о файле могут только сотрудники и модераторы его комнаты.",
)
WHICH_FIELD = Sentence(
    en="I can correct these: {fields}. For example: {example}",
    fr="Je peux corriger ceci : {fields}. Par exemple : {example}",
    es="Puedo corregir lo siguiente: {fields}. Por ejemplo: {example}",
    ar="يمكنني تصحيح ما يلي: {fields}. مثلًا: {example}",
    zh="我可以更正：{fields}。例如：{example}",
    ru="Я могу исправить: {fields}. Например: {example}",
)
NOW_IT_IS = Sentence(
    en="Noted: {field} is now {value}.",
    fr="C’est noté : {field} est maintenant {value}.",
    es="Anotado: {field} es ahora {value}.",
    ar="تم التسجيل: أصبح {field} الآن {value}.",
    zh="已记录：{field}现为{value}。",
    ru="Записано: {field} теперь {value}.",
)
AS_READ = Sentence(
    en="Noted: {field} is again what the file itself says.",
    fr="C’est noté : {field} redevient ce que dit le fichier lui-même.",
    es="Anotado: {field} vuelve a ser lo que dice el propio archivo.",
    ar="تم التسجيل: عاد {field} إلى ما يقوله الملف نفسه.",
    zh="已记录：{field}恢复为文件本身所载内容。",
    ru="Записано: {field} снова соответствует самому файлу.",
)
EXPECTED = {
    "symbol": Sentence(
        en="A symbol looks like CEDAW/C/GC/35.",
        fr="Une cote ressemble à CEDAW/C/GC/35.",
        es="Una signatura se parece a CEDAW/C/GC/35.",
        ar="يبدو رمز الوثيقة هكذا: CEDAW/C/GC/35.",
        zh="文号的形式如 CEDAW/C/GC/35。",
        ru="Условное обозначение выглядит так: CEDAW/C/GC/35.",
    ),
    "title": Sentence(
        en="A title has at most 200 letters.",
        fr="Un titre compte au plus 200 lettres.",
        es="Un título tiene como máximo 200 letras.",
        ar="لا يزيد العنوان على 200 حرف.",
        zh="标题最多200个字符。",
        ru="В названии не более 200 букв.",
    ),
    "date": Sentence(
        en="A date looks like 2019-03-12.",
        fr="Une date s’écrit comme 2019-03-12.",
        es="Una fecha se escribe como 2019-03-12.",
        ar="يُكتب التاريخ هكذا: 2019-03-12.",
        zh="日期的写法如 2019-03-12。",
        ru="Дата пишется так: 2019-03-12.",
    ),
    "body": Sentence(
        en="A body is, for example, CEDAW or the Human Rights Committee.",
        fr="Un organe est, par exemple, CEDAW ou le Comité des droits de l’homme.",
        es="Un órgano es, por ejemplo, CEDAW o el Comité de Derechos Humanos.",
        ar="الهيئة هي مثلًا CEDAW أو اللجنة المعنية بحقوق الإنسان.",
        zh="机构例如 CEDAW 或人权事务委员会。",
        ru="Орган — это, например, CEDAW или Комитет по правам человека.",
    ),
    "state": Sentence(
        en="A State is given by its name or three letters, such as FRA.",
        fr="Un État s’indique par son nom ou trois lettres, comme FRA.",
        es="Un Estado se indica por su nombre o tres letras, como FRA.",
        ar="تُذكر الدولة باسمها أو بثلاثة أحرف مثل FRA.",
        zh="国家以其名称或三个字母表示，如 FRA。",
        ru="Государство указывается названием или тремя буквами, например FRA.",
    ),
    "session": Sentence(
        en="A session is a number, such as 68 or S-30.",
        fr="Une session est un numéro, comme 68 ou S-30.",
        es="Un período de sesiones es un número, como 68 o S-30.",
        ar="الدورة رقم، مثل 68 أو S-30.",
        zh="届会为编号，如 68 或 S-30。",
        ru="Сессия — это номер, например 68 или S-30.",
    ),
    "type": Sentence(
        en="A type is, for example, gc, co or “concluding observations”.",
        fr="Un type est, par exemple, gc, co ou « observations finales ».",
        es="Un tipo es, por ejemplo, gc, co u «observaciones finales».",
        ar="النوع هو مثلًا gc أو co أو «الملاحظات الختامية».",
        zh="类型例如 gc、co 或“结论性意见”。",
        ru="Вид — это, например, gc, co или «заключительные замечания».",
    ),
    "version": Sentence(
        en="A version is draft, advance-unedited, final, or such as rev.1, corr.1, add.1.",
        fr="Une version est draft, advance-unedited, final, ou par exemple rev.1, corr.1, add.1.",
        es="Una versión es draft, advance-unedited, final, o por ejemplo rev.1, corr.1, add.1.",
        ar="النسخة هي draft أو advance-unedited أو final أو مثل rev.1 وcorr.1 وadd.1.",
        zh="版本为 draft、advance-unedited、final，或如 rev.1、corr.1、add.1。",
        ru="Версия — draft, advance-unedited, final или, например, rev.1, corr.1, add.1.",
    ),
    "language": Sentence(
        en="A language is ar, en, es, fr, ru or zh, or its name.",
        fr="Une langue est ar, en, es, fr, ru ou zh, ou son nom.",
        es="Un idioma es ar, en, es, fr, ru o zh, o su nombre.",
        ar="اللغة هي ar أو en أو es أو fr أو ru أو zh، أو اسمها.",
        zh="语言为 ar、en、es、fr、ru、zh，或其名称。",
        ru="Язык — ar, en, es, fr, ru, zh или его название.",
    ),
}
"""What a field can be, said where it was given something else."""
