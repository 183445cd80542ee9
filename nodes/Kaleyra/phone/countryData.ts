// What Intl.DisplayNames can't tell us about countries: their alpha-3 codes, languages and other names.

import type { CountryCode } from './types';

/** ISO 3166-1 alpha-2 and alpha-3, concatenated. */
export const ALPHA_CODES =
  'ADAND AEARE AFAFG AGATG AIAIA ALALB AMARM AOAGO ARARG ASASM ATAUT AUAUS AWABW AXALA AZAZE BABIH BBBRB BDBGD BEBEL BFBFA BGBGR BHBHR BIBDI BJBEN BLBLM BMBMU BNBRN BOBOL BQBES BRBRA BSBHS BTBTN BWBWA BYBLR BZBLZ CACAN CCCCK CDCOD CFCAF CGCOG CHCHE CICIV CKCOK CLCHL CMCMR CNCHN COCOL CRCRI CUCUB CVCPV CWCUW CXCXR CYCYP CZCZE DEDEU DJDJI DKDNK DMDMA DODOM DZDZA ECECU EEEST EGEGY EHESH ERERI ESESP ETETH FIFIN FJFJI FKFLK FMFSM FOFRO FRFRA GAGAB GBGBR GDGRD GEGEO GFGUF GGGGY GHGHA GIGIB GLGRL GMGMB GNGIN GPGLP GQGNQ GRGRC GTGTM GUGUM GWGNB GYGUY HKHKG HNHND HRHRV HTHTI HUHUN IDIDN IEIRL ILISR IMIMN ININD IOIOT IQIRQ IRIRN ISISL ITITA JEJEY JMJAM JOJOR JPJPN KEKEN KGKGZ KHKHM KIKIR KMCOM KNKNA KPPRK KRKOR KWKWT KYCYM KZKAZ LALAO LBLBN LCLCA LILIE LKLKA LRLBR LSLSO LTLTU LULUX LVLVA LYLBY MAMAR MCMCO MDMDA MEMNE MFMAF MGMDG MHMHL MKMKD MLMLI MMMMR MNMNG MOMAC MPMNP MQMTQ MRMRT MSMSR MTMLT MUMUS MVMDV MWMWI MXMEX MYMYS MZMOZ NANAM NCNCL NENER NFNFK NGNGA NINIC NLNLD NONOR NPNPL NRNRU NUNIU NZNZL OMOMN PAPAN PEPER PFPYF PGPNG PHPHL PKPAK PLPOL PMSPM PRPRI PSPSE PTPRT PWPLW PYPRY QAQAT REREU ROROU RSSRB RURUS RWRWA SASAU SBSLB SCSYC SDSDN SESWE SGSGP SHSHN SISVN SJSJM SKSVK SLSLE SMSMR SNSEN SOSOM SRSUR SSSSD STSTP SVSLV SXSXM SYSYR SZSWZ TCTCA TDTCD TGTGO THTHA TJTJK TKTKL TLTLS TMTKM TNTUN TOTON TRTUR TTTTO TVTUV TWTWN TZTZA UAUKR UGUGA USUSA UYURY UZUZB VAVAT VCVCT VEVEN VGVGB VIVIR VNVNM VUVUT WFWLF WSWSM XKXKX YEYEM YTMYT ZAZAF ZMZMB ZWZWE';

/**
 * Languages (BCP 47) and the countries where people write the country's name in that language and differently than in
 * English. Taken from CLDR's locales, minus languages whose speakers fill in forms in another one.
 */
