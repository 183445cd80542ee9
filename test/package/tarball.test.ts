import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { describe, expect, test } from '@jest/globals';

import { PACKAGE_DIRECTORY } from '../support/engine';

const files = readdirSync(PACKAGE_DIRECTORY, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name).slice(PACKAGE_DIRECTORY.length + 1))
  .sort();

describe('what npm ships', () => {
  test('is exactly these files', () => {
    expect(files).toEqual([
      'LICENSE.md',
      'README.md',
      'THIRD-PARTY-NOTICES.md',
      'dist/credentials/KaleyraApi.credentials.js',
      'dist/nodes/Kaleyra/Kaleyra.node.js',
      'dist/nodes/Kaleyra/Kaleyra.node.json',
      'dist/nodes/Kaleyra/__schema__/v1.0.0/lookup/getDetails.json',
      'dist/nodes/Kaleyra/__schema__/v1.0.0/lookup/lookUpNow.json',
      'dist/nodes/Kaleyra/__schema__/v1.0.0/lookup/startBulk.json',
      'dist/nodes/Kaleyra/__schema__/v1.0.0/phoneNumber/validate.json',
      'dist/nodes/Kaleyra/kaleyra.dark.svg',
      'dist/nodes/Kaleyra/kaleyra.svg',
      'dist/nodes/Kaleyra/phone/libphonenumber.js',
      'dist/nodes/Kaleyra/phone/reading.js',
      'index.js',
      'package.json',
    ]);
  });

  test('is at most 242 kB packed and 815 kB unpacked', () => {
    const packed = readdirSync(dirname(PACKAGE_DIRECTORY)).find((name) => name.endsWith('.tgz')) ?? '';
    expect(statSync(join(dirname(PACKAGE_DIRECTORY), packed)).size).toBeLessThanOrEqual(242_000);
    const sizes = files.map((file) => statSync(join(PACKAGE_DIRECTORY, file)).size);
    expect(sizes.reduce((sum, size) => sum + size)).toBeLessThanOrEqual(815_000);
  });

  test('has no runtime dependency except n8n, and no script that npm would run on install', () => {
    const manifest = JSON.parse(readFileSync(join(PACKAGE_DIRECTORY, 'package.json'), 'utf8'));
    expect(manifest.dependencies ?? {}).toEqual({});
    expect(manifest.peerDependencies).toEqual({ 'n8n-workflow': '*' });
    expect(manifest.keywords).toContain('n8n-community-node-package');
    for (const path of [...manifest.n8n.nodes, ...manifest.n8n.credentials]) expect(files).toContain(path);
    for (const script of ['prepare', 'preinstall', 'install', 'postinstall', 'prepublish']) {
      expect(manifest.scripts).not.toHaveProperty(script);
    }
  });

  test('exports the node and the credential', () => {
    const load = createRequire(__filename);
    expect(Object.keys(load(PACKAGE_DIRECTORY)).sort()).toEqual(['Kaleyra', 'KaleyraApi']);
  });

  test('loads what reads numbers, and the library, only when they are first used', () => {
    const script = `require(${JSON.stringify(PACKAGE_DIRECTORY)}); console.log(Object.keys(require.cache).join())`;
    const loaded = execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' });
    expect(loaded).toContain('Kaleyra.node.js');
    expect(loaded).not.toContain(join(PACKAGE_DIRECTORY, 'dist/nodes/Kaleyra/phone'));
  });

  test('names the libraries it contains, but neither a registry nor a path of the build machine', () => {
    const bundle = readFileSync(join(PACKAGE_DIRECTORY, 'dist/nodes/Kaleyra/Kaleyra.node.js'), 'utf8');
    expect(bundle).toContain('require("n8n-workflow")');
    expect(bundle).toContain('require("./phone/libphonenumber.js")');
    expect(bundle).not.toContain('node_modules/libphonenumber-js');
    expect(bundle).toContain('node_modules/lossless-json');
    const library = readFileSync(
      join(PACKAGE_DIRECTORY, 'dist/nodes/Kaleyra/phone/libphonenumber.js'),
      'utf8',
    );
    expect(library).toContain('Contains libphonenumber-js (MIT)');
    for (const file of files) {
      const text = readFileSync(join(PACKAGE_DIRECTORY, file), 'utf8');
      expect(text).not.toMatch(/registry\.npmjs|\/home\/|\/work\/|\/root\//);
    }
  });
});
