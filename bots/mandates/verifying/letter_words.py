"""The mails that carry a code."""

from kit.language import Counted, Sentence

CODE_SUBJECT = Sentence(
    en="Your code for the rooms of “{community}”",
    fr="Votre code pour les salons de « {community} »",
    es="Su código para las salas de «{community}»",
    ar="رمز التحقق لغرف «{community}»",
    zh="您进入“{community}”聊天室的验证码",
    ru="Ваш код для комнат сообщества «{community}»",
)

INVITATION_SUBJECT = Sentence(
    en="Your invitation to the rooms of “{community}”",
    fr="Votre invitation dans les salons de « {community} »",
    es="Su invitación a las salas de «{community}»",
    ar="دعوتكم إلى غرف «{community}»",
    zh="邀请您进入“{community}”聊天室",
    ru="Ваше приглашение в комнаты сообщества «{community}»",
)

HELLO = Sentence(
    en="Hello {name},",
    fr="Bonjour {name},",
    es="Hola, {name}:",
    ar="مرحبًا {name}،",
    zh="{name}，您好：",
    ru="Здравствуйте, {name}!",
)

SOMEBODY_ASKED = Sentence(
    en="somebody has asked to be known as you in the rooms of “{community}” on Matrix, with this account:",
    fr="quelqu’un a demandé à être reconnu comme étant vous dans les salons de « {community} » sur Matrix, "
    "avec ce compte :",
    es="alguien ha pedido que se le reconozca como usted en las salas de «{community}» en Matrix, con esta "
    "cuenta:",
    ar="طلب شخص ما أن يُعرف بأنه أنتم في غرف «{community}» على ماتركس، بهذا الحساب:",
    zh="有人请求在“{community}”的 Matrix 聊天室中以您的身份登记，使用的账号是：",
    ru="кто-то попросил признать его вами в комнатах сообщества «{community}» в Matrix, с этой учётной "
    "записью:",
)

ON_SERVER = Sentence(
    en="It is an account of the server {server}.",
    fr="C’est un compte du serveur {server}.",
    es="Es una cuenta del servidor {server}.",
    ar="وهو حساب على الخادم {server}.",
    zh="该账号属于服务器 {server}。",
    ru="Это учётная запись на сервере {server}.",
)

IF_YOU = Sentence(
    en="If that was you: write this code to {bot}, in the same direct chat.",
    fr="Si c’était vous : écrivez ce code à {bot}, dans la même conversation directe.",
    es="Si fue usted: escriba este código a {bot}, en el mismo chat directo.",
    ar="إذا كنتم أنتم من طلب ذلك: اكتبوا رمز التحقق هذا إلى {bot} في المحادثة المباشرة نفسها.",
    zh="如果是您本人：请在同一私聊中把这个验证码写给 {bot}。",
    ru="Если это были вы: напишите этот код {bot} в той же личной беседе.",
)

IF_NOT_YOU = Sentence(
    en="If that was not you: do nothing, and give the code to nobody. Without it, nothing happens. Please "
    "tell the secretariat that somebody uses your name.",
    fr="Si ce n’était pas vous : ne faites rien et ne donnez le code à personne. Sans lui, il ne se passe "
    "rien. Signalez au secrétariat que quelqu’un utilise votre nom.",
    es="Si no fue usted: no haga nada y no dé el código a nadie. Sin él no pasa nada. Avise a la secretaría "
    "de que alguien usa su nombre.",
    ar="إذا لم تكونوا أنتم: لا تفعلوا شيئًا ولا تعطوا الرمز لأحد. فبدونه لا يحدث شيء. ويُرجى إبلاغ الأمانة "
    "بأن شخصًا ما يستعمل اسمكم.",
    zh="如果不是您本人：请不要理会，也不要把验证码告诉任何人。没有它什么都不会发生。请告知秘书处有人使用您的"
    "名字。",
    ru="Если это были не вы: ничего не делайте и никому не сообщайте код. Без него ничего не произойдёт. "
    "Сообщите, пожалуйста, в секретариат, что кто-то пользуется вашим именем.",
)