export const LANGUAGES =
  'es:BRBZDOESGQPHUS fr:BEBLCACFCHCMDZGFGNGQKMMAMFMRMUNCPFPMRESYTDTNWFLBLU ar:AEBHDJDZEGEHERILIQJOKMKWLBLYMAMROMPSQASASDSOSSSYTDTNYE pt:CHCVGQGWLUMOMZST de:ATBECHDEITLU nl:BEBQNL it:CHITVA ru:AZBYKGKZMDRUTJTMUAUZ zh:CNHKMOMYSGTW zh-Hant:CNHKMOMYTW sr:BAMERSXK sr-Latn:BAMERSXK hi:IN bn:BDIN ca:ESFR fa:AFIR ps:PK uz:AFUZ sq:ALMKXK hy:AM ln:CDCFCG sv:AXFISE az:AZ hr:HR ff-Latn:BFCMGHGMGNGWLRMRNENGSLSN bg:BG yo:BJNG ms:SG dz:BT sw:CD rm:CH kk:KZ ko:KPKR el:CYGR tr:CY cs:CZ so:DJETSO da:DKGL fo:FO et:EE ti:ERET eu:ES om:ETKE fi:FI cy:GB ga:GBIE gd:GB ka:GE ha:GHNENG hu:HU he:IL as:IN gu:IN hi-Latn:IN kn:IN ml:IN ne:NP or:IN pa:INPK sd:INPK ta:INLKMYSG te:IN ur:IN ku:SY is:IS ja:JP ky:KG km:KH lo:LA si:LK st:ZA lt:LT lb:LU lv:LV ro:MD mg:MG mk:MK my:MM mn:MN af:NAZA fy:NL no:NO fil:PH pl:PL rw:RW sl:SI sk:SK th:TH tg:TJ uk:UA uz-Cyrl:UZ xh:ZA zu:ZA mi:NZ';

/**
 * Those that are written in several countries or, in India, beside others. A cell may name any country in them, and in its
 * country's main language.
 */
export const SHARED_LANGUAGES: readonly string[] =
  'es fr ar pt de nl it ru zh zh-Hant sr-Latn ca sv af bn ta te kn ml gu pa ur'.split(' ');

/**
 * Other names: short and former ones, those used by ISO, the UN and the World Bank when they aren't the English name
 * plus a form of government, and what people type. A name listed for two countries belongs to neither alone.
 */
