"""What the library says when it brings a paragraph, in the six languages."""

from kit.language import Sentence

CITE = Sentence(
    en="brings a numbered paragraph of a document, in your language where it is there",
    fr="apporte un paragraphe numéroté d’un document, dans votre langue s’il y existe",
    es="trae un párrafo numerado de un documento, en su idioma si lo hay",
    ar="يأتي بفقرة مرقّمة من وثيقة، بلغتكم إن وُجدت",
    zh="取出文件中带编号的段落，如有您的语言版本则优先提供",
    ru="приводит нумерованный пункт документа, на вашем языке, если он есть",
)

WHAT = Sentence(
    en="Tell me which paragraph, for example: {example}",
    fr="Dites-moi quel paragraphe, par exemple : {example}",
    es="Dígame qué párrafo, por ejemplo: {example}",
    ar="أخبروني بالفقرة المطلوبة، مثلًا: {example}",
    zh="请告诉我是哪一段，例如：{example}",
    ru="Скажите, какой пункт, например: {example}",
)

EXAMPLE = Sentence(
    en="!cite CEDAW/C/GC/35 para 12",
    fr="!cite CEDAW/C/GC/35 par. 12",
    es="!cite CEDAW/C/GC/35 párr. 12",
    ar="!cite CEDAW/C/GC/35 الفقرة 12",
    zh="!cite CEDAW/C/GC/35 第12段",
    ru="!cite CEDAW/C/GC/35 п. 12",
)

NOT_HERE = Sentence(
    en="I know of no {what} that everybody here may read.",
    fr="Je ne connais pas de {what} que tout le monde ici puisse lire.",
    es="No conozco {what} que puedan leer todas las personas de esta sala.",
    ar="لا أعرف {what} مما يمكن للجميع هنا قراءته.",
    zh="在此处所有人都可以阅读的文件中，没有找到{what}。",
    ru="Среди того, что могут читать все присутствующие здесь, нет: {what}.",
)

NOT_FOR_YOU = Sentence(
    en="I know of no {what} in the documents that you may read.",
    fr="Je ne connais pas de {what} dans les documents que vous pouvez lire.",
    es="No conozco {what} en los documentos que usted puede leer.",
    ar="لا أعرف {what} في الوثائق المتاحة لكم.",
    zh="在您可以阅读的文件中，没有找到{what}。",
    ru="В доступных вам документах нет: {what}.",
)

OTHER_LANGUAGE = Sentence(
    en="I have this text in {tongue} only, not in {wanted}.",
    fr="Je n’ai ce texte qu’en {tongue}, pas en {wanted}.",
    es="Tengo este texto solo en {tongue}, no en {wanted}.",
    ar="هذا النص متاح لدي بـ{tongue} فقط، لا بـ{wanted}.",
    zh="此文本仅有{tongue}版，没有{wanted}版。",
    ru="Этот текст есть у меня только на языке: {tongue}; на языке {wanted} его нет.",
)

SUPERSEDED = Sentence(
    en="⚠️ This text has been replaced: {newer} is newer.",
    fr="⚠️ Ce texte a été remplacé : {newer} est plus récent.",
    es="⚠️ Este texto fue sustituido: {newer} es más reciente.",
    ar="⚠️ استُعيض عن هذا النص: {newer} أحدث منه.",
    zh="⚠️ 此文本已被取代：{newer} 是较新的版本。",
    ru="⚠️ Этот текст заменён: {newer} — более новая версия.",
)

CUT = Sentence(
    en="The rest is in the document.",
    fr="La suite se trouve dans le document.",
    es="El resto está en el documento.",
    ar="البقية في الوثيقة.",
    zh="其余内容请见原文件。",
    ru="Остальное — в документе.",
)
