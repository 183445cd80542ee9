import { afterAll, beforeAll, expect, test } from '@jest/globals';

import { OLDEST_N8N_VERSION } from '../support/n8n';
import { makeWorkbench, type Workbench } from './harness';
import { lookupWorkflow } from './harness/workflows';

let bench: Workbench;
beforeAll(async () => {
  bench = await makeWorkbench({ version: OLDEST_N8N_VERSION });
});
afterAll(() => bench?.dispose());

test(`n8n ${OLDEST_N8N_VERSION} loads and runs the package`, async () => {
  const rows = [{ phone: '98765 43210' }, { phone: '+44 20 7946 0958' }, { phone: 'n/a' }];
  await bench.home.import('workflow', [
    lookupWorkflow('lookup', rows, { defaultCountry: 'IN', waitForDetails: true }),
  ]);
  const said = await bench.home.command(['execute', '--id=lookup', '--rawOutput']);
  expect(bench.sandbox.ofKind('startBulk')).toHaveLength(1);
  expect([...bench.sandbox.timesBilled()]).toEqual([
    ['919876543210', 1],
    ['442079460958', 1],
  ]);
  for (const lookupId of bench.sandbox.lookups.keys()) expect(said).toContain(lookupId);
  expect(said).toContain('"lookup_status": "complete"');
  expect(said).toContain('"reason": "EMPTY"');
});
