"""First pages as the United Nations print them; what they say is made up."""

FRENCH = """Nations Unies CEDAW/C/FRA/CO/9
Convention sur l’élimination
de toutes les formes
de discrimination à l’égard
des femmes
Distr. générale
14 novembre 2023
Français
Original : anglais
Comité pour l’élimination de la discrimination
à l’égard des femmes
Observations finales concernant le neuvième rapport
périodique de la France*
1. Le Comité a examiné le neuvième rapport périodique de la France (CEDAW/C/FRA/9) à ses 2012e et 2013e
séances (CEDAW/C/SR.2012 et 2013), le 12 octobre 2022.
A. Introduction
2. Le Comité remercie l’État partie d’avoir soumis son rapport.
* Adoptées par le Comité à sa quatre-vingt-sixième session (9-27 octobre 2023).
"""
ARABIC = """الأمم المتحدة CEDAW/C/FRA/CO/9
اتفاقية القضاء على جميع
أشكال التمييز ضد المرأة
Distr.: General
14 November 2023
Arabic
Original: English
اللجنة المعنية بالقضاء على التمييز ضد المرأة
الملاحظات الختامية بشأن التقرير الدوري التاسع لفرنسا*
أولا - مقدمة
1- نظرت اللجنة في التقرير الدوري التاسع لفرنسا (CEDAW/C/FRA/9) في جلستيها (CEDAW/C/SR.2012 و2013).
2- وتشكر اللجنة الدولة الطرف على تقديم تقريرها في الموعد المحدد.
3- وترحب اللجنة بالقانون الجديد.
* اعتمدتها اللجنة في دورتها السادسة والثمانين (9-27 تشرين الأول/أكتوبر 2023).
"""
CHINESE = """联合国 CEDAW/C/FRA/CO/9
消除对妇女一切形式
歧视公约
Distr.: General
14 November 2023
Chinese
Original: English
消除对妇女歧视委员会
关于法国第九次定期报告的结论性意见*
一. 导言
1. 委员会审议了法国的第九次定期报告(CEDAW/C/FRA/9)。
2. 委员会感谢缔约国按时提交报告。
3. 委员会欢迎新的法律。
* 委员会第八十六届会议(2023年10月9日至27日)通过。
"""
RUSSIAN = """Организация Объединенных Наций CEDAW/C/FRA/CO/9
Конвенция о ликвидации
всех форм дискриминации
в отношении женщин
Distr.: General
14 November 2023
Russian
Original: English
Комитет по ликвидации дискриминации
в отношении женщин
Заключительные замечания по девятому периодическому
докладу Франции*
1. Комитет рассмотрел девятый периодический доклад Франции (CEDAW/C/FRA/9) на своих заседаниях.
2. Комитет благодарит государство-участник за своевременное представление доклада.
3. Комитет приветствует новый закон.
* Приняты Комитетом на его восемьдесят шестой сессии (9–27 октября 2023 года).
"""
SPANISH = """Naciones Unidas CEDAW/C/FRA/CO/9
Convención sobre la eliminación
de todas las formas de
discriminación contra la mujer
Distr. general
14 de noviembre de 2023
Español
Original: inglés
Comité para la Eliminación de la Discriminación
contra la Mujer
Observaciones finales sobre el noveno informe
periódico de Francia*
1. El Comité examinó el noveno informe periódico de Francia (CEDAW/C/FRA/9) en sus sesiones.
2. El Comité agradece al Estado parte la presentación de su informe.
3. El Comité celebra la nueva ley.
* Aprobadas por el Comité en su 86º período de sesiones (9 a 27 de octubre de 2023).
"""
ENGLISH = """GE.23-12345 (E)
United Nations CEDAW/C/FRA/CO/9
Convention on the Elimination
of All Forms of Discrimination
against Women
Distr.: General
14 November 2023
Original: English
Committee on the Elimination of Discrimination
against Women
Concluding observations on the ninth periodic report
of France*
1. The Committee considered the ninth periodic report of France (CEDAW/C/FRA/9) at its meetings
(see CEDAW/C/SR.2012 and 2013) on 12 October 2022.
A. Introduction
2. The Committee appreciates the submission of the report.
3. The Committee welcomes the new law.
* Adopted by the Committee at its eighty-sixth session (9–27 October 2023).
"""
IN_SIX_LANGUAGES = {
    "ar": ARABIC,
    "en": ENGLISH,
    "es": SPANISH,
    "fr": FRENCH,
    "ru": RUSSIAN,
    "zh": CHINESE,
}

