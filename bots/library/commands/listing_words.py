"""What the library says in lists of documents, in the six languages."""

from kit.language import Sentence

VERSIONS = Sentence(
    en="shows a document in all its languages and versions; as a reply to it, or with its link",
    fr="montre un document dans toutes ses langues et versions ; en réponse à celui-ci, ou avec son lien",
    es="muestra un documento en todos sus idiomas y versiones; como respuesta a él o con su enlace",
    ar="يعرض وثيقة بجميع لغاتها ونسخها؛ ردًّا عليها أو مع رابطها",
    zh="显示文件的所有语言和版本；请回复该文件，或附上其链接",
    ru="показывает документ на всех языках и во всех версиях; в ответ на него или с его ссылкой",
)

LIKE = Sentence(
    en="finds documents like one; as a reply to it, or with its link",
    fr="trouve des documents semblables ; en réponse à un document, ou avec son lien",
    es="encuentra documentos parecidos a uno; como respuesta a él o con su enlace",
    ar="يعثر على وثائق تشبه وثيقة؛ ردًّا عليها أو مع رابطها",
    zh="查找相似的文件；请回复某文件，或附上其链接",
    ru="находит похожие документы; в ответ на документ или с его ссылкой",
)

NEW = Sentence(
    en="lists what came in the last days",
    fr="dresse la liste des documents des derniers jours",
    es="enumera lo que llegó en los últimos días",
    ar="يسرد ما ورد في الأيام الأخيرة",
    zh="列出最近几天新增的文件",
    ru="перечисляет то, что появилось за последние дни",
)

POINT = Sentence(
    en="Which document? Answer it with this command, or put its link behind it.",
    fr="Quel document ? Répondez-y par cette commande, ou ajoutez son lien après celle-ci.",
    es="¿Qué documento? Responda a él con este comando o ponga su enlace detrás.",
    ar="أي وثيقة؟ أجيبوا عنها بهذا الأمر، أو ضعوا رابطها بعده.",
    zh="哪一份文件？请用此命令回复该文件，或在命令后附上其链接。",
    ru="Какой документ? Ответьте на него этой командой или добавьте после неё его ссылку.",
)

HOW_MANY_DAYS = Sentence(
    en="Tell me how many days to look back, from 1 to {most}, for example: {example}",
    fr="Dites-moi sur combien de jours revenir, de 1 à {most}, par exemple : {example}",
    es="Dígame cuántos días atrás debo mirar, de 1 a {most}, por ejemplo: {example}",
    ar="أخبروني بعدد الأيام الماضية، من 1 إلى {most}، مثلًا: {example}",
    zh="请告诉我要回看多少天（1 至 {most}），例如：{example}",
    ru="Скажите, за сколько последних дней смотреть, от 1 до {most}, например: {example}",
)

NOT_HERE = Sentence(
    en="I know of no such document that everybody here may read.",
    fr="Je ne connais pas de tel document que tout le monde ici puisse lire.",
    es="No conozco ningún documento así que puedan leer todas las personas de esta sala.",
    ar="لا أعرف وثيقة كهذه مما يمكن للجميع هنا قراءته.",
    zh="在此处所有人都可以阅读的文件中，没有找到这样的文件。",
    ru="Среди того, что могут читать все присутствующие здесь, такого документа нет.",
)

NOT_FOR_YOU = Sentence(
    en="I know of no such document among those that you may read.",
    fr="Je ne connais pas de tel document parmi ceux que vous pouvez lire.",
    es="No conozco ningún documento así entre los que usted puede leer.",
    ar="لا أعرف وثيقة كهذه بين الوثائق المتاحة لكم.",
    zh="在您可以阅读的文件中，没有找到这样的文件。",
    ru="Среди доступных вам документов такого нет.",
)

ITS_FACES = Sentence(
    en="This document in its languages and versions, the newest first:",
    fr="Ce document dans ses langues et versions, la plus récente d’abord :",
    es="Este documento en sus idiomas y versiones, la más reciente primero:",
    ar="هذه الوثيقة بلغاتها ونسخها، الأحدث أولًا:",
    zh="此文件的各语言和各版本，最新者在前：",
    ru="Этот документ на разных языках и в разных версиях, сначала новейшая:",
)

ONLY_FACE = Sentence(
    en="I know this document in one version only:",
    fr="Je ne connais ce document que dans une seule version :",
    es="Conozco este documento en una sola versión:",
    ar="لا أعرف هذه الوثيقة إلا في نسخة واحدة:",
    zh="我只知道此文件的一个版本：",
    ru="Этот документ известен мне только в одной версии:",
)

NEAR = Sentence(
    en="Documents like “{title}”:",
    fr="Documents semblables à « {title} » :",
    es="Documentos parecidos a «{title}»:",
    ar="وثائق تشبه «{title}»:",
    zh="与“{title}”相似的文件：",
    ru="Документы, похожие на «{title}»:",
)

NOTHING_NEAR = Sentence(
    en="I know of no document like “{title}”.",
    fr="Je ne connais pas de document semblable à « {title} ».",
    es="No conozco ningún documento parecido a «{title}».",
    ar="لا أعرف وثيقة تشبه «{title}».",
    zh="没有找到与“{title}”相似的文件。",
    ru="Документов, похожих на «{title}», я не знаю.",
)

CAME = Sentence(
    en="New since {day}:",
    fr="Nouveautés depuis le {day} :",
    es="Novedades desde el {day}:",
    ar="الجديد منذ {day}:",
    zh="{day}以来新增：",
    ru="Новое с {day}:",
)

NOTHING_NEW = Sentence(
    en="Nothing came in these days that everybody here may read.",
    fr="Rien de nouveau ces jours-ci que tout le monde ici puisse lire.",
    es="En estos días no llegó nada que puedan leer todas las personas de esta sala.",
    ar="لم يرد في هذه الأيام ما يمكن للجميع هنا قراءته.",
    zh="这些天没有新增此处所有人都可以阅读的文件。",
    ru="За эти дни не появилось ничего, что могли бы читать все присутствующие здесь.",
)

NOTHING_NEW_ALONE = Sentence(
    en="Nothing came in these days.",
    fr="Rien de nouveau ces jours-ci.",
    es="En estos días no llegó nada.",
    ar="لم يرد شيء في هذه الأيام.",
    zh="这些天没有新增文件。",
    ru="За эти дни ничего не появилось.",
)

NEWEST = Sentence(
    en="✅ newest",
    fr="✅ la plus récente",
    es="✅ la más reciente",
    ar="✅ الأحدث",
    zh="✅ 最新",
    ru="✅ новейшая",
)
REPLACED = Sentence(
    en="replaced", fr="remplacée", es="sustituida", ar="استُعيض عنها", zh="已被取代", ru="заменена"
)
BESIDE = Sentence(
    en="adds to it or corrects it",
    fr="la complète ou la corrige",
    es="la complementa o corrige",
    ar="تكمّلها أو تصحّحها",
    zh="补充或更正",
    ru="дополняет или исправляет",
)
SHARED = Sentence(
    en="{percent} % of the text is the same",
    fr="{percent} % du texte est identique",
    es="el {percent} % del texto es igual",
    ar="{percent}٪ من النص متطابق",
    zh="{percent}% 的文本相同",
    ru="{percent} % текста совпадает",
)
SAME_SUBJECT = Sentence(
    en="about the same", fr="même sujet", es="mismo tema", ar="الموضوع نفسه", zh="主题相近", ru="о том же"
)
