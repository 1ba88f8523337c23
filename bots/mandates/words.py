"""What the bot says of itself."""

from kit.language import Sentence

TITLE = Sentence(en="Mandates", fr="Mandats", es="Mandatos", ar="الولايات", zh="任务授权", ru="Мандаты")

ABOUT = Sentence(
    en="I find out who you are, so that the rooms of your mandates open to you, and tell you what you hold "
    "and until when.",
    fr="Je vérifie qui vous êtes, pour que les salons de vos mandats vous soient ouverts, et je vous dis ce "
    "que vous détenez et jusqu’à quand.",
    es="Compruebo quién es usted, para que se le abran las salas de sus mandatos, y le digo qué mandatos "
    "tiene y hasta cuándo.",
    ar="أتحقق من هويتكم كي تُفتح لكم غرف ولاياتكم، وأخبركم بما تتولّونه وإلى متى.",
    zh="我核实您的身份，让您担任职务的聊天室向您开放，并告诉您担任哪些职务、到什么时候为止。",
    ru="Я выясняю, кто вы, чтобы вам открылись комнаты ваших мандатов, и сообщаю, какие мандаты у вас есть и "
    "до какого срока.",
)

READS = Sentence(
    en="I act on what you write to me in a direct chat, and on commands. I keep which account asked for what "
    "and how that ended, and whom I told what of their mandates; of codes I keep only what tells a right one "
    "from a wrong one. I keep no other messages.",
    fr="Je réagis à ce que vous m’écrivez en conversation directe, et aux commandes. Je conserve quel compte "
    "a demandé quoi et ce qui en est résulté, et ce que j’ai dit à qui de ses mandats ; des codes, je ne "
    "garde que de quoi distinguer le bon du mauvais. Je ne conserve aucun autre message.",
    es="Atiendo a lo que me escribe en un chat directo y a las órdenes. Conservo qué cuenta pidió qué y cómo "
    "terminó, y a quién dije qué de sus mandatos; de los códigos guardo solo lo que permite distinguir el "
    "correcto. No conservo ningún otro mensaje.",
    ar="أستجيب لما تكتبونه إليّ في محادثة مباشرة وللأوامر. وأحتفظ بأي حساب طلب ماذا وكيف انتهى ذلك، وبما "
    "أبلغته لكل شخص عن ولاياته؛ أما الرموز فلا أحتفظ منها إلا بما يميّز الصحيح من الخطأ. ولا أحتفظ بأي رسالة "
    "أخرى.",
    zh="我只响应您在私聊中写给我的内容和各项命令。我会记录哪个账号提出了什么请求、结果如何，以及我向谁告知过其任职的什"
    "么信息；对于验证码，只保存用来辨别对错的信息。其他消息一概不保存。",
    ru="Я откликаюсь на то, что вы пишете мне в личной беседе, и на команды. Я храню, какая учётная запись о "
    "чём просила и чем это закончилось, а также кому что сообщил о его мандатах; от кодов — только то, что "
    "отличает верный от неверного. Других сообщений я не храню.",
)
