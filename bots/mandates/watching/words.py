"""What staff are told in the stewards' room when something about an account needs their eyes."""

from kit.language import Sentence

ELSEWHERE = Sentence(
    en="The account {user}, which is known as {owner}’s, gave a right code that was meant for {person}. "
    "Nothing was changed. Please ask both of them what happened.",
    fr="Le compte {user}, connu comme celui de {owner}, a donné un code exact destiné à {person}. Rien n’a "
    "été modifié. Demandez aux deux ce qui s’est passé.",
    es="La cuenta {user}, que consta como de {owner}, dio un código correcto destinado a {person}. No se ha "
    "cambiado nada. Pregunten a ambas personas qué ha pasado.",
    ar="قدّم الحساب {user}، المعروف بأنه حساب {owner}، رمزًا صحيحًا مخصّصًا لـ {person}. لم يتغير شيء. يُرجى سؤال "
    "الاثنين عمّا حدث.",
    zh="账号 {user} 登记在 {owner} 名下，却提供了发给 {person} 的正确验证码。未作任何更改。请向两位了解情况"
    "。",
    ru="Учётная запись {user}, известная как запись {owner}, ввела верный код, предназначенный для {person}"
    ". Ничего не изменено. Выясните, пожалуйста, у обоих, что произошло.",
)

ANOTHER = Sentence(
    en="{person} has another account now, {user}: it gave a code that was mailed to the official address. "
    "Known before: {accounts}. If this is a surprise, somebody may read their mail: please call them, and "
    "take the account from them ({release}).",
    fr="{person} a maintenant un compte de plus, {user} : il a donné un code envoyé à l’adresse officielle. "
    "Connu auparavant : {accounts}. Si cela vous surprend, quelqu’un lit peut-être son courrier : appelez la "
    "personne et retirez-lui ce compte ({release}).",
    es="{person} tiene ahora otra cuenta, {user}: dio un código enviado a la dirección oficial. Constaba "
    "antes: {accounts}. Si les sorprende, quizá alguien lea su correo: llamen a la persona y retírenle la "
    "cuenta ({release}).",
    ar="أصبح لـ {person} حساب آخر هو {user}: فقد قدّم رمزًا أُرسل إلى العنوان الرسمي. المعروف من قبل: "
    "{accounts}. إذا كان ذلك غير متوقع فربما يقرأ أحد بريده: يُرجى الاتصال به وسحب الحساب منه ({release}).",
    zh="{person} 现在多了一个账号 {user}：它提供了寄到公务邮箱的验证码。此前登记的有：{accounts}。"
    "如果出乎意料，可能有人在看其邮件：请致电本人，并解除该账号的绑定（{release}）。",
    ru="У человека ({person}) теперь есть ещё одна учётная запись, {user}: она ввела код, отправленный на "
    "служебный адрес. Раньше были известны: {accounts}. Если это неожиданно, его почту, возможно, читает "
    "кто-то другой: позвоните ему, пожалуйста, и отвяжите запись ({release}).",
)

LOOKALIKE = Sentence(
    en="The account {user} calls itself “{shown}”, which looks like {person}. It is not known to be theirs. "
    "Please make sure that nobody is deceived.",
    fr="Le compte {user} se fait appeler « {shown} », ce qui ressemble à {person}. Rien n’établit que ce "
    "soit son compte. Veillez à ce que personne ne s’y trompe.",
    es="La cuenta {user} se hace llamar «{shown}», que se parece a {person}. No consta que sea suya. "
    "Asegúrense de que nadie se confunda.",
    ar="يسمّي الحساب {user} نفسه «{shown}»، وهو اسم يشبه {person}. ولا يُعرف أنه حسابه. يُرجى التأكد من ألّا "
    "ينخدع أحد.",
    zh="账号 {user} 自称“{shown}”，与 {person} 相似，但没有确认是其本人的账号。请注意防止有人受骗。",
    ru="Учётная запись {user} называет себя «{shown}», что похоже на {person}. Неизвестно, чтобы она "
    "принадлежала этому человеку. Позаботьтесь, пожалуйста, чтобы никто не обманулся.",
)

