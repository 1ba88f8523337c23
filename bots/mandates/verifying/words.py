"""What is said to people who are being verified."""

from kit.language import Sentence

ABOUT_VERIFY = Sentence(
    en="say who you are, so that your rooms open to you; a code comes to your official address",
    fr="dire qui vous êtes, pour que vos salons vous soient ouverts ; un code arrive à votre adresse "
    "officielle",
    es="decir quién es, para que se le abran sus salas; recibirá un código en su dirección oficial",
    ar="التعريف بأنفسكم كي تُفتح لكم غرفكم؛ ويصلكم رمز إلى عنوانكم الرسمي",
    zh="说明您是谁，以便为您开放聊天室；验证码会发送到您的公务邮箱",
    ru="сказать, кто вы, чтобы вам открылись ваши комнаты; код придёт на ваш служебный адрес",
)

WHO_ARE_YOU = Sentence(
    en="Please write your name, as the secretariat knows it, or your official e-mail address. If somebody "
    "of that name or address is in the community’s register, a code goes to the official address there.",
    fr="Écrivez votre nom, tel que le secrétariat le connaît, ou votre adresse électronique officielle. Si "
    "le registre de la communauté contient ce nom ou cette adresse, un code part à l’adresse officielle qui "
    "y figure.",
    es="Escriba su nombre, tal como lo conoce la secretaría, o su dirección oficial de correo. Si ese "
    "nombre o esa dirección figura en el registro de la comunidad, se envía un código a la dirección "
    "oficial que consta allí.",
    ar="يُرجى كتابة اسمكم كما تعرفه الأمانة، أو عنوان بريدكم الإلكتروني الرسمي. وإذا كان هذا الاسم أو "
    "العنوان في سجل الجماعة يُرسَل رمز إلى العنوان الرسمي المدوَّن فيه.",
    zh="请写下秘书处所知的您的姓名，或您的公务电子邮箱。如果社区登记册中有这个姓名或地址，验证码就会发送到其"
    "中登记的公务邮箱。",
    ru="Напишите, пожалуйста, своё имя, как его знает секретариат, или служебный адрес электронной почты. "
    "Если такое имя или адрес есть в реестре сообщества, на записанный там служебный адрес уйдёт код.",
)

ASKED = Sentence(
    en="Thank you. If “{said}” is in the community’s register, a code is on its way to the official address "
    "there. Write the code to me here when you have it. If none comes within half an hour, ask the staff to "
    "look at it: {review}",
    fr="Merci. Si « {said} » figure dans le registre de la communauté, un code est en route vers l’adresse "
    "officielle qui y est inscrite. Écrivez-le-moi ici quand vous l’aurez. Si rien n’arrive dans la "
    "demi-heure, demandez au secrétariat d’examiner votre cas : {review}",
    es="Gracias. Si «{said}» figura en el registro de la comunidad, un código va de camino a la dirección "
    "oficial que consta allí. Escríbamelo aquí cuando lo tenga. Si no llega nada en media hora, pida a la "
    "secretaría que lo examine: {review}",
    ar="شكرًا. إذا كان «{said}» في سجل الجماعة فهناك رمز في طريقه إلى العنوان الرسمي المدوَّن فيه. اكتبوه لي "
    "هنا عند وصوله. وإذا لم يصل شيء خلال نصف ساعة فاطلبوا من الموظفين النظر في الأمر: {review}",
    zh="谢谢。如果社区登记册中有“{said}”，验证码正在发往其中登记的公务邮箱。收到后请在这里告诉我。如果半小时"
    "内没有收到，请让工作人员处理：{review}",
    ru="Спасибо. Если «{said}» есть в реестре сообщества, код уже отправляется на записанный там служебный "
    "адрес. Когда получите его, напишите его мне сюда. Если за полчаса ничего не придёт, попросите "
    "сотрудников посмотреть: {review}",
)

