"""What is said of suspensions, in the six languages."""

from kit.language import Sentence

ABOUT_SUSPEND = Sentence(
    en="take somebody out of everything at once, with a reason that is recorded; in the stewards’ room",
    fr="retirer immédiatement quelqu’un de partout, avec un motif consigné ; dans le salon de l’intendance",
    es="sacar a alguien de todo de inmediato, con un motivo que queda registrado; en la sala de "
    "administración",
    ar="إخراج شخص من كل شيء فورًا، مع سبب يُسجَّل؛ في غرفة المشرفين",
    zh="立即将某人移出所有聊天室，须说明理由，理由会记录下来；在管理室使用",
    ru="немедленно вывести человека отовсюду, с указанием причины, которая записывается; в комнате "
    "распорядителей",
)

ABOUT_RESUME = Sentence(
    en="end a suspension, with a reason that is recorded; in the stewards’ room",
    fr="mettre fin à une suspension, avec un motif consigné ; dans le salon de l’intendance",
    es="poner fin a una suspensión, con un motivo que queda registrado; en la sala de administración",
    ar="إنهاء إيقاف، مع سبب يُسجَّل؛ في غرفة المشرفين",
    zh="结束暂停，须说明理由，理由会记录下来；在管理室使用",
    ru="отменить приостановку, с указанием причины, которая записывается; в комнате распорядителей",
)

SAY_WHOM_AND_WHY = Sentence(
    en="Please say whom and why, for example: {usage}",
    fr="Dites qui et pourquoi, par exemple : {usage}",
    es="Diga a quién y por qué, por ejemplo: {usage}",
    ar="يُرجى ذكر الشخص والسبب، مثلًا: {usage}",
    zh="请说明对象和理由，例如：{usage}",
    ru="Скажите, пожалуйста, кого и почему, например: {usage}",
)

NOBODY = Sentence(
    en="Nobody in the register has this account or key.",
    fr="Personne dans le registre n’a ce compte ou cette clé.",
    es="Nadie del registro tiene esta cuenta o clave.",
    ar="لا أحد في السجل له هذا الحساب أو المفتاح.",
    zh="名册中没有人使用这个账号或代号。",
    ru="В реестре ни у кого нет такой учётной записи или ключа.",
)

NOT_YOURSELF = Sentence(
    en="You cannot decide about yourself. Please ask a colleague.",
    fr="Vous ne pouvez pas décider pour vous-même. Demandez à un collègue.",
    es="No puede decidir sobre usted. Pida a otra persona del equipo que lo haga.",
    ar="لا يمكنكم أن تقرروا بشأن أنفسكم. يُرجى أن تطلبوا ذلك من زميل.",
    zh="您不能对自己作出决定，请让同事来处理。",
    ru="Решать о себе нельзя. Попросите коллегу.",
)

NOT_A_PROGRAM = Sentence(
    en="This is one of the platform’s programs. It cannot be suspended.",
    fr="C’est un des programmes de la plateforme. Il ne peut pas être suspendu.",
    es="Es uno de los programas de la plataforma. No se puede suspender.",
    ar="هذا أحد برامج المنصة، ولا يمكن إيقافه.",
    zh="这是平台的程序之一，不能暂停。",
    ru="Это одна из программ платформы. Приостановить её нельзя.",
)

SUSPENDED = Sentence(
    en="{name} is suspended and out of all rooms; there were {rooms}. Decided by {by}; recorded reason: "
    "{reason}. To undo it: {command}",
    fr="{name} est en suspension et hors de tous les salons ({rooms} jusque-là). Décision : {by} ; motif "
    "consigné : {reason}. Pour revenir en arrière : {command}",
    es="Se ha suspendido a {name}, que queda fuera de todas las salas ({rooms} hasta ahora). Decisión de "
    "{by}; motivo registrado: {reason}. Para deshacerlo: {command}",
    ar="أُوقف {name} وأُخرج من كل الغرف، وعددها: {rooms}. صاحب القرار: {by}؛ والسبب المسجَّل: {reason}. "
    "للتراجع: {command}",
    zh="{name} 已被暂停，并已移出所有聊天室（原有 {rooms}）。决定人：{by}；记录的理由：{reason}。"
    "撤销：{command}",
    ru="Доступ приостановлен: {name}, вне всех комнат (было: {rooms}). Кто решил: {by}; записанная причина: "
    "{reason}. Отменить: {command}",
)

