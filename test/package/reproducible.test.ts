import { execFile, execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

import { afterAll, expect, test } from '@jest/globals';
import { list } from 'tar';

const ROOT = join(__dirname, '..', '..');
const NOT_SOURCES = /^(?:node_modules|\.git|dist|\.cache|reports|.*\.tgz)$/;
/** Bundled code must be in the copy itself, because esbuild writes its paths, relative to the copy, into comments. */
const BUNDLED = ['libphonenumber-js', 'lossless-json'];

const temporary = mkdtempSync(join(tmpdir(), 'n8n-nodes-kaleyra-'));
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

interface Surroundings {
  readonly directory: string;
  /** The modification time of every source file. */
  readonly modified: Date;
  readonly environment: NodeJS.ProcessEnv;
}

function copySources({ directory, modified }: Surroundings): void {
  for (const name of readdirSync(ROOT)) {
    if (!NOT_SOURCES.test(name)) cpSync(join(ROOT, name), join(directory, name), { recursive: true });
  }
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    utimesSync(join(entry.parentPath, entry.name), modified, modified);
  }
}

function lendPackages(directory: string): void {
  const from = join(ROOT, 'node_modules');
  const to = join(directory, 'node_modules');
  mkdirSync(to);
  for (const name of readdirSync(from)) {
    if (BUNDLED.includes(name)) cpSync(join(from, name), join(to, name), { recursive: true });
    else symlinkSync(join(from, name), join(to, name));
  }
}

const packCommand = (directory: string): string[] => [
  join(directory, 'node_modules/gulp/bin/gulp.js'),
  'pack',
  '--silent',
];

function prepare(surroundings: Surroundings): void {
  mkdirSync(surroundings.directory, { recursive: true });
  copySources(surroundings);
  lendPackages(surroundings.directory);
}

function pack(surroundings: Surroundings): string {
  const { directory, environment } = surroundings;
  prepare(surroundings);
  execFileSync(process.execPath, packCommand(directory), {
    cwd: directory,
    env: { ...process.env, ...environment },
  });
  const packed = join(directory, '.cache', 'package');
  const [tarball = ''] = readdirSync(packed).filter((name) => name.endsWith('.tgz'));
  return join(packed, tarball);
}

function sha256(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

async function filesIn(tarball: string): Promise<string[]> {
  const paths: string[] = [];
  await list({ file: tarball, onReadEntry: ({ path }) => paths.push(path.replace(/^package\//, '')) });
  return paths.sort();
}

test('two builds of the same sources, in different folders, time zones and environments, are identical', async () => {
  const first = pack({
    directory: join(temporary, 'a'),
    modified: new Date('2001-02-03T04:05:06Z'),
    environment: { TZ: 'UTC', LC_ALL: 'C' },
  });
  const second = pack({
    directory: join(temporary, 'another', 'place much deeper', 'b'),
    modified: new Date('2031-12-30T23:59:58Z'),
    environment: { TZ: 'Pacific/Auckland', LC_ALL: 'tr_TR.UTF-8', NODE_ENV: 'production' },
  });

  const names = await filesIn(first);
  expect(names).toContain('dist/nodes/Kaleyra/Kaleyra.node.js');
  expect(await filesIn(second)).toEqual(names);
  const unpacked = (tarball: string, name: string): string =>
    sha256(join(dirname(tarball), 'n8n-nodes-kaleyra', name));
  expect(names.filter((name) => unpacked(first, name) !== unpacked(second, name))).toEqual([]);
  expect(sha256(second)).toBe(sha256(first));
}, 600_000);

test('two builds at once in one folder do not delete the files of each other', async () => {
  const directory = join(temporary, 'c');
  prepare({ directory, modified: new Date(), environment: {} });
  // As of a build that was killed.
  mkdirSync(join(directory, '.cache'));
  writeFileSync(join(directory, '.cache', 'pack.pid'), String(2 ** 30));
  const build = async (): Promise<unknown> =>
    await promisify(execFile)(process.execPath, packCommand(directory), { cwd: directory });
  await Promise.all([build(), build()]);
  expect(readdirSync(join(directory, '.cache')).sort()).toEqual(['eslint.config.mjs', 'package']);
  const { main } = JSON.parse(
    readFileSync(join(directory, '.cache/package/n8n-nodes-kaleyra/package.json'), 'utf8'),
  );
  expect(main).toBe('index.js');
}, 600_000);
