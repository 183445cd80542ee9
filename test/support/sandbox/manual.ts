import { startSandbox } from '.';
import { faults } from './faults';
import type { RecordedRequest } from './recordedRequest';
import type { Sandbox } from './types';

/** What a request with one of these numbers is answered with. */
const FAULT_NUMBERS = [
  { number: '+919876500429', fault: faults.tooManyRequests() },
  { number: '+919876500500', fault: faults.serverError() },
];

/** For people who try the sandbox by hand. */
export const FAULT_NUMBERS_HELP =
  'With +91 98765 00429 among its numbers, a request gets HTTP 429; with +91 98765 00500, HTTP 500.';

/** Starts a sandbox that logs every request, and that has numbers for which it refuses a request. */
export async function startManualSandbox(port: number): Promise<Sandbox> {
  const sandbox = await startSandbox({ port, onAnswer: (request) => console.log(describeRequest(request)) });
  for (const { number, fault } of FAULT_NUMBERS) {
    sandbox.fault('any', fault, { numbers: (digits) => digits === number.slice(1) });
  }
  return sandbox;
}

// Neither numbers nor the key belong on a screen that may be shared.
function describeRequest({ at, kind, numbers, status }: RecordedRequest): string {
  const count = numbers.length > 0 ? `, ${numbers.length} numbers` : '';
  return `${new Date(at).toISOString()}  ${kind}${count}: ${status ?? 'no answer'}`;
}
