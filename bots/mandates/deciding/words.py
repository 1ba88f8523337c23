"""What is said about decisions of staff: on the cards, to who decides, and to who asked."""

from kit.language import Sentence

ABOUT_REVIEW = Sentence(
    en="ask the staff to find out that you are who you say, where no code can reach you",
    fr="demander au secrétariat de vérifier qui vous êtes, quand aucun code ne peut vous parvenir",
    es="pedir a la secretaría que compruebe quién es usted, cuando no le puede llegar ningún código",
    ar="الطلب من الموظفين التحقق من هويتكم عندما يتعذر وصول رمز إليكم",
    zh="在收不到验证码时，请工作人员核实您的身份",
    ru="попросить сотрудников удостовериться, кто вы, если код до вас не доходит",
)

ABOUT_APPROVE = Sentence(
    en="say yes to a card in the stewards’ room; for staff, with a reason",
    fr="dire oui à une fiche du salon de l’intendance ; pour le secrétariat, avec un motif",
    es="decir que sí a una ficha de la sala de administración; para la secretaría, con un motivo",
    ar="الموافقة على بطاقة في غرفة المشرفين؛ للموظفين، مع ذكر السبب",
    zh="同意管理室里的一张卡片；仅限工作人员，须说明理由",
    ru="согласиться с карточкой в комнате распорядителей; для сотрудников, с указанием причины",
)

ABOUT_REFUSE = Sentence(
    en="say no to a card in the stewards’ room; for staff, with a reason",
    fr="dire non à une fiche du salon de l’intendance ; pour le secrétariat, avec un motif",
    es="decir que no a una ficha de la sala de administración; para la secretaría, con un motivo",
    ar="رفض بطاقة في غرفة المشرفين؛ للموظفين، مع ذكر السبب",
    zh="拒绝管理室里的一张卡片；仅限工作人员，须说明理由",
    ru="отклонить карточку в комнате распорядителей; для сотрудников, с указанием причины",
)

ABOUT_RELEASE = Sentence(
    en="take a lost or stolen account from its person, out of every room at once; for two of staff",
    fr="retirer à une personne un compte perdu ou volé, qui quitte aussitôt tous les salons ; à deux "
    "membres du secrétariat",
    es="retirar a alguien una cuenta perdida o robada, que sale al instante de todas las salas; entre dos "
    "personas de la secretaría",
    ar="سحب حساب مفقود أو مسروق من صاحبه وإخراجه فورًا من كل الغرف؛ باثنين من الموظفين",
    zh="把丢失或被盗的账号与本人解除绑定，并立即退出所有聊天室；须由两名工作人员操作",
    ru="отвязать утерянную или украденную учётную запись и сразу вывести её из всех комнат; вдвоём",
)

SAY_WHO_AND_WHY = Sentence(
    en="Please write your name, a comma, and how the staff can make sure that it is you, like this: {usage}",
    fr="Écrivez votre nom, une virgule, puis comment le secrétariat peut s’assurer que c’est bien vous, "
    "comme ceci : {usage}",
    es="Escriba su nombre, una coma y cómo puede la secretaría asegurarse de que es usted, así: {usage}",
    ar="يُرجى كتابة اسمكم ثم فاصلة ثم كيف يمكن للموظفين التأكد من أنكم أنتم، هكذا: {usage}",
    zh="请写下您的姓名、一个逗号，以及工作人员如何确认是您本人，像这样：{usage}",
    ru="Напишите, пожалуйста, своё имя, запятую и то, как сотрудники могут убедиться, что это вы, вот так: "
    "{usage}",
)

EXAMPLE = Sentence(
    en="!mandate review Ada Example, Ms Example of the secretariat knows me, please call her",
    fr="!mandate review Ada Exemple, Mme Exemple du secrétariat me connaît, appelez-la s’il vous plaît",
    es="!mandate review Ada Ejemplo, la Sra. Ejemplo de la secretaría me conoce, llámenla por favor",
    ar="!mandate review آدا مثال، السيدة مثال من الأمانة تعرفني، يُرجى الاتصال بها",
    zh="!mandate review 张例，秘书处的李例女士认识我，请给她打电话",
    ru="!mandate review Ада Пример, меня знает г-жа Пример из секретариата, позвоните ей",
)

