"""What the steward says when asked, refused or alarmed; its longer advice stands in ``advice.py``."""

from kit.language import Counted, Sentence

TITLE = Sentence(
    en="Steward", fr="Intendant", es="Mayordomo", ar="القيّم على الغرف", zh="管家", ru="Распорядитель"
)

ABOUT = Sentence(
    en="I am the program that looks after the rooms: I open them, let people in when their mandate begins, "
    "and see them out when it ends.",
    fr="Je suis le programme qui veille sur les salons : je les ouvre, j’y fais entrer chacun au début de "
    "son mandat et je l’en fais sortir à la fin.",
    es="Soy el programa que cuida de las salas: las abro, doy entrada a cada persona cuando empieza su "
    "mandato y la despido cuando termina.",
    ar="أنا البرنامج الذي يعتني بالغرف: أفتحها، وأُدخل كل شخص إليها عند بدء ولايته، وأخرجه منها عند انتهائها.",
    zh="我是照管各聊天室的程序：我开设聊天室，在任期开始时请各位进来，任期结束时送各位离开。",
    ru="Я — программа, которая присматривает за комнатами: открываю их, впускаю людей, когда начинается их "
    "мандат, и провожаю, когда он заканчивается.",
)

READS = Sentence(
    en="I am in every room in order to look after it. I act on commands and on who comes and goes, and keep "
    "no messages. I remember whom I have welcomed, and who was kept out of a room, by whom and why.",
    fr="Je suis présent dans chaque salon pour en prendre soin. Je réagis aux commandes, aux arrivées et aux "
    "départs, et ne garde aucun message. Je retiens à qui j’ai souhaité la bienvenue, et qui a été exclu "
    "d’un salon, par qui et pourquoi.",
    es="Estoy en todas las salas para cuidarlas. Atiendo a las órdenes y a quién entra y sale, y no guardo "
    "ningún mensaje. Recuerdo a quién he dado la bienvenida, y a quién se ha excluido de una sala, quién lo "
    "hizo y por qué.",
    ar="أنا موجود في كل غرفة لأعتني بها. أستجيب للأوامر ولدخول الأعضاء وخروجهم، ولا أحتفظ بأي رسالة. وأتذكر "
    "من رحّبتُ بهم، ومن أُبعد عن غرفة، ومن أبعده، ولماذا.",
    zh="为了照管聊天室，我在每个聊天室里。我只响应命令，并留意成员的进出，不保存任何消息。我会记住欢迎过谁，以及谁"
    "被请出了哪个聊天室、由谁决定、出于什么原因。",
    ru="Я нахожусь в каждой комнате, чтобы присматривать за ней. Я откликаюсь на команды и слежу за тем, кто "
    "входит и выходит, а сообщений не храню. Я помню, с кем уже поздоровался, а также кого, кто и почему "
    "удалил из комнаты.",
)

ABOUT_HELP = Sentence(
    en="what I and the other programs here can do, and what to do when something goes wrong",
    fr="ce que moi et les autres programmes savons faire, et que faire en cas de problème",
    es="lo que sabemos hacer los programas de aquí, y qué hacer cuando algo va mal",
    ar="ما يمكنني وما يمكن للبرامج الأخرى هنا فعله، وما ينبغي فعله عند حدوث مشكلة",
    zh="我和这里的其他程序能做什么，以及出了问题该怎么办",
    ru="что умею я и другие здешние программы и что делать, если что-то случилось",
)

ABOUT_BAN = Sentence(
    en="keep somebody out of this room; for moderators, with a reason that is recorded",
    fr="exclure quelqu’un de ce salon ; pour la modération, avec un motif qui est consigné",
    es="excluir a alguien de esta sala; para quienes moderan, con un motivo que queda registrado",
    ar="إبعاد شخص عن هذه الغرفة؛ لمديري النقاش، مع ذكر سبب يُسجَّل",
    zh="把某人请出这个聊天室；仅限主持人使用，须说明理由，理由会记录下来",
    ru="удалить человека из этой комнаты; для модераторов, с указанием причины, которая записывается",
)

