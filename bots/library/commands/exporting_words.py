"""What the library says when it packs files together, in the six languages."""

from kit.language import Sentence

EXPORT = Sentence(
    en="sends you the files found, in one ZIP with a list of them",
    fr="vous envoie les fichiers trouvés, dans un seul ZIP avec leur liste",
    es="le envía los archivos encontrados, en un solo ZIP con su lista",
    ar="يرسل إليكم الملفات التي عُثر عليها في ملف ZIP واحد مع قائمتها",
    zh="将找到的文件打包成一个 ZIP（附清单）发给您",
    ru="присылает вам найденные файлы одним ZIP-архивом со списком",
)

COMES = Sentence(
    en="I am packing the files. They come in our own encrypted chat; it may take a few minutes.",
    fr="Je rassemble les fichiers. Ils arrivent dans notre conversation privée chiffrée ; cela peut prendre "
    "quelques minutes.",
    es="Estoy reuniendo los archivos. Llegarán a nuestro chat cifrado; puede tardar unos minutos.",
    ar="أجمع الملفات. ستصلكم في محادثتنا الخاصة المشفّرة، وقد يستغرق ذلك بضع دقائق.",
    zh="我正在打包文件，稍后会发到我们的加密私聊中，可能需要几分钟。",
    ru="Собираю файлы. Они придут в наш зашифрованный чат; это может занять несколько минут.",
)

WAIT = Sentence(
    en="Files are being packed already. Please ask again when they have come.",
    fr="Des fichiers sont déjà en cours d’envoi. Redemandez quand ils seront arrivés.",
    es="Ya se están reuniendo archivos. Vuelva a pedirlo cuando hayan llegado.",
    ar="هناك ملفات قيد الجمع حاليًا. يُرجى إعادة الطلب بعد وصولها.",
    zh="已有文件正在打包，请在收到后再次请求。",
    ru="Файлы уже собираются. Попросите снова, когда они придут.",
)

NOTHING = Sentence(
    en="I found no files to pack. Fewer or other words may help.",
    fr="Je n’ai trouvé aucun fichier à rassembler. Essayez avec moins de mots, ou d’autres mots.",
    es="No encontré archivos que reunir. Pruebe con menos palabras o con otras.",
    ar="لم أجد ملفات لجمعها. جرّبوا كلمات أقل أو كلمات أخرى.",
    zh="没有找到可打包的文件。请尝试减少或更换词语。",
    ru="Я не нашёл файлов. Попробуйте меньше слов или другие слова.",
)

PACKED = Sentence(
    en="The files found, and a list of them.",
    fr="Les fichiers trouvés, et leur liste.",
    es="Los archivos encontrados y su lista.",
    ar="الملفات التي عُثر عليها وقائمتها.",
    zh="找到的文件及其清单。",
    ru="Найденные файлы и их список.",
)

NOT_ALL = Sentence(
    en="Not all of it fits: the list says which files are missing, and why.",
    fr="Tout n’y tient pas : la liste indique les fichiers absents et pourquoi.",
    es="No cabe todo: la lista dice qué archivos faltan y por qué.",
    ar="لم يتّسع الملف لكل شيء: تبيّن القائمة الملفات الناقصة وسبب نقصها.",
    zh="未能包含全部文件：清单中注明了缺少哪些文件及原因。",
    ru="Поместилось не всё: в списке указано, каких файлов нет и почему.",
)

TOO_LARGE = Sentence(
    en="The server did not take the ZIP; it may be too large. Please ask for fewer files.",
    fr="Le serveur n’a pas accepté le ZIP, peut-être trop volumineux. Demandez moins de fichiers.",
    es="El servidor no aceptó el ZIP; quizá sea demasiado grande. Pida menos archivos.",
    ar="لم يقبل الخادم ملف ZIP، وقد يكون كبيرًا جدًا. يُرجى طلب ملفات أقل.",
    zh="服务器未接受该 ZIP，可能过大。请减少所要的文件。",
    ru="Сервер не принял архив, возможно, он слишком велик. Запросите меньше файлов.",
)

SHEET = Sentence(en="Files", fr="Fichiers", es="Archivos", ar="الملفات", zh="文件", ru="Файлы")
FILE = Sentence(en="File", fr="Fichier", es="Archivo", ar="الملف", zh="文件名", ru="Файл")
TITLE = Sentence(en="Title", fr="Titre", es="Título", ar="العنوان", zh="标题", ru="Название")
SYMBOL = Sentence(en="Symbol", fr="Cote", es="Signatura", ar="الرمز", zh="文号", ru="Условное обозначение")
DATE = Sentence(en="Date", fr="Date", es="Fecha", ar="التاريخ", zh="日期", ru="Дата")
BODY = Sentence(en="Body", fr="Organe", es="Órgano", ar="الهيئة", zh="机构", ru="Орган")
STATE = Sentence(en="State", fr="État", es="Estado", ar="الدولة", zh="国家", ru="Государство")
TYPE = Sentence(en="Type", fr="Type", es="Tipo", ar="النوع", zh="类型", ru="Вид")
LANGUAGE = Sentence(en="Language", fr="Langue", es="Idioma", ar="اللغة", zh="语言", ru="Язык")
ROOM = Sentence(en="Room", fr="Salon", es="Sala", ar="الغرفة", zh="聊天室", ru="Комната")
BY = Sentence(en="Put there by", fr="Déposé par", es="Subido por", ar="رفعه", zh="上传者", ru="Загрузил")
ON = Sentence(en="On", fr="Le", es="El", ar="في", zh="上传日期", ru="Когда")
LINK = Sentence(en="Link", fr="Lien", es="Enlace", ar="الرابط", zh="链接", ru="Ссылка")
MISSING = Sentence(
    en="Not in the ZIP",
    fr="Absent du ZIP",
    es="No está en el ZIP",
    ar="ليس في ZIP",
    zh="未包含",
    ru="Нет в архиве",
)

TOO_MUCH = Sentence(
    en="it would have been too much for one ZIP",
    fr="c’était trop pour un seul ZIP",
    es="era demasiado para un solo ZIP",
    ar="كان الحجم أكبر من أن يتّسع له ملف ZIP واحد",
    zh="超出单个 ZIP 的容量",
    ru="не поместился в один архив",
)

NOT_TO_BE_HAD = Sentence(
    en="it could not be fetched again",
    fr="il n’a pas pu être récupéré",
    es="no se pudo volver a obtener",
    ar="تعذّر جلبه من جديد",
    zh="未能重新取得",
    ru="не удалось получить снова",
)
