/** A row of a contact list. */
export interface Row extends Record<string, string | number> {
  readonly id: number;
  readonly name: string;
  readonly phone: string;
}

// Invented mobile numbers of five countries; five digits follow.
const BLOCKS = ['+9198765', '+141552', '+49151234', '+4479110', '+336121'];

/** So many different numbers has a list that repeats them. */
export const REPEATED_CELLS = 1_000;

/** Rows of which so many have a number of their own; the others repeat them. */
export function makeRows(count: number, different = count): Row[] {
  return Array.from({ length: count }, (_, i) => ({
    id: i + 1,
    name: `Contact ${i + 1}`,
    phone: numberAt(i % different),
  }));
}

function numberAt(index: number): string {
  const block = BLOCKS[index % BLOCKS.length] as string;
  return block + String(Math.floor(index / BLOCKS.length)).padStart(5, '0');
}

/** Cells of the three kinds that are read, so many of each, all different. */
export function makeCells(count: number): Record<'international' | 'national' | 'messy', string[]> {
  const ends = Array.from({ length: count }, (_, i) => String(i).padStart(5, '0'));
  return {
    international: Array.from({ length: count }, (_, i) => numberAt(i)),
    national: ends.map((end) => `98765${end}`),
    messy: ends.map((end, i) => MESSY[i % MESSY.length]?.(end) ?? end),
  };
}

const MESSY: ReadonlyArray<(end: string) => string> = [
  (end) => `Tel.: (+91) 98765-${end} ext. 12`,
  (end) => ` 098765 ${end} `,
  (end) => `'+91 98765 ${end}`,
  (end) => `98765${end}.0`,
  (end) => `(0)98765 / ${end}`,
  (end) => `+91-98765-${end} (mobile)`,
];