INVITED = Sentence(
    en="the secretariat invites you to the rooms of “{community}” on Matrix, where you can write to your "
    "colleagues in confidence. These are the steps; they take about ten minutes.",
    fr="le secrétariat vous invite dans les salons de « {community} » sur Matrix, où vous pouvez écrire à "
    "vos collègues en toute confidentialité. Voici les étapes ; comptez une dizaine de minutes.",
    es="la secretaría le invita a las salas de «{community}» en Matrix, donde puede escribir a sus colegas "
    "de forma confidencial. Estos son los pasos; llevan unos diez minutos.",
    ar="تدعوكم الأمانة إلى غرف «{community}» على ماتركس، حيث يمكنكم مراسلة زملائكم بسرية. هذه هي الخطوات، "
    "وهي تستغرق نحو عشر دقائق.",
    zh="秘书处邀请您加入“{community}”的 Matrix 聊天室，您可以在那里与同事保密地交流。步骤如下，大约需要十分"
    "钟。",
    ru="секретариат приглашает вас в комнаты сообщества «{community}» в Matrix, где можно конфиденциально "
    "переписываться с коллегами. Вот что нужно сделать; это займёт около десяти минут.",
)

STEP_APP = Sentence(
    en="1. Install a Matrix app on your telephone or computer, for example Element.",
    fr="1. Installez une application Matrix sur votre téléphone ou votre ordinateur, par exemple Element.",
    es="1. Instale una aplicación de Matrix en su teléfono u ordenador, por ejemplo Element.",
    ar="1. ثبّتوا تطبيقًا لماتركس على هاتفكم أو حاسوبكم، مثل Element.",
    zh="1. 在手机或电脑上安装一个 Matrix 应用，例如 Element。",
    ru="1. Установите на телефон или компьютер приложение для Matrix, например Element.",
)

STEP_OWN_ACCOUNT = Sentence(
    en="2. Sign in with the Matrix account that you have, on whichever server. If you have none, ask the "
    "secretariat how to get one; the community’s own server is {server}.",
    fr="2. Connectez-vous avec le compte Matrix que vous avez, sur n’importe quel serveur. Si vous n’en "
    "avez pas, demandez au secrétariat comment en obtenir un ; le serveur de la communauté est {server}.",
    es="2. Inicie sesión con la cuenta de Matrix que tenga, en cualquier servidor. Si no tiene ninguna, "
    "pregunte a la secretaría cómo obtenerla; el servidor de la comunidad es {server}.",
    ar="2. سجّلوا الدخول بحساب ماتركس الذي لديكم، على أي خادم كان. وإذا لم يكن لديكم حساب فاسألوا الأمانة "
    "كيف تحصلون عليه؛ وخادم الجماعة هو {server}.",
    zh="2. 用您已有的 Matrix 账号登录，任何服务器的都可以。如果没有账号，请向秘书处询问如何获得；社区自己的"
    "服务器是 {server}。",
    ru="2. Войдите с учётной записью Matrix, которая у вас есть, на любом сервере. Если её нет, узнайте в "
    "секретариате, как её получить; сервер сообщества — {server}.",
)

