import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from '@jest/globals';

import { acceptedLookup } from '../../../nodes/Kaleyra/api/lookupEntry';
import { asText, isObject } from '../../../nodes/Kaleyra/api/json';
import { isEnvelope, readBody } from '../../../nodes/Kaleyra/api/response';
import { envelope } from './tools';

const PAGE = readFileSync(join(__dirname, '../../fixtures/kaleyra-post-lookup-page.txt'), 'utf8');

// The JSON as it is on the page, without the one line of its fourth entry that is not JSON: a lone string.
function responseOnThePage(): string {
  const json = PAGE.slice(PAGE.indexOf('{\n"data": {'), PAGE.indexOf('\nNote:\nIn case'));
  return json
    .split('\n')
    .filter((line) => !/^"[^":]+:X",$/.test(line))
    .join('\n');
}

describe('the response on the documentation page', () => {
  const body = readBody(responseOnThePage());
  const page = isEnvelope(body) ? body : envelope({});

  test('is JSON without one line', () => {
    expect(PAGE).toContain('"XXXXadc-cXeX-XXXX-XcXX-XXXXXXdbXXXX:X",\n"mobile_number"');
    expect(isEnvelope(body)).toBe(true);
  });

  test('has six entries, no invalid number, no duplicate and no error', () => {
    expect(page).toMatchObject({
      code: 'LKP201',
      message: 'Request accepted successfully',
      id: '2020-01-XXAXXXdXXXXXXXXbbaXXXXeaXecXXXcd4cX3fXXbXXcc',
      price: null,
      invalidCount: 0,
      duplicateCount: 0,
      apiError: null,
    });
    expect(page.entries).toHaveLength(6);
  });

  test('has six lookup IDs, the fourth one from its url', () => {
    const written = 'XXXXadc-cXeX-XXXX-XcXX-XXXXXXdbXXXX:X';
    const fromUrl = 'XXXXbadc-cXe0-XXXX-XcXX-XXXXXXdbXXXX:X';
    const entries = page.entries.map((entry) => acceptedLookup(entry, page));
    expect(entries.map(({ lookupId }) => lookupId)).toEqual([
      written,
      written,
      written,
      fromUrl,
      written,
      written,
    ]);
    for (const entry of entries) {
      expect(entry).toMatchObject({ mobileNumber: '9190XXXXXX', status: 'accepted', requestId: page.id });
    }
  });
});

describe('envelopes', () => {
  const entry = { lookup_id: 'a:0', mobile_number: '919876543210' };

  test.each<[string, unknown]>([
    ['wrapped, as from the POST', { data: { id: 'R', data: [entry] }, error: {} }],
    ['flat, as from the GET', { id: 'R', data: [entry] }],
    ['wrapped around one object', { data: { id: 'R', data: entry } }],
    ['wrapped without a list', { data: entry, id: 'R' }],
    ['the bare entry', { ...entry, id: 'R' }],
  ])('%s', (_name, json) => {
    const { entries, id, apiError } = envelope(json);
    expect(entries).toMatchObject([entry]);
    expect(id).toBe('R');
    expect(apiError).toBeNull();
  });

  test.each([{ mobile_number: '91' }, { lookup_id: 'a:0' }])(
    'the bare entry %j, alone and in data',
    (bare) => {
      expect(envelope(bare).entries).toEqual([bare]);
      expect(envelope({ data: bare }).entries).toEqual([bare]);
    },
  );

  test('an entry in data is one entry, whatever is around it', () => {
    expect(envelope({ mobile_number: '1', data: { mobile_number: '2' } }).entries).toEqual([
      { mobile_number: '2' },
    ]);
  });

  test('a bare list', () => {
    expect(envelope([entry, 'x', null, [entry]])).toMatchObject({
      entries: [entry, entry],
      unreadCount: 2,
      id: null,
      apiError: null,
    });
  });

  test('the synchronous response with its price', () => {
    const json = {
      code: 'LKP200',
      price: 0.80000000000000004,
      id: 'R',
      total_processed_count: 1,
      data: [entry],
    };
    expect(envelope(json)).toMatchObject({
      code: 'LKP200',
      price: 0.8,
      invalidCount: null,
      duplicateCount: null,
    });
  });

  test('numbers as text are numbers, and anything else is null', () => {
    const json = { data: { invalid_count: '3', price: 'free' }, status: '404' };
    expect(envelope(json)).toMatchObject({
      invalidCount: 3,
      duplicateCount: null,
      price: null,
      bodyStatus: 404,
    });
  });

  test.each([-3, '-1', 0.5, 1e300, ' ', 'two', true, [2], {}])(
    'where one counter is %j, neither explains anything',
    (odd) => {
      const nothing = { invalidCount: 0, duplicateCount: 0 };
      expect(envelope({ data: { invalid_count: odd, duplicate_count: 2 } })).toMatchObject(nothing);
      expect(envelope({ data: { invalid_count: 2, duplicate_count: odd } })).toMatchObject(nothing);
    },
  );

  test('a response of unknown shape keeps its fields', () => {
    expect(envelope({ data: { current_mcc: '404' } }).payload).toEqual({ current_mcc: '404' });
    expect(envelope({ current_mcc: '404' }).payload).toEqual({ current_mcc: '404' });
  });

  test.each<[string, string]>([
    ['', 'an empty body'],
    [' \n ', 'an empty body'],
    ['<html><body>502</body></html>', 'a web page instead of JSON'],
    ['\n <html>', 'a web page instead of JSON'],
    ['{"data": {"data": [{', 'incomplete JSON'],
    ['Odd: {"a":', `'Odd: {"a":' instead of a JSON object`],
    ['[{"a":', 'incomplete JSON'],
    ['null', "'null' instead of a JSON object"],
    ['"text"', `'"text"' instead of a JSON object`],
    ['42', "'42' instead of a JSON object"],
    ['Service unavailable', "'Service unavailable' instead of a JSON object"],
    ['x'.repeat(500), `'${'x'.repeat(60)}' instead of a JSON object`],
  ])('the body %j is %s', (text, what) => {
    expect(readBody(text)).toEqual({ what });
  });
});

