"""The steward's first welcome, and its advice on a lost phone and on safety."""

from kit.language import Counted, Sentence

WELCOME = Sentence(
    en="Welcome, {name}! I am the steward, the program that looks after the rooms of this community.",
    fr="Bienvenue, {name} ! Je suis l’intendant, le programme qui veille sur les salons de cette communauté.",
    es="¡Le damos la bienvenida, {name}! Soy el mayordomo, el programa que cuida de las salas de esta "
    "comunidad.",
    ar="أهلًا وسهلًا بكم، {name}! أنا القيّم، البرنامج الذي يعتني بغرف هذه الجماعة.",
    zh="欢迎您，{name}！我是管家，是照管本社区各聊天室的程序。",
    ru="Добро пожаловать, {name}! Я распорядитель — программа, которая присматривает за комнатами этого "
    "сообщества.",
)

YOUR_ROOMS = Sentence(
    en="Your rooms are already there, grouped into spaces: those of your own bodies, and those shared by "
    "all. You need not ask for access. When one of your mandates begins or ends, the rooms follow.",
    fr="Vos salons sont déjà là, regroupés en espaces : ceux de vos propres organes et ceux qui sont communs "
    "à tous. Vous n’avez pas à demander d’accès. Quand un de vos mandats commence ou se termine, les salons "
    "suivent.",
    es="Sus salas ya están ahí, agrupadas en espacios: las de sus propios órganos y las comunes a todas las "
    "personas. No tiene que pedir acceso. Cuando uno de sus mandatos empieza o termina, las salas lo siguen.",
    ar="غرفكم جاهزة، وهي مجمّعة في فضاءات: غرف الهيئات التي تنتمون إليها، وغرف مشتركة بين الجميع. لا حاجة "
    "إلى طلب الإذن بالدخول. وعندما تبدأ إحدى ولاياتكم أو تنتهي تتبعها الغرف.",
    zh="您的聊天室已经准备好，并按空间分组：有您所在机构的聊天室，也有大家共用的聊天室。您无须申请权限。当您的某项任"
    "期开始或结束时，聊天室会随之调整。",
    ru="Ваши комнаты уже готовы и собраны в пространства: комнаты ваших органов и общие для всех. Просить о "
    "доступе не нужно. Когда один из ваших мандатов начинается или заканчивается, комнаты меняются вслед "
    "за ним.",
)

YOUR_SPACES = Sentence(
    en="The spaces you are in:",
    fr="Les espaces dont vous faites partie :",
    es="Los espacios de los que forma parte:",
    ar="الفضاءات التي أنتم فيها:",
    zh="您所在的空间：",
    ru="Пространства, в которых вы состоите:",
)

AND_MORE = Counted(
    en={"one": "and {n} more", "other": "and {n} more"},
    fr={"one": "et {n} autre", "other": "et {n} autres"},
    es={"one": "y {n} más", "other": "y {n} más"},
    ar={
        "zero": "و{n} غيرها",
        "one": "وفضاء آخر",
        "two": "وفضاءان آخران",
        "few": "و{n} فضاءات أخرى",
        "many": "و{n} فضاءً آخر",
        "other": "و{n} فضاء آخر",
    },
    zh={"other": "以及另外 {n} 个"},
    ru={"one": "и ещё {n}", "few": "и ещё {n}", "many": "и ещё {n}", "other": "и ещё {n}"},
)

ENCRYPTED = Sentence(
    en="Messages are encrypted: only the people and programs in a room can read them. Please set up your "
    "recovery key when your client offers it, and keep it in a safe place: with it you can read your "
    "messages on a new device.",
    fr="Les messages sont chiffrés : seuls les personnes et les programmes présents dans un salon peuvent "
    "les lire. Créez votre clé de récupération quand votre application vous le propose, et gardez-la en lieu "
    "sûr : grâce à elle, vous lirez vos messages sur un nouvel appareil.",
    es="Los mensajes están cifrados: solo pueden leerlos las personas y los programas de la sala. Cree su "
    "clave de recuperación cuando la aplicación se lo ofrezca y guárdela en un lugar seguro: con ella podrá "
    "leer sus mensajes en un dispositivo nuevo.",
    ar="الرسائل مشفّرة: لا يقرؤها إلا من هم في الغرفة من أشخاص وبرامج. يُرجى إنشاء مفتاح الاسترداد عندما "
    "يعرضه عليكم التطبيق، وحفظه في مكان آمن: فبه تقرؤون رسائلكم على جهاز جديد.",
    zh="消息是加密的：只有同一聊天室里的人和程序才能读到。当应用提示您设置恢复密钥时，请设置并妥善保管：换了新设备，"
    "有它才能读到您的消息。",
    ru="Сообщения зашифрованы: прочитать их могут только люди и программы, находящиеся в комнате. Создайте "
    "ключ восстановления, когда приложение это предложит, и храните его в надёжном месте: с ним вы прочтёте "
    "свои сообщения на новом устройстве.",
)

