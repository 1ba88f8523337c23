"""What the library says of pictures, sound and video, in the six languages."""

from kit.language import Sentence

MEDIA = Sentence(
    en="finds pictures, sound and video by caption, sender, date and what they say of themselves",
    fr="trouve images, sons et vidéos par légende, auteur, date et ce qu’ils disent d’eux-mêmes",
    es="encuentra imágenes, sonido y video por leyenda, remitente, fecha y lo que dicen de sí mismos",
    ar="يعثر على الصور والصوت والفيديو بحسب التعليق والمرسل والتاريخ وما تذكره عن نفسها",
    zh="按说明、发送者、日期及文件自带信息查找图片、音频和视频",
    ru="находит изображения, звук и видео по подписи, отправителю, дате и их собственным данным",
)

FOUND = Sentence(
    en="Pictures, sound and video, the newest first:",
    fr="Images, sons et vidéos, les plus récents d’abord :",
    es="Imágenes, sonido y video, lo más reciente primero:",
    ar="الصور والصوت والفيديو، الأحدث أولًا:",
    zh="图片、音频和视频，最新者在前：",
    ru="Изображения, звук и видео, сначала новейшие:",
)

NOTHING_HERE = Sentence(
    en="I found no pictures, sound or video that everybody here may see.",
    fr="Je n’ai trouvé ni image, ni son, ni vidéo que tout le monde ici puisse voir.",
    es="No encontré imágenes, sonido ni video que puedan ver todas las personas de esta sala.",
    ar="لم أجد صورًا أو صوتًا أو فيديو مما يمكن للجميع هنا الاطلاع عليه.",
    zh="没有找到此处所有人都可以查看的图片、音频或视频。",
    ru="Я не нашёл изображений, звука или видео, доступных всем присутствующим здесь.",
)

NOTHING_ALONE = Sentence(
    en="I found no pictures, sound or video.",
    fr="Je n’ai trouvé ni image, ni son, ni vidéo.",
    es="No encontré imágenes, sonido ni video.",
    ar="لم أجد صورًا أو صوتًا أو فيديو.",
    zh="没有找到图片、音频或视频。",
    ru="Я не нашёл изображений, звука или видео.",
)

THUMBNAILS = Sentence(
    en="The pictures of the list above, in small: {names}",
    fr="Les images de la liste ci-dessus, en petit : {names}",
    es="Las imágenes de la lista anterior, en pequeño: {names}",
    ar="صور القائمة أعلاه مصغّرة: {names}",
    zh="以上列表中图片的缩略图：{names}",
    ru="Изображения из списка выше в уменьшенном виде: {names}",
)

IMAGE = Sentence(en="picture", fr="image", es="imagen", ar="صورة", zh="图片", ru="изображение")
SOUND = Sentence(en="sound", fr="son", es="sonido", ar="صوت", zh="音频", ru="звук")
VIDEO = Sentence(en="video", fr="vidéo", es="video", ar="فيديو", zh="视频", ru="видео")
