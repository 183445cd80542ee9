import { FIELD_PATH, nodeType, runNode, type NodeUnderTest } from './engine';
import type { SandboxAccount } from './processes';
import type { Row } from './rows';

/** The longest times, in milliseconds, for which nothing else on the thread got a turn. */
export interface Stretches {
  readonly beforeExecute: number;
  readonly insideExecute: number;
  readonly afterExecute: number;
  /** How long `execute` took. */
  readonly execute: number;
}

// Without them the loading of n8n's modules would be told as time before `execute`.
const ROWS_TO_WARM_UP = 1_000;

/**
 * Runs `validate` beside a callback that asks for every turn of the event loop (`setImmediate`), and looks for the
 * longest time it had to wait before, in and after the node's `execute`.
 */
export async function longestStretches(rows: readonly Row[], account: SandboxAccount): Promise<Stretches> {
  const validate: NodeUnderTest = { operation: 'validate', phone: FIELD_PATH };
  await runNode(rows.slice(0, ROWS_TO_WARM_UP), account, validate);
  const node = await nodeType();
  const { execute } = node;
  if (execute === undefined) throw new Error('The node has no execute.');
  let entered = 0;
  let left = 0;
  node.execute = async function () {
    entered = performance.now();
    try {
      return await execute.call(this);
    } finally {
      left = performance.now();
    }
  };

  const turns = [performance.now()];
  let running = true;
  const takeTurn = (): void => {
    turns.push(performance.now());
    if (running) setImmediate(takeTurn);
  };
  setImmediate(takeTurn);
  await runNode(rows, account, validate);
  const ended = performance.now();
  running = false;
  node.execute = execute;

  const points = [...turns, entered, left, ended].sort((a, b) => a - b);
  const longest = (from: number, to: number): number =>
    points.reduce((most, point, i) => {
      const previous = points[i - 1] ?? point;
      return previous >= from && point <= to ? Math.max(most, point - previous) : most;
    }, 0);
  return {
    beforeExecute: longest(turns[0] ?? 0, entered),
    insideExecute: longest(entered, left),
    afterExecute: longest(left, ended),
    execute: left - entered,
  };
}
