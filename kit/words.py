"""What every bot can say, in the six languages."""

from kit.language import Sentence

SORRY = Sentence(
    en="I am sorry, something went wrong on my side and I could not finish this. The people who look after "
    "the platform have been told. If you write to them, please give this reference: {reference}",
    fr="Je suis désolé, un problème est survenu de mon côté et je n’ai pas pu terminer. Les personnes qui "
    "s’occupent de la plateforme en sont informées. Si vous leur écrivez, indiquez cette référence : "
    "{reference}",
    es="Lo siento, algo ha fallado por mi parte y no he podido terminar. Las personas que cuidan de la "
    "plataforma ya están avisadas. Si les escribe, indique esta referencia: {reference}",
    ar="أعتذر، حدث خلل من جانبي ولم أتمكن من إتمام طلبكم. وقد أُبلغ القائمون على المنصة بذلك. وإذا راسلتموهم "
    "فيُرجى ذكر هذا الرقم المرجعي: {reference}",
    zh="很抱歉，我这边出了问题，没能完成您的请求。平台维护人员已收到通知。如需联系他们，请提供此编号：{reference}",
    ru="Извините, у меня произошла ошибка, и я не смог выполнить вашу просьбу. Те, кто обслуживает "
    "платформу, уже знают об этом. Если будете им писать, укажите, пожалуйста, этот номер: {reference}",
)

MEANT = Sentence(
    en="I do not know “{typed}”. Perhaps you meant: {command}",
    fr="Je ne connais pas « {typed} ». Vous vouliez peut-être dire : {command}",
    es="No conozco «{typed}». Quizá quiso decir: {command}",
    ar="لا أعرف «{typed}». لعلكم تقصدون: {command}",
    zh="我不认识“{typed}”。您可能想输入：{command}",
    ru="Я не знаю команды «{typed}». Возможно, вы имели в виду: {command}",
)

NOT_KNOWN = Sentence(
    en="I do not know “{typed}”. {command} shows what I can do.",
    fr="Je ne connais pas « {typed} ». {command} montre ce que je sais faire.",
    es="No conozco «{typed}». {command} muestra lo que sé hacer.",
    ar="لا أعرف «{typed}». اكتبوا {command} لمعرفة ما يمكنني فعله.",
    zh="我不认识“{typed}”。输入 {command} 可以查看我能做什么。",
    ru="Я не знаю команды «{typed}». Напишите {command} — и я покажу, что умею.",
)

POINTER = Sentence(
    en="I only understand a few commands. {command} shows what I can do.",
    fr="Je ne comprends que quelques commandes. {command} montre ce que je sais faire.",
    es="Solo entiendo unas pocas órdenes. {command} muestra lo que sé hacer.",
    ar="لا أفهم سوى بضعة أوامر. اكتبوا {command} لمعرفة ما يمكنني فعله.",
    zh="我只懂几个命令。输入 {command} 可以查看我能做什么。",
    ru="Я понимаю лишь несколько команд. Напишите {command} — и я покажу, что умею.",
)

NOT_HERE = Sentence(
    en="This room is not one of the community’s, so I do not answer here. Please ask me in one of the "
    "community’s rooms, or in a direct chat.",
    fr="Ce salon ne fait pas partie de la communauté ; je n’y réponds donc pas. Posez-moi votre question "
    "dans un salon de la communauté ou dans une conversation directe.",
    es="Esta sala no forma parte de la comunidad, por eso no respondo aquí. Pregúnteme en una sala de la "
    "comunidad o en un chat directo.",
    ar="هذه الغرفة ليست من غرف الجماعة، ولذلك لا أجيب فيها. يُرجى أن تسألوني في إحدى غرف الجماعة أو في محادثة "
    "مباشرة.",
    zh="这个聊天室不属于本社区，因此我不在这里回答。请在社区的聊天室里或在私聊中问我。",
    ru="Эта комната не относится к сообществу, поэтому здесь я не отвечаю. Спросите меня, пожалуйста, в "
    "одной из комнат сообщества или в личной беседе.",
)