REVIEW_ASKED = Sentence(
    en="Thank you. The staff will look at it and may call you; I will tell you here how they decide. You "
    "need not ask again.",
    fr="Merci. Le secrétariat va examiner votre demande et vous appellera peut-être ; je vous dirai ici ce "
    "qu’il décide. Inutile de redemander.",
    es="Gracias. La secretaría lo examinará y quizá le llame; le diré aquí lo que decida. No hace falta que "
    "lo pida de nuevo.",
    ar="شكرًا. سينظر الموظفون في الأمر وقد يتصلون بكم؛ وسأخبركم هنا بما يقررون. لا حاجة إلى إعادة الطلب.",
    zh="谢谢。工作人员会处理，可能会给您打电话；结果我会在这里告诉您。无须重复提出。",
    ru="Спасибо. Сотрудники посмотрят и, возможно, позвонят вам; об их решении я сообщу здесь. Повторять "
    "просьбу не нужно.",
)

APPROVED_TOLD = Sentence(
    en="The staff have made sure that it is you, {name}: this account is now known to be yours. Your rooms "
    "open as your mandates have it; you need do nothing more.",
    fr="Le secrétariat s’est assuré que c’est bien vous, {name} : ce compte est désormais reconnu comme le "
    "vôtre. Vos salons s’ouvrent selon vos mandats ; vous n’avez plus rien à faire.",
    es="La secretaría ha comprobado que es usted, {name}: consta ya que esta cuenta es suya. Sus salas se "
    "abren según sus mandatos; no tiene que hacer nada más.",
    ar="تأكد الموظفون من أنكم أنتم، {name}: أصبح معروفًا أن هذا الحساب لكم. تُفتح لكم الغرف بحسب ولاياتكم؛ "
    "ولا حاجة إلى أي إجراء آخر.",
    zh="工作人员已确认您就是 {name}：这个账号现已登记为您的账号。聊天室会按您的任职情况开放，您无须再做什么"
    "。",
    ru="Сотрудники удостоверились, что это вы, {name}: теперь известно, что эта учётная запись — ваша. "
    "Комнаты открываются по вашим мандатам; больше ничего делать не нужно.",
)

REFUSED_TOLD = Sentence(
    en="The staff could not make sure who you are, so nothing has changed. This is no judgement of you. "
    "Please call or write to the secretariat, and then ask again.",
    fr="Le secrétariat n’a pas pu s’assurer de votre identité ; rien n’a donc changé. Cela ne préjuge en "
    "rien de vous. Appelez le secrétariat ou écrivez-lui, puis redemandez.",
    es="La secretaría no ha podido comprobar quién es usted, así que nada ha cambiado. No es un juicio "
    "sobre su persona. Llame o escriba a la secretaría y vuelva a pedirlo.",
    ar="لم يتمكن الموظفون من التأكد من هويتكم، ولذلك لم يتغير شيء. وليس في هذا حكم عليكم. يُرجى الاتصال "
    "بالأمانة أو مراسلتها ثم إعادة الطلب.",
    zh="工作人员未能确认您的身份，因此没有任何改变。这并不是对您的评判。请致电或致函秘书处，然后再次提出。",
    ru="Сотрудникам не удалось удостовериться, кто вы, поэтому ничего не изменилось. Это не оценка вас "
    "лично. Позвоните или напишите, пожалуйста, в секретариат, а затем попросите снова.",
)

