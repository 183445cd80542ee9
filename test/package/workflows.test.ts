import { createRequire } from 'node:module';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from '@jest/globals';

const ROOT = join(__dirname, '..', '..');
const WORKFLOWS = join(ROOT, '.github', 'workflows');

const workflows = readdirSync(WORKFLOWS).map((name) => ({
  name,
  text: readFileSync(join(WORKFLOWS, name), 'utf8'),
}));
const publish = workflows.find(({ name }) => name === 'publish.yml')?.text ?? '';
const scripts = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).scripts;

function all(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, group = '']) => group);
}

/** The lines of a job. */
function job(text: string, key: string): string {
  return new RegExp(String.raw`^  ${key}:\n((?:    .*\n|\n)+)`, 'm').exec(text)?.[1] ?? '';
}

test('there are workflows for changes, publishing, CodeQL and weekly runs', () => {
  expect(workflows.map(({ name }) => name)).toEqual(['ci.yml', 'codeql.yml', 'publish.yml', 'weekly.yml']);
});

describe.each(workflows)('$name', ({ text }) => {
  test('pins every action to its full commit, with the version in a comment', () => {
    const used = all(text, /^ *(?:- )?uses: *(.*)$/gm);
    expect(used.length).toBeGreaterThan(0);
    for (const one of used) expect(one).toMatch(/^[\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  test('can only read the repository, unless a job has its own permissions', () => {
    expect(text).toMatch(/^permissions:\n {2}contents: read\n\n/m);
    expect(text).not.toMatch(/contents: write|write-all|packages: write/);
  });

  test('uses no secrets and persists no token', () => {
    expect(text).not.toMatch(/secrets\.|NODE_AUTH_TOKEN|NPM_TOKEN/);
    expect(all(text, /(actions\/checkout@)/g)).toHaveLength(
      all(text, /(persist-credentials: false)/g).length,
    );
  });

  test('runs no untrusted input, and nothing from a fork with more permissions than the fork', () => {
    const expressions = all(text, /\$\{\{ *(.*?) *\}\}/g);
    for (const one of expressions) expect(one).toMatch(/^(?:matrix\.\w+|github\.ref)$/);
    expect(text).not.toContain('pull_request_target');
  });

  test('installs from the lockfile and runs only scripts that exist', () => {
    expect(text).not.toMatch(/npm (?:install|i) /);
    for (const script of all(text, /npm run ([\w:]+)/g)) expect(scripts).toHaveProperty([script]);
  });

  test('has a timeout', () => {
    expect(all(text, /^ {4}(timeout-minutes): \d+$/gm)).toHaveLength(all(text, /^ {4}(runs-on): /gm).length);
  });
});

test('each action has the same version everywhere', () => {
  const versions = new Map<string, Set<string>>();
  for (const [action = '', pin = ''] of workflows.flatMap(({ text }) =>
    all(text, /uses: (.*)$/gm).map((used) => used.split('@')),
  )) {
    const repository = action.split('/').slice(0, 2).join('/');
    versions.set(repository, (versions.get(repository) ?? new Set()).add(pin));
  }
  expect([...versions].filter(([, pins]) => pins.size !== 1)).toEqual([]);
});

test('changes are tested on every supported Node.js version', () => {
  const ci = workflows.find(({ name }) => name === 'ci.yml')?.text ?? '';
  expect(job(ci, 'everything')).toMatch(/node-version: 20\n[^]*run: bash \.ci\/run\n/);
  expect(job(ci, 'rings')).toContain('node: [22, 24]');
});

test('every week, the code that decides about money and the parser are mutated', () => {
  const weekly = workflows.find(({ name }) => name === 'weekly.yml')?.text ?? '';
  expect(weekly).toMatch(/^on:\n {2}schedule:\n/m);
  expect(job(weekly, 'mutation')).toContain("rooms: ['lookup,api,n8n', phone]\n");
  expect(job(weekly, 'mutation')).toMatch(
    /run: npm run test:mutation\n +env:\n +MUTATE: \$\{\{ matrix\.rooms \}\}\n/,
  );
  expect(createRequire(__filename)('../mutation/rooms.cjs')).toMatchObject({
    mutate: ['nodes/Kaleyra/lookup/**/*.ts', 'nodes/Kaleyra/api/**/*.ts', 'nodes/Kaleyra/n8n/retryStore.ts'],
    lowestScore: 95,
  });
});

describe('publishing', () => {
  test('starts only from a version tag', () => {
    expect(publish).toMatch(/^on:\n {2}push:\n {4}tags: \['v\*'\]\n\n/m);
  });

  test('begins with `npm run release`, which checks, sets version and changelog and tags, but does not publish', () => {
    const release = JSON.parse(readFileSync(join(ROOT, '.release-it.json'), 'utf8'));
    expect(release).toMatchObject({
      git: { requireBranch: 'main', tagName: 'v${version}' },
      npm: { publish: false },
      github: { release: false },
      plugins: { '@release-it/keep-a-changelog': { filename: 'CHANGELOG.md' } },
    });
    expect(release.hooks).toEqual({
      'before:init': ['npm run lint', 'npm test', 'npm run scan', 'npm run check'],
    });
  });

  test('uses the protected environment, trusted publishing and provenance', () => {
    const steps = job(publish, 'publish');
    expect(steps).toContain('    environment: npm\n    permissions:\n      id-token: write\n    steps:');
    expect(steps).toContain('run: npm publish ./packed/*.tgz --provenance --access public\n');
    expect(all(publish, /(id-token|npm publish)/g)).toEqual(['id-token', 'npm publish']);
  });

  test('runs neither sources nor dependencies in the job that can publish', () => {
    expect(job(publish, 'publish')).not.toMatch(/checkout|npm ci|npm run|npx/);
  });

  test('follows all checks and an identical second build, and is followed by the scanner', () => {
    const needs = ['pack', 'compare', 'publish', 'scan'].map((key) =>
      all(job(publish, key), /^ {4}needs: (.*)$/gm).join(),
    );
    expect(needs).toEqual(['check', 'pack', 'compare', 'publish']);
    expect(job(publish, 'check')).toContain('run: bash .ci/run\n');
    expect(job(publish, 'compare')).toContain('run: cmp packed/*.tgz .cache/package/*.tgz\n');
    expect(job(publish, 'scan')).toMatch(
      /npx @n8n\/scan-community-package .* \| tee verdict\n.*grep .* verdict\n/,
    );
  });
});
