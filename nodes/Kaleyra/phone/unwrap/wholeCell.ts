import { EMPTY, IBAN, NOT_A_NUMBER, OBJECT_AS_TEXT, SPREADSHEET_ERROR, type Rejection } from '../rejection';

const MAX_MARKER_LENGTH = 20;
const EMPTY_MARKER =
  /^(?:[-–—_.?*,;/|'"]+|#?n\/a!?|n\.?a\.?|none|null|nil|nan|undefined|unknown|empty|blank|tbd|tba|no phone|no number|not available|not provided|#value!|#ref!|#null!)$/iu;
// `=SUM(A1, 2)`, `=4155550132+1`
const FORMULA =
  /^=\s*(?:(?:sum|rows?|counta?|value|int|round|abs|product|average|max|min|mod|rand)\(|\d{1,20}\s?[+*]\s?\d)/i;
// `12.97160,77.59457`: latitude and longitude.
const COORDINATES = /^-?\d{1,2}\.\d{4,15},\s?-?\d{1,3}\.\d{4,15}$/;
// `IT60 X054 2811 …`; with fewer digits, a number behind the letters of a country looks the same.
const IBAN_SHAPE = /^[A-Z]{2}\d\d ?(?:[A-Z\d]{4} ?){3,7}[A-Z\d]{2,4}$/;
// `uid=ada,ou=4155550134`, an LDAP name
const DISTINGUISHED_NAME = /^(?:cn|uid|ou|dc)=[^,=]*(?:,\s?(?:cn|uid|ou|dc|o|c|l|st|sn)=[^,=]*)+$/i;
const SPREADSHEET_ERRORS = /^#(?:error|name|num)[!?]?$/i;

/**
 * What a cell is as a whole if it isn't text with numbers: `n/a`, `#ERROR!`, `[object Object]`. Null for all others.
 */
export function wholeCellRejection(trimmed: string): Rejection | null {
  if (FORMULA.test(trimmed) || COORDINATES.test(trimmed) || DISTINGUISHED_NAME.test(trimmed))
    return NOT_A_NUMBER;
  if (IBAN_SHAPE.test(trimmed) && hasCheckDigits(trimmed)) return IBAN;
  if (trimmed.length > MAX_MARKER_LENGTH) return null;
  if (trimmed === '' || EMPTY_MARKER.test(trimmed)) return EMPTY;
  if (trimmed === '[object Object]') return OBJECT_AS_TEXT;
  return SPREADSHEET_ERRORS.test(trimmed) ? SPREADSHEET_ERROR : null;
}

// https://en.wikipedia.org/wiki/International_Bank_Account_Number#Validating_the_IBAN
function hasCheckDigits(text: string): boolean {
  const plain = text.replaceAll(' ', '');
  const digits = (plain.slice(4) + plain.slice(0, 4)).replace(/[A-Z]/g, (letter) =>
    String(parseInt(letter, 36)),
  );
  return BigInt(digits) % 97n === 1n;
}
