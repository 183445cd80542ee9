import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Script } from 'node:vm';

import { INSTRUMENTER_CONSTANTS } from '@stryker-mutator/api/core';
import { declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin';
import {
  determineHitLimitReached,
  DryRunStatus,
  TestStatus,
  toMutantRunResult,
} from '@stryker-mutator/api/test-runner';
import { buildSync } from 'esbuild';
import { expect } from 'expect';

import './properties.cjs';

const require = createRequire(import.meta.url);
// Long inputs and thousands of generated cells are slow, and no more telling than the rest.
const TEST_FILE = /^(?!properties|grammar|width|ambiguous|linear).*\.test\.ts$/;
// In Stryker's copy of the repository, for all of its processes: the tests' IDs, the quickest first.
const ORDER = 'testOrder.json';

// Stryker's instrumented code reads from here which mutant is active, and writes which test reaches which mutants.
const context = (globalThis[INSTRUMENTER_CONSTANTS.NAMESPACE] = {});

/**
 * Runs the tests of the parser, whose mutants are too many to start Jest for each: it loads the tests in Stryker's
 * process, afresh for each mutant, which takes milliseconds. Each row of a table is a test of its own, so that a mutant
 * runs only the rows that reach it, up to the first that fails.
 */
class InProcessRunner {
  init() {
    this.load = compile();
    // Counting what is reached would take most of the time.
    this.loadWithoutCoverage = compile({ pure: ['stryCov_9fa48'], minifySyntax: true });
    // Loads the packages, too, whose time would count for the first mutant.
    this.loadWithoutCoverage();
  }

  capabilities() {
    return { reloadEnvironment: true };
  }

  async dryRun() {
    let tests = this.load();
    const results = [];
    for (let index = 0; index < tests.length; index++) {
      context.currentTestId = undefined;
      // Afresh for each table: what another test has made the code remember would hide what this one reaches.
      if (tests[index].table !== tests[index - 1]?.table) tests = this.load();
      context.currentTestId = tests[index].id;
      results.push(await resultOf(tests[index]));
    }
    const quickestFirst = results.toSorted((a, b) => a.timeSpentMs - b.timeSpentMs);
    writeFileSync(ORDER, JSON.stringify(quickestFirst.map(({ id }) => id)));
    return { status: DryRunStatus.Complete, tests: results, mutantCoverage: context.mutantCoverage };
  }

  async mutantRun({ activeMutant, testFilter, hitLimit }) {
    Object.assign(context, { activeMutant: activeMutant.id, hitCount: 0, hitLimit });
    const tests = [];
    const loading = await resultOf({
      id: '',
      name: 'loading',
      run: () => tests.push(...this.loadWithoutCoverage()),
    });
    const results = [loading];
    this.order ??= JSON.parse(readFileSync(ORDER, 'utf8'));
    const reaching = new Set(testFilter ?? this.order);
    for (const id of this.order) {
      if (results.at(-1).status === TestStatus.Failed) break;
      if (reaching.has(id)) results.push(await resultOf(tests[id]));
    }
    return toMutantRunResult(
      determineHitLimitReached(context.hitCount, hitLimit) ?? {
        status: DryRunStatus.Complete,
        tests: results,
      },
    );
  }
}

async function resultOf({ id, name, run }) {
  const start = performance.now();
  const result = (outcome) => ({ id, name, timeSpentMs: performance.now() - start, ...outcome });
  try {
    await run();
    return result({ status: TestStatus.Success });
  } catch (error) {
    return result({ status: TestStatus.Failed, failureMessage: String(error) });
  }
}

/** Bundles the tests with the code that they test. What it returns loads them and returns a list of them. */
function compile(options) {
  // Stryker works in a copy of the repository.
  const folder = join(process.cwd(), 'test', 'unit', 'phone');
  const imports = readdirSync(folder)
    .filter((name) => TEST_FILE.test(name))
    .map((name) => `import './${name}';`);
  const { outputFiles } = buildSync({
    stdin: { contents: imports.join('\n'), resolveDir: folder },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    packages: 'external',
    define: { __dirname: JSON.stringify(folder) },
    write: false,
    ...options,
  });
  const script = new Script(`(require) => {${outputFiles[0].text}\n}`);
  return () => {
    const { api, tests } = collector();
    script.runInThisContext()((name) => (name === '@jest/globals' ? api : require(name)));
    return tests;
  };
}

/** As much of `@jest/globals` as these tests use. */
function collector() {
  const tests = [];
  const path = [];
  const describe = (name, body) => {
    path.push(name);
    body();
    path.pop();
  };
  const add = (name, run, table = tests.length) =>
    tests.push({ id: String(tests.length), name: [...path, name].join(' '), run, table });
  const each = (addRow) => (rows) => (name, body) => {
    const table = tests.length;
    for (const [index, row] of rows.entries()) {
      addRow(`${name}, row ${index + 1}`, () => (Array.isArray(row) ? body(...row) : body(row)), table);
    }
  };
  const test = (name, run) => add(name, run);
  return {
    api: {
      describe: Object.assign(describe, { each: each(describe) }),
      expect,
      test: Object.assign(test, { each: each(add) }),
    },
    tests,
  };
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'inProcess', InProcessRunner)];
