import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { expect, test } from '@jest/globals';

import { PACKAGE_DIRECTORY } from '../support/engine';

const ROOT = join(__dirname, '..', '..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/** Licenses that allow bundling into a package under MIT, with a notice. */
const ALLOWED = ['MIT', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0'];

interface Component {
  readonly name: string;
  readonly version?: string;
  readonly purl?: string;
  readonly pedigree?: { readonly notes: string };
  readonly licenses: ReadonlyArray<{ readonly license: { readonly id: string } }>;
}

interface Sbom {
  readonly metadata: { readonly component: Component };
  readonly components: readonly Component[];
}

const { createSbom } = createRequire(__filename)('../../scripts/sbom.cjs') as {
  createSbom: (metafiles: readonly object[]) => Sbom;
};

const sbom = JSON.parse(readFileSync(join(dirname(PACKAGE_DIRECTORY), 'sbom.cdx.json'), 'utf8')) as Sbom;

test('the SBOM names the package, the bundled libraries and their data, as they were bundled', () => {
  const manifest = JSON.parse(read('package.json'));
  expect(sbom.metadata.component).toMatchObject({ name: manifest.name, version: manifest.version });
  const purl = (name: string): string => `pkg:npm/${name}@${manifest.devDependencies[name]}`;
  expect(sbom.components.map((component) => [component.name, component.purl])).toEqual([
    ['libphonenumber-js', purl('libphonenumber-js')],
    ['lossless-json', purl('lossless-json')],
    ['libphonenumber-metadata', undefined],
  ]);
});

test('the SBOM says which library was changed, as the notices do', () => {
  const changed = sbom.components.filter(({ pedigree }) => pedigree !== undefined);
  expect(changed.map(({ name }) => name)).toEqual(['libphonenumber-js']);
  expect(changed[0]?.pedigree?.notes).toContain('matchesEntirely');
  expect(read('THIRD-PARTY-NOTICES.md').match(/^Modified in one line: `matchesEntirely`/gm)).toHaveLength(1);
});

test('a library that found its way into the bundle would be named too', () => {
  const inputs = {
    'nodes/Kaleyra/Kaleyra.node.ts': { bytesInOutput: 5 },
    'node_modules/axios/index.js': { bytesInOutput: 5 },
    'node_modules/@swc/core/index.js': { bytesInOutput: 1 },
    'node_modules/left-out/index.js': { bytesInOutput: 0 },
  };
  const { components } = createSbom([{ outputs: { 'dist/x.js': { inputs } } }]);
  expect(components.map(({ name }) => name)).toEqual(['@swc/core', 'axios']);
});

test('everything bundled may be, and its license is in the notices with its version', () => {
  const notices = read('THIRD-PARTY-NOTICES.md');
  for (const { name, version, licenses } of sbom.components) {
    expect(licenses.map(({ license }) => license.id).filter((id) => !ALLOWED.includes(id))).toEqual([]);
    if (version !== undefined) expect(notices).toContain(`\n## ${name} ${version}\n`);
  }
  for (const license of [
    'libphonenumber-js/LICENSE',
    'libphonenumber-js/LICENSE.Apache',
    'lossless-json/LICENSE.md',
  ]) {
    expect(notices).toContain(read(`node_modules/${license}`).trim());
  }
});