CLOSED = Sentence(
    en="The account {user} of {person} was closed. If it will not come back, take it from them ({release}) "
    "and invite them again.",
    fr="Le compte {user} de {person} a été fermé. S’il ne doit pas rouvrir, retirez-le-lui ({release}) et "
    "réinvitez la personne.",
    es="La cuenta {user} de {person} se ha cerrado. Si no va a volver, retírensela ({release}) e inviten de "
    "nuevo a la persona.",
    ar="أُغلق الحساب {user} الخاص بـ {person}. وإذا لم يكن سيعود فيُرجى سحبه منه ({release}) ودعوته من جديد.",
    zh="{person} 的账号 {user} 已关闭。如果不会恢复，请解除绑定（{release}）并重新邀请。",
    ru="Учётная запись {user} ({person}) закрыта. Если она больше не откроется, отвяжите её ({release}) и "
    "пригласите человека заново.",
)

UNDELIVERABLE = Sentence(
    en="A code could not be mailed to {person}: {why}. The code is void. Please correct the official "
    "address in the register.",
    fr="Un code n’a pas pu être envoyé à {person} : {why}. Le code est annulé. Corrigez l’adresse "
    "officielle dans le registre.",
    es="No se pudo enviar un código a {person}: {why}. El código queda anulado. Corrijan la dirección "
    "oficial en el registro.",
    ar="تعذّر إرسال رمز إلى {person}: {why}. أُلغي الرمز. يُرجى تصحيح العنوان الرسمي في السجل.",
    zh="无法把验证码寄给 {person}：{why}。该验证码已作废。请更正登记册中的公务邮箱。",
    ru="Не удалось отправить код: {person}, {why}. Код аннулирован. Исправьте, пожалуйста, служебный адрес "
    "в реестре.",
)

NO_ADDRESS = Sentence(
    en="{person} was to be invited, but there is no official address in the register. Please add it, then "
    "invite again.",
    fr="{person} devait recevoir une invitation, mais le registre ne contient pas d’adresse officielle. "
    "Ajoutez-la, puis renvoyez l’invitation.",
    es="Había que invitar a {person}, pero en el registro no hay ninguna dirección oficial. Añádanla e "
    "inviten de nuevo.",
    ar="كان من المقرر دعوة {person}، لكن السجل لا يحتوي على عنوان رسمي. يُرجى إضافته ثم إعادة الدعوة.",
    zh="原定邀请 {person}，但登记册中没有公务邮箱。请补充后重新邀请。",
    ru="Нужно было пригласить: {person}, но служебного адреса в реестре нет. Добавьте его, пожалуйста, и "
    "пригласите снова.",
)

MAIL_WAITS = Sentence(
    en="Codes wait to be mailed: {why}. I keep trying.",
    fr="Des codes attendent d’être envoyés : {why}. Je continue d’essayer.",
    es="Hay códigos pendientes de envío: {why}. Sigo intentándolo.",
    ar="هناك رموز تنتظر الإرسال بالبريد: {why}. سأواصل المحاولة.",
    zh="有验证码等待寄出：{why}。我会继续尝试。",
    ru="Коды ждут отправки по почте: {why}. Я продолжаю попытки.",
)

GREETING = Sentence(
    en="Welcome! I am the program that finds out who people are, so that the rooms of their mandates open "
    "to them. If you belong to this community, write {verify} here and I will take you through it. If you "
    "were sent a code, simply write it here.",
    fr="Bienvenue ! Je suis le programme qui vérifie qui sont les gens, pour que les salons de leurs "
    "mandats leur soient ouverts. Si vous faites partie de cette communauté, écrivez ici {verify} et je "
    "vous guiderai. Si vous avez reçu un code, écrivez-le simplement ici.",
    es="¡Le damos la bienvenida! Soy el programa que comprueba quién es cada persona, para que se le abran "
    "las salas de sus mandatos. Si forma parte de esta comunidad, escriba aquí {verify} y le iré guiando. "
    "Si le enviaron un código, basta con que lo escriba aquí.",
    ar="أهلًا وسهلًا! أنا البرنامج الذي يتحقق من هوية الأشخاص كي تُفتح لهم غرف ولاياتهم. إذا كنتم من هذه "
    "الجماعة فاكتبوا هنا {verify} وسأرشدكم خطوة بخطوة. وإذا أُرسل إليكم رمز فاكتبوه هنا مباشرة.",
    zh="欢迎！我是核实身份的程序，好让各位任职的聊天室向其开放。如果您属于本社区，请在这里输入 {verify}，我"
    "会一步步引导您。如果您收到了验证码，直接写在这里即可。",
    ru="Добро пожаловать! Я программа, которая выясняет, кто есть кто, чтобы людям открывались комнаты их "
    "мандатов. Если вы из этого сообщества, напишите здесь {verify}, и я всё подскажу. Если вам прислали "
    "код, просто напишите его здесь.",
)