ALREADY = Sentence(
    en="{name} is suspended already.",
    fr="{name} est déjà en suspension.",
    es="{name} ya tiene el acceso suspendido.",
    ar="{name} موقوف بالفعل.",
    zh="{name} 已经处于暂停状态。",
    ru="{name}: доступ уже приостановлен.",
)

RESUMED = Sentence(
    en="The suspension of {name} has ended; now open: {rooms}. Decided by {by}; recorded reason: {reason}.",
    fr="La suspension de {name} a pris fin ; à nouveau ouverts : {rooms}. Décision : {by} ; motif consigné : "
    "{reason}.",
    es="Ha terminado la suspensión de {name}; de nuevo abiertas: {rooms}. Decisión de {by}; motivo "
    "registrado: {reason}.",
    ar="انتهى إيقاف {name}؛ والمفتوح الآن: {rooms}. صاحب القرار: {by}؛ والسبب المسجَّل: {reason}.",
    zh="{name} 的暂停已结束；现已开放：{rooms}。决定人：{by}；记录的理由：{reason}。",
    ru="Приостановка отменена: {name}; теперь открыто: {rooms}. Кто решил: {by}; записанная причина: "
    "{reason}.",
)

NOT_SUSPENDED = Sentence(
    en="{name} is not suspended.",
    fr="{name} n’est pas en suspension.",
    es="{name} no tiene el acceso suspendido.",
    ar="{name} ليس موقوفًا.",
    zh="{name} 没有被暂停。",
    ru="{name}: доступ не приостановлен.",
)

YOU_ARE_SUSPENDED = Sentence(
    en="Dear {name}, your access to the rooms is suspended for now, and you are in none of them. Please "
    "speak with {contacts} to learn more. This chat stays.",
    fr="Bonjour {name}, votre accès aux salons est suspendu pour le moment, et vous n’êtes plus dans aucun. "
    "Pour en savoir plus, veuillez contacter {contacts}. Cette conversation demeure.",
    es="Hola, {name}: su acceso a las salas está suspendido por ahora y ha salido de ellas. Para saber más, "
    "hable, por favor, con {contacts}. Este chat permanece.",
    ar="تحية طيبة، {name}. أُوقف دخولكم إلى الغرف حاليًا، ولم تعودوا في أي منها. يُرجى التواصل مع {contacts} "
    "لمعرفة المزيد. وتبقى هذه المحادثة مفتوحة.",
    zh="{name}，您好。您进入聊天室的权限目前已暂停，您已离开各聊天室。请联系{contacts}了解详情。这个私聊会保留。",
    ru="Здравствуйте, {name}! Ваш доступ к комнатам пока приостановлен, и вы из них вышли. Пожалуйста, "
    "обратитесь: {contacts}. Там вам расскажут подробнее. Эта беседа остаётся.",
)

SECRETARIAT = Sentence(
    en="the secretariat",
    fr="le secrétariat",
    es="la secretaría",
    ar="الأمانة",
    zh="秘书处",
    ru="секретариат",
)

YOU_ARE_BACK = Sentence(
    en="Dear {name}, the suspension of your access has ended. Open to you again: {rooms}.",
    fr="Bonjour {name}, la suspension de votre accès a pris fin. De nouveau ouverts pour vous : {rooms}.",
    es="Hola, {name}: ha terminado la suspensión de su acceso. De nuevo abiertas para usted: {rooms}.",
    ar="تحية طيبة، {name}. انتهى إيقاف دخولكم. والمفتوح لكم من جديد: {rooms}.",
    zh="{name}，您好。您的权限暂停已结束。重新对您开放的有：{rooms}。",
    ru="Здравствуйте, {name}! Приостановка вашего доступа отменена. Вам снова открыто: {rooms}.",
)
