import { digits, kind, match, matchFirst, touching, word, type Test } from '../tokens/match';
import { tokenAt, type Token } from '../tokens/token';

const WHOLE = digits(/^(?:\d|[1-9]\d|1\d\d)$/);
const DEGREES = [WHOLE, touching(kind('dot')), touching(digits(/^\d{4,}$/))];
const LABELED_DEGREES = [WHOLE, touching(kind('dot', 'comma')), touching(digits(/^\d{2,}$/))];
const MINUS = kind('dash');
const BETWEEN = kind('comma', 'semicolon', 'slash');
const SIGN = kind('colon', 'equals', 'dot');
const DEGREE_SIGN: Test = ({ text }) => text === '°';
// `52.5200ºN` has an ordinal sign, which is a letter.
const DIRECTION = word(/^º?[NSEWO]$/);
// `9.876543211E9` is a number in scientific notation.
const BEHIND = (token: Token): boolean => token.gap || !kind('digits', 'plus')(token);
const DIRECTIONS = [
  [touching(DIRECTION), BEHIND],
  [touching(DEGREE_SIGN), DIRECTION, BEHIND],
];
const AXIS = word(
  /^(?:lat|latitude|latitud|lng|lon|long|longitude|longitud|breitengrad|längengrad|широта|долгота)$/iu,
);
const PLACE = word(
  /^(?:gps|geo|coords?|coordinates?|coordenadas|coordonnées|koordinaten|koordinaatit|координаты|坐标|座標)$/iu,
);

/** `37.7749,-122.4194`, `49.6116 6.1319`, `55.676098N`: the index after it, or 0. */
export function coordinates(tokens: readonly Token[], index: number): number {
  const first = match(tokens, index, ...DEGREES);
  if (first === 0) return 0;
  const withDirection = matchFirst(tokens, first, DIRECTIONS);
  if (withDirection > 0) return withDirection - 1;
  const sign = match(tokens, first, BETWEEN);
  return sign > 0 || tokenAt(tokens, first).gap ? secondEnd(tokens, sign || first) : 0;
}

function secondEnd(tokens: readonly Token[], index: number): number {
  return match(tokens, match(tokens, index, MINUS) || index, ...DEGREES);
}

/** `lat 52.5200`, `Longitude: -13.4050`, `GPS 52.5200 13.4050`, starting at the word: the index after it, or 0. */
export function labeledCoordinates(tokens: readonly Token[], index: number): number {
  const isPlace = PLACE(tokenAt(tokens, index));
  if (!isPlace && !AXIS(tokenAt(tokens, index))) return 0;
  const sign = match(tokens, index + 1, SIGN) || index + 1;
  const first = match(tokens, match(tokens, sign, MINUS) || sign, ...(isPlace ? DEGREES : LABELED_DEGREES));
  if (first === 0 || !isPlace) return first;
  return secondEnd(tokens, match(tokens, first, BETWEEN) || first) || first;
}