ABOUT_UNBAN = Sentence(
    en="let somebody in again; for staff",
    fr="réadmettre quelqu’un ; pour le secrétariat",
    es="readmitir a alguien; para el personal de la secretaría",
    ar="السماح لشخص بالعودة؛ لموظفي الأمانة",
    zh="允许某人重新进入；仅限秘书处人员使用",
    ru="снова впустить человека; для сотрудников секретариата",
)

ABOUT_TRUST = Sentence(
    en="accept somebody’s new security identity; in the stewards’ room only",
    fr="accepter la nouvelle identité de sécurité d’une personne ; dans le salon de l’intendance seulement",
    es="aceptar la nueva identidad de seguridad de una persona; solo en la sala de administración",
    ar="قبول هوية الأمان الجديدة لشخص ما؛ في غرفة المشرفين فقط",
    zh="认可某人新的安全身份；只能在管理室使用",
    ru="принять новый ключ безопасности человека; только в комнате распорядителей",
)

IN_THIS_ROOM = Sentence(
    en="The programs in this room:",
    fr="Les programmes présents dans ce salon :",
    es="Los programas de esta sala:",
    ar="البرامج الموجودة في هذه الغرفة:",
    zh="这个聊天室里的程序：",
    ru="Программы в этой комнате:",
)

WHAT_BOTS_READ = Sentence(
    en="What the programs read and keep:",
    fr="Ce que les programmes lisent et conservent :",
    es="Lo que los programas leen y guardan:",
    ar="ما تقرؤه البرامج وتحتفظ به:",
    zh="各个程序会读取和保存什么：",
    ru="Что программы читают и хранят:",
)

IN_ROOMS = Counted(
    en={"one": "in {n} room", "other": "in {n} rooms"},
    fr={"one": "dans {n} salon", "other": "dans {n} salons"},
    es={"one": "en {n} sala", "other": "en {n} salas"},
    ar={
        "zero": "في {n} غرفة",
        "one": "في غرفة واحدة",
        "two": "في غرفتين",
        "few": "في {n} غرف",
        "many": "في {n} غرفة",
        "other": "في {n} غرفة",
    },
    zh={"other": "在 {n} 个聊天室"},
    ru={"one": "в {n} комнате", "few": "в {n} комнатах", "many": "в {n} комнатах", "other": "в {n} комнаты"},
)

BANNED = Sentence(
    en="{name} is now kept out of this room, until staff lift it. Your name and this reason are recorded: "
    "{reason}",
    fr="{name} n’a désormais plus accès à ce salon, jusqu’à décision contraire du secrétariat. Votre nom "
    "et ce motif sont consignés : {reason}",
    es="{name} queda fuera de esta sala hasta que la secretaría lo levante. Quedan registrados su nombre de "
    "usted y este motivo: {reason}",
    ar="أُبعد {name} عن هذه الغرفة إلى أن يقرر موظفو الأمانة خلاف ذلك. وقد سُجّل اسمكم وهذا السبب: {reason}",
    zh="{name} 已被请出这个聊天室，直至秘书处解除。您的姓名和以下理由已记录在案：{reason}",
    ru="Теперь {name} не может находиться в этой комнате, пока секретариат не решит иначе. Ваше имя и "
    "причина записаны: {reason}",
)

LIFTED = Sentence(
    en="{name} may come into this room again, wherever a mandate opens it.",
    fr="{name} peut de nouveau entrer dans ce salon, dès lors qu’un mandat y donne accès.",
    es="{name} puede volver a entrar en esta sala, siempre que un mandato le dé acceso.",
    ar="بإمكان {name} العودة إلى هذه الغرفة متى كانت الولاية تخوّل ذلك.",
    zh="{name} 可以重新进入这个聊天室，只要其任务授权允许。",
    ru="{name} снова может входить в эту комнату, если это позволяет мандат.",
)

