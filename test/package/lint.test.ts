import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

const ROOT = join(__dirname, '..', '..');
const COPIED = [
  'nodes',
  'credentials',
  'package.json',
  'tsconfig.json',
  'eslint.config.mjs',
  'eslint.limits.mjs',
  'eslint.outside.mjs',
];
const NESTED = ['test', 'scripts', '.cache'].map((folder) => `${folder}/eslint.config.mjs`);

const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
const [asN8nDoes = '', ourLimits = ''] = scripts.lint.split(' && ');
const cloudSupport = scripts.check.split(' && ').at(-1);

const copy = mkdtempSync(join(tmpdir(), 'n8n-nodes-kaleyra-lint-'));
afterAll(() => rmSync(copy, { recursive: true, force: true }));

/** Runs part of an npm script in the copy, like npm. */
function run(command: string): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync('sh', ['-c', command], {
    cwd: copy,
    encoding: 'utf8',
    env: {
      ...process.env,
      PATH: [join(ROOT, 'node_modules', '.bin'), process.env.PATH].join(delimiter),
      // n8n's lint rules take the file name from elsewhere when they detect a test run.
      NODE_ENV: 'production',
    },
  });
  return { status, output: stripVTControlCharacters(stdout + stderr) };
}

/** What ESLint reported: the names of the broken rules, by file. */
function complaints(output: string): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  let file = '';
  for (const line of output.split('\n')) {
    if (line.startsWith(copy)) file = relative(copy, line);
    const rule = /^ +\d+:\d+ +(?:error|warning) .* (\S+)$/.exec(line)?.[1];
    if (rule !== undefined) (found[file] ??= []).push(rule);
  }
  return found;
}

function plant(file: string, ...lines: string[]): void {
  writeFileSync(join(copy, file), `${lines.join('\n')}\n`);
}

beforeAll(() => {
  for (const name of [...COPIED, ...NESTED]) cpSync(join(ROOT, name), join(copy, name), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));

  const outsideOfN8n = ["import { rmSync } from 'node:fs';", 'setTimeout(() => console.log(rmSync), 1);'];
  plant('nodes/Kaleyra/phone/planted.ts', ...outsideOfN8n);
  plant('credentials/planted.ts', ...outsideOfN8n);
  plant('test/planted.ts', ...outsideOfN8n);
  plant('scripts/planted.ts', ...outsideOfN8n);
  plant('.cache/planted.ts', ...outsideOfN8n);

  const branches = Array.from({ length: 13 }, (_, at) => `  if (n === ${at}) return ${at * 2};`);
  plant('nodes/Kaleyra/api/planted.ts', 'export function twice(n: number): any {', ...branches, '}');
  plant(
    'nodes/Kaleyra/n8n/planted.ts',
    ...Array.from({ length: 301 }, (_, at) => `export const c${at} = ${at};`),
  );
});

describe('the linter', () => {
  const restricted = [
    '@n8n/community-nodes/no-restricted-imports',
    '@n8n/community-nodes/no-restricted-globals',
    'no-console',
  ];
  const tooMuch = {
    'nodes/Kaleyra/api/planted.ts': ['complexity', '@typescript-eslint/no-explicit-any'],
    'nodes/Kaleyra/n8n/planted.ts': ['max-lines'],
  };

  test("applies n8n's rules to what n8n runs, and reports only what was planted", () => {
    const { status, output } = run(asN8nDoes);
    expect(complaints(output)).toEqual({
      'nodes/Kaleyra/phone/planted.ts': restricted,
      'credentials/planted.ts': restricted,
      'nodes/Kaleyra/api/planted.ts': ['@typescript-eslint/no-explicit-any'],
    });
    expect(status).toBe(1);
  });

  test('applies our own limits there in its second pass', () => {
    const { status, output } = run(ourLimits);
    expect(complaints(output)).toEqual({
      'nodes/Kaleyra/phone/planted.ts': restricted,
      'credentials/planted.ts': restricted,
      ...tooMuch,
    });
    expect(status).toBe(1);
  });
});

describe("n8n's strict mode", () => {
  const changed = (
    file: string,
    change: (text: string) => string,
  ): { status: number | null; output: string } => {
    const text = readFileSync(join(copy, file), 'utf8');
    writeFileSync(join(copy, file), change(text));
    try {
      return run(cloudSupport);
    } finally {
      writeFileSync(join(copy, file), text);
    }
  };

  test('is on, so that the node can be verified for n8n Cloud', () => {
    expect(run(cloudSupport)).toMatchObject({ status: 0, output: expect.stringContaining('is ENABLED') });
  });

  test.each([
    ['package.json', (text: string) => text.replace('"strict": true', '"strict": false')],
    ['eslint.config.mjs', (text: string) => text.replaceAll('config', 'configWithoutCloudSupport')],
  ])('is reported as missing if %s turns it off', (file, change) => {
    expect(changed(file, change)).toMatchObject({ status: 1, output: '' });
  });
});
