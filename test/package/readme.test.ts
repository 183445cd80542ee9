import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { beforeAll, describe, expect, test } from '@jest/globals';
import type { ICredentialType, INodeProperties, INodeTypeDescription } from 'n8n-workflow';

import { REASONS } from '../../nodes/Kaleyra/phone/rejection';
import { loadPackage, PACKAGE_DIRECTORY } from '../support/engine';

const ROOT = join(__dirname, '..', '..');
const DOCUMENTS = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'docs/contract.md',
  'docs/faults.md',
  'docs/benchmarks.md',
  'docs/compatibility.md',
  'docs/decisions.md',
  'docs/reading.md',
  'docs/verification.md',
];

const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
const readme = read('README.md');
const scripts = Object.keys(JSON.parse(read('package.json')).scripts as object);

let node: INodeTypeDescription;
let credential: ICredentialType;
beforeAll(async () => {
  const loader = await loadPackage();
  node = (loader.getNode('kaleyra').type as { description: INodeTypeDescription }).description;
  credential = loader.getCredential('kaleyraApi').type;
});

/** The part of the README below a heading. */
function section(heading: string): string {
  const start = readme.indexOf(`\n${heading}\n`);
  if (start < 0) throw new Error(`The README has no '${heading}'`);
  const level = /^#+/.exec(heading)?.[0].length ?? 1;
  const rest = readme.slice(start + heading.length + 2);
  const end = rest.search(new RegExp(`^#{1,${level}} `, 'm'));
  return end < 0 ? rest : rest.slice(0, end);
}

/** The rows of the tables in a text, without their headers. */
function tableRows(text: string): string[][] {
  return text
    .split('\n')
    .filter((line) => /^\| (?!-)/.test(line))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    )
    .slice(1);
}

