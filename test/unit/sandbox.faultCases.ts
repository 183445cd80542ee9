import { expect } from '@jest/globals';
import { flat, wrapped, type Seen } from '../support/sandbox/client';
import { faults } from '../support/sandbox/faults';
import type { Fault } from '../support/sandbox/faultTypes';

/** The numbers sent in every case, as digits. */
export const NUMBERS: readonly string[] = ['919812345670', '447400123456', '4915123456789'];

/** A fault, the response it causes to a bulk lookup of `NUMBERS`, and whether that is billed. */
export interface FaultCase {
  readonly fault: Fault;
  readonly status: number | string;
  readonly sees?: (seen: Seen) => void;
  readonly sent?: false;
  readonly billed: boolean;
  readonly idsGivenOut: number;
}

const json = ({ text }: Seen): unknown => JSON.parse(text);
const mobiles = (seen: Seen) => wrapped(seen).data.map((entry) => entry.mobile_number);
const header = (name: string, value: unknown) => (seen: Seen) => expect(seen.headers[name]).toBe(value);
const shows = (body: unknown) => (seen: Seen) => expect(json(seen)).toMatchObject(body as object);
const envelope = (status: number) => shows({ code: `SANDBOX${status}`, data: [] });

const refused = (fault: Fault, status: number, sees?: FaultCase['sees']): FaultCase => ({
  fault,
  status,
  billed: false,
  idsGivenOut: 0,
  ...(sees ? { sees } : {}),
});
const lost = (fault: Fault, status: number | string, sees?: FaultCase['sees']): FaultCase => ({
  fault,
  status,
  billed: true,
  idsGivenOut: 0,
  ...(sees ? { sees } : {}),
});
const odd = (fault: Fault, sees: NonNullable<FaultCase['sees']>, idsGivenOut = 3): FaultCase => ({
  fault,
  status: 201,
  billed: true,
  idsGivenOut,
  sees,
});

const noonUtc = new Date(Date.UTC(2030, 0, 2, 12));

