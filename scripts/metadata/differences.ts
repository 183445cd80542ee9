import type { CellRow } from './readings';

/** A cell that two versions of the library read differently. */
export interface Difference extends CellRow {
  readonly before: string;
  readonly after: string;
}

/** The differences as a table, or a sentence if there are none. */
export function differencesAsMarkdown(differences: readonly Difference[]): string {
  if (differences.length === 0) return 'No cell is read differently.';
  const rows = differences.map(({ cell, country, bareDigits, before, after }) =>
    [cell, country, bareDigits, before, after].map(inTable).join(' | '),
  );
  const head = ['cell | default country | bare digits | before | after', '--- | --- | --- | --- | ---'];
  return [...head, ...rows].map((row) => `| ${row} |`).join('\n');
}

const inTable = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