VIEWS = """United Nations CCPR/C/130/D/2500/2014
International Covenant on
Civil and Political Rights
Distr.: General
9 March 2021
Original: English
Human Rights Committee
Views adopted by the Committee under article 5 (4) of
the Optional Protocol, concerning communication
No. 2500/2014*, **
Communication submitted by: The author (represented by counsel)
State party: Denmark
Date of communication: 12 June 2013 (initial submission)
Date of adoption of Views: 28 October 2020
1.1 The author of the communication is a national of another State.
1.2 On 14 June 2013, the Committee asked the State party to wait.
2.1 The author came to the State party in 2001.
* Adopted by the Committee at its 130th session (12 October–6 November 2020).
"""
RECOMMENDATION = """United Nations CEDAW/C/GC/35
Convention on the Elimination
of All Forms of Discrimination
against Women
Distr.: General
26 July 2017
Original: English
Committee on the Elimination of Discrimination
against Women
General recommendation No. 35 on gender-based violence
against women, updating general recommendation No. 19
I. Introduction
1. In its general recommendation No. 19 (1992) on violence against women, adopted on 29 January 1992,
the Committee spoke of violence.
2. For over 25 years, the practice of States parties has endorsed it.
"""
JOINT = """United Nations CEDAW/C/GC/31/Rev.1–CRC/C/GC/18/Rev.1
Convention on the Elimination
of All Forms of Discrimination
against Women
Convention on the
Rights of the Child
Distr.: General
8 May 2019
Original: English
Committee on the Elimination of
Discrimination against Women
Committee on the Rights of the Child
Joint general recommendation No. 31 of the Committee on the
Elimination of Discrimination against Women/general
comment No. 18 of the Committee on the Rights of the
Child (2019) on harmful practices*
Contents
"""
RESOLUTION = """A
United Nations /RES/99/3
General Assembly
Distr.: General
11 October 2024
Ninety-ninth session
Agenda item 143
Wells and bridges of the valley
Resolution adopted by the General Assembly
on 9 October 2024
[on the report of the Fifth Committee (A/99/390, para. 7)]
99/3. Wells and bridges of the valley: requests under
article 19
The General Assembly,
Having considered chapter V of the report of 3 May 2023,
1. Reaffirms its role;
2. Requests the Secretary-General to go on.
"""
OLD_VIEWS = """NACIONES

UNIDAS

CCPR

Pacto Internacional de Derechos Civiles y Políticos

Distr.

RESERVADA*

CCPR/C/87/D/1999/2002

8 de agosto de 2006

Original: ESPAÑOL

COMITÉ DE DERECHOS HUMANOS

87º período de sesiones

DECISIÓN

Comunicación Nº 1999/2002

Presentada por:
"""
WITH_ITS_STATE_BELOW = """الدورة الخامسة والأربعون

18 كانون الثاني/يناير - 5 شباط/فبراير 2010

الملاحظات الختامية للجنة المعنية بالقضاء على التمييز ضد المرأة

مصر

1 - نظرت اللجنة في التقرير (انظر CEDAW/C/SR.918 و919).

2 - تشكر اللجنة الدولة الطرف.
"""
SUPPLEMENT = """General Assembly

Official Records

Fifty-third session
Supplement No. 44 (A/53/44)

Report of the Committee
against Torture

United Nations, New York, 1998
"""
BY_THE_SECRETARIAT = """United Nations HRI/MC/2099/2
International Human Rights
Instruments
Distr.: General
11 May 2024
Original: English
Geneva, 3–7 June 2024
Item 5 of the provisional agenda
Working methods of the committees and what
became of them
Note by the Secretariat
Summary
"""
UNEDITED = """ADVANCE UNEDITED VERSION
Distr.: General
14 February 2025
Original: English
Committee on the Rights of Persons with Disabilities
List of issues prior to submission of the combined second
and third periodic reports of Peru*
A. Purpose and general obligations (arts. 1–4)
1. Please inform the Committee about the new law.
2. Please provide figures.
"""
DRAFT = """DRAFT
General comment No. 27 on children’s right to access to justice
Committee on the Rights of the Child
1 March 2025
I. Introduction
1. The Committee has heard children on every continent.
2. It begins with what they said.
"""
MANDATE = """United Nations A/HRC/99/48/Add.2
General Assembly
Distr.: General
3 January 2025
Original: English
Human Rights Council
Ninety-ninth session
Agenda item 3
Promotion and protection of all human rights, civil,
political, economic, social and cultural rights,
including the right to development
Visit to Peru
Report of the Special Rapporteur on the right to food
Summary
The Special Rapporteur visited Peru from 3 to 14 June 2024.
"""
NOTE = """Working methods of the committee: what we tried in spring

We met in Geneva and tried three ways of asking questions. On 4 May 2019 the committee had said in
CEDAW/C/GC/35 that it would. The State party, France, was kind to us.
"""
