import { execFile, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

import { installEngine, OLDEST_ENGINE_VERSION } from '../test/support/n8n';
import { parseCommandLine, runCommand } from './cli';
import { type EngineResult, versionsIn, withResults } from './compatibility/table';

const ROOT = resolve(__dirname, '..');
const DOCUMENT = join(ROOT, 'docs', 'compatibility.md');
// How many of the newest versions are tried: sometimes a dependency of the very newest is not published yet.
const TRIES = 5;

const say = (line: string): void => console.error(line);

async function newestVersions(): Promise<string[]> {
  const { stdout } = await promisify(execFile)('npm', ['view', 'n8n', 'versions', '--json'], {
    maxBuffer: 1e8,
  });
  const released = (JSON.parse(stdout) as string[]).filter((version) => /^\d+\.\d+\.\d+$/.test(version));
  const byVersion = (a: string, b: string): number => a.localeCompare(b, 'en', { numeric: true });
  return released.sort(byVersion).reverse().slice(0, TRIES);
}

/** The engine of the first of these versions that npm can install. */
async function install(
  versions: readonly string[],
): Promise<[string, Awaited<ReturnType<typeof installEngine>>]> {
  const failures: string[] = [];
  for (const version of versions) {
    try {
      return [version, await installEngine(version, say)];
    } catch (error) {
      failures.push(`n8n ${version} cannot be installed: ${(error as Error).message}`);
    }
  }
  throw new Error(failures.join('\n'));
}

async function versionsFor(wanted: string): Promise<string[]> {
  if (wanted === 'newest') return await newestVersions();
  return [wanted === 'oldest' ? OLDEST_ENGINE_VERSION : wanted];
}

async function test(wanted: string): Promise<EngineResult> {
  const [version, { core, workflow, modules }] = await install(await versionsFor(wanted));
  const report = join(ROOT, 'reports', `engine-${wanted}.json`);
  mkdirSync(join(ROOT, 'reports'), { recursive: true });
  say(`Running the engine tests on n8n ${version}`);
  const jest = [
    require.resolve('jest/bin/jest'),
    '--selectProjects',
    'engine',
    '--json',
    '--outputFile',
    report,
  ];
  spawnSync(process.execPath, jest, {
    cwd: ROOT,
    env: { ...process.env, N8N_ENGINE: modules },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const { numPassedTests: passed, numTotalTests: total } = JSON.parse(readFileSync(report, 'utf8'));
  say(`n8n ${version}: ${passed} of ${total} passed`);
  return { n8n: version, core, workflow, node: process.versions.node, passed, total };
}

const HELP = `Runs the engine tests on the engines of other n8n versions and writes the table in docs/compatibility.md.

  npm run compatibility                        the versions in the table
  npm run compatibility -- 2.39.10             another one, which joins the table
  npm run compatibility -- --check newest      writes nothing, and exits with 1 unless all tests pass

  --help`;

void runCommand(async () => {
  const options = { check: { type: 'boolean', default: false } } as const;
  const { values, positionals } = parseCommandLine('compatibility', options, { allowPositionals: true });
  if (values.help === true) return console.log(HELP);
  const document = readFileSync(DOCUMENT, 'utf8');
  const results: EngineResult[] = [];
  for (const wanted of positionals.length > 0 ? positionals : versionsIn(document))
    results.push(await test(wanted));
  if (!values.check) writeFileSync(DOCUMENT, withResults(document, results));
  else if (results.some(({ passed, total }) => passed !== total || total === 0)) process.exitCode = 1;
});
