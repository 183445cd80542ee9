import { unexplained } from '../rejection';
import { isDateOrAddress } from './datedRuns';
import { isPostalOrDate } from './dates';
import { digitsOf } from './elements';
import { areSure, isCompleted, type RunResult } from './pieces';

const MAX_STRAY_LENGTH = 5;

// Next to others, a few digits aren't a number without a phone word, even if some numbers are that short:
// `4711, 26 12 34 56`. Six may be a postal code or a date.
function isStray({ run, outcome }: RunResult, results: readonly RunResult[]): boolean {
  const digits = digitsOf(run.groups);
  const isFew = digits.length <= MAX_STRAY_LENGTH || isPostalOrDate(run.groups);
  // `Bangalore 560001. Mob …`: a postal code is none, whatever follows it.
  const isLabeled = run.isJoined && !run.isOfName;
  if (!('pieces' in outcome) || run.plus || isLabeled || !isFew) return false;
  return (
    !outcome.pieces.some(({ resolution }) => isCompleted(resolution)) &&
    !results.some((other) => other.run !== run && digitsOf(other.run.groups).length === digits.length)
  );
}

/**
 * Rejects digits that can't be trusted next to other numbers. A number without its country's trunk prefix is certain only if
 * it is alone or all of them lack the prefix: next to others, it may lack its area code.
 */
export function withoutWeakNumbers(results: RunResult[]): RunResult[] {
  const isAlone = results.length < 2;
  // To tell takes formatting, which takes long.
  const mayBeWeak = !isAlone && !hasOnlyAreaCode(results);
  const weak = new Set(results.filter((result) => mayBeWeak && isWeakResult(result)));
  const areSure = results.every(
    (result) => 'pieces' in result.outcome && (weak.has(result) || result.run.plus),
  );
  return results.map((result) =>
    isDateOrAddress(result, isAlone) ||
    (weak.has(result) && !areSure) ||
    (!isAlone && isStray(result, results))
      ? { run: result.run, outcome: { rejection: unexplained(digitsOf(result.run.groups)) } }
      : result,
  );
}

// `1051 Budapest, (1) 234-5678`: beside what belongs to a name, the area code is there.
function hasOnlyAreaCode(results: readonly RunResult[]): boolean {
  const [number, ...others] = results.filter(({ run, outcome }) => !run.isOfName || 'pieces' in outcome);
  return number?.run.groups[0]?.bracketed === true && others.length === 0;
}

function isWeakResult({ outcome }: RunResult): boolean {
  return 'pieces' in outcome && !areSure(outcome);
}
