'use strict';

const { readFileSync } = require('node:fs');
const { join, resolve } = require('node:path');

const ROOT = resolve(__dirname, '..');
const readJson = (path) => JSON.parse(readFileSync(join(ROOT, path), 'utf8'));

const PACKAGED = /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)\//;

// Data within a library: it has no package and no version of its own.
const WITHIN = {
  'libphonenumber-js': {
    type: 'data',
    'bom-ref': 'libphonenumber-metadata',
    name: 'libphonenumber-metadata',
    supplier: { name: 'The Libphonenumber Authors', url: ['https://github.com/google/libphonenumber'] },
    description: "Phone number metadata of Google's libphonenumber, as libphonenumber-js converted it",
    licenses: [{ license: { id: 'Apache-2.0' } }],
  },
};

// What the build changes in a library's code.
const CHANGES = {
  'libphonenumber-js': { notes: 'matchesEntirely keeps the patterns that it has compiled.' },
};

/**
 * What the package contains, as an SBOM in CycloneDX's JSON: https://cyclonedx.org/docs/1.6/json/
 * Without time and random serial number, so that the same sources give the same file.
 * @param {import('esbuild').Metafile[]} metafiles what esbuild says about each of its runs
 */
function createSbom(metafiles) {
  const inputs = metafiles.flatMap(({ outputs }) =>
    Object.values(outputs).flatMap(({ inputs: used }) =>
      Object.entries(used).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : [])),
    ),
  );
  const names = [...new Set(inputs.flatMap((path) => PACKAGED.exec(path)?.[1] ?? []))].sort();
  const manifest = readJson('package.json');
  const main = describePackage(manifest);
  const libraries = names.map(describeLibrary);
  const within = names.flatMap((name) => WITHIN[name] ?? []);
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { component: { ...main, description: manifest.description } },
    components: [...libraries, ...within],
    dependencies: [
      { ref: main['bom-ref'], dependsOn: libraries.map((library) => library['bom-ref']) },
      ...names.map((name, at) => ({
        ref: libraries[at]['bom-ref'],
        dependsOn: name in WITHIN ? [WITHIN[name]['bom-ref']] : [],
      })),
      ...within.map((component) => ({ ref: component['bom-ref'], dependsOn: [] })),
    ],
  };
}

function describePackage({ name, version, license }) {
  const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`;
  return { type: 'library', 'bom-ref': purl, name, version, purl, licenses: [{ license: { id: license } }] };
}

function describeLibrary(name) {
  const folder = `node_modules/${name}`;
  const [algorithm, digest] = readJson('package-lock.json').packages[folder].integrity.split('-');
  const content = Buffer.from(digest, 'base64').toString('hex');
  return {
    ...describePackage(readJson(`${folder}/package.json`)),
    hashes: [{ alg: algorithm.replace('sha', 'SHA-'), content }],
    ...(name in CHANGES && { pedigree: CHANGES[name] }),
  };
}

module.exports = { createSbom };
