import type { IDataObject } from 'n8n-workflow';

import type { SandboxAccount } from '../../test/support/credential';
import { noOp } from '../../test/support/engine';
import { runBaseline } from './baseline';
import { evaluator, loadNode, perItem, runInEngine } from './engine';
import type { Row } from './rows';

/** How many numbers the repeated cells hold. */
export const REPEATED_CELLS = 1_000;

/** Parameters of the node for each of its operations. */
export const BULK = { resource: 'lookup', operation: 'startBulk', phone: '={{ $json.phone }}' };
const BULK_ROWS = { ...BULK, output: 'rows' };
export const BULK_WAITING = { ...BULK, waitForDetails: true, waitTimeout: 3_600 };
export const LOOK_UP_NOW = { ...BULK, operation: 'lookUpNow' };
export const GET_DETAILS = {
  resource: 'lookup',
  operation: 'getDetails',
  lookupId: '={{ $json.lookup_id }}',
};
export const VALIDATE = { ...BULK, resource: 'phoneNumber', operation: 'validate' };

const OTHER_EXPRESSION = { ...BULK, phone: '={{ $json.phone.trim() }}' };

/** How many requests a user who builds without the node sends at a time. */
export const FIXED_CONCURRENCY = 5;

type Run = (rows: readonly Row[], account: SandboxAccount) => Promise<{ readonly length: number }>;

/** Everything that is timed; each run returns its items. */
export const SCENARIOS = {
  baseline: (rows, account) => runBaseline(rows, account, 'lookups'),
  node: runNode(BULK),
  'baseline, one item per row': (rows, account) => runBaseline(rows, account, 'rows'),
  'node, one item per row': runNode(BULK_ROWS),
  'node, repeated cells': runNode(BULK),
  evaluator: async (rows, account) =>
    await runInEngine(evaluator(await loadNode()), OTHER_EXPRESSION, rows, account),
  'node, other expression': runNode(OTHER_EXPRESSION),
  'engine alone': async (rows, account) => await runInEngine(noOp, {}, rows, account),
  'per item': (rows, account) => runInEngine(perItem(account, 1), BULK, rows, account),
  'per item, concurrent': (rows, account) =>
    runInEngine(perItem(account, FIXED_CONCURRENCY), BULK, rows, account),
  'node, waiting': runNode(BULK_WAITING),
  'node, Look Up Now': runNode(LOOK_UP_NOW),
} satisfies Record<string, Run>;

export type Scenario = keyof typeof SCENARIOS;

function runNode(parameters: IDataObject): Run {
  return async (rows, account) => await runInEngine(await loadNode(), parameters, rows, account);
}