SAY_WHOM_AND_WHY = Sentence(
    en="Please say whom and why, like this: {usage}",
    fr="Indiquez la personne et le motif, comme ceci : {usage}",
    es="Indique a quién y por qué, así: {usage}",
    ar="يُرجى ذكر الشخص والسبب، هكذا: {usage}",
    zh="请说明是谁以及原因，像这样：{usage}",
    ru="Укажите, пожалуйста, кого и почему, вот так: {usage}",
)

ASK_IN_THE_ROOM = Sentence(
    en="Please give this command in the room that it is about.",
    fr="Donnez cette commande dans le salon concerné, s’il vous plaît.",
    es="Por favor, dé esta orden en la sala de la que se trata.",
    ar="يُرجى إعطاء هذا الأمر في الغرفة المعنية.",
    zh="请在相关的聊天室里使用这个命令。",
    ru="Дайте, пожалуйста, эту команду в той комнате, о которой идёт речь.",
)

NOT_YOURSELF = Sentence(
    en="That would be yourself. If you wish to leave this room, simply leave it; you can be invited again.",
    fr="Il s’agirait de vous-même. Pour quitter ce salon, quittez-le simplement ; on pourra vous y "
    "réinviter.",
    es="Se trata de usted. Si desea salir de esta sala, simplemente salga; se le podrá invitar de nuevo.",
    ar="هذا حسابكم أنتم. إذا أردتم مغادرة هذه الغرفة فغادروها ببساطة، ويمكن دعوتكم إليها من جديد.",
    zh="那是您自己。如果您想离开这个聊天室，直接退出即可，之后仍可再次受邀。",
    ru="Это вы сами. Если хотите уйти из комнаты, просто выйдите из неё: вас смогут пригласить снова.",
)

NOT_A_PROGRAM = Sentence(
    en="{name} is one of the platform’s own programs. Staff decide which of them serve a room.",
    fr="{name} est un programme de la plateforme. C’est le secrétariat qui décide lesquels servent un salon.",
    es="{name} es un programa de la plataforma. La secretaría decide cuáles atienden cada sala.",
    ar="{name} برنامج تابع للمنصة. وموظفو الأمانة هم من يقررون أي البرامج تخدم كل غرفة.",
    zh="{name} 是平台自己的程序。哪些程序服务于某个聊天室，由秘书处决定。",
    ru="{name} — одна из программ платформы. Какие из них работают в комнате, решает секретариат.",
)

IDENTITY_CHANGED = Sentence(
    en="The security identity of {name} ({user}) has changed. Perhaps they started anew after losing a key; "
    "perhaps it is somebody else. The bots share nothing encrypted with them for now. Their new key begins "
    "with {key}. Please ask the person by telephone or face to face, and if all is well, write here: "
    "{command}",
    fr="L’identité de sécurité de {name} ({user}) a changé. La personne a peut-être tout recommencé après "
    "avoir perdu une clé ; c’est peut-être quelqu’un d’autre. Pour l’instant, les programmes ne partagent "
    "plus rien de chiffré avec ce compte. La nouvelle clé commence par {key}. Vérifiez auprès de la "
    "personne, par téléphone ou de vive voix, et si tout va bien, écrivez ici : {command}",
    es="La identidad de seguridad de {name} ({user}) ha cambiado. Quizá empezó de nuevo tras perder una "
    "clave; quizá sea otra persona. Por ahora los programas no comparten nada cifrado con esa cuenta. La "
    "nueva clave empieza por {key}. Pregúntele por teléfono o en persona y, si todo está bien, escriba "
    "aquí: {command}",
    ar="تغيّرت هوية الأمان الخاصة بـ {name} ({user}). ربما بدأ صاحب الحساب من جديد بعد فقدان مفتاح، وربما كان "
    "شخصًا آخر. لا تشارك البرامج هذا الحساب أي شيء مشفّر في الوقت الحالي. يبدأ المفتاح الجديد بـ {key}. يُرجى "
    "التحقق من الشخص هاتفيًا أو وجهًا لوجه، فإن كان كل شيء على ما يرام فاكتبوا هنا: {command}",
    zh="{name}（{user}）的安全身份发生了变化。可能是本人丢失密钥后重新设置，也可能是别人冒用。目前各程序不再与该账号"
    "共享任何加密内容。新密钥以 {key} 开头。请通过电话或当面向本人核实；如确认无误，请在这里输入：{command}",
    ru="Ключ безопасности пользователя {name} ({user}) изменился. Возможно, человек потерял ключ и начал "
    "заново, а возможно, это кто-то другой. Пока программы не передают этой учётной записи ничего "
    "зашифрованного. Новый ключ начинается с {key}. Уточните, пожалуйста, у самого человека по телефону "
    "или лично и, если всё в порядке, напишите здесь: {command}",
)

