"""Every sentence that provisioning says to people, in the six languages."""

from kit.language import Sentence

BAN_NOT_HERE = Sentence(
    en="This works only in a room of the community.",
    fr="Cela n’est possible que dans un salon de la communauté.",
    es="Esto solo funciona en una sala de la comunidad.",
    ar="هذا ممكن فقط في غرفة من غرف الجماعة.",
    zh="只能在社群的房间里这样做。",
    ru="Это возможно только в комнате сообщества.",
)
BAN_NOT_YOURS = Sentence(
    en="Only those who moderate this room, and the staff, can do this.",
    fr="Seules les personnes qui modèrent ce salon, et le secrétariat, peuvent le faire.",
    es="Solo pueden hacerlo quienes moderan esta sala y el personal.",
    ar="لا يمكن أن يفعل ذلك إلا من يشرف على هذه الغرفة والموظفون.",
    zh="只有本房间的管理者和工作人员可以这样做。",
    ru="Это могут делать только модераторы этой комнаты и сотрудники.",
)
BAN_PROTECTED = Sentence(
    en="{user} serves or moderates this room and cannot be banned. Please ask the staff.",
    fr="{user} sert ou modère ce salon et ne peut pas être exclu. Adressez-vous au secrétariat.",
    es="{user} atiende o modera esta sala y no puede ser vetado. Consulte al personal.",
    ar="{user} يخدم هذه الغرفة أو يشرف عليها ولا يمكن حظره. يرجى سؤال الموظفين.",
    zh="{user} 为本房间服务或管理本房间，不能被封禁。请询问工作人员。",
    ru="{user} обслуживает или модерирует эту комнату, поэтому запрет невозможен. Обратитесь к сотрудникам.",
)
BAN_UNKNOWN = Sentence(
    en="{user} is not banned here.",
    fr="{user} n’est pas exclu d’ici.",
    es="{user} no está vetado aquí.",
    ar="{user} ليس محظورًا هنا.",
    zh="{user} 在这里没有被封禁。",
    ru="Для {user} здесь нет запрета.",
)
LIFT_NOT_YOURS = Sentence(
    en="Only the staff can lift a ban.",
    fr="Seul le secrétariat peut lever une exclusion.",
    es="Solo el personal puede levantar un veto.",
    ar="لا يمكن رفع الحظر إلا للموظفين.",
    zh="只有工作人员可以解除封禁。",
    ru="Снять запрет могут только сотрудники.",
)