LAPSED_TOLD = Sentence(
    en="Nobody of the staff has come to decide about your request, and it has lapsed. I am sorry. Please "
    "call or write to the secretariat, and ask again.",
    fr="Personne au secrétariat n’a pu se prononcer sur votre demande, qui est devenue caduque. J’en suis "
    "désolé. Appelez le secrétariat ou écrivez-lui, puis redemandez.",
    es="Nadie de la secretaría ha llegado a decidir sobre su solicitud y ha caducado. Lo siento. Llame o "
    "escriba a la secretaría y vuelva a pedirlo.",
    ar="لم يتسنَّ لأحد من الموظفين البتّ في طلبكم فسقط بمضي المدة. أعتذر عن ذلك. يُرجى الاتصال بالأمانة أو "
    "مراسلتها ثم إعادة الطلب.",
    zh="工作人员未能及时处理您的请求，请求已失效。很抱歉。请致电或致函秘书处，然后再次提出。",
    ru="Никто из сотрудников не успел рассмотреть вашу просьбу, и её срок истёк. Извините. Позвоните или "
    "напишите, пожалуйста, в секретариат и попросите снова.",
)

CARD_REVIEW = Sentence(
    en="Card {number}: somebody asks to be known.",
    fr="Fiche {number} : une personne demande à être reconnue.",
    es="Ficha {number}: alguien pide que se le reconozca.",
    ar="البطاقة {number}: شخص يطلب الاعتراف بهويته.",
    zh="卡片 {number}：有人请求核实身份。",
    ru="Карточка {number}: человек просит удостоверить его личность.",
)

CARD_RELEASE = Sentence(
    en="Card {number}: an account is to be taken from its person. It leaves every room at once, and what is "
    "pending for it is void.",
    fr="Fiche {number} : un compte est à retirer à sa personne. Il quitte aussitôt tous les salons, et ce "
    "qui est en cours pour lui est annulé.",
    es="Ficha {number}: hay que retirar una cuenta a su persona. Sale al instante de todas las salas y se "
    "anula lo que tenga pendiente.",
    ar="البطاقة {number}: يُراد سحب حساب من صاحبه. يغادر كل الغرف فورًا، ويُلغى كل ما هو معلّق له.",
    zh="卡片 {number}：要把一个账号与本人解除绑定。该账号会立即退出所有聊天室，其未完成的事项作废。",
    ru="Карточка {number}: учётную запись нужно отвязать от человека. Она сразу выйдет из всех комнат, а "
    "всё, что для неё ещё не завершено, отменится.",
)

SAYS = Sentence(
    en="says to be: {said}",
    fr="dit être : {said}",
    es="dice ser: {said}",
    ar="يقول إنه: {said}",
    zh="自称：{said}",
    ru="называет себя: {said}",
)

WHY = Sentence(
    en="why: {why}",
    fr="motif : {why}",
    es="motivo: {why}",
    ar="السبب: {why}",
    zh="理由：{why}",
    ru="причина: {why}",
)

ACCOUNT = Sentence(
    en="account: {user}, of the server {server}",
    fr="compte : {user}, du serveur {server}",
    es="cuenta: {user}, del servidor {server}",
    ar="الحساب: {user}، على الخادم {server}",
    zh="账号：{user}，服务器 {server}",
    ru="учётная запись: {user}, сервер {server}",
)

SINCE = Sentence(
    en="exists since: {day}",
    fr="existe depuis : {day}",
    es="existe desde: {day}",
    ar="موجود منذ: {day}",
    zh="注册时间：{day}",
    ru="существует с: {day}",
)

SINCE_UNKNOWN = Sentence(
    en="since when it exists is not known here",
    fr="on ignore ici depuis quand il existe",
    es="aquí no se sabe desde cuándo existe",
    ar="لا يُعرف هنا منذ متى وُجد",
    zh="此处不知道何时注册",
    ru="с какого времени она существует, здесь неизвестно",
)

SHOWN_NAME = Sentence(
    en="calls itself: {shown}",
    fr="se fait appeler : {shown}",
    es="se hace llamar: {shown}",
    ar="يسمّي نفسه: {shown}",
    zh="显示名称：{shown}",
    ru="показывает имя: {shown}",
)

