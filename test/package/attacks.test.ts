import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from '@jest/globals';

const ROOT = join(__dirname, '..', '..');
const KINDS = 15;

const table = readFileSync(join(ROOT, 'SECURITY.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .slice(2)
  .map((line) => line.split(' | ').map((cell) => cell.replace(/^\| | \|$/g, '').trim()))
  .map(([kind = '', , , , files = '', example = '']) => ({ kind, files, example }));

test('SECURITY.md has every kind of attack', () => {
  expect(new Set(table.map(({ kind }) => kind)).size).toBe(KINDS);
});

test.each(table)(
  '$kind: the tests that hold it exist, and the one it names is in them',
  ({ files, example }) => {
    const paths = [...files.matchAll(/`([^`]+)`/g)].map(([, name = '']) =>
      join(ROOT, name.startsWith('test/') ? name : `test/engine/${name}.test.ts`),
    );
    expect(paths.length).toBeGreaterThan(0);
    expect(paths.filter((path) => !existsSync(path))).toEqual([]);
    const sources = paths.map((path) => readFileSync(path, 'utf8'));
    expect(
      sources.filter((source) => ["'", '"', '`'].some((quote) => source.includes(quote + example + quote))),
    ).not.toEqual([]);
  },
);

test('SECURITY.md and docs/faults.md agree on how many places were tried', () => {
  const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
  const [tried = ''] = /[\d,]+(?= places, counted)/.exec(read('SECURITY.md')) ?? [];
  const counted = [...read('docs/faults.md').matchAll(/([\d,]+) places/g)].map(([, figure]) =>
    toNumber(figure),
  );
  expect(toNumber(tried)).toBe(counted.reduce((total, figure) => total + figure, 0));
});

function toNumber(figure = ''): number {
  return Number(figure.replaceAll(',', ''));
}
