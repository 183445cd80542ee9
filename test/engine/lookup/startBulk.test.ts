import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';

import { faults, startSandbox, type Sandbox } from '../../support/sandbox';
import { differentNumbers, lookUp, lookUpAndAccount, type Case } from '../../support/engine';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
beforeEach(() => {
  sandbox.reset();
  sandbox.set({ shuffle: true });
});
afterAll(() => sandbox.stop());

const ONE = '+919876543210';
const SPELLINGS = [
  '+91 98765 43210',
  '9876543210',
  9876543210,
  '919876543210',
  "'9876543210",
  '0091 98765 43210',
  'tel:+91-98765-43210',
  '919876543210@c.us',
];
const oneNumber: Case = {
  items: SPELLINGS.map((phone, i) => ({ id: `row ${i}`, url: `https://crm.example/${i}`, phone })),
  expected: SPELLINGS.map(() => [{ e164: ONE }]),
};

describe('many rows, one request', () => {
  test('1,000 rows make one POST and 1,000 items in order, each with its own lookup ID', async () => {
    const { items, expected, numbers } = differentNumbers(1000);
    const run = await lookUpAndAccount(sandbox, { items, expected });

    expect(sandbox.requests).toHaveLength(1);
    expect(sandbox.requests[0]?.numbers).toEqual(numbers.map((number) => number.slice(1)));
    expect(run.lookups.map(({ json }) => json.phone_number)).toEqual(numbers);
    expect(run.lookups.map(({ pairedItem }) => pairedItem)).toEqual(numbers.map((_, item) => ({ item })));
    for (const { json } of run.lookups) {
      expect(sandbox.lookups.get(String(json.lookup_id))).toBe(String(json.phone_number).slice(1));
    }
  });

  test('sends the key in its header and the body as documented', async () => {
    await lookUp(sandbox, [{ phone: ONE }]);
    const [request] = sandbox.requests;
    expect(request).toMatchObject({ method: 'POST', path: `/v1/${sandbox.sid}/lookup` });
    expect(request?.headers).toMatchObject({ 'api-key': sandbox.apiKey, 'content-type': 'application/json' });
    expect(JSON.parse(request?.body ?? '')).toEqual({ mobile: [ONE] });
  });

  test('250 rows in batches of 100 make three POSTs that do not overlap', async () => {
    const { items, expected } = differentNumbers(250);
    await lookUpAndAccount(sandbox, { items, expected }, { options: { batchSize: 100 } });
    expect(sandbox.requests.map(({ numbers }) => numbers.length)).toEqual([100, 100, 50]);
    expect(new Set(sandbox.requests.flatMap(({ numbers }) => numbers)).size).toBe(250);
  });

  test('eight spellings of one number are sent once and return one lookup', async () => {
    const run = await lookUpAndAccount(
      sandbox,
      oneNumber,
      { defaultCountry: 'IN' },
      { downstream: { id: "={{ $('Rows').item.json.id }}" } },
    );
    expect(sandbox.requests.map(({ numbers }) => numbers)).toEqual([[ONE.slice(1)]]);
    expect(run.lookups.map(({ json }) => json.duplicate_items)).toEqual([[1, 2, 3, 4, 5, 6, 7]]);
    expect(run.node('First').outputs[0]?.map(({ json }) => json.id)).toEqual(['row 0']);
  });

  test('or eight rows with their own columns', async () => {
    const run = await lookUpAndAccount(
      sandbox,
      oneNumber,
      { defaultCountry: 'IN', output: 'rows' },
      { downstream: { id: "={{ $('Rows').item.json.id }}" } },
    );
    expect(sandbox.requests).toHaveLength(1);
    expect(run.lookups.map(({ json }) => ({ ...json, lookup: undefined }))).toEqual(oneNumber.items);
    expect(new Set(run.lookups.map(({ json }) => (json.lookup as IDataObject).lookup_id)).size).toBe(1);
    expect(run.node('First').outputs[0]?.map(({ json }) => json.id)).toEqual(
      oneNumber.items.map(({ id }) => id),
    );
  });

  test('reads the country of each row', async () => {
    const items = [
      { phone: '020 7946 0958', country: 'uk' },
      { phone: '98765 43210', country: '+91' },
    ];
    const run = await lookUp(sandbox, items, { defaultCountry: '={{ $json.country }}' });
    expect(run.lookups.map(({ json }) => json.phone_number)).toEqual(['+442079460958', ONE]);
  });

  test('sends digits without a plus if so configured', async () => {
    await lookUp(sandbox, [{ phone: ONE }], { options: { numberFormat: 'digits' } });
    expect(JSON.parse(sandbox.requests[0]?.body ?? '')).toEqual({ mobile: [ONE.slice(1)] });
  });
});

