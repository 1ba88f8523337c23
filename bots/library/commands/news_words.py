"""What the library says about questions that people follow, in the six languages."""

from kit.language import Sentence

FOLLOW = Sentence(
    en="tells you, quietly and alone, when something new matches",
    fr="vous signale discrètement, à vous seul, les nouveautés correspondantes",
    es="le avisa, con discreción y solo a usted, cuando algo nuevo coincide",
    ar="يخبركم وحدكم وبهدوء عندما يرد جديد مطابق",
    zh="有新内容符合时，安静地单独通知您",
    ru="тихо сообщает вам одному, когда появляется что-то подходящее",
)

FOLLOWING = Sentence(
    en="tells you alone what you follow",
    fr="vous dit, à vous seul, ce que vous suivez",
    es="le dice, solo a usted, qué sigue",
    ar="يخبركم وحدكم بما تتابعونه",
    zh="单独告诉您正在关注的内容",
    ru="сообщает вам одному, за чем вы следите",
)

UNFOLLOW = Sentence(
    en="ends that",
    fr="y met fin",
    es="pone fin a eso",
    ar="ينهي ذلك",
    zh="取消关注",
    ru="прекращает это",
)

WHAT = Sentence(
    en="Tell me what to look out for, for example: {example}",
    fr="Dites-moi ce que je dois guetter, par exemple : {example}",
    es="Dígame a qué debo estar atento, por ejemplo: {example}",
    ar="أخبروني بما ينبغي أن أترقّبه، مثلًا: {example}",
    zh="请告诉我要留意什么，例如：{example}",
    ru="Скажите, за чем следить, например: {example}",
)

TOO_MANY = Sentence(
    en="You follow {most} questions already. End one first: {command}",
    fr="Vous suivez déjà {most} questions. Mettez d’abord fin à l’une d’elles : {command}",
    es="Ya sigue {most} preguntas. Ponga fin a una primero: {command}",
    ar="تتابعون {most} سؤالًا بالفعل. أنهوا أحدها أولًا: {command}",
    zh="您已关注 {most} 个问题。请先取消一个：{command}",
    ru="Вы уже следите за {most} вопросами. Сначала прекратите один: {command}",
)

FOLLOWED = Sentence(
    en="I will tell you in our own chat when something new matches. To end it: {command}",
    fr="Je vous signalerai dans notre conversation privée toute nouveauté correspondante. Pour y mettre "
    "fin : {command}",
    es="Le avisaré en nuestro chat cuando algo nuevo coincida. Para terminar: {command}",
    ar="سأخبركم في محادثتنا الخاصة عندما يرد جديد مطابق. لإنهاء ذلك: {command}",
    zh="有新内容符合时，我会在我们的私聊中告诉您。取消请用：{command}",
    ru="Я сообщу вам в нашем чате, когда появится что-то подходящее. Чтобы прекратить: {command}",
)

NONE_FOLLOWED = Sentence(
    en="You follow nothing. To begin: {example}",
    fr="Vous ne suivez rien. Pour commencer : {example}",
    es="No sigue nada. Para empezar: {example}",
    ar="لا تتابعون شيئًا. للبدء: {example}",
    zh="您没有关注任何内容。开始请用：{example}",
    ru="Вы ни за чем не следите. Чтобы начать: {example}",
)

YOU_FOLLOW = Sentence(
    en="You follow:",
    fr="Vous suivez :",
    es="Usted sigue:",
    ar="تتابعون:",
    zh="您正在关注：",
    ru="Вы следите за:",
)

ENDED = Sentence(
    en="You follow that no longer.",
    fr="Vous ne suivez plus cela.",
    es="Ya no sigue eso.",
    ar="لم تعودوا تتابعون ذلك.",
    zh="已取消关注。",
    ru="Вы больше за этим не следите.",
)

NO_SUCH = Sentence(
    en="You follow nothing of that number. Your numbers: {command}",
    fr="Vous ne suivez rien sous ce numéro. Vos numéros : {command}",
    es="No sigue nada con ese número. Sus números: {command}",
    ar="لا تتابعون شيئًا بهذا الرقم. أرقامكم: {command}",
    zh="您没有关注该编号的内容。查看您的编号：{command}",
    ru="Под этим номером вы ни за чем не следите. Ваши номера: {command}",
)

TOLD_ALONE = Sentence(
    en="I tell you in our own chat.",
    fr="Je vous le dis dans notre conversation privée.",
    es="Se lo digo en nuestro chat.",
    ar="أخبركم في محادثتنا الخاصة.",
    zh="我在我们的私聊中告诉您。",
    ru="Отвечу вам в нашем чате.",
)

NEWS = Sentence(
    en="New for what you follow:",
    fr="Du nouveau pour ce que vous suivez :",
    es="Novedades sobre lo que sigue:",
    ar="جديد فيما تتابعونه:",
    zh="您关注的内容有更新：",
    ru="Новое по тому, за чем вы следите:",
)

CONFIDENTIAL = Sentence(
    en="a document in a Confidential room",
    fr="un document dans un salon confidentiel",
    es="un documento en una sala confidencial",
    ar="وثيقة في غرفة سرية",
    zh="机密聊天室中的一份文件",
    ru="документ в конфиденциальной комнате",
)

AND_MORE = Sentence(
    en="and {n} more: {command}",
    fr="et {n} de plus : {command}",
    es="y {n} más: {command}",
    ar="و{n} غيرها: {command}",
    zh="另有 {n} 份：{command}",
    ru="и ещё {n}: {command}",
)
