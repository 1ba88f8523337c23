"""What United Nations lists call States where the Unicode locale data call them otherwise, or bend them."""

from collections.abc import Mapping

NAMES: Mapping[str, str] = {
    "ARE": "Объединенные Арабские Эмираты|Объединенных Арабских Эмиратов|الإمارات العربية المتحدة",
    "ARG": "Аргентинская Республика|République argentine|República Argentina",
    "AUT": "Австрийская Республика",
    "AZE": "Азербайджанская Республика",
    "BEN": "بنن",
    "BGD": "孟加拉人民共和国",
    "BHS": "Bahamas|The Bahamas|جزر البهاما|Багамские Острова|Багамских Островов",
    "BLR": "Белоруссия|Biélorussie|Belarús",
    "BOL": (
        "Plurinational State of Bolivia|État plurinational de Bolivie|Estado Plurinacional de Bolivia"
        "|Bolivia (Estado Plurinacional de)|Боливия (Многонациональное Государство)"
        "|Многонациональное Государство Боливия|Многонационального Государства Боливия"
        "|دولة بوليفيا المتعددة القوميات|بوليفيا (دولة - المتعددة القوميات)|多民族玻利维亚国"
    ),
    "BRN": "Brunei Darussalam|Brunéi Darussalam|Бруней-Даруссалам|بروني دار السلام|文莱达鲁萨兰国",
    "CAF": "Центральноафриканская Республика|Центральноафриканской Республики|République centrafricaine",
    "CHE": "Swiss Confederation|Швейцарская Конфедерация|الاتحاد السويسري",
    "CHL": "شيلي",
    "CHN": "Китайская Народная Республика|Китайской Народной Республики|中华人民共和国|PRC",
    "CIV": "Ivory Coast|Costa de Marfil|Кот-д’Ивуар|كوت ديفوار|科特迪瓦",
    "COD": (
        "Democratic Republic of the Congo|DR Congo|DRC|RDC|République démocratique du Congo"
        "|República Democrática del Congo|Демократическая Республика Конго"
        "|Демократической Республики Конго|جمهورية الكونغو الديمقراطية|刚果民主共和国|Zaire|Zaïre"
    ),
    "COG": (
        "Congo|Republic of the Congo|République du Congo|República del Congo|Конго|Республика Конго"
        "|Республики Конго|الكونغو|جمهورية الكونغو|刚果|刚果共和国"
    ),
    "COK": "Острова Кука|Островов Кука",
    "COM": "Коморские Острова|Коморских Островов|Союз Коморских Островов",
    "CPV": "Cabo Verde|Cape Verde|Cap-Vert|كابو فيردي",
    "CZE": (
        "Czech Republic|République tchèque|República Checa|Чешская Республика|Чешской Республики"
        "|الجمهورية التشيكية|تشيكيا|捷克共和国"
    ),
    "DEU": "德意志联邦共和国|Alemania|República Federal de Alemania",
    "DOM": "الجمهورية الدومينيكية|Доминиканской Республики",
    "DZA": (
        "République algérienne démocratique et populaire|República Argelina Democrática y Popular"
        "|Алжирская Народная Демократическая Республика|الجمهورية الجزائرية الديمقراطية الشعبية"
    ),
    "ECU": "إكوادور",
    "EGY": "Египта|Египту",
    "EST": "Эстонская Республика",
    "EUE": "European Union|EU|Union européenne|Unión Europea|Европейский союз|الاتحاد الأوروبي|欧洲联盟|欧盟",
    "FIN": "Финляндская Республика",
    "FRA": (
        "French Republic|République française|República Francesa|Французская Республика|法兰西共和国"
        "|الجمهورية الفرنسية"
    ),
    "FSM": (
        "Federated States of Micronesia|États fédérés de Micronésie|Estados Federados de Micronesia"
        "|Микронезия (Федеративные Штаты)|ولايات ميكرونيزيا الموحدة|密克罗尼西亚联邦"
    ),
    "GAB": ("Gabonese Republic|République gabonaise|República Gabonesa|Габонская Республика|غابون"),
    "GBR": (
        "United Kingdom of Great Britain and Northern Ireland|United Kingdom|UK|Great Britain"
        "|Northern Ireland|Royaume-Uni de Grande-Bretagne et d’Irlande du Nord|Irlande du Nord"
        "|Reino Unido de Gran Bretaña e Irlanda del Norte|Irlanda del Norte|Соединенное Королевство"
        "|Соединенного Королевства|Соединенное Королевство Великобритании и Северной Ирландии"
        "|Соединенного Королевства Великобритании и Северной Ирландии|Северной Ирландии"
        "|المملكة المتحدة لبريطانيا العظمى وأيرلندا الشمالية|المملكة المتحدة|大不列颠及北爱尔兰联合王国"
        "|联合王国|北爱尔兰"
    ),
    "GIN": "Гвинейская Республика",
    "GMB": "The Gambia|Gambia (Republic of The)|Republic of The Gambia",
    "GRC": (
        "Hellenic Republic|République hellénique|República Helénica|Греческая Республика|الجمهورية الهيلينية"
    ),
    "IRN": (
        "Islamic Republic of Iran|République islamique d’Iran|República Islámica del Irán"
        "|Irán (República Islámica del)|Иран (Исламская Республика)|Исламская Республика Иран"
        "|Исламской Республики Иран|جمهورية إيران الإسلامية|إيران (جمهورية - الإسلامية)"
        "|伊朗伊斯兰共和国"
    ),
    "ITA": "République italienne|República Italiana|Итальянская Республика",
    "JOR": "Иорданское Хашимитское Королевство|المملكة الأردنية الهاشمية",
    "KAZ": "Kazajstán",
    "KGZ": (
        "Kyrgyz Republic|Kirghizistan|République kirghize|República Kirguisa|Кыргызстан"
        "|Кыргызская Республика|Кыргызской Республики|吉尔吉斯共和国"
    ),
    "KIR": "كيريباس",
    "KNA": "سانت كيتس ونيفس",
    "KOR": (
        "Republic of Korea|République de Corée|República de Corea|Республика Корея|Республики Корея"
        "|جمهورية كوريا|大韩民国|ROK"
    ),
    "LAO": (
        "Lao People’s Democratic Republic|Lao PDR|République démocratique populaire lao"
        "|República Democrática Popular Lao|Лаосская Народно-Демократическая Республика"
        "|Лаосской Народно-Демократической Республики|جمهورية لاو الديمقراطية الشعبية"
        "|老挝人民民主共和国"
    ),
    "LBN": (
        "Lebanese Republic|République libanaise|República Libanesa|Ливанская Республика|الجمهورية اللبنانية"
    ),
    "LBR": "ليبريا",
    "LBY": "Libyan Arab Jamahiriya|Jamahiriya arabe libyenne|Jamahiriya Árabe Libia",
    "LKA": "سري لانكا",
    "LTU": "Литовская Республика",
    "LUX": "لكسمبرغ",
    "LVA": "Латвийская Республика",
    "MAR": "المملكة المغربية",
    "MDA": (
        "Republic of Moldova|République de Moldova|República de Moldova|Республика Молдова"
        "|Республики Молдова|جمهورية مولدوفا|摩尔多瓦共和国"
    ),
    "MDV": "Мальдивские Острова|Мальдивских Островов|Мальдивская Республика|ملديف",
    "MEX": (
        "United Mexican States|États-Unis du Mexique|Estados Unidos Mexicanos"
        "|Мексиканские Соединенные Штаты|الولايات المتحدة المكسيكية|墨西哥合众国"
    ),
    "MHL": "Маршалловы Острова|Маршалловых Островов",
    "MKD": (
        "North Macedonia|former Yugoslav Republic of Macedonia|ex-République yougoslave de Macédoine"
        "|ex República Yugoslava de Macedonia|бывшая югославская Республика Македония"
        "|бывшей югославской Республики Македония|جمهورية مقدونيا اليوغوسلافية السابقة"
        "|前南斯拉夫的马其顿共和国"
    ),
    "MLT": "مالطة",
    "MMR": "Myanmar|Burma|Birmanie|Birmania|Мьянма|Мьянмы|Мьянме|ميانمار|缅甸",
    "MOZ": "موزامبيق",
    "MRT": "الجمهورية الإسلامية الموريتانية",
    "NIU": "Nioué",
    "NLD": (
        "Kingdom of the Netherlands|Netherlands (Kingdom of the)|Royaume des Pays-Bas"
        "|Reino de los Países Bajos|Королевство Нидерландов|Королевства Нидерландов"
        "|Нидерланды (Королевство)|مملكة هولندا|荷兰王国|Holland"
    ),
    "NZL": "Nueva Zelandia",
    "OMN": "阿曼苏丹国",
    "PRK": (
        "Democratic People’s Republic of Korea|DPRK|République populaire démocratique de Corée|RPDC"
        "|República Popular Democrática de Corea|Корейская Народно-Демократическая Республика"
        "|Корейской Народно-Демократической Республики|جمهورية كوريا الشعبية الديمقراطية"
        "|朝鲜民主主义人民共和国"
    ),
    "PRT": "Portuguese Republic|République portugaise|República Portuguesa|Португальская Республика",
    "PSE": (
        "State of Palestine|Palestine|État de Palestine|Estado de Palestina|Palestina"
        "|Государство Палестина|Государства Палестина|Палестина|دولة فلسطين|فلسطين|巴勒斯坦国|巴勒斯坦"
    ),
    "RUS": (
        "Russian Federation|Fédération de Russie|Federación de Rusia|Российская Федерация"
        "|Российской Федерации|الاتحاد الروسي|俄罗斯联邦"
    ),
    "SAU": "la Arabia Saudita|Arabia Saudita|Саудовской Аравии",
    "SLB": "Соломоновы Острова|Соломоновых Островов",
    "STP": "سان تومي وبرينسيبي",
    "SVK": (
        "Slovak Republic|République slovaque|República Eslovaca|Словацкая Республика"
        "|Словацкой Республики|الجمهورية السلوفاكية"
    ),
    "SWZ": "Swaziland|Swazilandia|Свазиленд|سوازيلند|斯威士兰",
    "SYC": "Сейшельские Острова|Сейшельских Островов|سيشيل",
    "SYR": (
        "Syrian Arab Republic|République arabe syrienne|República Árabe Siria"
        "|Сирийская Арабская Республика|Сирийской Арабской Республики|الجمهورية العربية السورية"
        "|阿拉伯叙利亚共和国"
    ),
    "TGO": "Togolese Republic|République togolaise|República Togolesa|Тоголезская Республика",
    "THA": "تايلند|泰王国",
    "TLS": "Тимор-Лешти|Timor-Leste|East Timor|东帝汶",
    "TTO": "Trinidad y Tabago|Trinidad y Tobago",
    "TUN": "République tunisienne|Тунисская Республика|الجمهورية التونسية",
    "TUR": "Турецкая Республика|الجمهورية التركية|Turkey|Türkiye|Turquie|Turquía|Турция|Турции|تركيا|土耳其",
    "TZA": (
        "United Republic of Tanzania|République-Unie de Tanzanie|República Unida de Tanzanía"
        "|Объединенная Республика Танзания|Объединенной Республики Танзания"
        "|جمهورية تنزانيا المتحدة|坦桑尼亚联合共和国"
    ),
    "UNK": "Kosovo|Косово|كوسوفو|科索沃",
    "URY": "أوروغواي",
    "USA": (
        "United States of America|United States|États-Unis d’Amérique|Estados Unidos de América"
        "|Соединенные Штаты Америки|Соединенных Штатов Америки|США|EE UU|الولايات المتحدة الأمريكية"
        "|美利坚合众国"
    ),
    "VAT": "Holy See|Saint-Siège|Santa Sede|Святой Престол|Святого Престола|الكرسي الرسولي|教廷|罗马教廷",
    "VEN": (
        "Bolivarian Republic of Venezuela|République bolivarienne du Venezuela"
        "|República Bolivariana de Venezuela|Венесуэла (Боливарианская Республика)"
        "|Боливарианская Республика Венесуэла|Боливарианской Республики Венесуэла"
        "|جمهورية فنزويلا البوليفارية|فنزويلا (جمهورية - البوليفارية)|委内瑞拉玻利瓦尔共和国"
    ),
    "VNM": "Viet Nam|فييت نام|越南",
    "YEM": "Йеменская Республика|الجمهورية اليمنية",
    "YUG": "Yugoslavia|Yougoslavie|Югославия|Югославии|يوغوسلافيا|南斯拉夫",
    "ZAF": "Южная Африка|Южной Африки|République sud-africaine|南非",
    "ZWE": "زمبابوي",
}
"""Names by three letters, separated by bars; a few of these letters are not those of States."""
