"""What people are told on the day something ends or begins, in the six languages."""

from kit.language import Sentence

ENDED = Sentence(
    en="Dear {name}, this has ended:",
    fr="Bonjour {name}, ceci a pris fin :",
    es="Hola, {name}: esto ha terminado:",
    ar="تحية طيبة، {name}. انتهى ما يلي:",
    zh="{name}，您好。以下职务已经结束：",
    ru="Здравствуйте, {name}! Закончилось следующее:",
)

SOMETHING = Sentence(
    en="something that the register no longer lists",
    fr="une fonction qui ne figure plus au registre",
    es="una función que ya no figura en el registro",
    ar="مهمة لم تعد مدرجة في السجل",
    zh="名册中不再列出的一项职务",
    ru="то, чего больше нет в реестре",
)

THANKS = Sentence(
    en="Thank you for your work.",
    fr="Merci pour votre travail.",
    es="Gracias por su trabajo.",
    ar="شكرًا لكم على عملكم.",
    zh="感谢您的工作。",
    ru="Спасибо вам за работу.",
)

BEGUN = Sentence(
    en="Welcome, {name}! You now hold:",
    fr="Bienvenue, {name} ! Vous exercez désormais :",
    es="¡Le damos la bienvenida, {name}! Desde ahora sus funciones son:",
    ar="أهلًا وسهلًا بكم، {name}! تتولّون من الآن:",
    zh="欢迎您，{name}！您现在担任：",
    ru="Добро пожаловать, {name}! Теперь у вас есть:",
)

BEGUN_TOO = Sentence(
    en="And you now hold:",
    fr="Et vous exercez désormais :",
    es="Y desde ahora sus funciones son:",
    ar="وتتولّون من الآن:",
    zh="您现在担任：",
    ru="И теперь у вас есть:",
)

NEW_ROOMS = Sentence(
    en="It opens these rooms to you:",
    fr="Cela vous ouvre ces salons :",
    es="Con ello se le abren estas salas:",
    ar="ويفتح لكم ذلك هذه الغرف:",
    zh="由此，以下聊天室对您开放：",
    ru="Вам открыты комнаты:",
)

KEPT_ROOMS = Sentence(
    en="You keep these rooms:",
    fr="Vous gardez ces salons :",
    es="Conserva estas salas:",
    ar="وتبقى لكم هذه الغرف:",
    zh="您保留以下聊天室：",
    ru="У вас остаются комнаты:",
)

NO_ROOM_LEFT = Sentence(
    en="No room is open to you any more. This chat stays: you can always write to me here.",
    fr="Plus aucun salon ne vous est ouvert. Cette conversation demeure : vous pouvez toujours m’y écrire.",
    es="Ya no tiene ninguna sala abierta. Este chat permanece: siempre puede escribirme aquí.",
    ar="لم تعد أي غرفة مفتوحة لكم. أما هذه المحادثة فتبقى، ويمكنكم دائمًا أن تكتبوا إليّ فيها.",
    zh="已没有聊天室对您开放。这个私聊会保留：您随时可以在这里给我留言。",
    ru="Открытых для вас комнат больше нет. Эта беседа остаётся: сюда вы всегда можете мне написать.",
)

STATUS_SHOWS = Sentence(
    en="{command} shows all that you hold, and all your rooms.",
    fr="{command} affiche toutes vos fonctions et tous vos salons.",
    es="{command} muestra todas sus funciones y todas sus salas.",
    ar="الأمر {command} يعرض كل ما تتولّونه وكل غرفكم.",
    zh="输入 {command} 可查看您的所有职务和聊天室。",
    ru="{command} показывает все ваши мандаты и комнаты.",
)
