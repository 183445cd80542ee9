import { encodePathSegment } from '../../nodes/Kaleyra/api/baseUrl';
import type { PhoneNumber } from '../../nodes/Kaleyra/phone';
import type { Step } from './observations';
import type { Request } from './wire';

/** Too short for any country, so that Kaleyra cannot take it for a number. */
const NO_NUMBER = '12';

/** Requests for details at most; their price is not documented. */
export const MAX_DETAILS = 30;

/** A paid request, before it is sent. */
export interface PaidRequest extends Request {
  readonly step: Extract<Step, 'bulk' | 'bulkMixed' | 'now' | 'nowList'>;
  readonly numbers: readonly string[];
  /** For a person, without any number. */
  readonly about: string;
}

/** The paid requests for one number or two. */
export function paidRequests(sid: string, numbers: readonly PhoneNumber[]): PaidRequest[] {
  const [first] = numbers;
  if (first === undefined) return [];
  const last = numbers.at(-1) ?? first;
  const lookup = `/v1/${encodePathSegment(sid)}/lookup`;
  const bulk = (step: 'bulk' | 'bulkMixed', mobile: readonly string[], about: string): PaidRequest => ({
    step,
    method: 'POST',
    path: lookup,
    body: { mobile },
    numbers: mobile,
    about,
  });
  const now = (step: 'now' | 'nowList', list: readonly string[], about: string): PaidRequest => ({
    step,
    method: 'GET',
    path: `${lookup}/${encodePathSegment(list.join(','))}`,
    numbers: list,
    about,
  });
  return [
    bulk(
      'bulk',
      numbers.map(({ e164 }) => e164),
      'with the plus',
    ),
    bulk(
      'bulkMixed',
      [first.e164, digitsOf(first), NO_NUMBER],
      `the same with and without its plus, and ${NO_NUMBER}, which is none`,
    ),
    now('now', [digitsOf(first)], 'without the plus'),
    now('nowList', [first.e164, digitsOf(last)], 'with and without the plus, a comma between them'),
  ];
}

/** How many numbers can be billed if Kaleyra bills all that it is sent. */
export function mostBilled(requests: readonly PaidRequest[]): number {
  return requests.reduce((sum, { numbers }) => sum + numbers.length, 0);
}

/** E.164 without its plus. */
export function digitsOf({ e164 }: PhoneNumber): string {
  return e164.slice(1);
}
