"""Every sentence the library says, in the six languages."""

from kit.language import Sentence

TITLE = Sentence(en="Library", fr="Bibliothèque", es="Biblioteca", ar="المكتبة", zh="图书馆", ru="Библиотека")

ABOUT = Sentence(
    en="I find the right page in the documents of your rooms.",
    fr="Je retrouve la bonne page dans les documents de vos salons.",
    es="Encuentro la página adecuada en los documentos de sus salas.",
    ar="أعثر على الصفحة المطلوبة في وثائق غرفكم.",
    zh="我帮您在各聊天室的文件中找到所需的那一页。",
    ru="Я нахожу нужную страницу в документах ваших комнат.",
)

READS = Sentence(
    en="I read every file uploaded in my rooms and keep its text, or what a picture or a recording says of "
    "itself, in the platform’s database, so that the people of that room can find it. When a file is "
    "deleted, I delete its text. Of messages I keep only questions put to me: for seven days, and longer "
    "those that you follow.",
    fr="Je lis chaque fichier déposé dans mes salons et j’en conserve le texte, ou ce qu’une image ou un "
    "enregistrement dit de lui-même, dans la base de données de la plateforme, pour que les membres du "
    "salon le retrouvent. Quand un fichier est supprimé, j’en supprime le texte. Des messages, je ne "
    "conserve que les questions qui me sont posées : sept jours, et plus longtemps celles que vous suivez.",
    es="Leo cada archivo que se sube a mis salas y guardo su texto, o lo que una imagen o una grabación dice "
    "de sí misma, en la base de datos de la plataforma, para que las personas de esa sala lo encuentren. "
    "Cuando se borra un archivo, borro su texto. De los mensajes solo guardo las preguntas que se me hacen: "
    "siete días, y más tiempo las que usted sigue.",
    ar="أقرأ كل ملف يُرفع في غرفي وأحفظ نصه، أو ما تقوله الصورة أو التسجيل عن نفسه، في قاعدة بيانات المنصة "
    "كي يجده أعضاء الغرفة. وعند حذف ملف أحذف نصه. ولا أحتفظ من الرسائل إلا بالأسئلة الموجهة إليّ: سبعة "
    "أيام، ومدة أطول لما تتابعونه منها.",
    zh="我读取上传到我所在聊天室的每个文件，并将其文本，或图片、录音录像自带的说明，保存在平台的数据库中，"
    "以便该聊天室的成员查找。文件删除后，我也会删除其文本。消息中我只保存向我提出的问题：保存七天，"
    "您所关注的则保存更久。",
    ru="Я читаю каждый файл, загруженный в мои комнаты, и храню его текст, а для изображений и записей — "
    "то, что они сообщают о себе, в базе данных платформы, чтобы участники комнаты могли его найти. Когда "
    "файл удаляют, я удаляю и его текст. Из сообщений я храню только вопросы ко мне: семь дней, а те, за "
    "которыми вы следите, — дольше.",
)

NOTICE = Sentence(
    en="Files put here are read by the library and can be found by the members of this room.",
    fr="Les fichiers déposés ici sont lus par la bibliothèque et trouvables par les membres de ce salon.",
    es="La biblioteca lee los archivos que se ponen aquí, y los miembros de esta sala pueden encontrarlos.",
    ar="تقرأ المكتبة الملفات الموضوعة هنا، ويمكن لأعضاء هذه الغرفة العثور عليها.",
    zh="图书馆会读取放在这里的文件，本房间的成员可以检索到它们。",
    ru="Файлы, помещённые сюда, читает библиотека; члены этой комнаты могут их найти.",
)

SEARCH = Sentence(
    en="finds the best passages in the documents that may be read here",
    fr="trouve les meilleurs passages dans les documents lisibles ici",
    es="encuentra los mejores pasajes en los documentos que se pueden leer aquí",
    ar="يعثر على أفضل المقاطع في الوثائق المتاحة للقراءة هنا",
    zh="在此处可阅读的文件中查找最相关的段落",
    ru="находит лучшие отрывки в документах, доступных здесь для чтения",
)

