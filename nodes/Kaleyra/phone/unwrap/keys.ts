import { remembered } from '../tokens/remembered';

/** What a field's name says about a text in it. */
export interface PhoneKey {
  /** What remains of the name without the words for a phone number: `Home`. Fields for the same line share it. */
  readonly line: string;
  /**
   * If several fields are for one line, the highest wins: the canonical form, then `phone`, `value` and a display form.
   */
  readonly precision: number;
  /** The digits begin with a calling code by the field's definition: `e164`, `wa_id`. */
  readonly isInternational: boolean;
  /**
   * Someone else's number or not a voice line, such as `Fax` and `AssistantPhone`: counts only if there is no other.
   */
  readonly isSecondary: boolean;
}

/** A field that states a country: `countryCode`, `primaryPhoneCallingCode`. */
export interface CountryKey {
  readonly line: string;
  /**
   * If there are several for one line, the strongest counts: `phoneCountry`, `countryCode` and `callingCode`, then
   * `country`.
   */
  readonly strength: number;
  /** The name also means other things, and says something only if its value is a country. */
  readonly isLikely: boolean;
}

const PHONE_WORD =
  /^(?:(?:tele|mobile?|cell|home|work|business|office|main|primary|other|day|evening|contact|customer)?(?:phones?|fax)(?:no|num|nr|numbers?)?|tele(?:fo|phon)\p{L}*|tel|telno|mob|mobiles?|mobile(?:no|num|numbers?)|mobil(?:telefon\p{L}*|nummer|nr|funk\p{L}*)?|cell|cellular|cel|celular(?:es)?|cellulare|movil(?:es)?|handy(?:nummer|nr)?|natel|gsm|msisdn|whatsapp|landline|rufnummer|f[oó]n[eo]s?|tlf|tfno|ph|puhelin\p{L}*|telf|тел|телефон\p{L}*|моб|моби\p{L}*|电话\p{L}*|電話\p{L}*|手机\p{L}*|手機\p{L}*|携帯\p{L}*|전화\p{L}*|휴대\p{L}*|फोन|मोबाइल|(?:ال)?(?:هاتف|جوال|موبايل)|טלפון|נייד)$/u;
const PLAIN_PHONE_WORD = /^(?:(?:tele)?phones?(?:no|num|nr|numbers?)?|tele(?:fo|phon)\p{L}*|tel|telno)$/u;

const WORDS_OF_ONE_LINE = setOf(
  'number numbers no num nr e164 canonical form intl international national format formatted display raw value full local normalized sanitized original input',
);
const WORDS_OF_OTHER_THINGS = setOf(
  'id ids sid type types kind label name names code codes country calling dial dialing area extension ext prefix verified verification valid validated validity status count imei carrier network operator provider consent opt optin optout subscribed enabled disabled hash token url uri link date time timestamp at by created updated changed modified reason error score risk model os brand device app version browser platform agent is has can do price cost plan calculated searchable language timezone zone ported lookup mime reading required blacklisted note notes comment comments description remark remarks instructions preference method hours messages sent received delivered failed replies template chat chats waba username password login pin otp secret key exchange length last masked partial hidden encrypted hashed md5 sha sha1 sha256 redacted visits revenue sessions traffic share percent percentage rate total sum avg average budget bill expense minutes calls clicks impressions conversions usage balance size width height screen',
);
const SECONDARY_WORDS = setOf(
  'fax faxno faxnumber homefax workfax businessfax otherfax assistant asst pager display emergency spouse manager supervisor guardian referrer agent',
);
const CANONICAL_WORDS = setOf('e164 canonical intl international normalized');
const DISPLAY_WORDS = setOf('national formatted format display raw local sanitized original input');
const COUNTRY_WORDS = setOf('country countries calling dial dialing dialling iso iso2');
const WORDS_AROUND_COUNTRY = setOf('code name short alpha 2 alpha2 number prefix');
// `Land` and `cc` also mean other things.
const LIKELY_COUNTRY_WORD =
  /^(?:ctry|cntry|alpha|cc|pais(?:es)?|pays|paese|land|lander|staat|stat[eo]?n?|kraj\p{L}?|krajin\p{L}|zem(?:[ei]|lj?a)|государство|drzav\p{L}|tara|orszag|ulke(?:si)?|maa|riik|valsts|salis|negara|quoc|nchi|bansa|стран\p{L}|краін\p{L}|държава|држава|χωρα|[国國]\p{L}*|(?:국가|나라)\p{L}*|देश|দেশ|(?:ال)?(?:دولة|بلد)|کشور|ملک|מדינה|ארץ|ประเทศ)$/u;
