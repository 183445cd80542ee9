import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';

import { startSandbox, type Sandbox } from '../support/sandbox';
import { lookUp, type LookupRun } from '../support/engine';
import { withVirtualClock } from '../support/engine/clock';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.stop());

// A mobile phone of India.
const PHONE = '+919876543210';

/** Everything that a workflow file can hold or an expression can return, by the name that the table uses. */
const VALUES: Readonly<Record<string, unknown>> = {
  undefined: undefined,
  null: null,
  empty: '',
  blank: ' ',
  NaN: Number.NaN,
  Infinity: Infinity,
  '-Infinity': -Infinity,
  '-1': -1,
  '-0': -0,
  '0': 0,
  '1': 1,
  '1.5': 1.5,
  '3600': 3_600,
  '3601': 3_601,
  '10000': 10_000,
  '10001': 10_001,
  '86400': 86_400,
  '86401': 86_401,
  '1000000': 1_000_000,
  '1000001': 1_000_001,
  '2147484': 2_147_484,
  '2^53': 2 ** 53,
  '1e21': 1e21,
  'text 5': '5',
  'text blanks around 5': ' 5 ',
  'text 0': '0',
  'text -1': '-1',
  'text 1e3': '1e3',
  'text 0x10': '0x10',
  'text 1,000': '1,000',
  'text 1.0': '1.0',
  'text Arabic 3': '٣',
  'text of 400 nines': '9'.repeat(400),
  'text NaN': 'NaN',
  'text null': 'null',
  'text undefined': 'undefined',
  'text [object Object]': '[object Object]',
  'text soon': 'soon',
  'text of 5 MB': '1+'.repeat(2_500_000),
  'a lone surrogate': '\uD800',
  true: true,
  false: false,
  'text true': 'true',
  'text false': 'false',
  'text TRUE': 'TRUE',
  'text maybe': 'maybe',
  lookups: 'lookups',
  rows: 'rows',
  'text ROWS': 'ROWS',
  national: 'national',
  international: 'international',
  either: 'either',
  e164: 'e164',
  digits: 'digits',
  'text __proto__': '__proto__',
  constructor: 'constructor',
  'empty list': [],
  'list of nothing': [null],
  'list of an empty text': [''],
  'list of a number': [5],
  'list of true': [true],
  'list of lists': [[]],
  'list of 2,000 countries': Array.from({ length: 2_000 }, () => 'IN'),
  'list IN': ['IN'],
  'list India': ['India'],
  'list in, DE': ['in', 'DE'],
  'list XX': ['XX'],
  'list IN, XX': ['IN', 'XX'],
  'list IN, null': ['IN', null],
  'list Korea': ['Korea'],
  'text IN, DE': 'IN, DE',
  'text IN': 'IN',
  'text IN,': 'IN,',
  'text ,': ',',
  'list mobile': ['mobile'],
  'list mobile, uan': ['mobile', 'uan'],
  'list MOBILE': ['MOBILE'],
  'list fax': ['fax'],
  'list unknown': ['unknown'],
  'text mobile, voip': 'mobile, voip',
  'text mobile': 'mobile',
  'empty object': {},
  object: { value: 5 },
  'object IN': { IN: true },
  'object of a list': { 0: 'IN', length: 1 },
  date: new Date(0),
};

const WHOLE = ['1', 'text 5', 'text blanks around 5'];
const ZERO = ['0', '-0', 'text 0'];
const BOOLEAN = ['true', 'false', 'text true', 'text false'];
const UP_TO_3600 = [...WHOLE, '3600'];
const UP_TO_10000 = [...UP_TO_3600, '3601', '10000'];
const UP_TO_86400 = [...UP_TO_10000, '10001', '86400'];
const UP_TO_A_MILLION = [...UP_TO_86400, '86401', '1000000'];

