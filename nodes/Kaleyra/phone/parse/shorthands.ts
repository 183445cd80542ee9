import { END_OF_ANOTHER } from '../rejection';
import type { ValidNumber } from '../resolve/validNumber';
import { either, word } from '../tokens/match';
import type { Token } from '../tokens/token';
import { digitsOf, type Owner } from './elements';
import { numberOf, type Piece, type RunResult } from './pieces';

const FAX = word(/^(?:tele)?(?:fax|факс|faks)$/i);
const PLACE = either(
  word('street'),
  word('room'),
  word('premises'),
  word('route'),
  word(
    /(?:str|stra(?:ss|ß)e|weg|gasse|platz|allee|ring|gatan|vägen|gata|vei|vej|gade|straat|laan|plein|tie|katu|utca)$/i,
  ),
  // Whose figure is an age.
  word(/^(?:age|aged?|alter|edad|âge|età|idade|leeftijd|ålder|wiek|возраст)$/i),
);

/** Whose a short figure behind a label would be. What is behind a street's name is the street's: `Via Roma 12`. */
export function ownerOf(token: Token, before: Owner): Owner {
  if (before === 'place' || before === 'fax') return before;
  if (FAX(token)) return 'fax';
  return PLACE(token) ? 'place' : 'other';
}

const SHORT = /^\d{2,6}$/;
const MAX_LINE_LENGTH = 3;
const MIN_LENGTH_BEFORE = 4;
const MIN_LENGTH_WITHIN = 5;

/**
 * Beside a number, a few digits behind a name or `fax` that go on like the number's end are a second
 * number: `John 415-555-0132, Mary 0133`, `01 99 00 12 34, fax 35`, `030 23125-0, Sales 123`.
 */
export function withShorthands(results: readonly RunResult[]): readonly RunResult[] {
  if (results.length < 2) return results;
  const first = results.map(lastPiece).find((piece) => piece !== null) ?? null;
  let before: Piece | null = null;
  return results.map((result) => {
    before = lastPiece(result) ?? before;
    const number = before ?? first;
    // Before the number, a few digits may be many things.
    const isLong = before !== null || digitsOf(result.run.groups).length >= MIN_LENGTH_BEFORE;
    return number !== null && isLong && isShorthand(result, number) ? asEnd(result) : result;
  });
}

function lastPiece({ outcome }: RunResult): Piece | null {
  return ('pieces' in outcome ? outcome.pieces.at(-1) : null) ?? null;
}

function isShorthand({ run, outcome }: RunResult, piece: Piece): boolean {
  const figure = digitsOf(run.groups);
  if (run.owner === 'place' || run.owner === 'none' || run.plus || !SHORT.test(figure)) return false;
  if ('pieces' in outcome || run.problem !== null) return false;
  const number = numberOf(piece.resolution);
  return run.owner === 'fax' || (number !== null && isLikeEnd(figure, number, piece));
}

function isLikeEnd(figure: string, { national }: ValidNumber, { groups }: Piece): boolean {
  const { length } = figure;
  const last = groups.at(-1);
  if (last?.digits === '0') return length <= MAX_LINE_LENGTH;
  // Two digits may be an age or a house number.
  if (length === 2 && groups.length > 1 && last?.digits.length !== length) return false;
  const end = national.slice(-length);
  if (end === figure) return false;
  const isWithin = length >= MIN_LENGTH_WITHIN && national.includes(figure);
  return (
    isWithin || Number(figure) === Number(end) + 1 || figure.startsWith(end.slice(0, Math.ceil(length / 2)))
  );
}

function asEnd({ run }: RunResult): RunResult {
  Object.assign(run, { problem: END_OF_ANOTHER, isOfName: false });
  return { run, outcome: { rejection: END_OF_ANOTHER } };
}