/** The effect of each fault; the type requires a case for every one. */
export const faultCases: Readonly<Record<keyof typeof faults, readonly FaultCase[]>> = {
  tooManyRequests: [
    refused(faults.tooManyRequests(), 429, header('retry-after', undefined)),
    refused(faults.tooManyRequests({ retryAfter: 7 }), 429, header('retry-after', '7')),
    refused(faults.tooManyRequests({ retryAfter: 'soon' }), 429, header('retry-after', 'soon')),
    refused(
      faults.tooManyRequests({ retryAfter: noonUtc }),
      429,
      header('retry-after', 'Wed, 02 Jan 2030 12:00:00 GMT'),
    ),
  ],
  unavailable: [
    refused(faults.unavailable(), 503, header('retry-after', undefined)),
    refused(faults.unavailable({ retryAfter: 86_400 }), 503, header('retry-after', '86400')),
  ],
  status: [
    refused(faults.status(418), 418, envelope(418)),
    refused(faults.status(400, 'no', { 'x-why': 'because' }), 400, (seen) => {
      expect(seen.text).toBe('no');
      expect(seen.headers['x-why']).toBe('because');
    }),
    refused(faults.status(200, { code: 'LKP200' }), 200, shows({ code: 'LKP200' })),
  ],
  serverError: [refused(faults.serverError(), 500, envelope(500))],
  badGateway: [refused(faults.badGateway(), 502, ({ text }) => expect(text).toMatch(/^<!DOCTYPE html>/))],
  unauthorized: [refused(faults.unauthorized(), 401, envelope(401))],
  forbidden: [refused(faults.forbidden(), 403, envelope(403))],
  errorForm: [
    refused(faults.errorForm('A', 404), 404, shows({ code: 'RBC302', error: [{}], status: 404 })),
    refused(faults.errorForm('A', 200), 200, shows({ code: 'RBC302', status: 400 })),
    refused(faults.errorForm('B', 400), 400, shows({ error: { code: 'E805', type: 'validation_error' } })),
    refused(faults.errorForm('C', 200), 200, shows({ code: 'MSG400', error: { body: 'body is missing' } })),
    refused(
      faults.errorForm('C-error', 401),
      401,
      shows({ code: 'MSG401', error: { error: expect.stringContaining('SID') } }),
    ),
    refused(
      faults.errorForm('D', 400),
      400,
      shows({ code: 1400, data: { error: { error_code: 'INVALID_REQUEST' } } }),
    ),
    refused(faults.errorForm('E', 400), 400, shows({ error: { detail: 'Account is not active' } })),
    refused(faults.errorForm('array', 422), 422, shows({ error: [expect.any(String), expect.any(String)] })),
    refused(faults.errorForm('empty-code', 200), 200, shows({ code: '', error: { code: '' } })),
  ],
  redirect: [
    refused(
      faults.redirect('http://other.example/lookup'),
      302,
      header('location', 'http://other.example/lookup'),
    ),
    refused(faults.redirect('/elsewhere', 307), 307, header('location', '/elsewhere')),
  ],
  countedInvalid: [
    refused(
      faults.countedInvalid(),
      201,
      shows({ data: { code: 'LKP201', data: [], invalid_count: 3 }, error: {} }),
    ),
  ],
  resetBeforeRead: [
    { fault: faults.resetBeforeRead(), status: 'ECONNRESET', sent: false, billed: false, idsGivenOut: 0 },
  ],
  acceptedThenReset: [lost(faults.acceptedThenReset(), 'ECONNRESET')],
  acceptedThen500: [lost(faults.acceptedThen500(), 500, envelope(500))],
  acceptedThenRefused: [lost(faults.acceptedThenRefused(429), 429, envelope(429))],
  acceptedThenErrorForm: [
    lost(faults.acceptedThenErrorForm('A', 200), 200, shows({ code: 'RBC302', status: 400 })),
  ],
  slow: [
    {
      fault: faults.slow(30),
      status: 201,
      billed: true,
      idsGivenOut: 3,
      sees: (seen) => expect(mobiles(seen)).toEqual(NUMBERS),
    },
  ],
  html200: [lost(faults.html200(), 200, ({ text }) => expect(text).toMatch(/^<!DOCTYPE html>/))],
  truncatedJson: [
    lost(faults.truncatedJson(), 201, (seen) => {
      expect(seen.text).toMatch(/^\{"data":\{"code":"LKP201"/);
      expect(() => json(seen)).toThrow(SyntaxError);
    }),
  ],
  brokenOff: [lost(faults.brokenOff(), 'ERR_BAD_RESPONSE')],
  nullBody: [lost(faults.nullBody(), 200, ({ text }) => expect(text).toBe('null'))],
  arrayBody: [
    lost(faults.arrayBody(), 200, ({ text }) => expect(text).toBe('[]')),
    lost(faults.arrayBody(['x']), 200, ({ text }) => expect(text).toBe('["x"]')),
  ],
  unknownObject: [lost(faults.unknownObject(), 200, shows({ result: { state: 'OK' } }))],
  hugeBody: [
    odd(faults.hugeBody(), (seen) => {
      expect(seen.text.length).toBeGreaterThan(20_000_000);
      expect(mobiles(seen)).toEqual(NUMBERS);
    }),
    odd(faults.hugeBody(5000), ({ text }) => expect(text.length).toBeLessThan(10_000)),
  ],
  dripping: [
    odd(faults.dripping({ pieces: 3, everyMs: 5 }), (seen) => expect(mobiles(seen)).toEqual(NUMBERS)),
    odd(
      faults.dripping({ pieces: 3, everyMs: 5 }, faults.short(1)),
      (seen) => expect(mobiles(seen)).toEqual(NUMBERS.slice(0, 1)),
      1,
    ),
  ],
  maskedEvery: [
    odd(faults.maskedEvery(2), (seen) =>
      expect(mobiles(seen)).toEqual(['9198XXXXXX70', '447400123456', '4915XXXXXXX89']),
    ),
  ],
  shuffled: [
    odd(faults.shuffled(), (seen) => {
      expect(mobiles(seen)).not.toEqual(NUMBERS);
      expect(mobiles(seen).sort()).toEqual([...NUMBERS].sort());
    }),
  ],
  short: [
    odd(
      faults.short(1),
      (seen) => {
        expect(mobiles(seen)).toEqual(NUMBERS.slice(0, 1));
        expect(wrapped(seen)).toMatchObject({ total_processed_count: 3, invalid_count: 0 });
      },
      1,
    ),
  ],
  miscounted: [
    odd(
      faults.miscounted(1, { invalid_count: -3 }),
      (seen) => {
        expect(mobiles(seen)).toEqual(NUMBERS.slice(0, 1));
        expect(wrapped(seen)).toMatchObject({ invalid_count: -3 });
      },
      1,
    ),
  ],
  lastOnly: [odd(faults.lastOnly(), (seen) => expect(mobiles(seen)).toEqual(NUMBERS.slice(-1)), 1)],
  long: [
    odd(faults.long('33612345678'), (seen) => expect(mobiles(seen)).toEqual([...NUMBERS, '33612345678']), 4),
    odd(faults.long(['33612345678', '34612345678']), (seen) => expect(mobiles(seen)).toHaveLength(5), 5),
  ],
  repeated: [
    odd(
      faults.repeated(),
      (seen) => {
        expect(mobiles(seen)).toEqual(NUMBERS.flatMap((digits) => [digits, digits]));
        expect(new Set(wrapped(seen).data.map((entry) => entry.lookup_id)).size).toBe(6);
      },
      6,
    ),
  ],
  withoutLookupId: [
    odd(faults.withoutLookupId(), (seen) => {
      for (const entry of wrapped(seen).data) expect(Object.keys(entry)).toEqual(['mobile_number', 'url']);
    }),
  ],
  withoutLookupIdAndUrl: [
    odd(
      faults.withoutLookupIdAndUrl(),
      (seen) => expect(wrapped(seen).data).toEqual(NUMBERS.map((digits) => ({ mobile_number: digits }))),
      0,
    ),
  ],
  masked: [
    odd(faults.masked(), (seen) => expect(mobiles(seen)[0]).toBe('9198XXXXXX70')),
    odd(faults.masked(3, 0), (seen) => expect(mobiles(seen)[1]).toBe('447XXXXXXXXX')),
  ],
  maskedAll: [
    odd(faults.maskedAll(), (seen) => expect(new Set(mobiles(seen))).toEqual(new Set(['9190XXXXXX']))),
  ],
  otherNumbers: [
    odd(faults.otherNumbers(), (seen) => {
      expect(new Set(mobiles(seen)).size).toBe(3);
      expect(mobiles(seen).filter((digits) => NUMBERS.includes(String(digits)))).toEqual([]);
    }),
  ],
  noEntries: [
    odd(
      faults.noEntries(),
      shows({
        data: { code: 'LKP201', total_processed_count: 0, data: [], invalid_count: 0, duplicate_count: 0 },
      }),
      0,
    ),
  ],
  numericMobile: [odd(faults.numericMobile(), (seen) => expect(mobiles(seen)).toEqual(NUMBERS.map(Number)))],
  numberInList: [
    odd(faults.numberInList(), (seen) =>
      expect(mobiles(seen)).toEqual(NUMBERS.map((digits) => [`+${digits}`])),
    ),
    odd(faults.numberInList('+1'), (seen) => expect(mobiles(seen)[0]).toEqual([`+${NUMBERS[0]}`, '+1'])),
  ],
  withPlus: [
    odd(faults.withPlus(), (seen) => expect(mobiles(seen)).toEqual(NUMBERS.map((digits) => `+${digits}`))),
  ],
  flat: [
    odd(faults.flat(), (seen) => {
      expect(json(seen)).toMatchObject({
        code: 'LKP201',
        total_processed_count: 3,
        invalid_count: 0,
        error: {},
      });
      expect(flat(seen).data).toHaveLength(3);
    }),
  ],
  wrapped: [odd(faults.wrapped(), shows({ data: { code: 'LKP201' } }))],
  withoutFields: [
    odd(faults.withoutFields('url'), (seen) => {
      for (const entry of wrapped(seen).data)
        expect(Object.keys(entry)).toEqual(['lookup_id', 'mobile_number']);
    }),
  ],
  withoutCounters: [
    odd(faults.withoutCounters(), (seen) => {
      expect(wrapped(seen).data).toHaveLength(3);
      expect(wrapped(seen)).not.toHaveProperty('invalid_count');
    }),
  ],
  priceOfOne: [odd(faults.priceOfOne(), (seen) => expect(wrapped(seen).data).toHaveLength(3))],
  extraField: [
    odd(faults.extraField('status', 'pending'), (seen) => {
      for (const entry of wrapped(seen).data)
        expect(entry).toMatchObject({ status: 'pending', url: expect.any(String) });
    }),
  ],
  keyedByIndex: [
    odd(faults.keyedByIndex(), shows({ data: { data: { 0: { mobile_number: NUMBERS[0] }, 2: {} } } })),
  ],
  keyedByNumber: [
    odd(faults.keyedByNumber(), ({ text }) => {
      const { data } = (JSON.parse(text) as { data: { data: Record<string, object> } }).data;
      expect(Object.keys(data).sort()).toEqual([...NUMBERS].sort());
      for (const entry of Object.values(data)) expect(Object.keys(entry)).toEqual(['lookup_id', 'url']);
    }),
  ],
  nestedDeeper: [odd(faults.nestedDeeper(), shows({ response: { result: { data: { code: 'LKP201' } } } }))],
  renamedId: [
    odd(faults.renamedId('lookup_Id'), (seen) => {
      for (const entry of wrapped(seen).data)
        expect(Object.keys(entry)).toEqual(['lookup_Id', 'mobile_number']);
    }),
  ],
  acceptedDespite: [
    {
      fault: faults.acceptedDespite(500),
      status: 500,
      billed: true,
      idsGivenOut: 3,
      sees: (seen) => expect(mobiles(seen)).toEqual(NUMBERS),
    },
  ],
  acceptedInWords: [lost(faults.acceptedInWords(403), 403, shows({ data: { code: 'LKP201', data: [] } }))],
  acceptedInPart: [
    {
      fault: faults.acceptedInPart(400, 1),
      status: 400,
      billed: true,
      idsGivenOut: 1,
      sees: (seen) => expect(mobiles(seen)).toEqual(NUMBERS.slice(0, 1)),
    },
  ],
  bareIds: [
    odd(
      faults.bareIds(),
      ({ text }) => {
        const { data } = (JSON.parse(text) as { data: { data: unknown[] } }).data;
        expect(data).toEqual(NUMBERS.map(() => expect.stringMatching(/:\d$/)));
      },
      0,
    ),
  ],
  oneCountedInvalid: [odd(faults.oneCountedInvalid(), shows({ data: { data: [], invalid_count: 1 } }), 0)],
  lastRejected: [
    odd(
      faults.lastRejected('Number is blacklisted'),
      (seen) => expect(wrapped(seen).data.at(-1)).toMatchObject({ error: 'Number is blacklisted' }),
      2,
    ),
  ],
  hugeIds: [odd(faults.hugeIds(), ({ text }) => expect(text).toContain(`"lookup_id":9000000${NUMBERS[0]}`))],
  sameId: [
    odd(
      faults.sameId(),
      (seen) => expect(new Set(wrapped(seen).data.map((entry) => entry.lookup_id)).size).toBe(1),
      1,
    ),
  ],
  singleObject: [
    odd(faults.singleObject(), shows({ data: { code: 'LKP201', data: { mobile_number: NUMBERS[0] } } }), 1),
  ],
  bareObject: [odd(faults.bareObject(), shows({ data: { mobile_number: NUMBERS[0] }, error: {} }), 1)],
};