describe('errors of the API', () => {
  test.each<[string, unknown, { code: string | null; text: string | null }]>([
    [
      'A: platform, a list keyed by the field',
      {
        code: 'RBC302',
        message: 'No profile',
        data: {},
        error: [{ params: 'No profile exists with id: X' }],
        status: 404,
      },
      { code: 'RBC302', text: 'No profile exists with id: X' },
    ],
    [
      'B: verify, all in the object',
      {
        error: {
          code: 'E910',
          type: 'validation_error',
          parameter: '',
          message: 'OTP already verified',
          reference: '',
        },
      },
      { code: 'E910', text: 'OTP already verified' },
    ],
    [
      'C: messages, top-level code and message, text in error.error',
      { code: 'MSG401', message: 'Refused', data: [], error: { error: 'Invalid api-key' } },
      { code: 'MSG401', text: 'Invalid api-key' },
    ],
    [
      'C: keyed by the field, beside a success',
      { code: 'MSG108', message: 'Sent', data: [], error: { body: 'is missing' } },
      { code: 'MSG108', text: 'is missing' },
    ],
    [
      'D: RCS, a code that is a number, error within data',
      {
        code: 1400,
        message: 'Bad',
        data: { error: { error_code: 'INVALID_REQUEST', error_message: 'No such thing' } },
      },
      { code: 'INVALID_REQUEST', text: 'No such thing' },
    ],
    [
      'E: detail',
      { code: 'RBC1001', message: 'Bad', data: [], error: { detail: 'SID is wrong' } },
      { code: 'RBC1001', text: 'SID is wrong' },
    ],
    ['a text', { error: 'Nope' }, { code: null, text: 'Nope' }],
    ['a list that begins with nothing', { error: [null, {}, 'Nope'] }, { code: null, text: 'Nope' }],
    ['a list of texts', { error: ['Nope', 'No'] }, { code: null, text: 'Nope' }],
    ['a flag', { error: true, code: 7, message: 'Nope' }, { code: '7', text: 'Nope' }],
    ['a number', { error: 7, message: 'Nope' }, { code: null, text: 'Nope' }],
    [
      'keyed by the field, after fields that are not messages',
      { error: { code: 'E1', type: 'a', reference: 'b', parameter: 'c', other: '', body: 'is missing' } },
      { code: 'E1', text: 'is missing' },
    ],
    ['an object without a message', { error: { type: 'x', count: 3 } }, { code: null, text: null }],
    [
      'code and message within data',
      { data: { code: 'LKP400', message: 'Bad number' }, error: { type: 'x' } },
      { code: 'LKP400', text: 'Bad number' },
    ],
  ])('%s', (_name, json, apiError) => {
    expect(envelope(json).apiError).toEqual(apiError);
  });

  test.each([
    {},
    [],
    null,
    '',
    false,
    undefined,
    0,
    '0',
    ' ',
    [[]],
    [null],
    [{}],
    [{ params: '' }],
    { code: '', message: '' },
    { error: {} },
  ])('%j is no error', (error) => {
    expect(envelope({ code: 'LKP201', message: 'ok', data: [], error }).apiError).toBeNull();
  });

  test('an empty error outside does not hide one inside', () => {
    expect(envelope({ data: { error: { message: 'inner' } }, error: {} }).apiError).toMatchObject({
      text: 'inner',
    });
  });

  test('without an error the code and message at the top are still read', () => {
    expect(envelope({ code: 'E401', message: 'Unauthorized' })).toMatchObject({
      code: 'E401',
      message: 'Unauthorized',
      apiError: null,
      entries: [],
    });
  });
});

describe('values in a response', () => {
  test.each<[unknown, string | null]>([
    ['a', 'a'],
    [0, '0'],
    ['', null],
    [null, null],
    [true, null],
    [{}, null],
  ])('%j is the text %j', (value, text) => {
    expect(asText(value)).toBe(text);
  });

  test.each<[unknown, boolean]>([
    [{}, true],
    [[], false],
    [null, false],
    ['x', false],
  ])('%j is an object: %s', (value, expected) => {
    expect(isObject(value)).toBe(expected);
  });
});