IN_PRIVATE = Sentence(
    en="That is for the two of us: I have written to you in an encrypted direct chat. Please go on there.",
    fr="Cela reste entre nous : je vous ai écrit dans une conversation directe chiffrée. Poursuivez là, "
    "s’il vous plaît.",
    es="Esto queda entre usted y yo: le he escrito en un chat directo cifrado. Siga allí, por favor.",
    ar="هذا الأمر بيننا فقط: كتبتُ إليكم في محادثة مباشرة مشفّرة. يُرجى المتابعة هناك.",
    zh="这件事只在你我之间谈：我已在加密私聊中给您写了消息，请到那里继续。",
    ru="Это касается только нас двоих: я написал вам в зашифрованной личной беседе. Продолжим, пожалуйста, "
    "там.",
)

DEVICE_FIRST = Sentence(
    en="I would like to write to you in an encrypted direct chat, but none of your devices is confirmed "
    "yet, so you could not read it. Please set up your recovery key, or confirm this device with another "
    "one of yours; then ask again.",
    fr="Je voudrais vous écrire dans une conversation directe chiffrée, mais aucun de vos appareils n’est "
    "encore confirmé : vous ne pourriez pas me lire. Créez votre clé de récupération, ou confirmez cet "
    "appareil avec un autre des vôtres, puis redemandez-le-moi.",
    es="Quisiera escribirle en un chat directo cifrado, pero ninguno de sus dispositivos está confirmado "
    "aún y no podría leerlo. Cree su clave de recuperación, o confirme este dispositivo con otro suyo, y "
    "vuelva a pedírmelo.",
    ar="أودّ أن أكتب إليكم في محادثة مباشرة مشفّرة، لكن أيًّا من أجهزتكم لم يُؤكَّد بعد، فلن تتمكنوا من قراءتها. "
    "يُرجى إنشاء مفتاح الاسترداد، أو تأكيد هذا الجهاز من جهاز آخر لكم، ثم إعادة الطلب.",
    zh="我想在加密私聊中给您写消息，但您还没有任何已确认的设备，因此读不到。请先设置恢复密钥，或用您的另一台"
    "设备确认这台设备，然后再提出请求。",
    ru="Я хотел бы написать вам в зашифрованной личной беседе, но ни одно ваше устройство ещё не "
    "подтверждено, и вы не смогли бы её прочитать. Создайте, пожалуйста, ключ восстановления или "
    "подтвердите это устройство другим своим, а затем повторите просьбу.",
)

ALREADY = Sentence(
    en="This account is known already: it belongs to {name}. There is nothing more to do. If that is not "
    "you, please tell the secretariat.",
    fr="Ce compte est déjà connu : c’est celui de {name}. Il n’y a rien d’autre à faire. Si ce n’est pas "
    "vous, prévenez le secrétariat.",
    es="Esta cuenta ya se conoce: es de {name}. No hay nada más que hacer. Si no es usted, avise a la "
    "secretaría.",
    ar="هذا الحساب معروف بالفعل: إنه حساب {name}. لا حاجة إلى أي إجراء آخر. وإذا لم تكونوا هذا الشخص فيُرجى "
    "إبلاغ الأمانة.",
    zh="这个账号已经登记：它属于 {name}。无须再做什么。如果这不是您，请告知秘书处。",
    ru="Эта учётная запись уже известна: она принадлежит {name}. Больше ничего делать не нужно. Если это не "
    "вы, сообщите, пожалуйста, в секретариат.",
)