describe('what is not sent', () => {
  const messy: Case = {
    items: ['hello', '', null, '98765 43210', [], '112', `${ONE}; n/a`, 'x'].map((phone) => ({ phone })),
    expected: [
      [{ rejected: 'hello' }],
      [{ rejected: '' }],
      [{ rejected: '' }],
      [{ rejected: '98765 43210' }],
      [{ rejected: '' }],
      [{ rejected: '112' }],
      [{ e164: ONE }],
      [{ rejected: 'x' }],
    ],
  };

  test('is in Rejected with its row, the fragment and the reason', async () => {
    const run = await lookUpAndAccount(sandbox, messy);
    expect(run.rejected.map(({ json }) => (json.rejected as IDataObject).reason)).toEqual([
      'NOT_A_NUMBER',
      'EMPTY',
      'EMPTY',
      'UNKNOWN_COUNTRY',
      'EMPTY',
      'TOO_SHORT',
      'NOT_A_NUMBER',
    ]);
    expect(run.rejected[0]?.json.phone).toBe('hello');
    expect(run.hint).toMatch(
      /^8 items: 1 number sent in 1 request, 7 values rejected\. These are lookup IDs without results: /,
    );
  });

  test('all rejected: sends no request and throws nothing', async () => {
    const items = [{ phone: 'hello' }, { phone: null }];
    const run = await lookUpAndAccount(sandbox, {
      items,
      expected: [[{ rejected: 'hello' }], [{ rejected: '' }]],
    });
    expect(run.status).toBe('success');
    expect(sandbox.requests).toEqual([]);
    expect(run.hint).toBe(
      "2 items: no numbers sent, 2 values rejected. Rejected most often as NOT_A_NUMBER (1), EMPTY (1). This isn't a phone number.",
    );
  });

  test('a text in Phone that should be an expression: the hint asks', async () => {
    const { rejected, hint } = await lookUp(sandbox, [{}, {}], { phone: '{{ $json.phone }} & <b>' });
    expect(rejected).toHaveLength(2);
    expect(hint).toContain("'Phone' is the same fixed text for all 2 items. Was an expression meant?");
    expect(hint).not.toContain('<b>');
    expect((await lookUp(sandbox, [{}], { phone: '12' })).hint).not.toContain('fixed text');
  });

  test('no items: sends no request', async () => {
    const run = await lookUp(sandbox, []);
    expect(run.status).toBe('success');
    expect(sandbox.requests).toEqual([]);
  });

  test('throws if no row has the phone field, and suggests likely fields', async () => {
    const items = [{ name: 'Ada', mobile_no: '+44 20 7946 0958' }, { name: 'Grace' }];
    const run = await lookUp(sandbox, items);
    expect(run.status).toBe('error');
    expect(run.error?.message).toBe("No item has the field in 'Phone'");
    expect(run.error?.description).toContain('paste this: {{ $json.mobile_no }}.');
    expect(sandbox.requests).toEqual([]);
  });

  test('more numbers than Max Lookups: sends nothing and names both figures', async () => {
    const { items } = differentNumbers(12);
    const run = await lookUp(sandbox, items, { options: { maxLookups: 10 } });
    expect(run.error?.message).toContain("12 numbers would be looked up, but 'Max Lookups' is 10");
    expect(sandbox.requests).toEqual([]);
  });

  test('with Continue, every valid row fails this way and the rejected ones are still rejected', async () => {
    const { items, expected } = differentNumbers(12);
    const run = await lookUpAndAccount(
      sandbox,
      { items: [...items, { phone: 'hello' }], expected: [...expected, [{ rejected: 'hello' }]] },
      { options: { maxLookups: 10 } },
      { onError: 'continueErrorOutput' },
    );
    expect(run.failed).toHaveLength(12);
    expect(run.failed[0]?.json).toMatchObject({ id: 1, error: expect.stringContaining('12 numbers') });
    expect(sandbox.requests).toEqual([]);
  });
});

