import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from '@jest/globals';

const ROOT = join(__dirname, '..', '..');

// n8n's lint rules take the file name from elsewhere when they detect a test run.
const WITHOUT_TEST_MODE = { ...process.env, NODE_ENV: 'production' };

test("n8n's own scanner passes the sources and the package", () => {
  const { stdout } = spawnSync(process.execPath, [join(ROOT, 'scripts/scan.mjs')], {
    cwd: ROOT,
    encoding: 'utf8',
    env: WITHOUT_TEST_MODE,
  });
  expect(stdout).toBe('sources: passed\npackage: passed\n');
}, 120_000);

test('no lint rule is disabled in what ships, because the scanner ignores that', () => {
  const files = ['nodes', 'credentials'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.[cm]?[jt]s$/.test(name))
      .map((name) => join(folder, name)),
  );
  expect(files.length).toBeGreaterThan(30);
  const off = /eslint-(?:disable|enable)|@ts-(?:ignore|expect-error|nocheck)|prettier-ignore/;
  expect(files.filter((file) => off.test(readFileSync(join(ROOT, file), 'utf8')))).toEqual([]);
});