STEP_NEW_ACCOUNT = Sentence(
    en="2. Open an account: in the app, choose to create an account, change the homeserver to {server}, and "
    "where a registration token is asked for, enter the one below. It opens one account. If you have a "
    "Matrix account already, on whichever server, you may use that instead.",
    fr="2. Ouvrez un compte : dans l’application, choisissez de créer un compte, remplacez le serveur "
    "d’accueil par {server} et, quand un jeton d’inscription est demandé, saisissez celui qui figure "
    "ci-dessous. Il ouvre un seul compte. Si vous avez déjà un compte Matrix, sur n’importe quel serveur, "
    "vous pouvez l’utiliser à la place.",
    es="2. Abra una cuenta: en la aplicación, elija crear una cuenta, cambie el servidor base a {server} y, "
    "donde se pida un token de registro, escriba el que figura abajo. Abre una sola cuenta. Si ya tiene una "
    "cuenta de Matrix, en cualquier servidor, puede usarla en su lugar.",
    ar="2. افتحوا حسابًا: اختاروا في التطبيق إنشاء حساب، وغيّروا الخادم المنزلي إلى {server}، وحيث يُطلب رمز "
    "التسجيل أدخلوا رمز التسجيل الوارد أدناه. وهو يفتح حسابًا واحدًا. وإذا كان لديكم حساب ماتركس، على أي "
    "خادم كان، فيمكنكم استعماله بدلًا من ذلك.",
    zh="2. 开设账号：在应用中选择创建账号，把主服务器改为 {server}，在要求输入注册令牌的地方填写下面的令牌。"
    "它只能开设一个账号。如果您已有任何服务器上的 Matrix 账号，也可以直接使用。",
    ru="2. Откройте учётную запись: в приложении выберите создание учётной записи, смените домашний сервер "
    "на {server}, а там, где спросят токен регистрации, введите указанный ниже. Он открывает одну учётную "
    "запись. Если у вас уже есть учётная запись Matrix на любом сервере, можно воспользоваться ею.",
)

TOKEN = Sentence(
    en="The registration token:",
    fr="Le jeton d’inscription :",
    es="El token de registro:",
    ar="رمز التسجيل:",
    zh="注册令牌：",
    ru="Токен регистрации:",
)

STEP_RECOVERY = Sentence(
    en="3. When the app offers you a recovery key, set it up, and keep it in a safe place. That also "
    "confirms your device, without which nobody could be sure that it is you who writes.",
    fr="3. Quand l’application vous propose une clé de récupération, créez-la et gardez-la en lieu sûr. "
    "Cela confirme aussi votre appareil, sans quoi nul ne pourrait être certain que c’est bien vous qui "
    "écrivez.",
    es="3. Cuando la aplicación le ofrezca una clave de recuperación, créela y guárdela en un lugar seguro. "
    "Así se confirma además su dispositivo; sin ello nadie podría saber con certeza que es usted quien "
    "escribe.",
    ar="3. عندما يعرض عليكم التطبيق مفتاح استرداد فأنشئوه واحفظوه في مكان آمن. فهو يؤكّد جهازكم أيضًا، وبدون "
    "ذلك لا يمكن لأحد أن يتيقن من أنكم أنتم من يكتب.",
    zh="3. 应用提示设置恢复密钥时，请设置并妥善保管。这同时也确认了您的设备；否则谁也无法确定写消息的是您本"
    "人。",
    ru="3. Когда приложение предложит ключ восстановления, создайте его и храните в надёжном месте. Это "
    "заодно подтвердит ваше устройство: без этого никто не может быть уверен, что пишете именно вы.",
)

STEP_CHAT = Sentence(
    en="4. Begin a direct chat with the account below, and write the code below to it.",
    fr="4. Ouvrez une conversation directe avec le compte ci-dessous et écrivez-lui le code ci-dessous.",
    es="4. Abra un chat directo con la cuenta que figura abajo y escríbale el código que figura abajo.",
    ar="4. ابدؤوا محادثة مباشرة مع الحساب الوارد أدناه، واكتبوا إليه رمز التحقق الوارد أدناه.",
    zh="4. 与下面的账号开始私聊，把下面的验证码写给它。",
    ru="4. Начните личную беседу с указанной ниже учётной записью и напишите ей код, указанный ниже.",
)

THE_ACCOUNT = Sentence(
    en="The account to write to:",
    fr="Le compte auquel écrire :",
    es="La cuenta a la que escribir:",
    ar="الحساب الذي تكتبون إليه:",
    zh="要写给的账号：",
    ru="Учётная запись, которой нужно написать:",
)

