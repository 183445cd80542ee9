import { WORDLIKE_CODES } from '../countryData';
import { isOftenMeant } from '../countryNames';
import { apart, CAPITALIZED, digits, digitsFrom, either, kind, match, touching, word } from '../tokens/match';
import { tokenAt, type Token } from '../tokens/token';
import { isOfPhone } from '../tokens/identifierWords';
import { hasRole } from '../tokens/words';
import { countriesOf } from '../resolve/validNumber';
import { digitsOf, type Certainty } from './elements';
import { isIdentifierIn } from './countryIdentifiers';
import { isForeignTo, NUMBER_WORD } from './identifiers';
import type { Scanner } from './scanner';

const setOf = (words: string): ReadonlySet<string> => new Set(words.split(' '));
// Labels and words that are more common than the country: AT isn't Austria, unless the digits suggest it.
const LABELS = setOf('PH NO ID MO AM PM ME AT IS IT TO SO DO BE MY IN');
const PHONE_LABELS = setOf('PH MO AM PM');
// Could be either: MD is a doctor or Moldova.
const ALSO_LABELS = setOf('HR PR MD PA GM VC CO LA TV FM CV MR ST');
// Names that people and places also have.
const ALSO_NAMES = setOf(
  'jordan georgia chad jersey guinea israel holland keeling montserrat dominica maurice จีน 中国 عمان سعودي سعودی',
);
/** Where Spanish or Portuguese is spoken: `Roma` is a district, `ES` also a verb. */
export const IBERIAN = setOf(
  'AO AR BO BR CL CO CR CU CV DO EC ES GQ GT GW HN MX MZ NI PA PE PR PT PY ST SV TL UY VE',
);
/** In one language or another, these countries have the name of a person, a town or a thing: `Maurice`, `Granada`, `Kuba`. */
export const NAMESAKES = setOf('CL CU DM GD GE GH GN GP IL JE JO LB LC MF ML MQ MS MU OM SD SM SV TD');
/** The postal codes of the states of the US. */
export const STATES = setOf(
  'AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY',
);

// The provinces, states and cantons that have a country's code, or no vowel: `Napoli (NA)` isn't in Namibia.
const SUBDIVISIONS: Readonly<Record<string, ReadonlySet<string>>> = {
  AU: setOf('SA'),
  BR: setOf('AC AL AM BA DF ES MA MG MS MT PA PB PE PR RJ RN RO RR RS SC SE SP TO'),
  CA: setOf('NL NU PE SK YT'),
  CH: setOf('AG AI AR BE BL BS FR GE GL GR LU NE SG SH SO SZ TG'),
  ES: setOf('AL AR BA BI CA CC CO CR CU GE GI GR GU HU LU MA ML MU NA PA PM SA SE SG SO SS TO VA VI ZA'),
  IN: setOf('AR AS BR CG CH DL GA GJ HR LA MH ML MN MP MZ NL PB PY SK TN TR WB'),
  IT: setOf(
    'AG AL AO AQ AR AT BA BG BI BN BO BR BS BT BZ CA CH CI CL CN CO CR CZ FI FM FR GE GR IM IS KR LC LI LT LU MC ME MN MO MS MT NA NO NU PA PE PG PN PR PT RE RO SA SI SO SR SS SV TN TO TR TV VA VC VE VI',
  ),
  US: STATES,
};

const SHORT_FORM = /^[A-Z]+$/i;

/**
 * How certain it is that the current word, which may begin a country's name or be its code, is one.
 * @returns null if it isn't
 */
export function certaintyOf(scanner: Scanner): Certainty | null {
  const { text } = scanner.token;
  if (text.length > 3 || !SHORT_FORM.test(text)) return certaintyOfName(scanner);
  if (text !== text.toUpperCase()) return certaintyInSmallLetters(scanner);
  // `NIC 88123456`: an identity card is meant more often than Nicaragua; in Germany, `PF 1234` is a P.O. box, and
  // `40 41 23 45 (PF)` French Polynesia.
  const isLabel = scanner.run === null || !isBehindNumber(scanner);
  if (isLabel && isIdentifierIn(scanner.defaultCountry, text)) return null;
  if (text.length === 3 && hasRole(text, 'identifier')) return null;
  return text === 'UK' || text.length === 3 ? certaintyInCapitals(scanner) : certaintyOfTwoLetters(scanner);
}