const code = (cell: string | undefined): string => /`([^`]+)`/.exec(cell ?? '')?.[1] ?? '';

function jsonBlocks(): Array<Record<string, unknown>> {
  return [...readme.matchAll(/```json\n([\s\S]*?)```/g)].map(([, text]) => JSON.parse(text ?? ''));
}

function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} -]/gu, '')
    .replaceAll(' ', '-');
}

describe.each(DOCUMENTS)('%s', (document) => {
  const text = read(document);

  test('links only to what exists', () => {
    const anchors = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading));
    const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
    const broken = targets.filter((target) => {
      if (/^https?:/.test(target)) return !URL.canParse(target);
      if (target.startsWith('#')) return !anchors.includes(target.slice(1));
      return !existsSync(join(ROOT, dirname(document), target.split('#')[0] ?? ''));
    });
    expect(broken).toEqual([]);
  });

  test('names only scripts that exist', () => {
    const named = [...text.matchAll(/npm run ([a-z][\w:-]*)/g)].map(([, script = '']) => script);
    expect(named.filter((script) => !scripts.includes(script))).toEqual([]);
  });

  test('names only files that exist', () => {
    const named = [...text.matchAll(/`((?:test|nodes|credentials|scripts|docs|examples)\/[\w./-]+)`/g)];
    expect(named.map(([, file = '']) => file).filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
  });
});

// The commands in the README, and what runs each of them in continuous integration.
const RUN_BY: Readonly<Record<string, string>> = {
  'npm ci': '.ci/run',
  'npm pack': 'gulpfile.js',
  'npm run build': 'test/package/reproducible.test.ts',
  'npm run contract': 'test/unit/contract/contract.test.ts',
  'npm run demo': '.ci/run',
  'npm run editor': 'test/e2e/editorCommand.test.ts',
  'npm run sandbox': 'test/unit/sandboxCommand.test.ts',
  'npm test': '.ci/run',
};

test('every command in the README is run in continuous integration', () => {
  const typed = [...readme.matchAll(/npm (?:run [a-z][\w:-]*|ci|test|pack)/g)].map(([command]) => command);
  expect([...new Set(typed)].sort()).toEqual(Object.keys(RUN_BY).sort());
  const missing = Object.entries(RUN_BY).filter(([command, file]) => {
    const [word = ''] = command.split(' ').slice(-1);
    return !read(file).includes(word);
  });
  expect(missing).toEqual([]);
});

describe('the README and the code agree on', () => {
  const [parameters = [], options = []] = [
    section('### Parameters').split('\nOptions:')[0],
    section('### Parameters').split('\nOptions:')[1],
  ].map((text) => tableRows(text ?? ''));
  const optionsOf = ({ properties }: INodeTypeDescription): INodeProperties[] =>
    (properties.find(({ name }) => name === 'options')?.options ?? []) as INodeProperties[];
  const namesOf = (properties: readonly INodeProperties[]): string[][] => [
    ...new Map(properties.map(({ name, displayName }) => [name, [displayName, name]])).values(),
  ];
  const byName = (a: string[], b: string[]): number => String(a[1]).localeCompare(String(b[1]));

  test('parameters', () => {
    const documented = parameters.map(([display = '', name]) => [display, code(name)]).sort(byName);
    const own = node.properties.filter(({ name }) => !['resource', 'operation', 'options'].includes(name));
    expect(documented).toEqual(namesOf(own).sort(byName));
  });

  test('options, their defaults and upper bounds', () => {
    const documented = options.map(([display = '', name]) => [display, code(name)]).sort(byName);
    expect(documented).toEqual(namesOf(optionsOf(node)).sort(byName));
    const rows = new Map(options.map(([, name, unless, meaning]) => [code(name), { unless, meaning }]));
    for (const { name, type, typeOptions } of optionsOf(node)) {
      const defaults = optionsOf(node).filter((option) => option.name === name);
      const written = defaults.map((option) => String(option.default)).join(' / ');
      if (type === 'boolean') expect([name, rows.get(name)?.unless]).toEqual([name, 'off']);
      if (type !== 'number') continue;
      expect([name, rows.get(name)?.unless]).toEqual([name, written]);
      expect(rows.get(name)?.meaning).toContain(Number(typeOptions?.maxValue).toLocaleString('en-US'));
    }
  });

  test('fields of the credential', () => {
    const documented = tableRows(section('## Credential')).map(([field]) => field);
    expect(documented).toEqual(credential.properties.map(({ displayName }) => displayName));
  });

  test('operations', () => {
    const documented = tableRows(section('## Operations').split('\n### Which')[0] ?? '').map(
      ([resource, operation]) => [resource, operation?.replaceAll('*', '')],
    );
    const resources = node.properties.find(({ name }) => name === 'resource')?.options ?? [];
    const offered = node.properties
      .filter(
        ({ name, displayOptions }) => name === 'operation' && displayOptions?.show?.['@tool']?.[0] !== true,
      )
      .flatMap(({ options: list = [], displayOptions }) =>
        list.map((operation) => [
          resources.find((one) => 'value' in one && one.value === displayOptions?.show?.resource?.[0])?.name,
          operation.name,
        ]),
      );
    expect(documented.sort()).toEqual(offered.sort());
  });

  test('reasons', () => {
    const rows = tableRows(section('### Output fields'));
    const documented = rows.map(([name]) => code(name)).filter((name) => /^[A-Z_]+$/.test(name));
    expect(documented).toEqual([...REASONS]);
  });

  test('output fields: the table lists all fields in the schemas except Kaleyra’s own', () => {
    const schemas = ['startBulk', 'getDetails', 'lookUpNow'].map((operation) =>
      JSON.parse(read(`nodes/Kaleyra/__schema__/v1.0.0/lookup/${operation}.json`)),
    );
    const emitted = new Set(schemas.flatMap(({ properties }) => Object.keys(properties as object)));
    const documented = tableRows(section('### Output fields'))
      .map(([name]) => code(name))
      .filter((name) => /^[a-z_]+$/.test(name));
    const kaleyras = /^(?:mobile_number|url|country|country_code|current_.*|original_.*)$/;
    const parts = ['lookup', 'rejected'];
    const ours = [...emitted].filter((name) => !kaleyras.test(name) && !parts.includes(name));
    expect(documented.sort()).toEqual(ours.sort());
  });

  test('fields in samples: all are in the schemas', () => {
    const known = new Set(
      ['lookup/startBulk', 'lookup/getDetails', 'lookup/lookUpNow', 'phoneNumber/validate'].flatMap((name) =>
        [...read(`nodes/Kaleyra/__schema__/v1.0.0/${name}.json`).matchAll(/"([a-z_]+)": \{/g)].map(
          ([, key]) => key,
        ),
      ),
    );
    for (const rowField of ['name', 'phone', 'lookup', 'rejected', 'reason', 'reason_text'])
      known.add(rowField);
    const keysOf = (value: unknown): string[] =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.entries(value).flatMap(([key, inner]) => [key, ...keysOf(inner)])
        : [];
    const samples = jsonBlocks();
    expect(samples.length).toBeGreaterThan(4);
    expect(samples.flatMap(keysOf).filter((key) => !known.has(key))).toEqual([]);
  });

  test('messages: every one that it explains exists', () => {
    const messages = new Set(read('test/fixtures/messages.txt').split('\n'));
    const explained = tableRows(section('## When it says …')).map(([message]) => message ?? '');
    expect(explained.filter((message) => !messages.has(message))).toEqual([]);
  });
});

describe("CONTRIBUTING's table of changes", () => {
  const table = read('CONTRIBUTING.md').split('## Where to change what')[1]?.split('\n## ')[0] ?? '';
  const named = [...table.matchAll(/`([\w/.]+\.ts)` \(([^)]+)\)/g)].flatMap(([, file = '', names = '']) =>
    [...names.matchAll(/`(\w+)`/g)].map(([, name = '']): [name: string, file: string] => [name, file]),
  );

  test.each(named)('%s is in %s', (name, file) => {
    const path = existsSync(join(ROOT, file)) ? file : join('nodes', 'Kaleyra', file);
    const declaration = '(?:function|class|const|interface|type|private|public)';
    expect(read(path)).toMatch(new RegExp(`${declaration} ${name}\\b`));
  });
});

test('docs/compatibility.md lists all that the node imports from n8n-workflow', () => {
  const files = ['dist/nodes/Kaleyra/Kaleyra.node.js', 'dist/credentials/KaleyraApi.credentials.js'];
  const bundles = files.map((file) => readFileSync(join(PACKAGE_DIRECTORY, file), 'utf8')).join('\n');
  const imported = [...bundles.matchAll(/\bimport_n8n_workflow\d*\.(\w+)/g)].map(([, name = '']) => name);
  const [sentence = ''] = /From n8n-workflow, .*? use\./.exec(read('docs/compatibility.md')) ?? [];
  const listed = [...sentence.matchAll(/`(\w+)`/g)].map(([, name = '']) => name);
  expect(listed).toEqual([...new Set(imported)].sort((a, b) => a.localeCompare(b, 'en')));
});

test.each(['README.md', 'CONTRIBUTING.md', 'docs/compatibility.md'])(
  '%s names the oldest Node.js of package.json',
  (document) => {
    const oldest = JSON.parse(read('package.json')).engines.node.replace('>=', '');
    expect(/Node\.js (\S+) or newer/.exec(read(document))?.[1]).toBe(oldest);
  },
);