WHERE_HELP_IS = Sentence(
    en="If you need help, write {help} in any room or here. If you lose your phone: {lost_phone}. How to "
    "stay safe: {security}.",
    fr="Pour obtenir de l’aide, écrivez {help} dans n’importe quel salon ou ici. Si vous perdez votre "
    "téléphone : {lost_phone}. Pour bien vous protéger : {security}.",
    es="Si necesita ayuda, escriba {help} en cualquier sala o aquí. Si pierde el teléfono: {lost_phone}. "
    "Para protegerse: {security}.",
    ar="إذا احتجتم إلى مساعدة فاكتبوا {help} في أي غرفة أو هنا. وإذا فقدتم هاتفكم: {lost_phone}. وللحفاظ على "
    "أمانكم: {security}.",
    zh="需要帮助时，请在任何聊天室或在这里输入 {help}。手机丢失时：{lost_phone}。如何保护自己：{security}。",
    ru="Если нужна помощь, напишите {help} в любой комнате или здесь. Если потеряете телефон: {lost_phone}. "
    "Как себя защитить: {security}.",
)

LOST_PHONE = Sentence(
    en="You have lost your phone? This is what to do, now, in this order:",
    fr="Vous avez perdu votre téléphone ? Voici que faire, dès maintenant, dans cet ordre :",
    es="¿Ha perdido el teléfono? Esto es lo que conviene hacer ahora mismo, en este orden:",
    ar="هل فقدتم هاتفكم؟ إليكم ما ينبغي فعله الآن، بهذا الترتيب:",
    zh="手机丢了？请马上按以下顺序操作：",
    ru="Потеряли телефон? Вот что нужно сделать прямо сейчас, по порядку:",
)