export const OTHER_NAMES: Readonly<Record<string, string>> = {
  AC: 'Ascension',
  AE: 'UAE, Emirates, الامارات, امارات, यूएई, अमीरात, ইউএই, আমিরাত, அமீரகம், யுஏஇ, యూఏఈ, ಯುಎಇ, യുഎഇ, યુએઈ, ਯੂਏਈ, ยูเออี, เอมิเรตส์, Εμιράτα, 阿联酋, 阿聯酋, 阿聯',
  AG: 'Antigua',
  AL: 'Shqipëria',
  AM: 'Hayastan',
  AR: 'Argentine Republic',
  AT: 'Oesterreich',
  AU: '澳洲, 호주',
  AX: 'Aland, Aaland',
  BA: 'Bosnia, BiH, БиХ, Bosnia Herz',
  BF: 'Burkina',
  BL: 'Saint Barth, St Barts',
  BN: 'Brunei Darussalam',
  BO: 'Plurinational State of Bolivia, Estado Plurinacional de Bolivia',
  BQ: 'Bonaire, Bonaire Sint Eustatius and Saba, Netherlands Antilles',
  BY: 'Belorussia, Byelorussia, Белоруссия',
  CA: 'ਕਨੇਡਾ',
  CC: 'Cocos Islands, Keeling Islands, Keeling',
  CD: 'Congo, Kongo, DRC, DR Congo, RDC, Zaire, Democratic Republic of the Congo, République démocratique du Congo, Congo DR',
  CF: 'CAR, Central Africa',
  CG: 'Congo, Kongo, Republic of the Congo, République du Congo, Congo Republic',
  CH: 'Swiss Confederation, Confédération suisse',
  CI: 'Ivory Coast, Costa de Marfil',
  CN: 'PRC, Mainland China, 中华人民共和国, 中華人民共和國, Zhongguo, PR China',
  CV: 'Cape Verde',
  CW: 'Netherlands Antilles',
  CY: 'Kypros',
  CZ: 'Czech Republic, Czech, Česká republika',
  DE: 'BRD, Bundesrepublik Deutschland, GER',
  DO: 'Dominicana',
  DZ: 'الجمهورية الجزائرية',
  EG: 'جمهورية مصر العربية',
  EH: 'Sahara Occidental',
  ER: 'State of Eritrea',
  ES: 'Canary Islands, Islas Canarias, اسپین, سپین',
  FK: 'Falklands, Malvinas, Islas Malvinas',
  FM: 'Federated States of Micronesia, Micronesia Fed Sts',
  FO: 'Faroes, Faeroe Islands, Færøerne',
  FR: 'French Republic, République française',
  GA: 'Gabonese Republic',
  GB: 'UK, Britain, Great Britain, England, Scotland, Wales, Northern Ireland, N Ireland, United Kingdom of Great Britain and Northern Ireland, Cymru, ब्रिटेन, इंग्लैंड, यूके, ব্রিটেন, ইংল্যান্ড, இங்கிலாந்து, யுகே, యూకే, బ్రిటన్, ఇంగ్లండ్, ಬ್ರಿಟನ್, ಇಂಗ್ಲೆಂಡ್, ബ്രിട്ടൻ, ഇംഗ്ലണ്ട്, બ્રિટન, ઇંગ્લેન્ડ, યુકે, ਇੰਗਲੈਂਡ, ਯੂਕੇ, برطانیہ, انگلینڈ, انگلستان, انگلیس, بريطانيا, انجلترا, Βρετανία, Nước Anh',
  GE: 'Sakartvelo',
  GF: 'Guyane',
  GG: 'Channel Islands',
  GL: 'Kalaallit Nunaat',
  GQ: 'Eq Guinea',
  GR: 'EL, Hellas, Hellenic Republic, Ellada, Ελλάς',
  HK: 'Hong Kong, Hong Kong SAR, HKSAR, 香港, Hong Kong China',
  HT: 'Ayiti',
  IE: 'Republic of Ireland, Southern Ireland, Eire',
  IL: 'State of Israel',
  IN: 'Bharat, Hindustan, हिन्दुस्तान',
  IO: 'Diego Garcia',
  IR: 'IR Iran',
  IT: 'Italian Republic',
  JE: 'Channel Islands',
  JP: 'Nippon, Nihon, 日本国',
  KG: 'Kyrgyz Republic, Kirgizstan, Кыргызская Республика',
  KN: 'St Kitts, Nevis',
  KP: 'Korea, DPRK, DPR Korea, Democratic Peoples Republic of Korea, 조선, 북조선, 조선민주주의인민공화국, Korea North',
  KR: 'Korea, ROK, Republic of Korea, 남한, 한국, Korea South',
  KW: 'State of Kuwait',
  KY: 'Caymans',
  LA: 'Lao, Lao PDR',
  LB: 'Lebanese Republic',
  LY: 'Libyan Arab Jamahiriya, State of Libya',
  MF: 'Saint Martin French Part',
  MK: 'Macedonia, FYROM, FYR Macedonia, Former Yugoslav Republic of Macedonia, Македонија',
  MM: 'Myanmar, Burma',
  MO: 'Macao, Macau, Macau SAR, Macao SAR, 澳門, 澳门, Macau China, Macao China',
  MP: 'Commonwealth of the Northern Mariana Islands, Northern Marianas, North Mariana Islands',
  MX: 'United Mexican States, Estados Unidos Mexicanos',
  NL: 'Holland, Nederlanden',
  NO: 'Noreg',
  NP: 'Nepaal',
  PG: 'PNG, Independent State of Papua New Guinea',
  PS: 'Palestine, State of Palestine, Occupied Palestinian Territory, West Bank and Gaza, فلسطين',
  PT: 'Portuguese Republic, República Portuguesa',
  QA: 'State of Qatar',
  RE: 'Reunion Island, Île de la Réunion',
  RU: 'Russian Federation, Российская Федерация, РФ, Russian Fed',
  SA: 'KSA, السعودية, Saudi, سعودی, سعودیہ, عربستان, सऊदी, সৌদি, சவுதி, சவூதி, సౌదీ, ಸೌದಿ, സൗദി, સાઉદી, ਸਾਊਦੀ, ซาอุ, ซาอุดิอาระเบีย, Σαουδική, 沙特, 沙烏地, サウジ, 사우디',
  SG: 'Spore',
  SH: 'Saint Helena Ascension and Tristan da Cunha',
  SJ: 'Svalbard, Jan Mayen',
  SK: 'Slovak Republic, Slovenská republika',
  ST: 'Sao Tome',
  SX: 'Sint Maarten Dutch Part, Netherlands Antilles',
  SY: 'Syrian Arab Republic, Syria Arab Republic',
  SZ: 'Swaziland',
  TC: 'Turks and Caicos',
  TG: 'Togolese Republic',
  TH: 'ประเทศไทย',
  TL: 'East Timor, Timor',
  TM: 'Туркмения',
  TN: 'Tunisian Republic',
  TR: 'Turkey, Türkiye',
  TT: 'Trinidad, Tobago',
  TW: 'Republic of China, Taiwan Republic of China, Republic of China Taiwan, Province of China Taiwan, Chinese Taipei, 臺灣, 中華民國, Taiwan ROC, Taiwan China',
  TZ: 'United Republic of Tanzania',
  US: 'USA, United States of America, America, US of A, EEUU, EUA, अमेरिका, अमरीका, यूएसए, আমেরিকা, ইউএসএ, அமெரிக்கா, யுஎஸ்ஏ, అమెరికా, యుఎస్ఏ, ಅಮೆರಿಕ, ಅಮೆರಿಕಾ, ಅಮೇರಿಕಾ, അമേരിക്ക, અમેરિકા, યુએસએ, ਅਮਰੀਕਾ, امریکہ, امریکا, أميركا, อเมริกา, Αμερική, Nước Mỹ',
  VA: 'Vatican, Holy See, Vatican City State',
  VC: 'St Vincent',
  VE: 'Venezuela RB, Venezuela Bolivarian Republic',
  VG: 'Virgin Islands, BVI',
  VI: 'Virgin Islands, USVI, Virgin Islands of the United States, United States Virgin Islands',
  VN: 'Viet Nam',
  WS: 'Western Samoa, State of Samoa, Independent State of Samoa',
  XK: 'Kosova',
  ZA: 'RSA',
};