WELCOME = Sentence(
    en="That is right: this account is now known to be yours, {name}. Your rooms open as your mandates have "
    "it; you need do nothing more.",
    fr="C’est exact : ce compte est désormais reconnu comme le vôtre, {name}. Vos salons s’ouvrent selon "
    "vos mandats ; vous n’avez plus rien à faire.",
    es="Es correcto: consta ya que esta cuenta es suya, {name}. Sus salas se abren según sus mandatos; no "
    "tiene que hacer nada más.",
    ar="الرمز صحيح: أصبح معروفًا أن هذا الحساب لكم، {name}. تُفتح لكم الغرف بحسب ولاياتكم؛ ولا حاجة إلى أي "
    "إجراء آخر.",
    zh="验证码正确：现已确认这个账号属于您，{name}。聊天室会按您的任职情况开放，您无须再做什么。",
    ru="Всё верно: теперь известно, что эта учётная запись — ваша, {name}. Комнаты открываются по вашим "
    "мандатам; больше ничего делать не нужно.",
)

OPEN_NOW = Sentence(
    en="Open to you now: {rooms}",
    fr="Ouverts pour vous dès maintenant : {rooms}",
    es="Abiertas para usted desde ahora: {rooms}",
    ar="المفتوح لكم الآن: {rooms}",
    zh="现在向您开放的有：{rooms}",
    ru="Вам уже открыты: {rooms}",
)

WRONG = Sentence(
    en="This code does not work here. Perhaps a letter is wrong, or it was meant for another account, was "
    "used already, or is too old. Please look again. After {tries} wrong tries a code no longer works; then "
    "ask for a new one: {verify}",
    fr="Ce code ne fonctionne pas ici. Peut-être une lettre est-elle fausse, ou le code était-il destiné à "
    "un autre compte, a déjà servi ou est trop ancien. Vérifiez-le, s’il vous plaît. Après {tries} essais "
    "erronés, un code ne fonctionne plus ; demandez-en alors un nouveau : {verify}",
    es="Este código no funciona aquí. Quizá haya una letra equivocada, o era para otra cuenta, ya se usó o "
    "es demasiado antiguo. Mírelo de nuevo, por favor. Tras {tries} intentos fallidos un código deja de "
    "funcionar; pida entonces otro: {verify}",
    ar="هذا الرمز لا يعمل هنا. ربما فيه حرف خطأ، أو كان مخصّصًا لحساب آخر، أو سبق استعماله، أو انتهت مدته. "
    "يُرجى التحقق منه مرة أخرى. بعد {tries} محاولات خاطئة يتوقف الرمز عن العمل؛ اطلبوا عندئذ رمزًا جديدًا: "
    "{verify}",
    zh="这个验证码在这里无效。可能是输错了字母，或者它是给另一个账号的、已经用过或已经过期。请再核对一次。输"
    "错 {tries} 次后验证码即失效，届时请重新索取：{verify}",
    ru="Этот код здесь не подходит. Возможно, в нём ошибка, он предназначен для другой учётной записи, уже "
    "использован или устарел. Проверьте его, пожалуйста. После нескольких ошибок ({tries}) код перестаёт "
    "действовать; тогда попросите новый: {verify}",
)

BURNT = Sentence(
    en="Others could read this message. A code that stood where others can read it no longer works. Please "
    "ask for a new one in an encrypted direct chat with me: {verify}",
    fr="D’autres ont pu lire ce message. Un code écrit là où d’autres peuvent le lire ne fonctionne plus. "
    "Demandez-en un nouveau dans une conversation directe chiffrée avec moi : {verify}",
    es="Otras personas han podido leer este mensaje. Un código escrito donde otros pueden leerlo deja de "
    "funcionar. Pida otro en un chat directo cifrado conmigo: {verify}",
    ar="كان بإمكان آخرين قراءة هذه الرسالة. والرمز الذي يُكتب حيث يقرؤه آخرون لا يعود صالحًا. يُرجى طلب رمز "
    "جديد في محادثة مباشرة مشفّرة معي: {verify}",
    zh="这条消息可能被他人看到。写在他人可见之处的验证码即告失效。请在与我的加密私聊中重新索取：{verify}",
    ru="Это сообщение могли прочитать другие. Код, написанный там, где его видят другие, больше не "
    "действует. Попросите новый в зашифрованной личной беседе со мной: {verify}",
)

