import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, delimiter, dirname, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

const ROOT = join(__dirname, '..', '..');
const COPIED = [
  '.dependency-cruiser.cjs',
  'tsconfig.json',
  'package.json',
  'jest.config.js',
  'eslint.outside.mjs',
  'nodes',
  'credentials',
  'test',
  'scripts',
];
const NODE = 'nodes/Kaleyra';
/** What each module may import besides itself, as in CONTRIBUTING.md. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  phone: [],
  api: [],
  lookup: ['phone', 'api'],
  n8n: ['lookup', 'phone', 'api'],
  operations: ['n8n', 'lookup', 'phone', 'api'],
};
const MODULES = Object.keys(MAY_IMPORT);
const KNOW_N8N = ['n8n', 'operations'];

interface Plant {
  readonly file: string;
  readonly code: string;
  /** The rule that rejects it; absent if it is allowed. */
  readonly rule?: string;
}

const importValue = (from: string): string =>
  `import * as planted from '${from}';\nexport const value = planted;\n`;
const importType = (from: string): string =>
  `import type * as planted from '${from}';\nexport type T = typeof planted;\n`;
const reexport = (from: string): string => `export * from '${from}';\n`;
const reexportType = (from: string): string => `export type * from '${from}';\n`;
const importInType = (from: string): string => `export type T = typeof import('${from}');\n`;
const importLater = (from: string): string => `export const later = (): unknown => import('${from}');\n`;
const FORMS = [importValue, importType, reexport, reexportType, importInType, importLater];

/** The same import in each form that TypeScript has, each in a separate file. */
function inEveryForm(folder: string, from: string, rule?: string): Plant[] {
  const name = from.replace(/\W+/g, '_');
  return FORMS.map((form, at) => ({
    file: `${folder}/planted_${name}_${at}.ts`,
    code: form(from),
    ...(rule !== undefined && { rule }),
  }));
}

const pairs = MODULES.flatMap((from) => MODULES.filter((to) => to !== from).map((to) => [from, to] as const));
const isAllowed = (from: string, to: string): boolean => MAY_IMPORT[from]?.includes(to) === true;

const between = pairs.flatMap(([from, to]) => {
  const folder = `${NODE}/${from}`;
  if (!isAllowed(from, to)) {
    return [...inEveryForm(folder, `../${to}`, from), ...inEveryForm(folder, `../${to}/target`, from)];
  }
  const pastIndex = to === 'phone' ? 'phone-index' : undefined;
  return [...inEveryForm(folder, `../${to}`), ...inEveryForm(folder, `../${to}/target`, pastIndex)];
});

const packages = MODULES.flatMap((module) => [
  ...inEveryForm(`${NODE}/${module}`, 'n8n-workflow', KNOW_N8N.includes(module) ? undefined : module),
  ...inEveryForm(`${NODE}/${module}`, 'libphonenumber-js/max', module),
  ...inEveryForm(`${NODE}/${module}`, 'lossless-json', module),
  ...inEveryForm(`${NODE}/${module}`, 'node:fs', module),
]);

const elsewhere = [
  ...MODULES.flatMap((module) => [
    ...inEveryForm(`${NODE}/${module}`, '../Kaleyra.node', module),
    ...inEveryForm(`${NODE}/${module}`, '../../../test/support/target', module),
    ...inEveryForm(`${NODE}/${module}`, '../../../scripts/target', module),
  ]),
  ...inEveryForm('credentials', '../nodes/Kaleyra/phone/target', 'credentials'),
  ...inEveryForm('credentials', '../nodes/Kaleyra/api/target'),
  ...inEveryForm(NODE, './phone/target', 'no-module'),
  ...inEveryForm('scripts', '../nodes/Kaleyra/lookup/target'),
  ...inEveryForm('scripts', '../nodes/Kaleyra/phone/target', 'phone-index'),
  ...inEveryForm('scripts', '../test/support/target'),
  ...inEveryForm('scripts', '../test/unit/target', 'scripts'),
  ...inEveryForm('test/support', '../unit/target', 'support'),
  ...inEveryForm('test/support', '../../scripts/target', 'support'),
  ...inEveryForm('test/unit', '../support/target'),
  ...inEveryForm('test/unit', './nowhere', 'unresolved'),
];

// A cycle is reported once, at the first of its files.
const cycles: Plant[] = ['nodes/Kaleyra/api', 'test/unit', 'scripts'].flatMap((folder) => [
  { file: `${folder}/planted_here.ts`, code: importType('./planted_there'), rule: 'no-cycle' },
  { file: `${folder}/planted_there.ts`, code: importType('./planted_here') },
]);

