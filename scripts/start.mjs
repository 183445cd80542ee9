// Starts a script of this folder: `node scripts/start.mjs [--pack] <name> [options]`. With --pack, the package is built
// and packed first, unless only the script's help is wanted.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import './noProxy.cjs';

const args = process.argv.splice(2);
const packs = args[0] === '--pack';
const [name, ...options] = packs ? args.slice(1) : args;

if (packs && !options.includes('--help')) {
  console.error('Building the package …');
  const gulp = fileURLToPath(new URL('../node_modules/gulp/bin/gulp.js', import.meta.url));
  const { status, stdout, stderr } = spawnSync(process.execPath, [gulp, 'pack'], { encoding: 'utf8' });
  if (status !== 0) {
    console.error(stdout + stderr);
    process.exit(1);
  }
}

process.argv.push(...options);
// It would stay in the temporary folder.
process.env.TSX_DISABLE_CACHE = '1';
await import('tsx');
await import(`./${name}.ts`);
