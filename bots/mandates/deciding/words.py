"""What is said about decisions of staff, to who decides and to who asked."""

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
