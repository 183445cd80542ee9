import type { Answer, Wanted } from './types';

/** Which answer is about which number. */
export interface Matched {
  /** By E.164; several where Kaleyra gave several. */
  readonly answers: ReadonlyMap<string, readonly Answer[]>;
  /** Answers about nothing that was asked. */
  readonly strays: readonly Answer[];
  /** Numbers without an answer. */
  readonly missing: readonly Wanted[];
}

/**
 * Matches answers to numbers by their digits, never by position: the order of answers is not documented. Answers
 * whose digits are masked (documentation samples show `9190XXXXXX`) are matched by the visible ones where exactly
 * one number and one answer fit each other.
 */
export function matchAnswers(asked: readonly Wanted[], answers: readonly Answer[]): Matched {
  const byDigits = new Map(asked.map((wanted) => [wanted.digits, wanted]));
  const matched = new Map<string, Answer[]>();
  const left: Answer[] = [];

  for (const answer of answers) {
    const wanted = byDigits.get(answer.mobileNumber.replace(/\D/g, ''));
    if (wanted === undefined) left.push(answer);
    else add(matched, wanted, answer);
  }
  const strays = matchVisibleDigits(
    asked.filter((wanted) => !matched.has(wanted.number.e164)),
    left,
    matched,
  );
  return { answers: matched, strays, missing: asked.filter((wanted) => !matched.has(wanted.number.e164)) };
}

function add(matched: Map<string, Answer[]>, wanted: Wanted, answer: Answer): void {
  const before = matched.get(wanted.number.e164);
  if (before === undefined) matched.set(wanted.number.e164, [answer]);
  else before.push(answer);
}

function matchVisibleDigits(
  open: readonly Wanted[],
  left: readonly Answer[],
  matched: Map<string, Answer[]>,
): Answer[] {
  const fits = new Map<Wanted, number>();
  const candidates = left.map((answer) => {
    const mask = maskOf(answer.mobileNumber);
    const fitting = mask === null ? [] : open.filter((wanted) => mask.test(wanted.digits));
    for (const wanted of fitting) fits.set(wanted, (fits.get(wanted) ?? 0) + 1);
    return { answer, fitting };
  });
  return candidates.flatMap(({ answer, fitting: [only, ...others] }) => {
    if (only === undefined || others.length > 0 || fits.get(only) !== 1) return [answer];
    add(matched, only, answer);
    return [];
  });
}

const MASK = /^\+?(\d*)[Xx*•]+(\d*)$/;

// The samples mask with a fixed number of letters, so a mask may stand for more digits than it has.
function maskOf(text: string): RegExp | null {
  const parts = MASK.exec(text.replace(/[\s-]/g, ''));
  if (parts === null || (parts[1] === '' && parts[2] === '')) return null;
  return new RegExp(`^${parts[1]}\\d+${parts[2]}$`);
}
