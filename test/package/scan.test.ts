import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from '@jest/globals';

import { PACKAGE_DIRECTORY } from '../support/engine';

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

test("nothing that ships looks like the obfuscated code that n8n's coming malware scan is about", () => {
  const files = readdirSync(PACKAGE_DIRECTORY, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.js'),
  );
  expect(files.length).toBeGreaterThan(3);
  const suspicious = {
    'a foreign letter in a Latin word': /[a-z][\p{sc=Cyrl}\p{sc=Grek}]|[\p{sc=Cyrl}\p{sc=Grek}][a-z]/iu,
    'a zero-width character in a word': /[a-z][\u200b-\u200d\ufeff][a-z]/i,
    'encoded text': /(?:\\x[0-9a-f]{2}){10}|(?:\\u[0-9a-f]{4}){10}|["'`][a-z0-9+/]{150}/i,
    'code far to the right': / {200}\S/,
    'access to the environment': /process\s*\.\s*env|\beval\s*\(|new\s+Function\b/,
  };
  for (const file of files) {
    const code = readFileSync(join(PACKAGE_DIRECTORY, file), 'utf8');
    for (const [what, pattern] of Object.entries(suspicious)) {
      expect({ file, what, found: pattern.exec(code)?.[0] }).toEqual({ file, what, found: undefined });
    }
  }
});