REGRETS = {
    "locked": Sentence(
        en="I could not open {name}: it is protected by a password. Upload a copy without a password and I "
        "will make it findable.",
        fr="Je n’ai pas pu ouvrir {name} : ce fichier est protégé par un mot de passe. Déposez une "
        "copie sans "
        "mot de passe et je la rendrai trouvable.",
        es="No pude abrir {name}: está protegido con contraseña. Suba una copia sin contraseña y haré que se "
        "pueda encontrar.",
        ar="تعذّر عليّ فتح {name} لأنه محمي بكلمة مرور. ارفعوا نسخة بلا كلمة مرور وسأجعلها قابلة للبحث.",
        zh="我无法打开{name}：该文件受密码保护。请上传一份没有密码的副本，我会使其可被查找。",
        ru="Я не смог открыть {name}: файл защищён паролем. Загрузите копию без пароля, и её можно "
        "будет найти.",
    ),
    "broken": Sentence(
        en="I could not read {name}: the file seems to be damaged. Saving it anew and uploading it again may "
        "help.",
        fr="Je n’ai pas pu lire {name} : le fichier semble endommagé. L’enregistrer à nouveau et le déposer "
        "une seconde fois peut aider.",
        es="No pude leer {name}: el archivo parece dañado. Guardarlo de nuevo y volver a subirlo "
        "puede ayudar.",
        ar="تعذّرت عليّ قراءة {name}، إذ يبدو أن الملف تالف. قد يفيد حفظه من جديد ورفعه مرة أخرى.",
        zh="我无法读取{name}：文件似乎已损坏。重新保存后再次上传也许有用。",
        ru="Я не смог прочитать {name}: файл, похоже, повреждён. Попробуйте сохранить его заново и загрузить "
        "ещё раз.",
    ),
    "too-slow": Sentence(
        en="Reading {name} took too long, so I stopped. A simpler or shorter copy may help.",
        fr="La lecture de {name} prenait trop de temps, je l’ai donc interrompue. Une copie plus "
        "simple ou plus "
        "courte peut aider.",
        es="Leer {name} llevaba demasiado tiempo, así que me detuve. Una copia más sencilla o más "
        "corta puede "
        "ayudar.",
        ar="استغرقت قراءة {name} وقتًا طويلًا فتوقفت. قد تفيد نسخة أبسط أو أقصر.",
        zh="读取{name}耗时过长，我已停止。换一份更简单或更短的副本也许有用。",
        ru="Чтение {name} заняло слишком много времени, и я остановился. Может помочь более простая или "
        "короткая копия.",
    ),
    "too-big": Sentence(
        en="{name} is too large for me to read. Uploading it in smaller parts may help.",
        fr="{name} est trop volumineux pour que je le lise. Le déposer en plusieurs parties peut aider.",
        es="{name} es demasiado grande para que lo lea. Subirlo en partes más pequeñas puede ayudar.",
        ar="حجم {name} أكبر مما أستطيع قراءته. قد يفيد رفعه على أجزاء أصغر.",
        zh="{name}过大，我无法读取。分成较小的部分上传也许有用。",
        ru="{name} — слишком большой файл, я не могу его прочитать. Попробуйте загрузить его по частям.",
    ),
    "no-text": Sentence(
        en="I found no text in {name}; perhaps its pages are pictures. A copy with text, such as the "
        "original "
        "document, can be found.",
        fr="Je n’ai trouvé aucun texte dans {name} ; ses pages sont peut-être des images. Une copie "
        "contenant du "
        "texte, comme le document d’origine, pourra être trouvée.",
        es="No encontré texto en {name}; quizá sus páginas sean imágenes. Una copia con texto, como "
        "el documento "
        "original, sí se podrá encontrar.",
        ar="لم أجد نصًا في {name}؛ ربما كانت صفحاته صورًا. يمكن العثور على نسخة تحتوي على نص، "
        "كالوثيقة الأصلية.",
        zh="我在{name}中没有找到文本；其页面可能是图片。带有文本的副本（例如原始文件）可以被查找。",
        ru="Я не нашёл текста в {name}: возможно, страницы — это изображения. Копию с текстом, "
        "например исходный "
        "документ, можно будет найти.",
    ),
    "needs-ocr": Sentence(
        en="The pages of {name} are pictures, and nothing on this machine can read pictures in its language "
        "yet. A copy with text can be found; those who run the machine can also add the reading of pictures.",
        fr="Les pages de {name} sont des images, et rien sur cette machine ne sait encore lire des images "
        "dans sa langue. Une copie contenant du texte pourra être trouvée ; les responsables de la "
        "machine peuvent aussi y ajouter la lecture des images.",
        es="Las páginas de {name} son imágenes, y nada en esta máquina sabe leer todavía imágenes en su "
        "idioma. Una copia con texto sí se podrá encontrar; quienes administran la máquina también "
        "pueden añadir la lectura de imágenes.",
        ar="صفحات {name} صور، ولا يوجد بعدُ على هذا الجهاز ما يقرأ الصور بلغته. يمكن العثور على نسخة "
        "تحتوي على نص، ويمكن للقائمين على الجهاز إضافة قراءة الصور.",
        zh="{name}的页面是图片，而这台机器尚不能识别该语言的图片文字。带有文本的副本可以被查找；机器的管理人员也可以添加图片识别功能。",
        ru="Страницы {name} — изображения, а на этой машине пока нечем читать изображения на этом языке. "
        "Копию с текстом можно будет найти; те, кто отвечает за машину, могут также добавить чтение "
        "изображений.",
    ),
    "unknown-kind": Sentence(
        en="I cannot read files like {name}. I read PDF, Word, OpenDocument, RTF, slides, sheets, web pages, "
        "e-mails, e-books and plain text. A copy saved as PDF can be found.",
        fr="Je ne sais pas lire les fichiers comme {name}. Je lis les PDF, les documents Word, "
        "OpenDocument et RTF, les diapositives, les feuilles de calcul, les pages web, les courriels, "
        "les livres numériques et le texte brut. Une copie enregistrée en PDF pourra être trouvée.",
        es="No sé leer archivos como {name}. Leo PDF, Word, OpenDocument, RTF, diapositivas, hojas de "
        "cálculo, páginas web, correos, libros electrónicos y texto sin formato. Una copia guardada "
        "como PDF sí se podrá encontrar.",
        ar="لا أستطيع قراءة ملفات مثل {name}. أقرأ ملفات PDF وWord وOpenDocument وRTF والعروض وجداول "
        "البيانات وصفحات الويب ورسائل البريد والكتب الإلكترونية والنصوص العادية. يمكن العثور على نسخة "
        "محفوظة بصيغة PDF.",
        zh="我无法读取{name}这类文件。我能读取PDF、Word、OpenDocument、RTF、幻灯片、表格、网页、电子邮件、电子书和纯文本。"
        "另存为PDF的副本可以被查找。",
        ru="Я не умею читать такие файлы, как {name}. Я читаю PDF, Word, OpenDocument, RTF, слайды, "
        "таблицы, веб-страницы, письма, электронные книги и простой текст. Копию, сохранённую в PDF, "
        "можно будет найти.",
    ),
    "old-kind": Sentence(
        en="{name} is in an old format that I cannot read. A copy saved as PDF, or in the newer format of "
        "the same program, can be found.",
        fr="{name} est dans un ancien format que je ne sais pas lire. Une copie enregistrée en PDF, ou "
        "dans le format plus récent du même logiciel, pourra être trouvée.",
        es="{name} está en un formato antiguo que no sé leer. Una copia guardada como PDF, o en el "
        "formato más reciente del mismo programa, sí se podrá encontrar.",
        ar="الملف {name} بصيغة قديمة لا أستطيع قراءتها. يمكن العثور على نسخة محفوظة بصيغة PDF أو بالصيغة "
        "الأحدث للبرنامج نفسه.",
        zh="{name}使用的是我无法读取的旧格式。另存为PDF或同一程序较新格式的副本可以被查找。",
        ru="{name} сохранён в старом формате, который я не умею читать. Копию в PDF или в более новом "
        "формате той же программы можно будет найти.",
    ),
    "archive": Sentence(
        en="{name} is an archive, and I do not open archives. Please upload the files in it one by one.",
        fr="{name} est une archive, et je n’ouvre pas les archives. Merci de déposer un à un les fichiers "
        "qu’elle contient.",
        es="{name} es un archivo comprimido, y no los abro. Por favor, suba uno por uno los archivos que "
        "contiene.",
        ar="الملف {name} أرشيف مضغوط، وأنا لا أفتح الملفات المضغوطة. يُرجى رفع الملفات التي يحتويها كلًّا "
        "على حدة.",
        zh="{name}是压缩包，我不打开压缩包。请将其中的文件逐个上传。",
        ru="{name} — архив, а архивы я не открываю. Пожалуйста, загрузите файлы из него по одному.",
    ),
    "empty": Sentence(
        en="{name} is empty: it holds not a single byte. Perhaps it was not saved completely; please "
        "upload it once more.",
        fr="{name} est vide : il ne contient pas un seul octet. Il n’a peut-être pas été enregistré "
        "entièrement ; merci de le déposer à nouveau.",
        es="{name} está vacío: no contiene ni un solo byte. Quizá no se guardó por completo; por favor, "
        "súbalo de nuevo.",
        ar="الملف {name} فارغ ولا يحتوي على أي بايت. ربما لم يُحفظ كاملًا؛ يُرجى رفعه مرة أخرى.",
        zh="{name}是空文件，不含任何内容。也许没有完整保存；请再上传一次。",
        ru="Файл {name} пуст: в нём нет ни одного байта. Возможно, он был сохранён не полностью; пожалуйста, "
        "загрузите его ещё раз.",
    ),
    "not-there": Sentence(
        en="The server did not give me {name}, however often I asked. Please upload it once more.",
        fr="Le serveur ne m’a pas remis {name}, malgré plusieurs demandes. Merci de le déposer à nouveau.",
        es="El servidor no me entregó {name}, aunque lo pedí varias veces. Por favor, súbalo de nuevo.",
        ar="لم يسلّمني الخادم {name} رغم تكرار الطلب. يُرجى رفعه مرة أخرى.",
        zh="我多次请求，服务器仍未把{name}交给我。请再上传一次。",
        ru="Сервер не передал мне {name}, сколько я ни просил. Пожалуйста, загрузите файл ещё раз.",
    ),
    "not-safe": Sentence(
        en="I did not read {name}: this machine has no means to shut a harmful file in. Please tell those "
        "who run it.",
        fr="Je n’ai pas lu {name} : cette machine n’a aucun moyen d’isoler un fichier nuisible. Merci d’en "
        "informer ses responsables.",
        es="No leí {name}: esta máquina no tiene medios para aislar un archivo dañino. Por favor, avise a "
        "quienes la administran.",
        ar="لم أقرأ {name} لأن هذا الجهاز لا يملك وسيلة لعزل ملف ضار. يُرجى إبلاغ القائمين عليه.",
        zh="我没有读取{name}：这台机器无法隔离有害文件。请告知其管理人员。",
        ru="Я не стал читать {name}: на этой машине нельзя изолировать вредоносный файл. Пожалуйста, "
        "сообщите тем, кто за неё отвечает.",
    ),
}
"""What is said of a file that could not be read, by :class:`kit.reading.Why`."""