describe("Kaleyra's responses", () => {
  const { items, expected, numbers } = differentNumbers(6);

  test('a number without a lookup that the counters explain is NOT_ACCEPTED', async () => {
    const unknown = '+442079460958';
    sandbox.fault('startBulk', faults.status(201, answerTo([ONE], { invalid_count: 1 })));
    const run = await lookUpAndAccount(sandbox, {
      items: [{ phone: ONE }, { phone: unknown }],
      expected: [[{ e164: ONE }], [{ e164: unknown }]],
    });
    expect(run.rejected.map(({ json }) => json.rejected)).toEqual([
      expect.objectContaining({ reason: 'NOT_ACCEPTED', phone_number: unknown, request_id: 'req-1' }),
    ]);
  });

  test('fewer lookups than its counters explain: stops and names the batch size to set', async () => {
    sandbox.set({ maxNumbers: 100 });
    const many = differentNumbers(500);
    const run = await lookUp(sandbox, many.items, { options: { batchSize: 250 } });
    expect(run.status).toBe('error');
    expect(run.error?.message).toContain('Kaleyra answered 100 of 250 numbers');
    expect(run.error?.description).toContain("then set 'Batch Size' to 100");
    expect(sandbox.requests).toHaveLength(1);
    expect((run.error?.context as IDataObject).accepted).toHaveLength(100);
  });

  test('the same with Continue: lookups and failed items, all accounted for', async () => {
    sandbox.set({ maxNumbers: 100 });
    const many = differentNumbers(500);
    const run = await lookUpAndAccount(
      sandbox,
      many,
      { options: { batchSize: 250 } },
      { onError: 'continueRegularOutput' },
    );
    expect(sandbox.requests).toHaveLength(1);
    expect(run.lookups.filter(({ json }) => json.lookup_id)).toHaveLength(100);
    expect(run.rejected).toEqual([]);
    const failed = run.lookups.map(({ json }) => json.details as IDataObject | undefined);
    expect(failed.filter((details) => details?.unconfirmed === true)).toHaveLength(150);
    expect(failed.filter((details) => details?.unconfirmed === false)).toHaveLength(250);
    sandbox.set({ maxNumbers: Infinity });
  });

  test('all counted as invalid: names the number format to set', async () => {
    sandbox.fault('startBulk', faults.countedInvalid());
    const run = await lookUpAndAccount(sandbox, { items, expected });
    expect((run.rejected[0]?.json.rejected as IDataObject).reason_text).toContain(
      "set 'Number Format' to Digits",
    );
  });

  test('a lookup of a number that was not sent comes last and has no number', async () => {
    sandbox.fault('startBulk', faults.long('442079460123'));
    const run = await lookUpAndAccount(sandbox, { items, expected });
    expect(run.lookups).toHaveLength(7);
    expect(run.lookups.at(-1)).toMatchObject({
      json: { phone_number: null, mobile_number: '442079460123' },
      pairedItem: { item: 0 },
    });
  });

  test('outputs both lookup IDs of one number', async () => {
    sandbox.fault('startBulk', faults.repeated());
    const run = await lookUpAndAccount(sandbox, { items, expected });
    expect(run.lookups).toHaveLength(12);
    sandbox.reset();
    sandbox.fault('startBulk', faults.repeated());
    const rows = await lookUpAndAccount(sandbox, { items, expected }, { output: 'rows' });
    expect(rows.lookups).toHaveLength(12);
  });

  test('takes the lookup ID from the URL of an entry that has no ID', async () => {
    sandbox.fault('startBulk', faults.withoutLookupId());
    const run = await lookUpAndAccount(sandbox, { items, expected });
    for (const { json } of run.lookups) {
      expect(sandbox.lookups.get(String(json.lookup_id))).toBe(String(json.phone_number).slice(1));
    }
  });

  test.each([
    ['flat', faults.flat()],
    ['with a plus', faults.withPlus()],
    ['with numbers instead of text', faults.numericMobile()],
    ['masked, if the visible digits are unique', faults.masked(2, 2)],
    ['of 20 MB', faults.hugeBody()],
  ])('can be read: %s', async (_what, fault) => {
    sandbox.fault('startBulk', fault);
    const run = await lookUpAndAccount(sandbox, { items, expected });
    expect(run.lookups.map(({ json }) => json.phone_number)).toEqual(numbers);
  });

  test("the documentation's sample returns six lookups, including masked numbers", async () => {
    const page = readFileSync(join(__dirname, '../../fixtures/kaleyra-post-lookup-page.txt'), 'utf8');
    const json = page.slice(page.indexOf('{\n"data"'), page.lastIndexOf('}') + 1);
    const strayString = /^"XXXXadc-[^"]*",\n/m;
    expect(json).toMatch(strayString);
    sandbox.fault('startBulk', faults.status(201, JSON.parse(json.replace(strayString, ''))));

    const run = await lookUpAndAccount(sandbox, { items, expected });
    expect(run.lookups).toHaveLength(6);
    expect(run.lookups.map(({ json: { lookup_id, mobile_number } }) => [lookup_id, mobile_number])).toEqual([
      ...Array(3).fill(['XXXXadc-cXeX-XXXX-XcXX-XXXXXXdbXXXX:X', '9190XXXXXX']),
      ['XXXXbadc-cXe0-XXXX-XcXX-XXXXXXdbXXXX:X', '9190XXXXXX'],
      ...Array(2).fill(['XXXXadc-cXeX-XXXX-XcXX-XXXXXXdbXXXX:X', '9190XXXXXX']),
    ]);
    expect(run.rejected).toHaveLength(6);
    expect((run.rejected[0]?.json.rejected as IDataObject).reason_text).toContain('may have been charged');
  });
});

