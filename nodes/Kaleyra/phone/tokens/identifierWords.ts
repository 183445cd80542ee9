// Words that mark digits as something other than a phone number, recognized by their form: capitals, a stem, a part or
// an ending.

// Not with only the first letter capital, since Pan and Tan are names; two letters only in capitals, and only if
// undivided digits follow.
const ACRONYMS = new Set(
  `pan nic fin tan tin din bin nin bvn kra crn run pis nis rif nss ine nir rcs cni ape rea sdi pod rrn ocr kid ahv pps ppsn dob epf
    ddt nib neft imps emi fir uhid nuban gtin asin mls nmls pzn naf hsn mpan mprn frn nmi dva inss ppe bdo gsis rpps
    ntn fv afm esic pdr iibb ctps cvu umid bsb ird nhi taj pib mbo cbu ssm nim dot cage cups cpr lpg blz
    tva dph afa pdv ddv pvm pvn kmkr mva alv mbs cro rpr rpm hra
    atu ndis qid mac epic ipd llpin msme amt lei zvr ccp bca bri bni sn tk cig arn cte nni vn vsnr nkk npk rpwdl
    nf pg rx ik ni rc vs op bi cc rg bg ly fn wo so tc ci cf ic kp dl cp br sv fd`.split(/\s+/),
);
// `mã`, `thẻ`, `hợp đồng` and `hộ chiếu` are a code, a card, a contract and a passport in Vietnamese, `giá` and `tổng` a price and a total, and `poliçe` is a policy in Turkish; without
// their accents, they would be other words.
const CODE = /^(?:mã|thẻ|đồng|chiếu|giá|tổng|poliçe)$/iu;
// `máy lẻ 12` is an extension in Vietnamese, `ou le 06 …` a number in French.
const EXTENSION = /^lẻ$/iu;
const IN_CAPITALS = /^[\p{Lu}\p{N}]+$/u;
// `lễ tân` is the front desk in Vietnamese.
const IN_LOWER_CASE = /^[a-z]{3,}$/;

/**
 * `TAN`, `NIC`, `tin`, `thẻ`; `numbered` for two letters, which are also used for other things: `CC`, `OP`. Null for what
 * has no role in its form.
 */
export function roleOfForm(word: string, folded: string): 'identifier' | 'numbered' | 'extension' | null {
  const accented = word.normalize('NFC');
  if (EXTENSION.test(accented)) return 'extension';
  if (CODE.test(accented)) return 'identifier';
  if (!ACRONYMS.has(folded) || !(IN_CAPITALS.test(word) || IN_LOWER_CASE.test(word))) return null;
  return folded.length > 2 ? 'identifier' : 'numbered';
}

// Inflected or compounded: `zamówienia`, `заказа`, `เลขประจำตัวประชาชน`, `身份证号码`.
const STEM =
  /^(?:(?:fa[ck]tu+r|fattur|fatura|invoic|objedn|szaml|zamowien|замовлен|заказ|narudzb|porudzb|поръчк|παραγγελ|τιμολογ|накладн|пароль|договір|паспорт|pass?a?po+r|pasapor|paszport|договор|рахун|siparis|personnum|fodselsn|เลข(?!หมาย)|รหัส|จํ?านวน|ราคา|ยอด|เงินเดือน|กรมธรรม์|ส่วนลด|บัตร|ใบ|บัญชี|พัสดุ|คํ?าสั่ง|หมายเลขคํ?าสั่ง|ทะเบียน|ออเดอร์)|.*(?:订单|訂單|车牌|車牌|用户名|契約|免許|保険証|カード|运单|運單|账|帳|税|稅|证|證|护照|護照|統編|编号|編號|注文|伝票|口座|請求|マイナンバー|银行卡|合同|合約|密码|密碼|条码|邮编|编码|品番|型番|(?<!国|エリア)コード|パスワード|シリアル|パスポート|保单|保單|驾照|駕照|执照|執照|金额|金額|价格|價格|価格|单价|單價|総額|总额|總額|总计|總計|合计|合計|工资|工資|給与|給料|数量|數量|余额|餘額|残高|重量|日期|日付|押金|租金|費用|费用|折扣|割引|收据|收據|病历|病歷|금액|가격|합계|급여|수량|잔액|할인|계약|카드|사번|학번|아이디|번호판|(?<!국가|지역)코드|비밀번호|주문|계좌|송장|사업자|여권|주민))/u;
// `Kundennummer`, `klantnr`, `会員番号`: a number of something other than a phone.
const ENDING =
  /[\p{Script=Han}\p{Script=Katakana}ー]id$|.(?:nr|nummer|number|numero|code|kood|nro|szam|tunnus|kennwort|番号|番號|号码|號碼|号|號|번호)$/u;
const OF_PHONE =
  /^番[号號]$|^(?:doorkies|thuis|werk|prive|nood|spoed|hem|arbets|jobb|vaxel|hoved|sammel|bereitschafts|zweit)n(?:umme)?r$|(?:avdelning|afdeling|abteilung)(?:en)?$|tele|^tel|^tlf|^phn|phone|fon|handy|mobil|portable|^mob|cell|gsm|(?<!p)ruf|fax|durchwahl|funk|whats|^wapp|sms|[ck]onta[ck]t|festnetz|privat|dienst|firm|haupt|zentral|service|^not|home|work|office|buro|puhelin|kannyk|hivo|hotline|dire[ck]t|main|lo[ck]al|national|電話|电话|携帯|手机|手機|連絡|联系|聯絡|座机|热线|微信|代表|直通|대표|상담|문의|안내|전화|휴대폰|핸드폰|연락|팩스/u;
// `給与課`, `病历室`, `급여팀`
const DEPARTMENT = /.(?:[課课科室处處]|センター|会社|팀|센터|마트)$/u;

const OF_WHOM =
  /^(?:sales|support|help|info|care|emergency|urgent|alt|alternat[ei]v?e?|other|second|secondary|first|primary|business|res|resi|residence|off|shop|my|our|your|his|her|new|old|personal|reception|e?nquiry|inquiry|toll|tollfree|free|father|mother|parent|guardian|wife|husband|brother|sister|son|daughter|driver|owner|manager|calling|meine?|papa|mama|preferred|current|cont|mo|mrs?|ms|[djs]r|tm|tf|tlf|tlm|mbl?|phn|cp|wpp?|wsp|wtsp|ll|bhk|mum|mom|dad|мой|наш)s?$/u;

/** Whether a word is one for a phone, or a compound of one: `Handynummer`, `cellulare`. */
export function isPhoneWord(word: string): boolean {
  return OF_PHONE.test(word.toLowerCase());
}

/** Whether `No` after the word makes it a phone: `Handy Nr`, `Sales No`, `Emergency No`. */
export function isOfPhone(word: string): boolean {
  return isPhoneWord(word) || OF_WHOM.test(word.toLowerCase());
}

/** Whether a word names the number or document of something other than a phone: `Kundennummer`, `zamówienia`, `订单号`. */
export function isNumberOfThing(folded: string): boolean {
  return (STEM.test(folded) || ENDING.test(folded)) && !OF_PHONE.test(folded) && !DEPARTMENT.test(folded);
}