IN_THE_REGISTER = Sentence(
    en="in the register: {name} ({key})",
    fr="au registre : {name} ({key})",
    es="en el registro: {name} ({key})",
    ar="في السجل: {name} ({key})",
    zh="登记册中：{name}（{key}）",
    ru="в реестре: {name} ({key})",
)

NOT_IN_THE_REGISTER = Sentence(
    en="in the register: nobody, or more than one. To say yes, name the person by key: {command}",
    fr="au registre : personne, ou plusieurs personnes. Pour dire oui, indiquez la clé de la personne : "
    "{command}",
    es="en el registro: nadie, o más de una persona. Para decir que sí, indique la clave de la persona: "
    "{command}",
    ar="في السجل: لا أحد، أو أكثر من شخص. للموافقة اذكروا مفتاح الشخص: {command}",
    zh="登记册中：没有此人，或不止一人。如要同意，请写明该人的编号：{command}",
    ru="в реестре: никого или больше одного человека. Чтобы согласиться, назовите ключ человека: {command}",
)

HAS_ACCOUNTS = Sentence(
    en="has accounts already: {accounts}",
    fr="a déjà des comptes : {accounts}",
    es="ya tiene cuentas: {accounts}",
    ar="لديه حسابات بالفعل: {accounts}",
    zh="已有账号：{accounts}",
    ru="уже имеет учётные записи: {accounts}",
)

IS_SUSPENDED = Sentence(
    en="is suspended",
    fr="est suspendu(e)",
    es="está en suspenso",
    ar="موقوف",
    zh="已被停权",
    ru="доступ приостановлен",
)

GRANTS = Sentence(
    en="would be in: {rooms}",
    fr="serait dans : {rooms}",
    es="estaría en: {rooms}",
    ar="سيكون في: {rooms}",
    zh="将进入：{rooms}",
    ru="войдёт в комнаты: {rooms}",
)

GRANTS_NOTHING = Sentence(
    en="would be in no room today",
    fr="ne serait aujourd’hui dans aucun salon",
    es="hoy no estaría en ninguna sala",
    ar="لن يكون اليوم في أي غرفة",
    zh="目前不会进入任何聊天室",
    ru="сегодня не войдёт ни в одну комнату",
)

ONE_DECIDES = Sentence(
    en="Decide with ✅ or ❌ under this message, or with a reason: {approve}, {refuse}",
    fr="Décidez par ✅ ou ❌ sous ce message, ou avec un motif : {approve}, {refuse}",
    es="Decidan con ✅ o ❌ bajo este mensaje, o con un motivo: {approve}, {refuse}",
    ar="قرّروا بوضع ✅ أو ❌ تحت هذه الرسالة، أو مع ذكر السبب: {approve}، {refuse}",
    zh="请在本消息下用 ✅ 或 ❌ 决定，或附理由：{approve}、{refuse}",
    ru="Решите с помощью ✅ или ❌ под этим сообщением или с указанием причины: {approve}, {refuse}",
)

TWO_DECIDE = Sentence(
    en="Two different people must say yes, one no is enough: ✅ or ❌ under this message, or with a reason: "
    "{approve}, {refuse}",
    fr="Deux personnes différentes doivent dire oui, un seul non suffit : ✅ ou ❌ sous ce message, ou avec "
    "un motif : {approve}, {refuse}",
    es="Deben decir que sí dos personas distintas, basta un no: ✅ o ❌ bajo este mensaje, o con un motivo: "
    "{approve}, {refuse}",
    ar="يجب أن يوافق شخصان مختلفان، ويكفي رفض واحد: ✅ أو ❌ تحت هذه الرسالة، أو مع ذكر السبب: {approve}، "
    "{refuse}",
    zh="须由两名不同的人同意，一人反对即为拒绝：在本消息下用 ✅ 或 ❌，或附理由：{approve}、{refuse}",
    ru="Согласиться должны двое разных людей, одного отказа достаточно: ✅ или ❌ под этим сообщением или с "
    "указанием причины: {approve}, {refuse}",
)

