import { digitsOf, type Element, type Run } from './elements';

const MIN_LENGTH = 7;
const ALIKE_LENGTH = 3;

/**
 * Whether the word before an identifier also covers the run that follows it: `Order 9876543210 & 9876543211`. Behind a
 * comma, they have to begin alike, because a telephone may follow: `Order 4155550132, 9876543210`.
 */
export function isAnotherIdentifier(run: Run, elements: readonly Element[]): boolean {
  const [before, between] = [elements.at(-2), elements.at(-1)];
  if (before?.kind !== 'run' || before.identifier !== 'sure') return false;
  const [first, second] = [undividedOf(before), undividedOf(run)];
  if (first === null || first.length !== second?.length) return false;
  if (between?.kind !== 'break') return between?.kind === 'and';
  const isAlike = second.startsWith(first.slice(0, ALIKE_LENGTH));
  return between.mark === 'ampersand' || (between.mark === 'comma' && isAlike);
}

function undividedOf({ groups, plus }: Run): string | null {
  return groups.length === 1 && !plus ? digitsOf(groups) : null;
}

/** Whether digits behind a slash are of the same kind: `Order 9876543210 / 9876543211`. */
export function isAlike({ groups }: Run, digits: string): boolean {
  const { length } = digits;
  return length >= MIN_LENGTH && groups.every((group) => group.digits.length === length);
}