MENDED_STATE = Sentence(
    en="{who} changed {room} by hand ({what}). I have put it back as the files say.",
    fr="{who} a modifié {room} à la main ({what}). Je l’ai remis comme le disent les fichiers.",
    es="{who} cambió {room} a mano ({what}). Lo he dejado como dicen los archivos.",
    ar="غيّر {who} الغرفة {room} يدويًا ({what}). أعدتُها كما تنص الملفات.",
    zh="{who} 手动更改了 {room}（{what}）。我已按文件恢复。",
    ru="{who} вручную изменил(а) {room} ({what}). Я вернул всё, как записано в файлах.",
)
MENDED_ENTRY = Sentence(
    en="{who} let {member} into {room}, where nothing gives them a seat. I have taken them out.",
    fr="{who} a fait entrer {member} dans {room}, où rien ne lui donne une place. Je l’en ai retiré.",
    es="{who} hizo entrar a {member} en {room}, donde nada le da un lugar. Le he sacado.",
    ar="أدخل {who} {member} إلى {room} حيث لا مقعد له. أخرجتُه منها.",
    zh="{who} 让 {member} 进入了 {room}，但没有任何规定给其席位。我已将其移出。",
    ru="{who} впустил(а) {member} в {room}, где для него нет места. Я его удалил.",
)
MENDED_VISIT = Sentence(
    en="{member} came into {room}, where nothing gives them a seat. I have taken them out.",
    fr="{member} est entré dans {room}, où rien ne lui donne une place. Je l’en ai retiré.",
    es="{member} entró en {room}, donde nada le da un lugar. Le he sacado.",
    ar="دخل {member} إلى {room} حيث لا مقعد له. أخرجتُه منها.",
    zh="{member} 进入了 {room}，但没有任何规定给其席位。我已将其移出。",
    ru="{member} вошёл(ла) в {room}, где для него нет места. Я его удалил.",
)
MENDED_EXIT = Sentence(
    en="{who} took {member} out of {room}, where they have a seat. I have brought them back.",
    fr="{who} a retiré {member} de {room}, où une place lui revient. Je l’y ai ramené.",
    es="{who} sacó a {member} de {room}, donde tiene un lugar. Le he hecho volver.",
    ar="أخرج {who} {member} من {room} حيث له مقعد. أعدتُه إليها.",
    zh="{who} 将 {member} 移出了 {room}，但其在那里有席位。我已将其请回。",
    ru="{who} удалил(а) {member} из {room}, где у него есть место. Я его вернул.",
)
MENDED_UNSEEN = Sentence(
    en="{room} was not as the files say. I have put it back; I did not see who changed it.",
    fr="{room} n’était pas comme le disent les fichiers. Je l’ai remis, sans avoir vu qui l’a modifié.",
    es="{room} no estaba como dicen los archivos. Lo he corregido; no vi quién lo cambió.",
    ar="لم تكن {room} كما تنص الملفات. أعدتُها، ولم أرَ من غيّرها.",
    zh="{room} 与文件不符。我已恢复，但没有看到是谁更改的。",
    ru="{room} не соответствовала файлам. Я всё вернул; кто это изменил, я не видел.",
)
HELD = Sentence(
    en="A change waits for you: {what}. See it with “palais plan”, and confirm it with “palais apply”.",
    fr="Une modification vous attend : {what}. « palais plan » la montre, « palais apply » la confirme.",
    es="Un cambio le espera: {what}. Véalo con «palais plan» y confírmelo con «palais apply».",
    ar="هناك تغيير بانتظاركم: {what}. اطّلعوا عليه بالأمر palais plan وأكّدوه بالأمر palais apply.",
    zh="有一项更改等待您确认：{what}。请用 palais plan 查看，用 palais apply 确认。",
    ru="Изменение ждёт вас: {what}. Посмотрите его командой palais plan и подтвердите командой palais apply.",
)