SAY_WHOM_AND_WHICH_KEY = Sentence(
    en="Please say whom, and how their new key begins, as my message about them shows it: {usage}",
    fr="Indiquez la personne et le début de sa nouvelle clé, tels que mon message les donne : {usage}",
    es="Indique a quién y cómo empieza su nueva clave, tal como figura en mi mensaje: {usage}",
    ar="يُرجى ذكر الشخص وبداية مفتاحه الجديد كما وردا في رسالتي عنه: {usage}",
    zh="请说明是谁，以及其新密钥的开头（见我发的相关消息）：{usage}",
    ru="Укажите, пожалуйста, человека и начало его нового ключа, как в моём сообщении о нём: {usage}",
)

NOTHING_TO_TRUST = Sentence(
    en="I know of no new security identity of {name} that waits to be accepted.",
    fr="Je n’ai connaissance d’aucune nouvelle identité de sécurité de {name} en attente.",
    es="No tengo constancia de ninguna identidad de seguridad nueva de {name} pendiente de aceptar.",
    ar="لا علم لي بهوية أمان جديدة لـ {name} تنتظر القبول.",
    zh="据我所知，{name} 没有等待认可的新安全身份。",
    ru="Мне неизвестно о новом ключе безопасности пользователя {name}, который ждал бы подтверждения.",
)

OTHER_KEY = Sentence(
    en="That is not the key that I see for {name} now, so nothing has changed. Please look at my latest "
    "message about them, and ask the person once more.",
    fr="Ce n’est pas la clé que je vois actuellement pour {name} ; rien n’a donc changé. Consultez mon "
    "dernier message à ce sujet et interrogez de nouveau la personne.",
    es="Esa no es la clave que veo ahora para {name}, así que nada ha cambiado. Consulte mi último mensaje "
    "al respecto y vuelva a preguntar a la persona.",
    ar="ليس هذا هو المفتاح الذي أراه الآن لـ {name}، ولذلك لم يتغير شيء. يُرجى مراجعة آخر رسالة لي بهذا الشأن "
    "وسؤال الشخص مرة أخرى.",
    zh="这不是我目前看到的 {name} 的密钥，因此没有作任何更改。请查看我最近一条相关消息，并再次向本人核实。",
    ru="Сейчас я вижу у пользователя {name} другой ключ, поэтому ничего не изменилось. Посмотрите моё "
    "последнее сообщение об этом и уточните у человека ещё раз.",
)

TRUSTED = Sentence(
    en="Thank you. The new security identity of {name} is accepted.",
    fr="Merci. La nouvelle identité de sécurité de {name} est acceptée.",
    es="Gracias. La nueva identidad de seguridad de {name} queda aceptada.",
    ar="شكرًا لكم. قُبلت هوية الأمان الجديدة الخاصة بـ {name}.",
    zh="谢谢。{name} 的新安全身份已获认可。",
    ru="Спасибо. Новый ключ безопасности пользователя {name} принят.",
)

ONLY_STEWARDS = Sentence(
    en="This can be done in the stewards’ room only.",
    fr="Cela n’est possible que dans le salon de l’intendance.",
    es="Esto solo se puede hacer en la sala de administración.",
    ar="لا يمكن القيام بذلك إلا في غرفة المشرفين.",
    zh="这项操作只能在管理室进行。",
    ru="Это можно сделать только в комнате распорядителей.",
)
