"""What people and staff are told before an end, in the six languages."""

from kit.language import Sentence

ENDS_SOON = Sentence(
    en="Dear {name}, this will end soon:",
    fr="Bonjour {name}, ceci prendra bientôt fin :",
    es="Hola, {name}: esto terminará pronto:",
    ar="تحية طيبة، {name}. سينتهي قريبًا ما يلي:",
    zh="{name}，您好。以下职务即将结束：",
    ru="Здравствуйте, {name}! Скоро закончится следующее:",
)

WHAT_THEN = Sentence(
    en="At that moment the rooms that belong to it close to you; please keep in time what you will still "
    "need. If you are re-elected, or it is prolonged, staff enter that, and nothing changes for you. "
    "{command} shows what you hold.",
    fr="À ce moment-là, les salons correspondants se fermeront pour vous ; pensez à garder à temps ce dont "
    "vous aurez encore besoin. En cas de réélection ou de prolongation, le personnel l’inscrit et rien ne "
    "change pour vous. {command} affiche vos fonctions.",
    es="En ese momento se le cerrarán las salas correspondientes; guarde a tiempo lo que aún vaya a "
    "necesitar. Si hay reelección o prórroga, el personal lo anota y para usted no cambia nada. {command} "
    "muestra sus funciones.",
    ar="في تلك اللحظة تُغلق أمامكم الغرف المرتبطة به، فيُرجى أن تحفظوا في الوقت المناسب ما ستحتاجون إليه. وإذا "
    "أُعيد انتخابكم أو مُددت المدة سجّل الموظفون ذلك ولم يتغير شيء بالنسبة إليكم. الأمر {command} يعرض ما "
    "تتولّونه.",
    zh="届时，与之相关的聊天室将不再对您开放；请及时保存您以后仍需要的内容。如果您连选连任或任期延长，工作人员会登记，"
    "您这边不会有任何变化。输入 {command} 可查看您担任的职务。",
    ru="В этот момент связанные с этим комнаты закроются для вас; пожалуйста, заблаговременно сохраните то, "
    "что вам ещё понадобится. Если вас переизберут или срок продлят, сотрудники это внесут, и для вас ничего "
    "не изменится. {command} показывает ваши мандаты.",
)

GOES_ON = Sentence(
    en="Good news, {name}: this goes on, and nothing changes for you. You need not mind what I wrote about "
    "its end.",
    fr="Bonne nouvelle, {name} : ceci se poursuit et rien ne change pour vous. Vous pouvez oublier ce que "
    "j’avais écrit sur sa fin.",
    es="Buenas noticias, {name}: esto continúa y para usted no cambia nada. Puede olvidar lo que le escribí "
    "sobre su final.",
    ar="خبر سار، {name}: سيستمر ما يلي ولن يتغير شيء بالنسبة إليكم. لا داعي للالتفات إلى ما كتبته عن "
    "انتهائه.",
    zh="好消息，{name}：以下职务将继续，您这边不会有任何变化。我之前关于其结束的通知请不必理会。",
    ru="Хорошая новость, {name}: это продолжается, и для вас ничего не меняется. О том, что я писал об "
    "окончании, можно забыть.",
)

ENDINGS = Sentence(
    en="This ends soon:",
    fr="Ceci prend bientôt fin :",
    es="Esto termina pronto:",
    ar="ينتهي قريبًا ما يلي:",
    zh="以下职务即将结束：",
    ru="Скоро заканчивается:",
)

WHAT_STAFF_DO = Sentence(
    en="Please enter a re-election, another date or a successor in the register in time. Where nothing is "
    "entered, the rooms close at that moment by themselves. The people concerned are told as well.",
    fr="Veuillez inscrire à temps dans le registre une réélection, une autre date ou un successeur. À "
    "défaut, les salons se ferment d’eux-mêmes à ce moment-là. Les personnes concernées en sont aussi "
    "informées.",
    es="Anote a tiempo en el registro una reelección, otra fecha o la persona que suceda. Si no se anota "
    "nada, las salas se cierran solas en ese momento. También se avisa a las personas interesadas.",
    ar="يُرجى أن تسجّلوا في الوقت المناسب إعادة انتخاب أو تاريخًا آخر أو خلفًا. وإذا لم يُسجَّل شيء أُغلقت الغرف "
    "من تلقاء نفسها في تلك اللحظة. ويُبلَّغ المعنيون بذلك أيضًا.",
    zh="请及时在名册中登记连任、新的日期或继任者。若未登记，相关聊天室届时会自动关闭。当事人也会收到通知。",
    ru="Пожалуйста, заблаговременно внесите в реестр переизбрание, другую дату или преемника. Если ничего не "
    "внести, комнаты закроются в этот момент сами. Тех, кого это касается, я тоже предупреждаю.",
)

ROW = Sentence(
    en="{name}: {what}",
    fr="{name} : {what}",
    es="{name}: {what}",
    ar="{name}: {what}",
    zh="{name}：{what}",
    ru="{name}: {what}",
)