/** Words for a form of government: `Republic of India`. Names that need them are listed as other names. */
export const FORMS_OF_GOVERNMENT =
  'republic republica republique republik repubblica republika republiek republiken federal federation federative federativa commonwealth union islamic socialist democratic peoples bolivarian bolivariana kingdom reino royaume koninkrijk konigreich konungariket kongeriket kongeriget principality principaute furstentum grand duchy sultanate hashemite oriental cooperative co operative sovereign bailiwick de la du del do da der den cumhuriyeti respublikasi республика республикасы република республіка рэспубліка جمهورية دولة مملكة سلطنة';

/**
 * Three-letter codes that are words, abbreviations or months when next to a number, and count only in a country column.
 */
export const WORDLIKE_CODES =
  'AND ARE BEN CAN CAR COD COM DOM EST FIN GIN GUM HUN IRL JAM LAO LIE MAC MAR MLI MUS NOR PAN PER RDC SEN SUR TON VAT';

/** The languages that contact lists mix. */
export const LANGUAGES_ABROAD = 'de fr es it pt nl ru pl tr sv ar zh';

/** Names of countries in other languages that CLDR lacks, and of those that are also the language's name. */
export const NAMES_ABROAD: Readonly<Record<string, string>> = {
  AE: 'Emirate Emirats Emiratos Emirati Emirados Emirlikler Emiraty',
  DE: 'เยอรมัน',
  FR: 'Perancis',
  GB: 'Großbritannien Angleterre Inghilterra Inglaterra Engeland Englanti Anglie Anglia Англия Англія Αγγλία İngiltere Inggris אנגליה อังกฤษ',
  LU: 'Lux',
  MX: 'Mex',
  NL: 'Hollande Olanda Holanda Holandia Holandsko Hollandia Hollanti Голландия Голландія',
  US: '米国 Amerika Amérique Ameryka Amerikka Америка אמריקה',
};