// `MAR` is March, a sea or Morocco, `EST` a time zone.
const WORDLIKE = setOf(WORDLIKE_CODES);

function certaintyInCapitals(scanner: Scanner): Certainty {
  return WORDLIKE.has(scanner.token.text) && !isSetApart(scanner) ? 'unsure' : 'sure';
}

// `MAR: 0612…`, `(MAR) 0612…`
function isSetApart(scanner: Scanner): boolean {
  const isColon = tokenAt(scanner.tokens, scanner.index + 1).kind === 'colon';
  return isColon || isAlone(scanner) || isCertain(scanner);
}

const NO_WORD = word(/^(?:uk|uae)$/i);
const MAY_BE_WORD = word(/^(?:usa|eua)$/i);
const SETS_APART = kind('colon', 'pipe', 'comma', 'semicolon');

// `uk 020 …`, `(gb) 020 …`, `gb|020 …`; elsewhere, small letters are a word.
function certaintyInSmallLetters(scanner: Scanner): Certainty | null {
  const { token, tokens, index, isAtStartOfPart } = scanner;
  if (NO_WORD(token)) return 'sure';
  const isBefore = isAtStartOfPart && match(tokens, index + 1, SETS_APART, BEGINS_NUMBER) > 0;
  const isMarked = isBefore || isAlone(scanner);
  return MAY_BE_WORD(token) || (isMarked && !LABELS.has(token.text.toUpperCase())) ? 'doubtful' : null;
}

function certaintyOfName(scanner: Scanner): Certainty {
  const { text } = scanner.token;
  // In Urdu, also the evening.
  if (text === 'شام' && !isAlone(scanner) && !isCertain(scanner)) return 'doubtful';
  return ALSO_NAMES.has(text.toLowerCase()) ? 'unsure' : 'sure';
}

const JOINED = either(kind('comma', 'semicolon'), touching(kind('dash', 'slash', 'equals')));

function certaintyOfTwoLetters(scanner: Scanner): Certainty | null {
  const { token } = scanner;
  if (isOfNumber(scanner)) return null;
  const isBetween = isBetweenNumbers(scanner);
  const ofSubdivision = isBetween ? null : certaintyOfSubdivision(scanner);
  if (ofSubdivision !== null) return ofSubdivision;
  const certainty = LABELS.has(token.text) ? certaintyOfLabel(scanner) : certaintyOfCode(scanner, isBetween);
  return certainty ?? (isBetween || isBetweenWords(scanner) ? 'doubtful' : null);
}

const RECENT = 3;

// `DE 0171 3920012 AT 0664 123456`, `0171 3920012 / AT: 0664 123456`
function isBetweenNumbers({ token, tokens, index, run, elements, defaultCountry }: Scanner): boolean {
  if (NOT_BETWEEN(token) && (!SPAIN(token) || defaultCountry === 'HU')) return false;
  const next = match(tokens, index + 1, kind('colon')) || index + 1;
  const before = run ?? elements.slice(-RECENT).find((element) => element.kind === 'run');
  // `ABN 51 824 753 556 PH 02 5550 1234`
  if (before?.kind !== 'run' || (before.identifier === 'sure' && before.groups.length > 1)) return false;
  return isLong(digitsOf(before.groups)) && isLong(digitsFrom(tokens, next));
}

// `KP 0123456789` may be an identity card, and ET joins numbers; ES does only in Hungary.
const NOT_BETWEEN = either(word('and'), word('identifier'), word('numbered'));
const SPAIN = word(/^ES$/);
const MIN_LENGTH = 6;

/** Whether these are enough digits for a number. */
export function isLong(digits: string): boolean {
  return digits.length >= MIN_LENGTH;
}