/** Forbidden imports added to files that have their own rule. */
const added: Record<string, { rule: string; imports: string[] }> = {
  [`${NODE}/types.ts`]: {
    rule: 'types',
    imports: [...MODULES.map((module) => `./${module}/target`), 'n8n-workflow', 'libphonenumber-js/max'],
  },
  [`${NODE}/phone/libphonenumber.ts`]: {
    rule: 'libphonenumber',
    imports: ['./target', '../api/target', '../lookup/target', 'n8n-workflow'],
  },
  [`${NODE}/api/losslessJson.ts`]: {
    rule: 'lossless-json',
    imports: ['./target', '../phone/target', 'n8n-workflow', 'libphonenumber-js/max'],
  },
  [`${NODE}/Kaleyra.node.ts`]: {
    rule: 'node',
    imports: ['../../test/support/target', '../../scripts/target', 'libphonenumber-js/max', 'node:fs'],
  },
};

const ALL = [...between, ...packages, ...elsewhere, ...cycles];

const targets = [...MODULES.map((module) => `${NODE}/${module}`), 'test/support', 'test/unit', 'scripts'].map(
  (folder) => `${folder}/target.ts`,
);

const copy = mkdtempSync(join(tmpdir(), 'n8n-nodes-kaleyra-boundaries-'));
afterAll(() => rmSync(copy, { recursive: true, force: true }));

function write(file: string, code: string): void {
  mkdirSync(dirname(join(copy, file)), { recursive: true });
  writeFileSync(join(copy, file), code);
}

/** The result of `npm run check` on the copy: its exit code and the rules that each file breaks. */
function cruise(): { status: number | null; broken: Map<string, string[]> } {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const command = scripts.check.split(' && ').find((part: string) => part.startsWith('depcruise '));
  const { status, stdout } = spawnSync('sh', ['-c', command], {
    cwd: copy,
    encoding: 'utf8',
    maxBuffer: 1e9,
    env: { ...process.env, PATH: [join(ROOT, 'node_modules', '.bin'), process.env.PATH].join(delimiter) },
  });
  const broken = new Map<string, string[]>();
  for (const [, rule = '', file = ''] of stripVTControlCharacters(stdout).matchAll(
    /^ +error (\S+): (\S+) → /gm,
  )) {
    broken.set(file, [...(broken.get(file) ?? []), rule]);
  }
  return { status, broken };
}

let cruised: ReturnType<typeof cruise>;

beforeAll(() => {
  for (const name of COPIED) cpSync(join(ROOT, name), join(copy, name), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  for (const target of targets) write(target, 'export const target = 1;\n');
  for (const module of MODULES) {
    const index = `${NODE}/${module}/index.ts`;
    if (!existsSync(join(copy, index))) write(index, reexport('./target'));
  }
  for (const { file, code } of ALL) write(file, code);
  for (const [file, { imports }] of Object.entries(added)) {
    const lines = imports.map((from, at) => `export type Planted${at} = typeof import('${from}');\n`);
    appendFileSync(join(copy, file), lines.join(''));
  }
  cruised = cruise();
}, 120_000);

/** Planted files that break other rules than the table says. */
const wrong = (plants: readonly Plant[]): unknown[] =>
  plants
    .filter(({ file, rule }) => (cruised.broken.get(file) ?? []).join() !== (rule ?? ''))
    .map(({ file, code, rule }) => ({ file, code, rule, found: cruised.broken.get(file) }));

describe('npm run check rejects', () => {
  test.each([
    [
      'every import between modules against the one allowed direction, including types and index files',
      between,
    ],
    ['n8n in modules that must not know it, a library outside its one file, Node.js modules', packages],
    ['imports of tests and scripts by other code, and imports by files outside the modules', elsewhere],
    ['every cycle, including types', cycles],
  ])('%s', (_, plants) => {
    expect(wrong(plants)).toEqual([]);
    expect(cruised.status).toBeGreaterThan(0);
  });

  test.each(Object.entries(added))('what %s must not import', (file, { rule, imports }) => {
    expect(cruised.broken.get(file)).toEqual(imports.map(() => rule));
  });

  test('nothing in the repository itself', () => {
    const planted = new Set([...ALL.map(({ file }) => file), ...Object.keys(added)]);
    expect([...cruised.broken].filter(([file]) => !planted.has(file))).toEqual([]);
  });
});

test('file names in the node are unique, except index.ts and types.ts', () => {
  const names = readdirSync(join(ROOT, NODE), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => basename(path));
  const twice = names.filter((name, at) => names.indexOf(name) !== at);
  expect(twice.filter((name) => name !== 'index.ts' && name !== 'types.ts')).toEqual([]);
});

test('CONTRIBUTING.md shows the picture that `npm run draw` prints', () => {
  const { stdout } = spawnSync('npm', ['run', '--silent', 'draw'], { cwd: ROOT, encoding: 'utf8' });
  const shown = /```mermaid\n([^]*?)```/.exec(readFileSync(join(ROOT, 'CONTRIBUTING.md'), 'utf8'))?.[1];
  expect(shown?.trim()).toBe(stdout.trim());
});
