/** How the engine tests went on the engine of one n8n version. */
export interface EngineResult {
  readonly n8n: string;
  readonly core: string;
  readonly workflow: string;
  /** The version of Node.js that they ran on. */
  readonly node: string;
  readonly passed: number;
  readonly total: number;
}

const TABLE = /(<!-- engines -->\n)([^]*?)(<!-- \/engines -->)/;
const HEAD = [
  '| n8n | n8n-core | n8n-workflow | Node.js | engine tests passed |',
  '| --- | --- | --- | --- | --- |',
];
const VERSION = /^\| (\d+\.\d+\.\d+) \|/;

function rowsOf(document: string): string[] {
  const table = TABLE.exec(document)?.[2];
  if (table === undefined) throw new Error('The document has no table between its engines comments.');
  return table.split('\n').filter((line) => VERSION.test(line));
}

const versionOf = (row: string): string => VERSION.exec(row)?.[1] ?? '';

/** The n8n versions in the document's table. */
export function versionsIn(document: string): string[] {
  return rowsOf(document).map(versionOf);
}

/** The document with these results in its table, in place of older ones of the same versions. */
export function withResults(document: string, results: readonly EngineResult[]): string {
  const fresh = new Set(results.map(({ n8n }) => n8n));
  const rows = [...rowsOf(document).filter((row) => !fresh.has(versionOf(row))), ...results.map(toRow)];
  rows.sort((a, b) => versionOf(a).localeCompare(versionOf(b), 'en', { numeric: true }));
  return document.replace(TABLE, (_, start: string, __, end: string) =>
    [start, '\n', [...HEAD, ...rows].join('\n'), '\n\n', end].join(''),
  );
}

function toRow({ n8n, core, workflow, node, passed, total }: EngineResult): string {
  const tests = passed === total ? `all ${total}` : `${passed} of ${total}`;
  return `| ${[n8n, core, workflow, node, tests].join(' | ')} |`;
}