/** Vietnam's words for countries, which are also names of people: only the digits decide. */
export const VIETNAMESE_NAMES: ReadonlyMap<string, CountryCode> = new Map([
  ['Mỹ', 'US'],
  ['Anh', 'GB'],
  ['Đức', 'DE'],
  ['Pháp', 'FR'],
  ['Úc', 'AU'],
  ['Nga', 'RU'],
  ['Áo', 'AT'],
]);

/**
 * How adjectives for the countries that contact lists mix most begin, lowercase and without accents: `Indian mobile`, `móvil
 * portugués`, `numer czeski`.
 */
export const ADJECTIVES: Readonly<Record<string, string>> = {
  AE: 'emirat',
  // Before Austria: `austr.` is Australian.
  AU: 'austral',
  AT: 'austri osterr oesterr autrich rakous oostenrijk',
  BE: 'belg',
  BG: 'bulgar bulgaar',
  BR: 'brasil brazil bresil',
  CA: 'canadi kanad',
  CH: 'schweiz suiss suiz svizzer swiss zwitser szwajcar svycar',
  CN: 'chines chinois',
  CZ: 'czech czesk cesk tschech tchequ tsjechi',
  DE: 'german deutsch dtsch duits allemand aleman tedesc niemieck nemeck',
  DK: 'danish danisch dansk danois danes',
  DZ: 'algeri argel alger',
  EG: 'egypt agypt',
  ES: 'spanis spanisch espagnol espanol spagnol spaans hiszpansk',
  FI: 'finnish finnisch finsk',
  FR: 'french franzos frz francais frances frans francusk',
  GB: 'british britisch britan englis englisch anglais ingles engels angielsk',
  GR: 'greek griechisch',
  HR: 'croat kroat',
  HU: 'hungar ungar hongrois wegiersk',
  ID: 'indones',
  IE: 'irish irisch irland',
  IL: 'israeli',
  IN: 'indian indisch',
  IT: 'italian italien wlosk',
  JP: 'japan',
  KE: 'kenya kenia',
  KR: 'korea coree',
  LU: 'luxemb',
  MA: 'maroca maroki marokk moroc marroq',
  MX: 'mexic mexik',
  MY: 'malaysi',
  NG: 'nigeri',
  NL: 'dutch holland niederland nederland neerland',
  NO: 'norweg norvegi norueg norsk',
  PK: 'pakistan',
  PL: 'polish polnisch polon polac polsk pools',
  PT: 'portug',
  RO: 'roman rumun rumen',
  RS: 'serb',
  RU: 'russi rosyjsk rus',
  SA: 'saudi',
  SE: 'swed schwed sued svensk szwedz',
  SG: 'singap',
  SK: 'slovak slowak',
  TH: 'thai',
  TN: 'tunis',
  TR: 'turk turc tureck',
  UA: 'ukrain ucran ukrajin',
  US: 'americ amerik',
  VN: 'vietnam',
  ZA: 'sudafri',
};