LOST_PHONE_STEPS = (
    Sentence(
        en="Call the secretariat, or write to it, even if you are not sure. Staff can close every session of "
        "your account. Nobody will be cross with you.",
        fr="Appelez le secrétariat ou écrivez-lui, même en cas de doute. Il peut fermer toutes les sessions "
        "de votre compte. Personne ne vous en voudra.",
        es="Llame a la secretaría o escríbale, aunque tenga dudas. Puede cerrar todas las sesiones de su "
        "cuenta. Nadie se lo reprochará.",
        ar="اتصلوا بالأمانة أو اكتبوا إليها، حتى إن لم تكونوا متأكدين. فبإمكانها إغلاق جميع جلسات حسابكم. "
        "ولن يلومكم أحد.",
        zh="致电或致函秘书处，即使您还不能确定。秘书处可以关闭您账号的所有会话。没有人会责怪您。",
        ru="Позвоните в секретариат или напишите туда, даже если не уверены. Там могут закрыть все сеансы "
        "вашей учётной записи. Никто вас не упрекнёт.",
    ),
    Sentence(
        en="If you are still signed in elsewhere, such as on a computer: open the settings, find the list of "
        "sessions or devices, and sign the phone out.",
        fr="Si une session est encore ouverte ailleurs, par exemple sur un ordinateur : ouvrez les "
        "paramètres, cherchez la liste des sessions ou des appareils et déconnectez le téléphone.",
        es="Si aún tiene la sesión abierta en otro lugar, como un ordenador: abra los ajustes, busque la "
        "lista de sesiones o dispositivos y cierre la del teléfono.",
        ar="إذا كنتم لا تزالون متصلين من جهاز آخر، كالحاسوب: افتحوا الإعدادات، وابحثوا عن قائمة الجلسات أو "
        "الأجهزة، وسجّلوا خروج الهاتف.",
        zh="如果您在别处（例如电脑上）仍处于登录状态：打开设置，找到会话或设备列表，让那部手机退出登录。",
        ru="Если вы ещё вошли где-то, например на компьютере: откройте настройки, найдите список сеансов или "
        "устройств и завершите сеанс на телефоне.",
    ),
    Sentence(
        en="If not, sign in on another device, confirm it with your recovery key, and then sign the phone "
        "out there.",
        fr="Sinon, connectez-vous sur un autre appareil, confirmez-le avec votre clé de récupération, puis "
        "déconnectez le téléphone.",
        es="Si no, inicie sesión en otro dispositivo, confírmelo con su clave de recuperación y cierre desde "
        "allí la sesión del teléfono.",
        ar="وإلا فسجّلوا الدخول من جهاز آخر، وأكّدوه بمفتاح الاسترداد، ثم سجّلوا خروج الهاتف من هناك.",
        zh="如果没有，请在另一台设备上登录，用恢复密钥确认，然后在那里让丢失的手机退出登录。",
        ru="Если нет, войдите на другом устройстве, подтвердите его ключом восстановления и завершите оттуда "
        "сеанс на телефоне.",
    ),
    Sentence(
        en="Change the password with which you sign in.",
        fr="Changez le mot de passe avec lequel vous vous connectez.",
        es="Cambie la contraseña con la que inicia sesión.",
        ar="غيّروا كلمة المرور التي تسجّلون بها الدخول.",
        zh="更改您的登录密码。",
        ru="Смените пароль, с которым вы входите.",
    ),
    Sentence(
        en="If you think that somebody took it on purpose, say so when you call. Your safety, and that of "
        "the people who write to you, comes first.",
        fr="Si vous pensez qu’on vous l’a pris à dessein, dites-le en appelant. Votre sécurité, et celle des "
        "personnes qui vous écrivent, passe avant tout.",
        es="Si cree que alguien se lo llevó a propósito, dígalo al llamar. Su seguridad, y la de quienes le "
        "escriben, es lo primero.",
        ar="إذا كنتم تظنون أن أحدًا أخذه عمدًا فاذكروا ذلك عند الاتصال. فسلامتكم وسلامة من يكتبون إليكم تأتي "
        "أولًا.",
        zh="如果您认为是有人蓄意拿走的，请在联系时说明。您和与您通信者的安全是第一位的。",
        ru="Если вы думаете, что телефон взяли намеренно, скажите об этом. Ваша безопасность и безопасность "
        "тех, кто вам пишет, важнее всего.",
    ),
)

SECURITY = Sentence(
    en="Six habits that keep you and your colleagues safe:",
    fr="Six habitudes qui vous protègent, vous et vos collègues :",
    es="Seis costumbres que les protegen a usted y a sus colegas:",
    ar="ست عادات تحميكم وتحمي زملاءكم:",
    zh="保护您和同事安全的六个习惯：",
    ru="Шесть привычек, которые защищают вас и ваших коллег:",
)