const CODE_WORD =
  /^(?:codes?|cd|prefix|cc|isd|idd|ddi|indicatif|prefi[jx]o|prefisso|codigo|codice|kode?|kodu?|lae?nd(?:e|er|es|s)?(?:vorwahl|kennzahl|kode?|code|nummer)|код|区号|區號)$/;
const CODE_BESIDE = /^(?:c|my|your|user|d[aeiou]|del|of|the|int(?:l|erna\p{L}+)?)$/u;
// They may name a country, but less likely the phone's, or a town or an area.
const SURROUNDINGS =
  /^(?:regi[oó]n\p{L}*|na[ctz]i[oó]n(?!al$)\p{L}*|staatsangehor\p{L}*|citizenship|residence|location|origin|territory|market|flag|addr(?:ess)?|adress?e?|direccion|endereco|indirizzo|anschrift|\p{L}+(?:land|lander|staat)|city|town|ciudad|ville|stadt|ort|area|std|ddd|lada|vorwahl)$/u;
const NOT_OF_COUNTRIES = setOf(
  'currency currencies locale language languages lang time timezone timezones tz utc gmt offset zone score points change delta growth temperature',
);
const GLUED =
  /^(phone|tele?|mob|mobile?|cell|c[n]?try|intl|dial(?:l?ing)?|calling|isd|idd|c)(code|prefix|cc)$/;

