import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

import { build } from 'esbuild';
import { parse } from 'papaparse';

import { parseCommandLine, runCommand, UsageError } from './cli';
import type { CellRow, readCells } from './metadata/readings';
import { differencesAsMarkdown } from './metadata/differences';

const ROOT = resolve(__dirname, '..');
const FOLDER = join(ROOT, '.cache', 'metadata');
const LIBRARY = 'libphonenumber-js';

const HELP = `Tells what another version of ${LIBRARY} reads differently in the cells of test/fixtures/cells.csv, because
numbering plans change. Prints a Markdown table, and exits with 1 if there is a difference.

  npm run metadata                 the newest version
  npm run metadata -- 1.13.0       another one

  --help`;

void runCommand(async () => {
  const { values, positionals } = parseCommandLine('metadata', {}, { allowPositionals: true });
  if (values.help === true) return console.log(HELP);
  const cells = readFileSync(join(ROOT, 'test', 'fixtures', 'cells.csv'), 'utf8');
  const rows = parse<CellRow>(cells, { header: true, skipEmptyLines: true }).data;
  const current = join(ROOT, 'node_modules', LIBRARY);
  const other = fetchLibrary(positionals[0] ?? 'latest');
  const [before, after] = [await readWith(current, rows), await readWith(other, rows)];

  const differences = rows.flatMap((row, at) =>
    before[at] === after[at] ? [] : [{ ...row, before: before[at] ?? '', after: after[at] ?? '' }],
  );
  console.log(`${LIBRARY} ${versionIn(other)} instead of ${versionIn(current)}, in ${rows.length} cells:\n`);
  console.log(differencesAsMarkdown(differences));
  if (differences.length > 0) process.exitCode = 1;
});

function fetchLibrary(version: string): string {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(join(FOLDER, 'package.json'), JSON.stringify({ private: true }));
  const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', `--prefix=${FOLDER}`];
  const { stderr, status } = spawnSync('npm', ['install', ...options, `${LIBRARY}@${version}`], {
    encoding: 'utf8',
  });
  if (status === 0) return join(FOLDER, 'node_modules', LIBRARY);
  const [, code = `exit code ${status}`] = /^npm error code (\S+)/m.exec(stderr) ?? [];
  throw new UsageError(
    `npm cannot fetch ${LIBRARY}@${version} (${code}). Check the version and the network.`,
  );
}

function versionIn(library: string): string {
  return JSON.parse(readFileSync(join(library, 'package.json'), 'utf8')).version;
}

/** Reads the cells with the node's parser on the library in this folder. */
async function readWith(library: string, rows: readonly CellRow[]): Promise<string[]> {
  const outfile = join(FOLDER, `readings-${versionIn(library)}.cjs`);
  await build({
    entryPoints: [join(__dirname, 'metadata', 'readings.ts')],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    alias: { [LIBRARY]: library },
    outfile,
  });
  const bundle = createRequire(__filename)(outfile) as { readCells: typeof readCells };
  return bundle.readCells(rows);
}