SECURITY_STEPS = (
    Sentence(
        en="Keep your recovery key on paper or in a password manager. Never send it to anybody: nobody here "
        "will ever ask for it, nor for your password.",
        fr="Gardez votre clé de récupération sur papier ou dans un gestionnaire de mots de passe. Ne "
        "l’envoyez à personne : nul ici ne vous la demandera, pas plus que votre mot de passe.",
        es="Guarde su clave de recuperación en papel o en un gestor de contraseñas. No se la envíe a nadie: "
        "aquí nadie se la pedirá, ni tampoco su contraseña.",
        ar="احتفظوا بمفتاح الاسترداد على ورقة أو في برنامج لإدارة كلمات المرور. ولا ترسلوه إلى أحد: فلن "
        "يطلبه منكم أحد هنا، ولن يطلب كلمة مروركم.",
        zh="把恢复密钥写在纸上或存入密码管理器。不要发给任何人：这里绝不会有人向您索要它，也不会索要您的密码。",
        ru="Храните ключ восстановления на бумаге или в менеджере паролей. Никому его не отправляйте: здесь "
        "никто и никогда не попросит ни его, ни ваш пароль.",
    ),
    Sentence(
        en="When you sign in on a new device, confirm it with another one of yours or with your recovery "
        "key. Until then it cannot read confidential rooms.",
        fr="Quand vous vous connectez sur un nouvel appareil, confirmez-le avec un autre des vôtres ou avec "
        "votre clé de récupération. D’ici là, il ne peut pas lire les salons confidentiels.",
        es="Cuando inicie sesión en un dispositivo nuevo, confírmelo con otro suyo o con su clave de "
        "recuperación. Hasta entonces no podrá leer las salas confidenciales.",
        ar="عند تسجيل الدخول من جهاز جديد، أكّدوه من جهاز آخر لكم أو بمفتاح الاسترداد. وإلى ذلك الحين لا "
        "يمكنه قراءة الغرف السرية.",
        zh="在新设备上登录时，请用您的另一台设备或恢复密钥确认。在此之前，新设备读不到机密聊天室的内容。",
        ru="Войдя на новом устройстве, подтвердите его с другого своего устройства или ключом "
        "восстановления. До этого оно не сможет читать конфиденциальные комнаты.",
    ),
    Sentence(
        en="Know how confidential a room is before you write, and carry nothing from a stricter room into "
        "another.",
        fr="Avant d’écrire, assurez-vous du degré de confidentialité du salon, et n’emportez rien d’un salon "
        "plus strict vers un autre.",
        es="Antes de escribir, compruebe lo confidencial que es la sala, y no lleve nada de una sala más "
        "estricta a otra.",
        ar="اعرفوا درجة سرية الغرفة قبل أن تكتبوا فيها، ولا تنقلوا شيئًا من غرفة أشد سرية إلى غيرها.",
        zh="发言前先弄清聊天室的保密级别，不要把保密级别更高的聊天室里的内容带到别处。",
        ru="Прежде чем писать, посмотрите, насколько комната конфиденциальна, и ничего не переносите из "
        "более закрытой комнаты в другую.",
    ),
    Sentence(
        en="Lock your phone with a code, keep it up to date, and turn off message previews on the locked "
        "screen.",
        fr="Verrouillez votre téléphone avec un code, tenez-le à jour et désactivez l’aperçu des messages "
        "sur l’écran verrouillé.",
        es="Bloquee el teléfono con un código, manténgalo actualizado y desactive la vista previa de los "
        "mensajes en la pantalla bloqueada.",
        ar="اقفلوا هاتفكم برمز، وحدّثوه بانتظام، وأوقفوا معاينة الرسائل على الشاشة المقفلة.",
        zh="为手机设置锁屏密码，及时更新系统，并关闭锁屏上的消息预览。",
        ru="Защитите телефон кодом, вовремя обновляйте его и отключите показ сообщений на заблокированном "
        "экране.",
    ),
    Sentence(
        en="A message that hurries you or asks for secrets may not be from whom it seems. Ask the person in "
        "another way, by telephone for example.",
        fr="Un message qui vous presse ou réclame un secret ne vient peut-être pas de qui l’on croit. "
        "Vérifiez par une autre voie, par téléphone par exemple.",
        es="Un mensaje que le mete prisa o le pide secretos puede no ser de quien parece. Compruébelo por "
        "otra vía, por ejemplo por teléfono.",
        ar="الرسالة التي تستعجلكم أو تطلب منكم أسرارًا قد لا تكون ممّن يبدو أنه أرسلها. تحققوا من صاحبها "
        "بطريقة أخرى، كالهاتف مثلًا.",
        zh="催促您或索要秘密的消息，未必来自表面上的发件人。请用其他方式（例如电话）向本人核实。",
        ru="Сообщение, которое торопит вас или просит о секретах, может быть не от того, от кого кажется. "
        "Уточните у человека другим способом, например по телефону.",
    ),
    Sentence(
        en="Before a journey on which your devices may be searched, sign out of them and keep your recovery "
        "key elsewhere.",
        fr="Avant un voyage où vos appareils pourraient être fouillés, déconnectez-les et laissez votre clé "
        "de récupération ailleurs.",
        es="Antes de un viaje en el que puedan registrar sus dispositivos, cierre la sesión en ellos y deje "
        "su clave de recuperación en otro lugar.",
        ar="قبل السفر إلى حيث قد تُفتَّش أجهزتكم، سجّلوا الخروج منها واتركوا مفتاح الاسترداد في مكان آخر.",
        zh="如果旅途中设备可能被检查，出发前请退出登录，并把恢复密钥放在别处。",
        ru="Перед поездкой, в которой ваши устройства могут досмотреть, выйдите на них из учётной записи, а "
        "ключ восстановления оставьте в другом месте.",
    ),
)
