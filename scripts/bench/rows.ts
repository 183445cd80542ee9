/** A row of a contact list. */
export interface Row extends Record<string, string | number> {
  readonly id: number;
  readonly name: string;
  readonly phone: string;
}

// Invented mobile numbers of five countries; five digits follow.
const PREFIXES = ['+9198765', '+141552', '+49151234', '+4479110', '+336121'];

const MESSY_CELLS: ReadonlyArray<(digits: string) => string> = [
  (digits) => `Tel.: (+91) 98765-${digits} ext. 12`,
  (digits) => ` 098765 ${digits} `,
  (digits) => `'+91 98765 ${digits}`,
  (digits) => `98765${digits}.0`,
  (digits) => `(0)98765 / ${digits}`,
  (digits) => `+91-98765-${digits} (mobile)`,
];

/** Makes rows that hold so many different numbers in turn. */
export function makeRows(count: number, numbers = count): Row[] {
  const cells = makeCells('international', numbers);
  return Array.from({ length: count }, (_, i) => ({
    id: i + 1,
    name: `Contact ${i + 1}`,
    phone: cells[i % numbers] ?? '',
  }));
}

export type CellKind = 'international' | 'spaced' | 'messy';

/** Makes cells that each hold a number of their own. */
export function makeCells(kind: CellKind, count: number): string[] {
  return Array.from({ length: count }, (_, i) => {
    if (kind === 'messy') return MESSY_CELLS[i % MESSY_CELLS.length]?.(fiveDigits(i)) ?? '';
    if (kind === 'spaced') return `+91 98765 ${fiveDigits(i)}`;
    return `${PREFIXES[i % PREFIXES.length]}${fiveDigits(Math.floor(i / PREFIXES.length))}`;
  });
}

function fiveDigits(index: number): string {
  return String(index).padStart(5, '0');
}
