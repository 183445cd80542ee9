/** A limit that the project holds itself to, and what was measured. */
export interface Threshold {
  readonly what: string;
  readonly comparison: '≤' | '=';
  readonly limit: number;
  readonly value: number;
  /** The limit is one of the value's ratio to this; absent where the value itself has one. */
  readonly reference?: number;
  /** Of value and reference. */
  readonly unit?: string;
  /** What else was measured. */
  readonly note?: string;
}

/** Puts an upper limit on a value, or on its ratio to a reference. */
export function atMost(
  limit: number,
  what: string,
  unit: string,
  value: number,
  reference?: number,
): Threshold {
  const threshold = { what, comparison: '≤', limit, value, unit } as const;
  return reference === undefined ? threshold : { ...threshold, reference };
}

/** Whether the limit is kept. */
export function isMet({ value, reference = 1, comparison, limit }: Threshold): boolean {
  const measured = value / reference;
  return comparison === '=' ? measured === limit : measured <= limit;
}

/** A row of the report's table: what, measured, limit, met, figures. */
export function toTableRow(threshold: Threshold): string {
  const { what, comparison, limit, value, reference, unit = '', note = '' } = threshold;
  const [measured, limitUnit, figures] =
    reference === undefined
      ? [`${format(value)} ${unit}`, unit, note]
      : [format(value / reference), '', `${format(value)} ÷ ${format(reference)} ${unit}`];
  const met = isMet(threshold) ? 'yes' : '**no**';
  return `| ${what} | ${measured} | ${comparison} ${format(limit)} ${limitUnit} | ${met} | ${figures} |`;
}

/** Formats a number with three digits, or as a whole: "1.23", "12,345". */
export function format(value: number): string {
  const precision = value < 100 ? { maximumSignificantDigits: 3 } : { maximumFractionDigits: 0 };
  return value.toLocaleString('en-US', precision);
}

/** The middle value, or the mean of the two middle ones. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.slice(Math.floor((sorted.length - 1) / 2), Math.floor(sorted.length / 2) + 1);
  return middle.reduce((sum, value) => sum + value, 0) / middle.length;
}
