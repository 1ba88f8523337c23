"""What staff are told of posts to look at again, in the six languages."""

from kit.language import Sentence

REVIEWS = Sentence(
    en="These posts are to be looked at again:",
    fr="Ces postes sont à revoir :",
    es="Hay que revisar estos puestos:",
    ar="ينبغي إعادة النظر في هذه الوظائف:",
    zh="以下岗位需要复核：",
    ru="Нужно заново рассмотреть эти должности:",
)

OVERDUE = Sentence(
    en="{name}: {what}. The review was due on {day}.",
    fr="{name} : {what}. La révision était prévue le {day}.",
    es="{name}: {what}. La revisión estaba prevista para el {day}.",
    ar="{name}: {what}. كان موعد إعادة النظر {day}.",
    zh="{name}：{what}。复核日期为 {day}。",
    ru="{name}: {what}. Срок пересмотра — {day}.",
)

LAPSES = Sentence(
    en="{name}: {what}. It ends with {day} unless a later review is entered.",
    fr="{name} : {what}. Prend fin à l’issue du {day}, sauf si une révision ultérieure est inscrite.",
    es="{name}: {what}. Termina al acabar el {day} si no se anota una revisión posterior.",
    ar="{name}: {what}. تنتهي بنهاية {day} ما لم يُسجَّل موعد لاحق لإعادة النظر.",
    zh="{name}：{what}。除非登记了更晚的复核日期，否则将于 {day} 结束。",
    ru="{name}: {what}. Закончится {day}, если не внести более поздний срок пересмотра.",
)

WHAT_TO_DO = Sentence(
    en="Please ask whether each is still needed. If it is, enter the next review in the register; if not, "
    "enter its last day.",
    fr="Veuillez demander si chacun est encore nécessaire. Si oui, inscrivez la prochaine révision dans le "
    "registre ; sinon, son dernier jour.",
    es="Pregunte si cada uno sigue siendo necesario. Si lo es, anote en el registro la próxima revisión; si "
    "no, su último día.",
    ar="يُرجى السؤال عمّا إذا كانت كل منها لا تزال لازمة. فإن كانت كذلك فسجّلوا موعد إعادة النظر التالي، وإلا "
    "فسجّلوا آخر يوم لها.",
    zh="请询问各岗位是否仍有必要。如有必要，请在名册中登记下次复核日期；如无必要，请登记其最后一天。",
    ru="Пожалуйста, выясните, нужна ли ещё каждая из них. Если да, внесите в реестр следующий срок "
    "пересмотра; если нет — последний день.",
)