SAID_YES = Sentence(
    en="✅ {name}: {reason}",
    fr="✅ {name} : {reason}",
    es="✅ {name}: {reason}",
    ar="✅ {name}: {reason}",
    zh="✅ {name}：{reason}",
    ru="✅ {name}: {reason}",
)

SAID_NO = Sentence(
    en="❌ {name}: {reason}",
    fr="❌ {name} : {reason}",
    es="❌ {name}: {reason}",
    ar="❌ {name}: {reason}",
    zh="❌ {name}：{reason}",
    ru="❌ {name}: {reason}",
)

BY_REACTION = Sentence(
    en="by reaction",
    fr="par réaction",
    es="con una reacción",
    ar="برمز تفاعل",
    zh="通过表情回应",
    ru="реакцией",
)

IS_APPROVED = Sentence(
    en="Approved.",
    fr="Accepté.",
    es="Aprobado.",
    ar="تمت الموافقة.",
    zh="已同意。",
    ru="Одобрено.",
)

IS_REFUSED = Sentence(
    en="Refused.",
    fr="Refusé.",
    es="Rechazado.",
    ar="رُفض.",
    zh="已拒绝。",
    ru="Отклонено.",
)

IS_LAPSED = Sentence(
    en="Lapsed: nobody decided in time.",
    fr="Caduc : personne n’a décidé à temps.",
    es="Caducado: nadie decidió a tiempo.",
    ar="سقط بمضي المدة: لم يقرر أحد في الوقت المحدد.",
    zh="已失效：无人及时决定。",
    ru="Срок истёк: никто не принял решения вовремя.",
)

IS_VOID = Sentence(
    en="There is nothing to decide any more.",
    fr="Il n’y a plus rien à décider.",
    es="Ya no hay nada que decidir.",
    ar="لم يعد هناك ما يُقرَّر.",
    zh="已无须决定。",
    ru="Решать больше нечего.",
)

IS_FAILED = Sentence(
    en="Approved, but it could not be done: {problem}",
    fr="Accepté, mais cela n’a pas pu se faire : {problem}",
    es="Aprobado, pero no se pudo hacer: {problem}",
    ar="تمت الموافقة لكن تعذّر التنفيذ: {problem}",
    zh="已同意，但无法执行：{problem}",
    ru="Одобрено, но выполнить не удалось: {problem}",
)

NOTED = Sentence(
    en="Noted. A second person must say yes as well.",
    fr="C’est noté. Une deuxième personne doit aussi dire oui.",
    es="Anotado. Otra persona debe decir que sí también.",
    ar="سُجّل ذلك. يجب أن يوافق شخص ثانٍ أيضًا.",
    zh="已记录。还须另一人同意。",
    ru="Принято. Согласиться должен ещё один человек.",
)

RELEASE_ASKED = Sentence(
    en="Noted. A second person must say yes as well: ✅ under card {number}, or the same command.",
    fr="C’est noté. Une deuxième personne doit aussi dire oui : ✅ sous la fiche {number}, ou la même "
    "commande.",
    es="Anotado. Otra persona debe decir que sí también: ✅ bajo la ficha {number}, o la misma orden.",
    ar="سُجّل ذلك. يجب أن يوافق شخص ثانٍ أيضًا: ✅ تحت البطاقة {number}، أو الأمر نفسه.",
    zh="已记录。还须另一人同意：在卡片 {number} 下用 ✅，或输入同一命令。",
    ru="Принято. Согласиться должен ещё один человек: ✅ под карточкой {number} или та же команда.",
)

NOT_FOR_YOU = Sentence(
    en="That is for staff who are in the stewards’ room and look after this person; nobody decides about "
    "themselves.",
    fr="C’est réservé au secrétariat, aux membres du salon de l’intendance qui s’occupent de cette personne "
    "; nul ne décide de son propre cas.",
    es="Eso es para quienes, en la secretaría, están en la sala de administración y atienden a esta "
    "persona; nadie decide sobre sí.",
    ar="هذا للموظفين الموجودين في غرفة المشرفين والمعنيين بهذا الشخص؛ ولا يقرر أحد في شأن نفسه.",
    zh="这只限管理室中负责此人的工作人员；任何人不得决定自己的事。",
    ru="Это могут только сотрудники из комнаты распорядителей, которые занимаются этим человеком; о себе не "
    "решает никто.",
)

