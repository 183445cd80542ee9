// Applies each patch of test/mutants to a copy of the project and runs the tests there: every one must be noticed.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '..');
const PATCHES = join(ROOT, 'test', 'mutants');
const LEFT_OUT = new Set(['node_modules', '.git', '.cache', 'dist', 'reports', 'coverage', '.stryker-tmp']);

// What takes minutes is run only against a patch that the rest did not notice.
const RINGS = [
  ['unit', 'engine', '--testPathIgnorePatterns', 'engine/money/money', 'engine/demo', 'engine/scale'],
  ['unit', 'engine', 'package'],
];

function copyProject(): string {
  const copy = mkdtempSync(join(tmpdir(), 'mutant-'));
  for (const name of readdirSync(ROOT)) {
    if (!LEFT_OUT.has(name)) cpSync(join(ROOT, name), join(copy, name), { recursive: true });
  }
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  return copy;
}

/** The first test that fails with the patch, or null if all pass. */
function firstFailure(patch: string): string | null {
  const copy = copyProject();
  try {
    execFileSync('git', ['apply', patch], { cwd: copy });
    execFileSync('npx', ['gulp', 'pack', '--silent'], { cwd: copy, stdio: ['ignore', 'ignore', 'inherit'] });
    for (const ring of RINGS) {
      const jest = spawnSync('npx', ['jest', '--bail', '--selectProjects', ...ring], {
        cwd: copy,
        encoding: 'utf8',
      });
      if (jest.status === 0) continue;
      const failure = /^\s*● (.+)$/m.exec(jest.stderr)?.[1];
      if (failure === undefined) throw new Error(`With ${patch} jest itself failed:\n${jest.stderr}`);
      return failure;
    }
    return null;
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

for (const name of readdirSync(PATCHES).filter((file) => file.endsWith('.patch'))) {
  const failure = firstFailure(join(PATCHES, name));
  const mutant = basename(name, '.patch');
  console.log(failure === null ? `${mutant}: NOT NOTICED` : `${mutant}: noticed by "${failure}"`);
  if (failure === null) process.exitCode = 1;
}
