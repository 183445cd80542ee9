import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describe, expect, test } from '@jest/globals';

const ROOT = join(__dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'kaleyra-demo-'));

function demo(...wishes: string[]): { status: number | null; stdout: string; stderr: string } {
  const tsx = join(ROOT, 'node_modules/tsx/dist/cli.mjs');
  return spawnSync(process.execPath, [tsx, join(ROOT, 'scripts/demo.ts'), ...wishes], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...process.env, NODE_NO_WARNINGS: '1' },
  });
}

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

describe('npm run demo', () => {
  test('shows every contact, looked up in a single request', () => {
    const { status, stdout } = demo();
    expect(status).toBe(0);
    expect(stdout).toContain('same lookup as row 1');
    expect(stdout).toContain('SCIENTIFIC_NOTATION');
    expect(stdout).toContain(
      '88 items: 63 numbers sent in 1 request, 20 values rejected; 40 without country code',
    );
    expect(stdout).toContain('HTTP requests: 1 for 63 lookups');
  }, 60_000);

  test('reads a file of your own, with its column, its country and the results', () => {
    const mine = file('mine.csv', 'who,mobile\nAda,98765 43210\nGrace,n/a\n');
    const { status, stdout } = demo(mine, '--column', 'mobile', '--country', 'IN', '--wait');
    expect(status).toBe(0);
    expect(stdout).toContain('+919876543210');
    expect(stdout).toMatch(/\d{3}\/\d{2,3}/);
    expect(stdout).toContain('HTTP requests: 1 for 1 lookups, 2 for their details');
  }, 60_000);

  test.each([
    ['lookUpNow', /HTTP requests: 1 for 63 lookups\n$/],
    ['getDetails', /HTTP requests: 1 for 63 lookups, 63 for their details\n$/],
    ['validate', /same number as row 1[^]*HTTP requests: 0 for 0 lookups\n$/],
  ])(
    'shows %s',
    (operation, end) => {
      const { status, stdout } = demo('--operation', operation);
      expect(status).toBe(0);
      expect(stdout).toMatch(end);
      if (operation !== 'validate') expect(stdout).toMatch(/\d{3}\/\d{2,3}/);
    },
    60_000,
  );

  test.each([
    ['a missing file', ['nowhere.csv'], "There is no file 'nowhere.csv'"],
    ['a missing column', ['--column', 'handy'], "has no column 'handy'"],
    ['a file without rows', [file('empty.csv', 'phone\n')], 'holds no rows'],
    ['a file that is not CSV', [file('odd.csv', 'phone\n"a\n')], 'is no CSV file'],
    ['an unknown option', ['--colour', 'red'], 'That is not understood'],
  ])(
    '%s: prints one sentence and exits with code 1',
    (_what, wishes, sentence) => {
      const { status, stderr } = demo(...wishes);
      expect(status).toBe(1);
      expect(stderr).toContain(sentence);
      expect(stderr.trim().split('\n')).toHaveLength(1);
    },
    60_000,
  );
});