// Alone in brackets, at the beginning of a part, or at the end of the cell, two letters are unlikely to be a word. After
// `country`, they are the country.
function certaintyOfCode(scanner: Scanner, isBetween: boolean): Certainty | null {
  const { token, defaultCountry } = scanner;
  const isSure = isCertain(scanner) || isAlone(scanner);
  if (!isSure && !isBetween && !isAtEdge(scanner)) return null;
  const isState = defaultCountry === 'US' && isSubdivision(scanner);
  if (isState || ALSO_LABELS.has(token.text) || (!isSure && isPreposition(scanner))) return 'unsure';
  return isSure ? 'sure' : 'likely';
}

function isAtEdge(scanner: Scanner): boolean {
  const isLast = tokenAt(scanner.tokens, scanner.index + 1).kind === 'end' || isBehindNumber(scanner);
  const isApart = scanner.isAtStartOfPart || isBehindLabel(scanner) || isBehindSign(scanner);
  return isApart || isLast || isBehindItsCode(scanner);
}

// `+44 GB 2079460123`
function isBehindItsCode({ token, run }: Scanner): boolean {
  const code = run?.plus === true ? digitsOf(run.groups) : '';
  return countriesOf(code).some((country) => country === token.text);
}

// `IN: 98765 43210 / VN: 0912 345 678`
function isBehindSign({ tokens, index, previous }: Scanner): boolean {
  return SEPARATES(previous) && match(tokens, index + 1, ...COLON_AND_NUMBER) > 0;
}

// `DE 8 A 17 H`
function isPreposition({ token, defaultCountry }: Scanner): boolean {
  return token.text === 'DE' && (defaultCountry === 'FR' || IBERIAN.has(defaultCountry ?? ''));
}

// `CH: 044…` is Switzerland in Italy, too. In the US, states are also written before a number: `CO 303-555-0132`.
function certaintyOfSubdivision(scanner: Scanner): Certainty | null {
  if (!isSubdivision(scanner) || tokenAt(scanner.tokens, scanner.index + 1).kind === 'colon') return null;
  if (isAlone(scanner)) return certaintyInBrackets(scanner);
  return scanner.defaultCountry === 'US' ? null : 'hint';
}

// `Napoli (NA) 081…`; `(CH) 044…` begins with a country.
function certaintyInBrackets(scanner: Scanner): Certainty {
  return isBehindTown(scanner) ? 'hint' : 'unsure';
}

function isSubdivision({ token, defaultCountry }: Scanner): boolean {
  return SUBDIVISIONS[defaultCountry ?? '']?.has(token.text) === true;
}

function isBehindTown({ tokens, index }: Scanner): boolean {
  const town = tokenAt(tokens, index - 2);
  return CAPITALIZED(town) && !hasRole(town.text, 'counting');
}

/** What a number may begin with. */
export const BEGINS_NUMBER = kind('digits', 'open');
const COLON_AND_NUMBER = [kind('colon'), BEGINS_NUMBER];

// `Tel. DE 0171 3920012`; `No. KP 0171 3920012` may be an identity card.
function isBehindLabel({ last, tokens, index, previous }: Scanner): boolean {
  const word = previous.kind === 'dot' ? tokenAt(tokens, index - 2) : previous;
  const isLabel = last?.kind === 'label' && (last.isCommon || isOfPhone(word.text)) && !NUMBER_WORD(word);
  return isLabel && BEGINS_NUMBER(tokenAt(tokens, index + 1));
}

function certaintyOfLabel(scanner: Scanner): Certainty | null {
  const { text } = scanner.token;
  if (isCertain(scanner) || (isAlone(scanner) && text === 'IN')) return 'sure';
  if (isJoinedAtStart(scanner) || isLabelOfNumber(scanner)) return 'likely';
  // `ID 4155550132` is an identifier.
  if (text === 'ID') return isBehindNumber(scanner) ? 'doubtful' : null;
  if (!isBesideNumber(scanner)) return null;
  return PHONE_LABELS.has(text) && !isAlone(scanner) ? 'hint' : 'doubtful';
}