NO_SUCH_CARD = Sentence(
    en="There is no open card with this number. Please write its number and your reason, like this: {usage}",
    fr="Aucune fiche en attente ne porte ce numéro. Indiquez son numéro et votre motif, comme ceci : {usage}",
    es="No hay ninguna ficha pendiente con ese número. Indique su número y el motivo, así: {usage}",
    ar="لا توجد بطاقة مفتوحة بهذا الرقم. يُرجى كتابة رقمها وسببكم، هكذا: {usage}",
    zh="没有这个编号的待决卡片。请写明卡片编号和理由，像这样：{usage}",
    ru="Открытой карточки с таким номером нет. Напишите её номер и причину, вот так: {usage}",
)

WHO_IS_IT = Sentence(
    en="Nobody in the register is meant by card {number}. Please name the person by key before your reason, "
    "like this: {usage}",
    fr="La fiche {number} ne désigne personne au registre. Indiquez la clé de la personne avant le motif, "
    "comme ceci : {usage}",
    es="La ficha {number} no designa a nadie del registro. Indique la clave de la persona antes del motivo, "
    "así: {usage}",
    ar="البطاقة {number} لا تعني أحدًا في السجل. يُرجى ذكر مفتاح الشخص قبل السبب، هكذا: {usage}",
    zh="卡片 {number} 没有对应登记册中的任何人。请在理由之前写明该人的编号，像这样：{usage}",
    ru="Карточка {number} не указывает ни на кого в реестре. Назовите ключ человека перед причиной, вот "
    "так: {usage}",
)

OTHER_PERSON = Sentence(
    en="Card {number} is about {name}, so I have not noted your yes. If it is somebody else, please refuse "
    "the card; they can ask again.",
    fr="La fiche {number} concerne {name} ; je n’ai donc pas noté votre accord. S’il s’agit d’une autre "
    "personne, refusez la fiche ; elle pourra redemander.",
    es="La ficha {number} trata de {name}, así que no he anotado su aprobación. Si es otra persona, rechace "
    "la ficha; podrá pedirlo de nuevo.",
    ar="البطاقة {number} تخص {name}، ولذلك لم أسجّل موافقتكم. إذا كان شخصًا آخر فيُرجى رفض البطاقة؛ ويمكنه "
    "إعادة الطلب.",
    zh="卡片 {number} 涉及的是 {name}，所以没有记下您的同意。如果是另一个人，请拒绝这张卡片；对方可以再次提出"
    "。",
    ru="Карточка {number} — о другом человеке: {name}, поэтому ваше согласие не записано. Если речь не о "
    "нём, отклоните, пожалуйста, карточку; попросить можно снова.",
)

NOBODYS_ACCOUNT = Sentence(
    en="{user} is nobody’s account, so there is nothing to take.",
    fr="{user} n’est le compte de personne : il n’y a rien à retirer.",
    es="{user} no es la cuenta de nadie, así que no hay nada que retirar.",
    ar="{user} ليس حساب أحد، فلا يوجد ما يُسحب.",
    zh="{user} 不属于任何人，无须解除绑定。",
    ru="{user} не принадлежит никому, отвязывать нечего.",
)

SAY_WHOSE_AND_WHY = Sentence(
    en="Please say which account and why, like this: {usage}",
    fr="Indiquez le compte et le motif, comme ceci : {usage}",
    es="Indique la cuenta y el motivo, así: {usage}",
    ar="يُرجى ذكر الحساب والسبب، هكذا: {usage}",
    zh="请说明是哪个账号以及原因，像这样：{usage}",
    ru="Укажите, пожалуйста, учётную запись и причину, вот так: {usage}",
)