THE_CODE = Sentence(
    en="The code:",
    fr="Le code :",
    es="El código:",
    ar="رمز التحقق:",
    zh="验证码：",
    ru="Код:",
)

NOT_EXPECTED = Sentence(
    en="Whoever gives the code first is known as you from then on: keep it to yourself. Nobody of the staff "
    "will ask you for it. If you did not expect this mail, please ask the secretariat by telephone.",
    fr="Quiconque donne le code en premier est ensuite reconnu comme étant vous : gardez-le pour vous. "
    "Personne au secrétariat ne vous le demandera. Si vous n’attendiez pas ce courriel, renseignez-vous "
    "auprès du secrétariat par téléphone.",
    es="Quien dé el código primero será reconocido como usted desde entonces: no lo comparta. Nadie de la "
    "secretaría se lo pedirá. Si no esperaba este correo, consulte a la secretaría por teléfono.",
    ar="من يقدّم رمز التحقق أولًا يُعرف بعد ذلك بأنه أنتم: احتفظوا به لأنفسكم. ولن يطلبه منكم أحد من الموظفين. "
    "وإذا لم تكونوا تتوقعون هذه الرسالة فيُرجى الاستفسار من الأمانة هاتفيًا.",
    zh="最先提供验证码的人此后就会被视为您本人，因此请勿外传。工作人员不会向您索要。如果您没有料到会收到这封"
    "邮件，请致电秘书处询问。",
    ru="Тот, кто первым введёт код, будет впредь считаться вами: никому его не сообщайте. Никто из "
    "сотрудников не попросит его у вас. Если вы не ждали этого письма, уточните, пожалуйста, в секретариате "
    "по телефону.",
)

HOURS = Counted(
    en={"one": "The code works once, within {n} hour.", "other": "The code works once, within {n} hours."},
    fr={
        "one": "Le code fonctionne une seule fois, pendant {n} heure.",
        "other": "Le code fonctionne une seule fois, pendant {n} heures.",
    },
    es={
        "one": "El código funciona una sola vez, durante {n} hora.",
        "other": "El código funciona una sola vez, durante {n} horas.",
    },
    ar={
        "one": "يعمل رمز التحقق مرة واحدة، خلال ساعة واحدة.",
        "two": "يعمل رمز التحقق مرة واحدة، خلال ساعتين.",
        "few": "يعمل رمز التحقق مرة واحدة، خلال {n} ساعات.",
        "many": "يعمل رمز التحقق مرة واحدة، خلال {n} ساعة.",
        "other": "يعمل رمز التحقق مرة واحدة، خلال {n} ساعة.",
    },
    zh={"other": "验证码只能使用一次，{n} 小时内有效。"},
    ru={
        "one": "Код действует один раз, в течение {n} часа.",
        "other": "Код действует один раз, в течение {n} часов.",
    },
)

DAYS = Counted(
    en={"one": "The code works once, within {n} day.", "other": "The code works once, within {n} days."},
    fr={
        "one": "Le code fonctionne une seule fois, pendant {n} jour.",
        "other": "Le code fonctionne une seule fois, pendant {n} jours.",
    },
    es={
        "one": "El código funciona una sola vez, durante {n} día.",
        "other": "El código funciona una sola vez, durante {n} días.",
    },
    ar={
        "one": "يعمل رمز التحقق مرة واحدة، خلال يوم واحد.",
        "two": "يعمل رمز التحقق مرة واحدة، خلال يومين.",
        "few": "يعمل رمز التحقق مرة واحدة، خلال {n} أيام.",
        "many": "يعمل رمز التحقق مرة واحدة، خلال {n} يومًا.",
        "other": "يعمل رمز التحقق مرة واحدة، خلال {n} يوم.",
    },
    zh={"other": "验证码只能使用一次，{n} 天内有效。"},
    ru={
        "one": "Код действует один раз, в течение {n} дня.",
        "other": "Код действует один раз, в течение {n} дней.",
    },
)