/** Each parameter that can be an expression, its label, and all that it takes. */
const PARAMETERS: ReadonlyArray<readonly [string, string, readonly string[]]> = [
  ['output', 'Output', ['lookups', 'rows']],
  ['waitForDetails', 'Wait for Details', BOOLEAN],
  ['waitTimeout', 'Wait Timeout (Seconds)', [...ZERO, ...UP_TO_86400]],
  ['allowPossible', 'Allow Possible Numbers', BOOLEAN],
  ['retryUnconfirmed', 'Retry Unconfirmed', BOOLEAN],
  ['bareDigits', 'Bare Digits', ['national', 'international', 'either']],
  ['numberFormat', 'Number Format', ['e164', 'digits']],
  ['batchSize', 'Batch Size', UP_TO_10000],
  ['maxLookups', 'Max Lookups', [...ZERO, ...UP_TO_A_MILLION]],
  ['timeout', 'Timeout (Seconds)', UP_TO_3600],
  [
    'allowedCountries',
    'Allowed Countries',
    ['list IN', 'list India', 'list in, DE', 'text IN, DE', 'text IN'],
  ],
  [
    'allowedTypes',
    'Allowed Line Types',
    ['list mobile', 'list mobile, uan', 'text mobile, voip', 'text mobile'],
  ],
];

/** The first parameters stand outside of *Options*. */
function parametersWith(name: string, value: unknown): IDataObject {
  const waits = name === 'waitTimeout' ? { waitForDetails: true } : {};
  const isOption = !['output', 'waitForDetails', 'waitTimeout'].includes(name);
  const given = { [name]: value } as IDataObject;
  return { ...waits, ...(isOption ? { options: given } : given) };
}

async function runWith(
  name: string,
  given: unknown,
  value: unknown,
  onError: 'stopWorkflow' | 'continueErrorOutput' = 'stopWorkflow',
): Promise<LookupRun> {
  sandbox.reset();
  const items = [{ phone: PHONE, value }] as IDataObject[];
  const run = (): Promise<LookupRun> => lookUp(sandbox, items, parametersWith(name, given), { onError });
  return name.startsWith('wait') ? (await withVirtualClock(run)).result : run();
}

function told(run: LookupRun): string {
  return run.error === undefined ? '' : `${String(run.error.message)}. ${String(run.error.description)}`;
}

/** What the node did with a value: took it, refused it by name before any request, or something else. */
function verdict(run: LookupRun, label: string): string {
  const sent = sandbox.requests.length;
  if (run.status === 'success' && run.lookups.length === 1 && sent > 0) return 'taken';
  const names = told(run).startsWith(`'${label}' cannot be `) && / (?:Use|Enter) /.test(told(run));
  return names && sent === 0 ? 'refused' : `${run.status}, ${sent} sent: ${told(run)}`;
}

/** What only a workflow file can say. n8n itself reads a list that is null as an empty one. */
function isLeftOut(name: string, value: string): boolean {
  const isList = name === 'allowedCountries' || name === 'allowedTypes';
  return value === 'undefined' || (isList && ['empty list', 'null'].includes(value));
}

describe.each(PARAMETERS)('%s', (name, label, taken) => {
  test('from an expression: takes what it can mean, refuses the rest before any request', async () => {
    const verdicts: Record<string, string> = {};
    for (const [value, given] of Object.entries(VALUES)) {
      verdicts[value] = verdict(await runWith(name, '={{ $json.value }}', given), label);
    }
    const expected = (value: string): string => (taken.includes(value) ? 'taken' : 'refused');
    expect(verdicts).toEqual(
      Object.fromEntries(Object.keys(VALUES).map((value) => [value, expected(value)])),
    );
  }, 120_000);

  test('in a workflow file: likewise, and what is left out or left empty is no limit', async () => {
    const verdicts: Record<string, string> = {};
    for (const [value, given] of Object.entries(VALUES)) {
      verdicts[value] = verdict(await runWith(name, given, null), label);
    }
    const expected = (value: string): string =>
      taken.includes(value) || isLeftOut(name, value) ? 'taken' : 'refused';
    expect(verdicts).toEqual(
      Object.fromEntries(Object.keys(VALUES).map((value) => [value, expected(value)])),
    );
  }, 120_000);

  test('from an expression about a field that is not there, with Continue: every row fails, nothing is sent', async () => {
    const run = await runWith(name, '={{ $json.limit }}', null, 'continueErrorOutput');
    expect(sandbox.requests).toEqual([]);
    expect([run.lookups, run.rejected]).toEqual([[], []]);
    expect(run.failed[0]?.json.error).toMatch(`'${label}' cannot be undefined`);
    expect(run.failed[0]?.json.error).toMatch('Check what its expression returns.');
  });
});