/** Towns that are known by one name, and in one country. */
export const TOWNS: Readonly<Record<string, string>> = {
  AE: 'Dubai دبي دبئی 杜拜 Sharjah',
  AT: 'Wien Vienna Salzburg Graz Linz Innsbruck Klagenfurt Bregenz',
  BE: 'Bruxelles Brussel Brüssel Antwerpen Anvers Brussels Gent Liège Lüttich',
  CH: 'Zürich Zurich Genève Genf Ginevra Lausanne Lugano Basel Bâle Bern Berne Geneva Luzern Lucerne Winterthur',
  CN: '北京 上海 Shanghai Beijing Shenzhen',
  CZ: 'Praha Prag Prague Brno',
  DE: 'Berlin München Hamburg Munich Köln Cologne Frankfurt Stuttgart Düsseldorf Leipzig Dresden Nürnberg',
  DK: 'København Kopenhagen Köpenhamn Copenhagen Aarhus',
  EG: 'القاهرة',
  FI: 'Helsinki Helsingfors',
  HR: 'Zagreb',
  HU: 'Budapest Debrecen',
  ID: 'Jakarta',
  IE: 'Dublin',
  IN: 'Mumbai Delhi Bangalore Bengaluru Chennai Kolkata Pune Ahmedabad',
  JP: '東京 Tokyo Osaka',
  KE: 'Nairobi',
  KR: '서울',
  MA: 'Casablanca',
  MX: 'CDMX Tijuana',
  NL: 'Amsterdam Rotterdam Utrecht Eindhoven',
  PK: 'Karachi Lahore',
  PL: 'Warszawa Warschau Varsovie Kraków Warsaw Wrocław Poznań Gdańsk',
  PT: 'Lisboa Lissabon Lisbonne',
  RS: 'Beograd Belgrad',
  RU: 'Москва Moskau Moscou Moscow',
  SE: 'Stockholm Göteborg Malmö',
  SK: 'Bratislava',
  TR: 'İstanbul Istanbul Ankara',
  UA: 'Київ Киев Kiew',
  GB: 'London Londres Londra Leeds Glasgow Edinburgh',
  FR: 'Paris Lyon Marseille Strasbourg Straßburg',
  ES: 'Madrid Barcelona Sevilla Bilbao Barcelone',
  IT: 'Milano Torino Roma Napoli Bologna Firenze Mailand',
  AU: 'Sydney Brisbane',
  CA: 'Toronto Montréal Montreal Calgary Ottawa',
  CO: 'Bogotá',
  NO: 'Oslo',
  RO: 'București Bukarest',
  GR: 'Athen',
  US: 'NYC Chicago Houston Seattle Dallas Miami',
};

/**
 * Towns with their area codes, where local numbers without one may be valid numbers elsewhere in the country: 4710123 in
 * Köln is 0221 4710123, and 0471 0123 is in Bremerhaven.
 */
export const AREA_CODES: Readonly<Record<string, string>> = {
  AT: 'Wien Vienna 1 Graz 316 Linz 732 Salzburg 662 Innsbruck 512 Klagenfurt 463 Villach 4242 Wels 7242 Bregenz 5574 Dornbirn 5572',
  BD: 'Dhaka ঢাকা 2 Chittagong Chattogram 31',
  BG: 'Sofia София 2 Plovdiv Пловдив 32 Varna Варна 52',
  CU: 'Habana Havana 7',
  DE: 'Berlin 30 Hamburg 40 München Munich 89 Köln Cologne 221 Frankfurt 69 Stuttgart 711 Düsseldorf 211 Leipzig 341 Dortmund 231 Essen 201 Bremen 421 Dresden 351 Hannover 511 Nürnberg 911 Duisburg 203 Bochum 234 Wuppertal 202 Bielefeld 521 Bonn 228 Münster 251 Mannheim 621 Karlsruhe 721 Augsburg 821 Wiesbaden 611 Kiel 431 Aachen 241 Mainz 6131 Freiburg 761 Lübeck 451 Kassel 561 Rostock 381 Erfurt 361 Potsdam 331 Chemnitz 371 Magdeburg 391 Braunschweig 531 Saarbrücken 681 Oldenburg 441 Osnabrück 541 Heidelberg 6221 Regensburg 941 Würzburg 931 Ulm 731 Ingolstadt 841 Koblenz 261 Göttingen 551 Darmstadt 6151',
  EG: 'القاهرة Cairo 2',
  FI: 'Helsinki Helsingfors Espoo Vantaa 9 Tampere 3 Turku Åbo 2 Oulu 8',
  ID: 'Jakarta 21 Bandung 22 Semarang 24 Surabaya 31 Medan 61 Denpasar 361 Makassar 411',
  IE: 'Dublin 1 Cork 21 Limerick 61 Galway 91',
  KE: 'Nairobi 20 Mombasa 41',
  KR: '서울 Seoul 2',
  MM: 'Yangon 1',
  PY: 'Asunción 21',
  RS: 'Beograd Београд 11 Niš Ниш 18',
  SE: 'Stockholm 8 Göteborg 31 Malmö 40 Uppsala 18 Lund 46 Västerås 21 Örebro 19 Linköping 13 Helsingborg 42 Jönköping 36 Norrköping 11 Umeå 90',
  TW: 'Taipei 台北 臺北 2',
  UY: 'Montevideo 2',
};