describe('a failed request', () => {
  const { items, expected } = differentNumbers(4);

  test('with Stop: says what happened, for the whole request and not for one item', async () => {
    sandbox.fault('startBulk', faults.unauthorized());
    const run = await lookUp(sandbox, items);
    expect(run.status).toBe('error');
    expect(run.error).toMatchObject({
      message: 'Kaleyra did not accept the API key',
      httpCode: '401',
    });
    expect(sandbox.requests).toHaveLength(1);
  });

  test('with the error output: has only error and details, and n8n adds the row', async () => {
    sandbox.fault('startBulk', faults.serverError(), { nth: 1 });
    const run = await lookUpAndAccount(
      sandbox,
      { items, expected },
      { options: { batchSize: 2 } },
      { onError: 'continueErrorOutput' },
    );
    expect(run.lookups).toHaveLength(2);
    expect(run.failed.map(({ json }) => Object.keys(json).sort())).toEqual([
      ['details', 'error', 'id', 'phone'],
      ['details', 'error', 'id', 'phone'],
    ]);
    expect(run.failed[0]?.json.details).toMatchObject({
      http_status: 500,
      phone_numbers: [items[0]?.phone],
      unconfirmed: true,
    });
  });

  test('with the regular output: has the row, error and details', async () => {
    sandbox.fault('startBulk', faults.serverError(), { nth: 2 });
    const run = await lookUpAndAccount(
      sandbox,
      { items, expected },
      { options: { batchSize: 2 }, output: 'rows' },
      { onError: 'continueRegularOutput' },
    );
    expect(run.lookups.map(({ json }) => [json.id, 'error' in json])).toEqual([
      [1, false],
      [2, false],
      [3, true],
      [4, true],
    ]);
  });

  test('a success without lookups may have been billed', async () => {
    sandbox.fault('startBulk', faults.noEntries());
    const run = await lookUp(sandbox, items, {}, { onError: 'continueErrorOutput' });
    expect(run.failed[0]?.json.details).toMatchObject({ http_status: 201, unconfirmed: true });
  });

  test.each([
    ['a web page', faults.html200(), 'a web page instead of JSON'],
    ['incomplete JSON', faults.truncatedJson(), 'incomplete JSON'],
    ['null', faults.nullBody(), "'null' instead of a JSON object"],
  ])('describes a body that is %s', async (_what, fault, words) => {
    sandbox.fault('startBulk', fault);
    const run = await lookUp(sandbox, items);
    expect(run.error?.message).toContain(words);
  });
});

function answerTo(numbers: string[], counters: IDataObject): IDataObject {
  return {
    data: {
      code: 'LKP201',
      message: 'Request accepted successfully',
      id: 'req-1',
      total_processed_count: numbers.length,
      data: numbers.map((number, i) => ({
        lookup_id: `req-1:${i + 1}`,
        mobile_number: number.slice(1),
        url: '',
      })),
      invalid_count: 0,
      duplicate_count: 0,
      ...counters,
    },
    error: {},
  };
}
