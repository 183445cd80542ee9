import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

import { buildSync } from 'esbuild';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { IDataObject } from 'n8n-workflow';

import type { CellParser } from '../../nodes/Kaleyra/phone';
import { PACKAGE_DIRECTORY } from '../../test/support/engine';
import { DEFAULT_RULES } from '../../test/support/rules';
import type { Sandbox } from '../../test/support/sandbox';
import type { Block } from './monitors';
import { makeCells, type CellKind } from './rows';
import { BULK, BULK_WAITING, GET_DETAILS, LOOK_UP_NOW, VALIDATE, type Scenario } from './scenarios';
import { withWorker } from './startWorker';
import { atMost, format, median, type Threshold } from './thresholds';
import type { RunSize } from './times';

const EVENT_LOOP_ROUNDS = 2;
const LOADING_ROUNDS = 9;
const READING_ROUNDS = 5;
const CELLS = 20_000;
const CELLS_PER_TURN = 500;

/** Compares the node's peak heap, without the engine's own, at two sizes. */
export async function measureHeap(sandbox: Sandbox, { few, many }: RunSize): Promise<Threshold[]> {
  const peak = async (scenario: Scenario, rows: number): Promise<number> => {
    sandbox.reset();
    return await withWorker(sandbox, (run) => run('peakHeap', scenario, rows));
  };
  const added = async (rows: number): Promise<number> =>
    ((await peak('node', rows)) - (await peak('engine alone', rows))) / 1e6;
  const what = `Node, ${format(many)} ÷ ${format(few)} rows, peak heap over the engine's own`;
  return [atMost(11, what, 'MB', await added(many), await added(few))];
}

/** Takes the longest blocks of the event loop in several processes, since none may be too long. */
export async function measureEventLoop(sandbox: Sandbox, { few, many }: RunSize): Promise<Threshold[]> {
  const thresholds: Threshold[] = [];
  for (const [name, parameters, rows] of [
    ['Validate', VALIDATE, many],
    ...eachOutput('Start Bulk', BULK, many),
    ...eachOutput('Look Up Now', LOOK_UP_NOW, many),
    ...eachOutput('Start Bulk, Wait for Details', BULK_WAITING, few / 2),
    ...eachOutput('Get Details', GET_DETAILS, few / 2),
  ] as const) {
    const blocks: Block[] = [];
    for (let round = 0; round < EVENT_LOOP_ROUNDS; round += 1) {
      sandbox.reset();
      blocks.push(await withWorker(sandbox, (run) => run('eventLoopBlock', parameters, rows)));
    }
    const what = `${name}, ${format(rows)} rows: longest block of the event loop in \`execute\``;
    const own = atMost(50, what, 'ms', Math.max(...blocks.map((block) => block.own)));
    const whole = Math.max(...blocks.map((block) => block.whole));
    thresholds.push({ ...own, note: `${format(whole)} ms with garbage collection` });
  }
  return thresholds;
}

function eachOutput(name: string, parameters: IDataObject, rows: number) {
  return [
    [name, parameters, rows],
    [`${name}, one item per row`, { ...parameters, output: 'rows' }, rows],
  ] as const;
}

/** Compares our parser with libphonenumber-js alone, each with the library as npm ships it. */
export async function measureReading(): Promise<Threshold[]> {
  const outfile = join(PACKAGE_DIRECTORY, '..', 'phone.js');
  const entry = join(__dirname, '../../nodes/Kaleyra/phone/index.ts');
  buildSync({ entryPoints: [entry], outfile, bundle: true, platform: 'node', packages: 'external' });
  const { createCellParser } = (await import(outfile)) as typeof import('../../nodes/Kaleyra/phone');
  const compare = (kind: CellKind, limit: number): Threshold =>
    compareReading(() => createCellParser(DEFAULT_RULES), kind, limit);
  return [compare('international', 1.25), compare('spaced', 2), compare('messy', 3)];
}

function compareReading(createParser: () => CellParser, kind: CellKind, limit: number): Threshold {
  const cells = makeCells(kind, CELLS);
  const ours: number[] = [];
  const library: number[] = [];
  for (let round = 0; round <= READING_ROUNDS; round += 1) {
    const parse = createParser();
    let [oursMs, libraryMs] = [0, 0];
    // In turns, so that what slows the machine down for a while slows down both.
    for (let start = 0; start < CELLS; start += CELLS_PER_TURN) {
      const turn = cells.slice(start, start + CELLS_PER_TURN);
      libraryMs += timeOf(turn, (cell) => parsePhoneNumberFromString(cell, 'IN')?.getType());
      oursMs += timeOf(turn, (cell) => parse(cell, 'IN'));
    }
    library.push((libraryMs * 1e3) / CELLS);
    ours.push((oursMs * 1e3) / CELLS);
  }
  const what = `Reading a cell, ${kind} ÷ libphonenumber-js alone`;
  // In the first round the code was still being compiled.
  return atMost(limit, what, 'µs', median(ours.slice(1)), median(library.slice(1)));
}

function timeOf(cells: readonly string[], read: (cell: string) => unknown): number {
  const start = performance.now();
  for (const cell of cells) read(cell);
  return performance.now() - start;
}

/** Compares loading the node with loading the library, each in fresh processes. */
export function measureLoading(): Threshold[] {
  const node: number[] = [];
  const library: number[] = [];
  for (let round = 0; round < LOADING_ROUNDS; round += 1) {
    library.push(timeRequire('libphonenumber-js/max'));
    node.push(timeRequire(join(PACKAGE_DIRECTORY, 'dist/nodes/Kaleyra/Kaleyra.node.js')));
  }
  const what = 'Loading the node ÷ loading `libphonenumber-js/max`';
  return [atMost(1.3, what, 'ms', median(node), median(library))];
}

// In n8n, n8n-workflow is loaded already.
function timeRequire(path: string): number {
  const script = `require('n8n-workflow');
    const start = performance.now();
    require(${JSON.stringify(path)});
    console.log(performance.now() - start);`;
  return Number(execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' }));
}

/** Weighs the package as npm does. */
export function measureSizes(): Threshold[] {
  const output = execFileSync('npm', ['pack', '--dry-run', '--json'], { encoding: 'utf8', stdio: 'pipe' });
  const [{ size, unpackedSize }] = JSON.parse(output) as [{ size: number; unpackedSize: number }];
  return [atMost(130, 'Tarball', 'kB', size / 1e3), atMost(500, 'Unpacked', 'kB', unpackedSize / 1e3)];
}