function isBesideNumber(scanner: Scanner): boolean {
  const isBefore = scanner.isAtStartOfPart && tokenAt(scanner.tokens, scanner.index + 1).kind !== 'word';
  return isBefore || isBehindNumber(scanner) || isBesideLabel(scanner);
}

// `Max Muster CH 044 668 18 00`, `Max Muster - CH - 044 668 18 00`, but not `CALL ME AT 415…`
function isBetweenWords({ token, tokens, index, previous }: Scanner): boolean {
  if (!isOftenMeant(token.text) || LABELS_OF_FIGURES(token)) return false;
  const next = match(tokens, index + 1, DASH_APART) || index + 1;
  return NAME_OR_DASH(previous) && BEGINS_NUMBER(tokenAt(tokens, next));
}

const LABELS_OF_FIGURES = either(NUMBER_WORD, word(/^ID$/));
const DASH_APART = apart(kind('dash'));
const NAME_OR_DASH = either(word(/^\p{Lu}.*\p{Ll}/u), DASH_APART);

function isBesideLabel(scanner: Scanner): boolean {
  const { tokens, index, token, isAtStartOfPart } = scanner;
  // `Mobil AT: 0664 123456`, but not `Tel NO: …`
  if (!NUMBER_WORD(token) && match(tokens, index + 1, ...COLON_AND_NUMBER) > 0) return true;
  return (isAtStartOfPart && hasRole(tokenAt(tokens, index + 1).text, 'counting')) || isBehindLabel(scanner);
}

// `0664 123456 AT`, `0664 123456 AT, …`, `0664 123456 AT mobil`, `(Handy AT)`
function isBehindNumber({ tokens, index, run, depth, isAtStartOfPart }: Scanner): boolean {
  const next = tokenAt(tokens, index + 1);
  if (next.kind === 'close') return depth > 0;
  if (run !== null && SEPARATES(next)) return true;
  return (run !== null || (isAtStartOfPart && index > 0)) && kind('end', 'word')(next);
}

/** What separates a number and its country from the next ones. */
export const SEPARATES = either(
  kind('comma', 'semicolon', 'line', 'pipe', 'slash', 'backslash', 'bullet', 'ampersand'),
  apart(kind('dash')),
  word('and'),
);

function isCertain({ tokens, index }: Scanner): boolean {
  return isAfterCountry(tokens, index) || tokenAt(tokens, index + 1).kind === 'pipe';
}

/** Whether the word is alone in brackets. */
export function isAlone({ tokens, index, previous }: Scanner): boolean {
  return previous.kind === 'open' && tokenAt(tokens, index + 1).kind === 'close';
}

const UNDIVIDED = digits(/^\d{8,}$/);

// `BR No`, `SV-Nr.`, and in Turkey and Colombia also `TC 53212345678` and `CC 3212345678`, in Brazil `NF 11987654321`
function isOfNumber({ tokens, index, token }: Scanner): boolean {
  const next = tokenAt(tokens, match(tokens, index + 1, kind('dash', 'colon')) || index + 1);
  const isLabel = hasRole(token.text, 'numbered') || isOfPhone(token.text);
  return word(/^(?:no|nr)$/i)(next) || (isLabel && UNDIVIDED(next) && isForeignTo(token.text, next.text));
}

// `IN-98765 43210`, `IN;98765…`
function isJoinedAtStart({ tokens, index, elements }: Scanner): boolean {
  return elements.length === 0 && match(tokens, index + 1, JOINED, BEGINS_NUMBER) > 0;
}

// `IN: 98765 43210`
function isLabelOfNumber({ token, tokens, index, isAtStartOfPart }: Scanner): boolean {
  return token.text === 'IN' && isAtStartOfPart && match(tokens, index + 1, ...COLON_AND_NUMBER) > 0;
}

/** A word for a country: `Land: AT`. */
export const COUNTRY_WORD = word(
  /^(?:country|land|pais|país|pays|paese|kraj|страна|ülke|ملک|国|国家|國家)$/i,
);

// `country=IN`, `Country: IN`
function isAfterCountry(tokens: readonly Token[], index: number): boolean {
  return match(tokens, index - 2, COUNTRY_WORD, kind('equals', 'colon')) > 0;
}
