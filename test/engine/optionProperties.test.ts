import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { startSandbox, type Sandbox } from '../support/sandbox';
import { lookUp } from '../support/engine';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.stop());

interface Row {
  readonly phone: string;
  readonly country: string;
  readonly types: readonly string[];
}

// A number that may be mobile or fixed line counts as mobile.
const ROWS: readonly Row[] = [
  { phone: '+919876543210', country: 'IN', types: ['mobile'] },
  { phone: '+919876543211', country: 'IN', types: ['mobile'] },
  { phone: '+493023125000', country: 'DE', types: ['fixed_line'] },
  { phone: '+12015550123', country: 'US', types: ['mobile'] },
];

/** Values of every kind; the parameters take only some of them. */
const anyValue = fc.oneof(
  fc.integer({ min: -2, max: 6 }),
  fc.constantFrom(10_000, 10_001, 1_000_000, 1_000_001, '2', ' 3 ', '1e1', '-1', '', ' '),
  fc.constantFrom(null, undefined, Number.NaN, Infinity, 1.5, {}, [], true, 'true'),
  // Other texts could happen to be a country.
  fc.anything().filter((value) => typeof value !== 'string' && !Array.isArray(value)),
  fc.constantFrom([null], [''], ['XX'], ['IN', 'XX'], ['mobile', 'fax'], [[]], ['IN', null], 'IN,', 'fax'),
);
const listOf = (...values: string[]): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: 3, arbitrary: fc.subarray(values, { minLength: 1 }) },
    fc.subarray(values, { minLength: 1 }).map((chosen) => chosen.join(', ')),
    anyValue,
  );

const anyOptions = fc.record(
  {
    batchSize: fc.oneof({ weight: 3, arbitrary: fc.integer({ min: 1, max: 5 }) }, anyValue),
    maxLookups: fc.oneof({ weight: 3, arbitrary: fc.integer({ min: 0, max: 5 }) }, anyValue),
    allowedCountries: listOf('IN', 'DE', 'US'),
    allowedTypes: listOf('mobile', 'fixed_line', 'voip'),
    numberFormat: fc.oneof({ weight: 3, arbitrary: fc.constantFrom('e164', 'digits') }, anyValue),
  },
  { requiredKeys: [] },
);
type Options = Record<string, unknown>;

const LABELS: Readonly<Record<string, string>> = {
  batchSize: 'Batch Size',
  maxLookups: 'Max Lookups',
  allowedCountries: 'Allowed Countries',
  allowedTypes: 'Allowed Line Types',
  numberFormat: 'Number Format',
};

function wholeNumber(value: unknown): number {
  return typeof value === 'string' && /^\s*\d+\s*$/.test(value) ? Number(value) : (value as number);
}

function texts(value: unknown): readonly unknown[] {
  return typeof value === 'string' ? value.split(', ') : (value as unknown[]);
}

const isWhole = (value: unknown, min: number, max: number): boolean =>
  Number.isInteger(wholeNumber(value)) && wholeNumber(value) >= min && wholeNumber(value) <= max;
const isListOf = (value: unknown, all: readonly string[]): boolean =>
  (typeof value === 'string' || (Array.isArray(value) && value.length > 0)) &&
  texts(value).every((element) => all.includes(element as string));

const IS_TAKEN: Readonly<Record<string, (value: unknown) => boolean>> = {
  batchSize: (value) => isWhole(value, 1, 10_000),
  maxLookups: (value) => isWhole(value, 0, 1_000_000),
  allowedCountries: (value) => isListOf(value, ['IN', 'DE', 'US']),
  allowedTypes: (value) => isListOf(value, ['mobile', 'fixed_line', 'voip']),
  numberFormat: (value) => value === 'e164' || value === 'digits',
};

function isAllowed({ country, types }: Row, { allowedCountries, allowedTypes }: Options): boolean {
  const isCountry = allowedCountries === undefined || texts(allowedCountries).includes(country);
  return (
    isCountry && (allowedTypes === undefined || types.some((type) => texts(allowedTypes).includes(type)))
  );
}

/** The numbers of each request that these options ask for; null if there are more numbers than they allow. */
function requestsFor(options: Options): string[][] | null {
  const size = wholeNumber(options.batchSize ?? 1_000);
  const max = wholeNumber(options.maxLookups ?? 0);
  const numbers = ROWS.filter((row) => isAllowed(row, options)).map(({ phone }) =>
    options.numberFormat === 'digits' ? phone.slice(1) : phone,
  );
  if (max > 0 && numbers.length > max) return null;
  return Array.from({ length: Math.ceil(numbers.length / size) }, (_, i) =>
    numbers.slice(i * size, (i + 1) * size),
  );
}

test('any options, from expressions, are refused by name before any request, or do what they say', async () => {
  const seen = { refused: 0, tooMany: 0, honored: 0 };
  await fc.assert(
    fc.asyncProperty(anyOptions, async (given) => {
      sandbox.reset();
      const items = ROWS.map(({ phone }) => ({ phone, ...given })) as IDataObject[];
      const options = Object.fromEntries(Object.keys(given).map((name) => [name, `={{ $json.${name} }}`]));
      const run = await lookUp(sandbox, items, { options });
      const message = String(run.error?.message ?? '');
      const refused = Object.entries(given).filter(([name, value]) => IS_TAKEN[name]?.(value) === false);
      const requests = refused.length > 0 ? null : requestsFor(given);
      const bodies = sandbox
        .ofKind('startBulk')
        .map(({ body }) => (JSON.parse(body) as { mobile: string[] }).mobile);
      expect(bodies).toEqual(requests ?? []);
      if (requests !== null) {
        seen.honored += 1;
        expect(run.status).toBe('success');
      } else if (refused.length > 0) {
        seen.refused += 1;
        const names = refused.map(([name]) => `'${LABELS[name]}' cannot be `);
        expect(names.some((name) => message.startsWith(name))).toBe(true);
      } else {
        seen.tooMany += 1;
        expect(message).toContain("'Max Lookups' is ");
      }
    }),
    { numRuns: 400 },
  );
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(5);
}, 120_000);
