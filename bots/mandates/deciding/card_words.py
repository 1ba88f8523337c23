"""What stands on the cards in the stewards’ room."""

from kit.language import Sentence

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