WHAT_TOPIC = Sentence(en="the topic", fr="le sujet", es="el tema", ar="الموضوع", zh="话题", ru="тему")
WHAT_NAME = Sentence(en="the name", fr="le nom", es="el nombre", ar="الاسم", zh="名称", ru="название")
WHAT_POWERS = Sentence(
    en="who may do what",
    fr="les droits de chacun",
    es="los permisos",
    ar="صلاحيات الأعضاء",
    zh="成员权限",
    ru="права участников",
)
WHAT_DOOR = Sentence(
    en="who may enter and read",
    fr="qui peut entrer et lire",
    es="quién puede entrar y leer",
    ar="من يمكنه الدخول والقراءة",
    zh="谁可以进入和阅读",
    ru="кто может входить и читать",
)
WHAT_LISTING = Sentence(
    en="the list of rooms",
    fr="la liste des salons",
    es="la lista de salas",
    ar="قائمة الغرف",
    zh="房间列表",
    ru="список комнат",
)
WHAT_OTHER = Sentence(
    en="its settings", fr="ses réglages", es="sus ajustes", ar="إعداداتها", zh="设置", ru="настройки"
)
NOT_IN_THE_REGISTER = Sentence(
    en="Nobody of this name or account is in the register.",
    fr="Personne de ce nom ou de ce compte ne figure au registre.",
    es="Nadie con este nombre o cuenta figura en el registro.",
    ar="لا أحد بهذا الاسم أو الحساب في السجل.",
    zh="名册中没有此姓名或账号。",
    ru="Человека с таким именем или учётной записью в реестре нет.",
)
ACCOUNT_TAKEN = Sentence(
    en="The account {user} belongs to somebody else already.",
    fr="Le compte {user} appartient déjà à quelqu’un d’autre.",
    es="La cuenta {user} ya pertenece a otra persona.",
    ar="الحساب {user} يخص شخصًا آخر.",
    zh="账号 {user} 已属于他人。",
    ru="Учётная запись {user} уже принадлежит другому человеку.",
)
ROLE_OF = Sentence(
    en="{role}, {of}",
    fr="{role}, {of}",
    es="{role}, {of}",
    ar="{role}، {of}",
    zh="{of}{role}",
    ru="{role}, {of}",
)
THE_STAFF = Sentence(en="staff", fr="personnel", es="personal", ar="الموظفون", zh="工作人员", ru="сотрудники")
GUEST_OF = Sentence(
    en="guest, {of}", fr="invité, {of}", es="invitado, {of}", ar="ضيف، {of}", zh="{of}来宾", ru="гость, {of}"
)
HEAD_POSTED = Sentence(
    en="On {day} the audit ends with row {short}. Please leave this message where it is: with “palais "
    "audit verify --head {full}” anybody can prove that nothing up to that row was changed.",
    fr="Au {day}, l’audit se termine par la ligne {short}. Laissez ce message en place : avec « palais "
    "audit verify --head {full} », chacun peut prouver que rien n’a été modifié jusqu’à cette ligne.",
    es="El {day} la auditoría termina en la línea {short}. Deje este mensaje donde está: con «palais "
    "audit verify --head {full}» cualquiera puede probar que nada ha cambiado hasta esa línea.",
    ar="في {day} ينتهي سجل التدقيق بالسطر {short}. يرجى ترك هذه الرسالة في مكانها: بالأمر palais audit "
    "verify --head {full} يمكن لأي شخص أن يثبت أن شيئًا حتى ذلك السطر لم يتغير.",
    zh="{day}，审计记录截至第 {short} 行。请保留此消息：任何人都可以用 palais audit verify --head {full} "
    "证明该行及之前的内容未被更改。",
    ru="На {day} журнал аудита заканчивается строкой {short}. Оставьте это сообщение на месте: командой "
    "palais audit verify --head {full} каждый может доказать, что до этой строки ничего не изменено.",
)
CLOCK_BACK = Sentence(
    en="The clock of this machine went back to {now}, but I have acted as of {acted} already. I go on as "
    "of then, so that nothing is undone. If the clock is right now and was wrong before, look with "
    "“palais plan” and confirm with “palais apply”.",
    fr="L’horloge de cette machine est revenue à {now}, mais j’ai déjà agi à la date du {acted}. Je m’y "
    "tiens, pour ne rien défaire. Si l’heure actuelle est la bonne, voyez « palais plan » et confirmez "
    "avec « palais apply ».",
    es="El reloj de esta máquina ha retrocedido a {now}, pero ya he actuado con fecha de {acted}. Me "
    "atengo a ella para no deshacer nada. Si la hora correcta es la de ahora, véalo con «palais plan» y "
    "confírmelo con «palais apply».",
    ar="رجعت ساعة هذا الجهاز إلى {now}، لكنني عملت من قبل على أساس {acted}. أواصل على أساسه كي لا يُلغى "
    "شيء. إذا كان الوقت الآن هو الصحيح فاطّلعوا بالأمر palais plan وأكّدوا بالأمر palais apply.",
    zh="本机时钟倒退到了 {now}，但我已按 {acted} 行事。我将继续以该时间为准，以免撤销任何操作。"
    "如果现在的时间才是正确的，请用 palais plan 查看，用 palais apply 确认。",
    ru="Часы этой машины перешли назад, на {now}, но я уже действовал по состоянию на {acted}. Я держусь "
    "этого времени, чтобы ничего не отменить. Если верно нынешнее время, посмотрите командой palais plan "
    "и подтвердите командой palais apply.",
)
CLOCK_FORWARD = Sentence(
    en="The clock of this machine went forward all at once, from {before} to {now}. What begins or ends "
    "by then takes effect now. If the clock is wrong, please have it set right.",
    fr="L’horloge de cette machine a avancé d’un coup, de {before} à {now}. Ce qui commence ou se termine "
    "entre-temps prend effet maintenant. Si l’heure est fausse, faites-la corriger.",
    es="El reloj de esta máquina ha avanzado de golpe, de {before} a {now}. Lo que empieza o termina "
    "entretanto surte efecto ahora. Si la hora es incorrecta, haga que la corrijan.",
    ar="تقدّمت ساعة هذا الجهاز دفعة واحدة من {before} إلى {now}. ما يبدأ أو ينتهي في هذه المدة يسري الآن. "
    "إذا كانت الساعة خاطئة فيرجى طلب ضبطها.",
    zh="本机时钟突然从 {before} 跳到了 {now}。其间开始或结束的事项现在生效。如果时钟不对，请让人校正。",
    ru="Часы этой машины разом перешли вперёд, с {before} на {now}. Всё, что за это время начинается или "
    "заканчивается, вступает в силу сейчас. Если часы идут неверно, попросите их поправить.",
)
