import { afterEach, describe, expect, test } from '@jest/globals';

import type { AssumptionId } from '../../../scripts/contract/checks';
import { faults, startSandbox, type Sandbox, type SandboxOptions } from '../../support/sandbox';
import { BALANCE, NUMBER, OTHER, run, secretsIn } from './tools';

/** A Kaleyra that is not as assumed. */
interface Otherwise {
  readonly how: string;
  readonly options?: SandboxOptions;
  readonly faults?: (sandbox: Sandbox) => void;
  /** In place of those of a full run. */
  readonly args?: readonly string[];
  /** What else cannot hold then. */
  readonly also?: readonly AssumptionId[];
}

const PAY = ['--pay', NUMBER, '--pay', OTHER];
const FULL = [...PAY, '--ported', 'no', ...BALANCE];

const ELSEWHERE = 'https://api.kaleyra.io/api/v1/A657d34237/lookup/get-info/0ther-1d:1';

/** The type demands that no assumption is left out. */
const CASES: Readonly<Record<AssumptionId, readonly Otherwise[]>> = {
  'api-key': [
    {
      how: 'any key is let in',
      also: ['bad-key', 'bad-sid'],
      faults: (all) => all.fault('callbackProfiles', faults.status(200, { data: [] })),
    },
  ],
  'bulk-request': [
    { how: 'answered flat', faults: (all) => all.fault('startBulk', faults.flat()) },
    {
      how: 'not known',
      faults: (all) => all.fault('startBulk', faults.status(404)),
      args: PAY,
    },
  ],
  'now-request': [{ how: 'answered wrapped', faults: (all) => all.fault('lookUpNow', faults.wrapped()) }],
  e164: [
    {
      how: 'every number is invalid',
      faults: (all) => {
        all.fault('startBulk', faults.countedInvalid());
        all.fault('lookUpNow', faults.countedInvalid());
      },
      also: ['plus', 'digits'],
    },
  ],
  plus: [
    {
      how: 'counted invalid in a body',
      faults: (all) => all.fault('startBulk', faults.countedInvalid(), { nth: 1 }),
    },
    {
      how: 'refused in a body',
      faults: (all) => all.fault('startBulk', faults.errorForm('C', 400), { nth: 1 }),
    },
    {
      how: 'left out in a path',
      options: { shuffle: false },
      faults: (all) => all.fault('lookUpNow', faults.lastOnly(), { nth: 2 }),
      also: ['batch-size'],
    },
  ],
  digits: [
    {
      how: 'counted invalid',
      faults: (all) => all.fault('lookUpNow', faults.countedInvalid(), { nth: 1 }),
    },
  ],
  comma: [
    {
      how: 'a list is no number',
      faults: (all) => all.fault('lookUpNow', faults.countedInvalid(), { nth: 2 }),
    },
  ],
  'long-address': [
    { how: 'too long', faults: (all) => all.fault('callbackProfiles', faults.status(414), { nth: 4 }) },
  ],
  'batch-size': [
    { how: 'too large', faults: (all) => all.fault('startBulk', faults.status(413), { nth: 1 }) },
    { how: 'cut off in silence', options: { maxNumbers: 1 }, also: ['counters'] },
  ],
  'any-2xx': [
    {
      how: 'a success without lookups',
      faults: (all) => all.fault('lookUpNow', faults.noEntries(), { nth: 1 }),
    },
    {
      how: 'a web page',
      faults: (all) => all.fault('lookUpNow', faults.html200(), { nth: 1 }),
      also: ['now-request'],
    },
  ],
  'error-forms': [
    {
      how: 'no words',
      faults: (all) => all.fault('callbackProfiles', faults.status(401, { result: 1 }), { nth: 2 }),
    },
  ],
  'any-order': [
    { how: 'other numbers come back', faults: (all) => all.fault('startBulk', faults.otherNumbers()) },
  ],
  masked: [{ how: 'all masked alike', faults: (all) => all.fault('startBulk', faults.maskedAll()) }],
  'id-in-url': [
    {
      how: 'another ID',
      faults: (all) => all.fault('startBulk', faults.extraField('url', ELSEWHERE)),
    },
    {
      how: 'neither ID nor address',
      faults: (all) => all.fault('startBulk', faults.withoutLookupIdAndUrl()),
    },
  ],
  counters: [
    { how: 'no counters', faults: (all) => all.fault('startBulk', faults.withoutCounters()) },
    {
      how: 'one invalid number spoils the request',
      faults: (all) => all.fault('startBulk', faults.errorForm('C', 400), { nth: 2 }),
    },
  ],
  'details-path': [{ how: 'nowhere', faults: (all) => all.fault('details', faults.status(404)) }],
  colon: [
    {
      how: 'only encoded',
      faults: (all) => all.fault('details', faults.status(404), { path: (path) => path.includes(':') }),
    },
  ],
  'details-shape': [{ how: 'another object', faults: (all) => all.fault('details', faults.unknownObject()) }],
  'network-fields': [
    {
      how: 'two are missing',
      faults: (all) => all.fault('lookUpNow', faults.withoutFields('original_mnc', 'original_operator')),
    },
  ],
  'now-complete': [
    {
      how: 'pending in its own words',
      faults: (all) => all.fault('lookUpNow', faults.extraField('status', 'pending')),
    },
  ],
  complete: [
    {
      how: 'filled bit by bit',
      faults: (all) => all.fault('details', faults.extraField('current_operator', ''), { nth: 2 }),
    },
    {
      how: 'filled under another name',
      faults: (all) => {
        all.neverComplete(() => true);
        all.fault('details', faults.extraField('carrier', 'Monsoon Telecom'));
      },
    },
  ],
  ported: [
    { how: 'the user knows better', args: [...PAY, '--ported', 'yes'] },
    {
      how: 'a field says otherwise',
      faults: (all) => all.fault('lookUpNow', faults.extraField('is_ported', 'Y')),
    },
  ],
  'batch-price': [
    {
      how: 'for one number, by the balance',
      faults: (all) => all.fault('lookUpNow', faults.priceOfOne()),
    },
    {
      how: 'for one number, by two prices',
      faults: (all) => all.fault('lookUpNow', faults.priceOfOne()),
      args: PAY,
    },
  ],
  'not-processed': [
    {
      how: 'a 429 is billed',
      faults: (all) => all.fault('lookUpNow', faults.acceptedThenRefused(429), { nth: 1 }),
    },
  ],
  'retry-after': [
    {
      how: 'in words',
      faults: (all) =>
        all.fault('callbackProfiles', faults.tooManyRequests({ retryAfter: 'soon' }), { nth: 4 }),
    },
  ],
  'bad-key': [
    { how: 'a 403', faults: (all) => all.fault('callbackProfiles', faults.forbidden(), { nth: 2 }) },
  ],
  'bad-sid': [
    {
      how: "answered like the account's own",
      faults: (all) =>
        all.fault('callbackProfiles', faults.status(200, { code: 'RBC024', data: [], error: {} }), {
          nth: 3,
        }),
    },
  ],
  'no-redirect': [
    {
      how: 'to another host',
      faults: (all) =>
        all.fault('callbackProfiles', faults.redirect('https://elsewhere.example/x'), { nth: 4 }),
    },
  ],
  'free-check': [{ how: 'it is billed', options: { pricePerCheck: 0.1 } }],
};

let sandbox: Sandbox;

afterEach(async () => await sandbox.stop());

describe('against a Kaleyra that is not as assumed', () => {
  const rows = Object.entries(CASES).flatMap(([id, cases]) => cases.map((one) => ({ id, ...one })));

  test.each(rows)('$id: $how', async ({ id, options, faults: arrange, args, also = [] }) => {
    sandbox = await startSandbox({ balance: 10, ...options });
    arrange?.(sandbox);
    const { code, having, report, written, printed } = await run(sandbox, args ?? FULL);
    expect(having('contradicted').sort()).toEqual([id, ...also].sort());
    expect(code).toBe(1);
    expect(printed).toContain(`contradicted  ${id} (`);

    const found = report?.assumptions.find((one) => one.id === id);
    expect(report?.exchanges[found?.evidence ?? -1]).toBeDefined();
    expect(secretsIn(printed + [...written.values()].join(''), sandbox)).toEqual([]);
  });
});