TOO_OFTEN = Sentence(
    en="This account has asked for as many codes as it may in a day. Please try again tomorrow, or ask the "
    "staff to look at it: {review}",
    fr="Ce compte a déjà demandé autant de codes qu’il le peut en une journée. Réessayez demain, ou "
    "demandez au secrétariat d’examiner votre cas : {review}",
    es="Esta cuenta ya ha pedido todos los códigos que puede pedir en un día. Vuelva a intentarlo mañana o "
    "pida a la secretaría que lo examine: {review}",
    ar="طلب هذا الحساب أقصى عدد مسموح من الرموز في اليوم. يُرجى المحاولة غدًا، أو الطلب من الموظفين النظر في "
    "الأمر: {review}",
    zh="这个账号今天索取验证码的次数已达上限。请明天再试，或请工作人员处理：{review}",
    ru="Эта учётная запись уже запросила столько кодов, сколько можно за день. Попробуйте завтра или "
    "попросите сотрудников посмотреть: {review}",
)

REST = Sentence(
    en="You have tried very many codes. Please wait an hour, then try again; nothing is lost.",
    fr="Vous avez essayé beaucoup de codes. Attendez une heure, puis réessayez ; rien n’est perdu.",
    es="Ha probado muchos códigos. Espere una hora y vuelva a intentarlo; no se ha perdido nada.",
    ar="لقد جرّبتم رموزًا كثيرة جدًا. يُرجى الانتظار ساعة ثم المحاولة من جديد؛ لم يضع شيء.",
    zh="您已经试了很多次。请等一小时再试，不会有任何损失。",
    ru="Вы ввели очень много кодов. Подождите, пожалуйста, час и попробуйте снова: ничего не потеряно.",
)

ELSEWHERE = Sentence(
    en="This account is known as somebody else’s already, so the code cannot make it yours. Please use an "
    "account of your own, or write to the secretariat.",
    fr="Ce compte est déjà connu comme celui d’une autre personne ; le code ne peut donc pas vous "
    "l’attribuer. Utilisez un compte à vous, ou écrivez au secrétariat.",
    es="Esta cuenta ya consta como de otra persona, así que el código no puede asignársela. Use una cuenta "
    "propia o escriba a la secretaría.",
    ar="هذا الحساب معروف بأنه لشخص آخر، فلا يمكن للرمز أن يجعله لكم. يُرجى استعمال حساب خاص بكم أو مراسلة "
    "الأمانة.",
    zh="这个账号已登记在他人名下，验证码无法把它改为您的账号。请使用您自己的账号，或与秘书处联系。",
    ru="Эта учётная запись уже известна как чужая, поэтому код не может сделать её вашей. Воспользуйтесь, "
    "пожалуйста, своей учётной записью или напишите в секретариат.",
)

HOW = Sentence(
    en="I find out who people are. To begin, write {verify}. If you have a code, write it here, in our "
    "encrypted direct chat. Everything else I can do: {help}",
    fr="Je vérifie qui sont les gens. Pour commencer, écrivez {verify}. Si vous avez un code, écrivez-le "
    "ici, dans notre conversation directe chiffrée. Tout ce que je sais faire : {help}",
    es="Compruebo quién es cada persona. Para empezar, escriba {verify}. Si tiene un código, escríbalo "
    "aquí, en nuestro chat directo cifrado. Todo lo que sé hacer: {help}",
    ar="أتحقق من هوية الأشخاص. للبدء اكتبوا {verify}. وإذا كان لديكم رمز فاكتبوه هنا في محادثتنا المباشرة "
    "المشفّرة. وكل ما يمكنني فعله: {help}",
    zh="我负责核实身份。要开始，请输入 {verify}。如果您有验证码，请在我们的加密私聊里写给我。我能做的一切："
    "{help}",
    ru="Я выясняю, кто есть кто. Чтобы начать, напишите {verify}. Если у вас есть код, напишите его здесь, "
    "в нашей зашифрованной личной беседе. Всё, что я умею: {help}",
)
