// n8n's own gate for community packages, on the sources and on what npm would ship.
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import { analyzePackage, SOURCE_FILE_PATTERNS } from '@n8n/scan-community-package/scanner/scanner.mjs';

const root = resolve(fileURLToPath(import.meta.url), '../..');
const legs = [
  ['sources', root, SOURCE_FILE_PATTERNS],
  ['package', resolve(root, '.cache/package/n8n-nodes-kaleyra'), ['**/*.js', 'package.json']],
];

for (const [name, directory, patterns] of legs) {
  const result = await analyzePackage(directory, patterns);
  console.log(`${name}: ${result.passed ? 'passed' : 'refused'}`);
  if (!result.passed) {
    console.log(result.message, result.details ?? '');
    process.exitCode = 1;
  }
}