ASK_ENCRYPTED = Sentence(
    en="What is written here is not encrypted, so I cannot be certain that it comes from you. Please ask me "
    "in an encrypted chat: begin a new one with me, and confirm your device if you have not yet.",
    fr="Ce qui s’écrit ici n’est pas chiffré ; je ne peux donc pas être certain que cela vient de vous. "
    "Veuillez me le demander dans une conversation chiffrée : commencez-en une avec moi, et confirmez votre "
    "appareil si ce n’est pas déjà fait.",
    es="Lo que se escribe aquí no está cifrado, así que no puedo tener la certeza de que viene de usted. "
    "Pregúntemelo en un chat cifrado: empiece uno conmigo y confirme su dispositivo si aún no lo ha hecho.",
    ar="ما يُكتب هنا غير مشفّر، ولذلك لا يمكنني التأكد من أنه صادر عنكم. يُرجى أن تسألوني في محادثة مشفّرة: "
    "ابدؤوا محادثة جديدة معي، وأكّدوا جهازكم إن لم تفعلوا بعد.",
    zh="这里的内容未加密，因此我无法确定是您本人所写。请在加密聊天中问我：与我新建一个聊天，如尚未确认设备，请先确认。",
    ru="Написанное здесь не зашифровано, поэтому я не могу быть уверен, что это пишете вы. Спросите меня в "
    "зашифрованном чате: начните со мной новый и подтвердите своё устройство, если ещё не сделали этого.",
)

CONFIRM_FIRST = Sentence(
    en="For this I must be certain that it is you who asks, and of this message I am not. Please confirm the "
    "device you write from, with your recovery key or another device of yours, if it is not confirmed yet; "
    "then ask again.",
    fr="Pour cela, je dois avoir la certitude que la demande vient de vous, et pour ce message je ne l’ai "
    "pas. Si l’appareil que vous utilisez n’est pas encore confirmé, confirmez-le avec votre clé de "
    "récupération ou un autre de vos appareils, puis redemandez-le-moi.",
    es="Para esto necesito la certeza de que es usted quien lo pide, y con este mensaje no la tengo. Si el "
    "dispositivo desde el que escribe aún no está confirmado, confírmelo con su clave de recuperación o con "
    "otro dispositivo suyo, y vuelva a pedírmelo.",
    ar="لتنفيذ هذا الطلب يجب أن أتأكد من أنه صادر عنكم، ولست متأكدًا من ذلك في هذه الرسالة. إذا لم يكن الجهاز "
    "الذي تكتبون منه مؤكَّدًا بعد فيُرجى تأكيده بمفتاح الاسترداد أو من جهاز آخر لكم، ثم إعادة الطلب.",
    zh="执行这项操作前，我必须确定是您本人提出的，而这条消息还无法让我确定。如果您正在使用的设备尚未确认，请先用恢复"
    "密钥或您的另一台设备加以确认，然后再提出请求。",
    ru="Для этого я должен быть уверен, что просите именно вы, а в этом сообщении я не уверен. Если "
    "устройство, с которого вы пишете, ещё не подтверждено, подтвердите его ключом восстановления или "
    "другим своим устройством, а затем повторите просьбу.",
)

TOO_MANY = Sentence(
    en="You have asked very many things at once. I answer the earlier ones in turn; please ask this one, and "
    "those after it, again in a while.",
    fr="Vous avez demandé beaucoup de choses à la fois. Je réponds d’abord aux premières, dans l’ordre ; "
    "reposez celle-ci et les suivantes un peu plus tard, s’il vous plaît.",
    es="Ha pedido muchas cosas a la vez. Respondo a las primeras por orden; por favor, repita esta y las "
    "siguientes dentro de un rato.",
    ar="لقد طلبتم أشياء كثيرة جدًا دفعة واحدة. سأجيب عن الأولى منها بالترتيب؛ يُرجى إعادة هذا الطلب وما يليه "
    "بعد قليل.",
    zh="您一次提出的请求太多了。我会按顺序先回答前面的；这一条以及之后的，请过一会儿再提。",
    ru="Вы задали очень много вопросов сразу. Я отвечаю на первые по порядку; этот и следующие задайте, "
    "пожалуйста, ещё раз немного позже.",
)

COMMANDS = Sentence(
    en="What you can ask of me:",
    fr="Ce que vous pouvez me demander :",
    es="Lo que puede pedirme:",
    ar="ما يمكنكم أن تطلبوه مني:",
    zh="您可以让我做这些：",
    ru="О чём меня можно попросить:",
)

OR_MENTION = Sentence(
    en="You can also mention me in a room, or write to me directly, in plain words.",
    fr="Vous pouvez aussi me mentionner dans un salon, ou m’écrire directement, en langage courant.",
    es="También puede mencionarme en una sala o escribirme directamente, con palabras corrientes.",
    ar="ويمكنكم أيضًا أن تذكروا اسمي في غرفة أو أن تكتبوا إليّ مباشرةً بكلام عادي.",
    zh="您也可以在聊天室里提及我，或直接给我发私信，用平常的话提问就行。",
    ru="Можно также упомянуть меня в комнате или написать мне лично обычными словами.",
)

READS = Sentence(
    en="What I read: {reads}",
    fr="Ce que je lis : {reads}",
    es="Lo que leo: {reads}",
    ar="ما أقرؤه: {reads}",
    zh="我会读取：{reads}",
    ru="Что я читаю: {reads}",
)