const NAMED_VALUES = setOf('value values answer content data text val response fieldvalue rawvalue');
/** Words for a number of any kind. */
export const NUMBER_WORDS = setOf('number numbers no num nr');
const TEXT_OF_ELEMENT =
  /^(?:_|#text|_text|\$t|content|text|plain_text|string|S|N|(?:string|integer|double)Value|\$number\w+)$/;
const GENERIC = { line: '', isInternational: false, isSecondary: false };

// Longer names are questions: `What is your phone number?`.
const MAX_WORDS_OF_A_NAME = 4;
// WhatsApp's name for the business's number, and the telecom term for digits that include their code.
const INTERNATIONAL = new Set(['displayphonenumber', 'msisdn']);
const CONTACT_NUMBER =
  /\b(?:contact|home|work|office|business|daytime|evening|alternate|alternative) (?:no|nr|num|numbers?)\b/;

/** What the field's name says, or null if it doesn't name a phone number. */
export const phoneKey = remembered(newPhoneKey);

/**
 * What the name of a field says if the field has a phone number only when its surroundings say so:
 * `{ value: '…', type: 'work' }`.
 * @param isNamed whether a field next to it says so: then `answer` and `content` count too
 */
export function genericKey(key: string, isNamed: boolean): PhoneKey | null {
  if (isNamed && isNamedValue(key)) return { ...GENERIC, precision: 2 };
  return ownGenericKey(key);
}

/** Whether a field holds what another one names: `answer`. */
export function isNamedValue(key: string): boolean {
  return NAMED_VALUES.has(compact(key));
}

const ownGenericKey = remembered((key): PhoneKey | null => {
  const words = wordsOf(key);
  if (words.length === 0 || !words.every((word) => WORDS_OF_ONE_LINE.has(word))) return null;
  return { ...GENERIC, precision: precisionOf(words, 2), isInternational: isCanonical(words) };
});

/** What `_`, `#text` or `stringValue` say inside a field named for a phone: XML and databases wrap texts this way. */
export function elementTextKey(key: string): PhoneKey | null {
  return TEXT_OF_ELEMENT.test(key) ? { ...GENERIC, precision: 2 } : null;
}

/** Whether a field is named for an unspecified kind of number: `text_reminder_number`. */
export function namesNumber(key: string): boolean {
  return wordsOf(key).some((word) => NUMBER_WORDS.has(word)) && !namesPhone(key);
}

/** Whether a text, such as `phone_number` or `Your mobile`, names a phone number. */
export const namesPhone = remembered((text) => haveAPhoneWord(wordsOf(text)));

/** What the field's name says about a country, or null if it doesn't state one. */
export const countryKey = remembered((key): CountryKey | null => {
  const words = wordsOfCountry(key);
  if (!mayStateCode(key)) return null;
  const isLikely = !words.some((word) => COUNTRY_WORDS.has(word));
  const isOfPhone = words.some((word) => PHONE_WORD.test(word));
  const others = words.filter((word) => !isOfCountry(word) && !(isLikely && isOfCode(word)));
  const isCode = words.some((word) => !others.includes(word) && word !== 'country' && word !== 'name');
  const line = others.filter((word) => !PLAIN_PHONE_WORD.test(word)).join(' ');
  if (isLikely && !namesLikely(words, isOfPhone || line === '')) return null;
  return { line, strength: isOfPhone ? 3 : isCode ? 2 : 1, isLikely };
});

/** What remains of a field's name without the words for a phone number: `UK` of `UK Phone No`. */
export const namedBesidePhone = remembered((key): readonly string[] =>
  key
    .replace(/(\p{Ll})(?=\p{Lu})/gu, '$1 ')
    .split(/[^\p{L}\p{M}]+/u)
    .filter((word) => word !== '' && !namesPhone(word) && !WORDS_OF_ONE_LINE.has(word.toLowerCase())),
);

/** Whether a calling code may be a field's value: `+1` is also a distance from UTC. */
export function mayStateCode(key: string): boolean {
  return !wordsOf(key).some((word) => NOT_OF_COUNTRIES.has(word));
}

// `billingcountry`, `phonecode`
function wordsOfCountry(key: string): readonly string[] {
  return wordsOf(key).flatMap((word) =>
    word
      .replace(/country/, ' $& ')
      .trim()
      .replace(GLUED, '$1 $2')
      .split(/ +/),
  );
}

function isOfCountry(word: string): boolean {
  return COUNTRY_WORDS.has(word) || WORDS_AROUND_COUNTRY.has(word);
}

function isOfCode(word: string): boolean {
  return LIKELY_COUNTRY_WORD.test(word) || CODE_WORD.test(word) || CODE_BESIDE.test(word);
}

// `pais`, `phone code` and `code`, but not `zip code`.
function namesLikely(words: readonly string[], mayBeCode: boolean): boolean {
  return (
    words.some((word) => LIKELY_COUNTRY_WORD.test(word) || SURROUNDINGS.test(word)) ||
    (mayBeCode && words.some((word) => CODE_WORD.test(word)))
  );
}

/** The name without case and punctuation: `wa_id` and `WaId` become `waid`. */
export const compact = remembered((key) => key.toLowerCase().replace(/[^\p{L}\p{N}]/gu, ''));

/** Whether a text, such as `homeFax`, names a line that counts as a person's only if there is no other. */
export function namesSecondary(text: string): boolean {
  return wordsOf(text).some((word) => SECONDARY_WORDS.has(word));
}

function newPhoneKey(key: string): PhoneKey | null {
  if (compact(key) === 'waid') return { ...GENERIC, precision: 2.5, isInternational: true };
  const words = wordsOf(key);
  if (!haveAPhoneWord(words)) return null;
  const isQuestion = key.includes(' ') && words.length > MAX_WORDS_OF_A_NAME;
  if (!isQuestion && words.some((word) => WORDS_OF_OTHER_THINGS.has(word))) return null;
  const line = words.filter((word) => !PLAIN_PHONE_WORD.test(word) && !WORDS_OF_ONE_LINE.has(word));
  return {
    line: line.join(' '),
    precision: precisionOf(words, 3),
    isInternational: isCanonical(words) || INTERNATIONAL.has(compact(key)),
    isSecondary: words.some((word) => SECONDARY_WORDS.has(word)),
  };
}

function haveAPhoneWord(words: readonly string[]): boolean {
  return words.some((word) => PHONE_WORD.test(word)) || CONTACT_NUMBER.test(words.join(' '));
}

function precisionOf(words: readonly string[], plain: number): number {
  if (words.some((word) => CANONICAL_WORDS.has(word))) return 4;
  return words.some((word) => DISPLAY_WORDS.has(word)) ? 1 : plain;
}

function isCanonical(words: readonly string[]): boolean {
  return words.includes('e164') || words.includes('canonical');
}

/** `MobilePhone`, `mobile_phone` and `Mobile phone 2` as words, without case and accents. */
export const wordsOf = remembered((key): readonly string[] =>
  key
    .replace(/(\p{Ll})(?=\p{Lu})/gu, '$1 ')
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[\u0300-\u036F]/g, '')
    .normalize('NFC')
    .replace(/(\p{L}{2})(?=\d)/gu, '$1 ')
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .filter((word) => word !== ''),
);

function setOf(words: string): ReadonlySet<string> {
  return new Set(words.split(' '));
}
