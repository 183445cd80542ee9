import { around, type Spelling } from './spelling';

/** One spelling per line; `|` separates spellings on the same line. */
function listed(text: string): string[] {
  return text
    .split(/[\n|]/)
    .map((spelling) => spelling.trim())
    .filter((spelling) => spelling !== '');
}

const LABELS = listed(`
  Tel: {} | Phone: {} | Phone number - {} | Mobile {} | mobile:{} | Tel. {} | T: {} | T {} | M: {}
  m. {} | Cell # {} | Ph:{} | Ph. No. {} | Ph No: {} | Contact No. {} | Office: {} | Tel/Fax: {}
  Fax: {} | A/H {} | WhatsApp: {} | Whatsapp {} | Call {} | Call me at {} | Ravi Kumar {}
  Joe's Diner, {} | Ravi Kumar: {} | Mob-{} | M-{} | Mob No-{} | Tel-{} | Tel{} | Mob_{} | Mob={}
  Mob#{} | Mob – {} | p:{} | @{} | Telefon: {} | Handy: {} | Mobil {} | Tél. : {} | Téléphone {}
  Portable : {} | Teléfono: {} | Móvil-{} | Cel-{} | Celular: {} | Telefone: {} | Cellulare: {}
  Telefoon {} | GSM-{} | HP-{} | No. HP: {} | Cep tel: {} | тел.{} | Телефон: {} | моб. {} | Τηλ.: {}
  Κινητό {} | טלפון: {} | نقال {} | هاتف{} | جوال: {} | موبایل: {} | मो.{} | मो-{} | मोबाइल {}
  ফোন: {} | โทร.{} | โทร {} | 電話：{} | 電話{} | 携帯 {} | 电话{} | 手机{} | 手機：{} | 전화{} | 휴대폰: {}
  Điện thoại: {} | SĐT: {} | komórka: {} | puh. {} | Tlf. {} | Mobilnr: {} | tel.č. {}
`);
const LABELS_BEHIND = listed(`
  {} (home) | {} (M) | {}(M) | {}(Whats app) | {}M | {}-Ravi | {} Ravi Kumar | {} - Ravi
  {}, Ravi Kumar | {} — Andheri Police Station | {} (Axel) | (foo) {} | {} (Büro)
  {} (mobile, preferred) | {} - work | {} [work] | {} / sales | {}, n/a | {} n/a | {} privat
  {} (дом.) | {}（携帯） | {} (手机) | {} (جوال)
`);
const EXTENSIONS = listed(`
  {} x12 | {}x123 | {} x 4567 | {} ext. 12 | {}, ext 123 | {} ext 12345 | {};ext=12 | {} ext-555
  {} ext: 12 | {} Ext.9876 | {} ex:9876 | {} extn 123 | {} extension 12 | {} (ext. 234) | {} (x12)
  {}#630 | {} #630 | {}~630 | {}×9876 | {} ext. | {} Local 221 | {} x302/x2303 | {} x1234 or 1235
  {}, доб. 1311 | {} доб.1311 | {} (доб. 12) | {} внутр. 12 | {} wew. 123 | {} (wewn 123)
  {} wewnętrzny 12 | {}（内線123） | {} 内線123 | {} 转 123 | {}转123 | {} 分机 123 | {} 內線 123 | {} 내선 123
  {} ramal 123 | {} interno 12 | {} int. 12 | {} poste 123 | {} Durchwahl 12 | {} DW 12 | {} anexo 123
  {} toestel 12 | {} dahili 123 | {} linka 12 | {} klapka 12 | {} εσωτ. 12 | {} שלוחה 12
  {} تحويلة 123 | {} داخلی 12 | {} ต่อ 12 | {} máy lẻ 12 | {} mellék 12 | {} anknytning 12
  {} lokal 12
`);
const NOTES = listed(`
  {} (24x7) | {} 24x7 | {} (24/7) | {} (10 Lines) | {} (24 hours) | {} (2 numbers) | {} (2)
  {} (Mo-Fr 9-17) | {} (8am to 6pm) | {} (9am-5pm) | {} 9:00-17:00 | {}, 12.03.2024 | {} 15/01/2024
  15/01/2024 {} | 2024-01-15 {} | {} (since 2019) | Flat 12, {} | Flat 12 {} | Ravi2 {}
  PIN 400001 Tel {} | Call {} after 6pm | Rs. 500, {} | {} Rs. 500 | {}, Meeting ID: 981 234 5678
  {}, ravi@example.com | ravi.kumar2@example.com {} | {}; www.example.com | Invoice 4711, {}
  {} (room 12) | 12 High Street, {} | {} (after 18:00)
`);
/** What stands right behind a number, or counts beside it. */
const COMPANY = listed(`
  {} ravi@example.com | {} https://example.com/?id=4711 | {} <ravi@example.com> | {} -- Ravi | {} 2 kg
  {} (+1 guest) | 2 adults + 1 child, {} | <phone>{}</phone><id>4711</id> | {}, ravi: 2 people
`);
const NUMBERED = listed(`
  1. {} | 1) {} | (1) {} | 1: {} | Tel 2: {} | Tel1: {} | Tel.1: {} | Phone 1: {} | Mobile2 {}
  Contact no. 1 - {} | 2nd: {} | #1 {} | #1: {} | No. 1: {} | {} (No. 2) | 1st {} | Phone (2): {}
  電話1：{} | {} #1
`);
const DIALED = listed(`
  {},,9988776#,,654321# | {},,32288696 | {},,1,,123456789#,,,2,,2 | {}p001 | {}w123 | {},,,123456
  {}pp12
`);
const SIGNS = [
  "'{}",
  "'{}'",
  '"{}"',
  '“{}”',
  '‘{}’',
  '«{}»',
  '„{}“',
  '「{}」',
  '`{}`',
  '*{}*',
  '{}*',
  '{}?',
  '{}!',
  '{}.',
  '{},',
  '{};',
  '{}/',
  '{} -',
  '→ {}',
  '- {}',
  '• {}',
  '* {}',
  '> {}',
  '☎ {}',
  '☎{}',
  '📞{}',
  '📱 {}',
  '✆ {}',
  '{} ✅',
  '[{}]',
  '{ {} }',
  '<{}>',
  'Ravi <{}>',
  '= {}',
  ': {}',
  '|{}|',
  '{}|',
  '\n\t\t{}\t\t\n',
  '{}\r\n',
  '\u202a{}\u202c',
  '\u2066{}\u2069',
  '\u200e{}\u200e',
  '\ufeff{}',
  '{}\u200b',
  '\u00a0{}\u00a0',
  '{}\u0000',
  '_{}_',
  '~{}~',
  '{} ®',
  '{}¹',
];

/** What comes before and after a number: labels, extensions, notes, counting, pauses, signs. */
export const wordSpellings: readonly Spelling[] = around([
  ...LABELS,
  ...LABELS_BEHIND,
  ...EXTENSIONS,
  ...NOTES,
  ...NUMBERED,
  ...DIALED,
  ...SIGNS,
]);

export const companySpellings: readonly Spelling[] = around(COMPANY);
