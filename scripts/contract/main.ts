import type { Clock } from '../../nodes/Kaleyra/api/clock';
import { toObservations, type Observations } from './observations';
import { UsageError } from '../cli';
import { HELP, parseCliOptions, type CliOptions, type Environment } from './options';
import { describeFinding, describeFreeRequests, describePaidRequests, describeSummary } from './print';
import { Recorder } from './recorder';
import { buildReport } from './report';
import {
  checkAccount,
  describeDenial,
  isDenied,
  paidRequests,
  requestDetails,
  sendFreeRequests,
  type PaidRequest,
} from './requests';

/** What surrounds the check, handed in so that tests can own it. */
export interface Io extends Clock {
  readonly environment: Environment;
  print(text: string): void;
  /** Asks the user a question; undefined where nobody is there to answer. */
  readonly confirm?: ((question: string) => Promise<boolean>) | undefined;
  write(file: string, text: string): void;
}

/** 0: nothing is contradicted. 1: something is. 2: it could not be checked. */
export type ExitCode = 0 | 1 | 2;

/** The whole check, from the command line to the report. */
export async function checkContract(args: readonly string[], io: Io): Promise<ExitCode> {
  try {
    const options = parseCliOptions(args, io.environment);
    if (options !== 'help') return await conclude(await observe(options, io), options, io);
    io.print(HELP);
    return 0;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    io.print(error.message);
    return 2;
  }
}

async function observe(options: CliOptions, io: Io): Promise<Observations> {
  const requests = paidRequests(options);
  if (requests.length > 0 && !options.isAgreed && io.confirm === undefined) {
    throw new UsageError('--pay costs money, and nobody is here to agree to that: add --yes.');
  }
  const recorder = new Recorder(options, () => io.now());
  const check = await checkAccount(recorder, options);
  io.print(describeFreeRequests(new URL(options.baseUrl).host));
  await sendFreeRequests(recorder, options);
  if (requests.length > 0 && (await mayPay(requests, options, io, recorder))) {
    // Each once, whatever comes of it.
    for (const request of requests) {
      const outcome = await recorder.send(request.step, request, request.numbers);
      if (isDenied(check) && isDenied(outcome)) throw new UsageError(describeDenial(outcome));
    }
  }
  const lookupId = await requestDetails(recorder, options, io);
  const detailsSpent = lookupId === null ? null : await recorder.readBalance();
  const { numbers, ported } = options;
  return toObservations(recorder.exchanges, { numbers, ported, lookupId, detailsSpent });
}

async function mayPay(
  requests: readonly PaidRequest[],
  { isAgreed }: CliOptions,
  io: Io,
  { exchanges }: Recorder,
): Promise<boolean> {
  if (exchanges.some(({ isRedirect }) => isRedirect)) {
    io.print('Nothing is paid for, because the address redirects to another.');
    return false;
  }
  io.print(describePaidRequests(requests));
  const isFine = isAgreed || (await io.confirm?.('Send them? [y/N] ')) === true;
  if (!isFine) io.print('Nothing is paid for.');
  return isFine;
}

async function conclude(seen: Observations, options: CliOptions, io: Io): Promise<ExitCode> {
  const date = new Date(io.now());
  const report = await buildReport(seen, options, date);
  const file = options.reportFile ?? `contract-report-${date.toISOString().replace(/\W/g, '')}.json`;
  // Before anything is printed: what was paid for must not be lost to a screen that went away.
  const outcome = write(file, `${JSON.stringify(report, null, 2)}\n`, io);
  for (const finding of report.assumptions) io.print(`\n${describeFinding(finding, report.exchanges)}`);
  io.print(`\n${describeSummary(report)}`);
  io.print(outcome);
  return report.summary.contradicted > 0 ? 1 : 0;
}

/** @returns what became of it, for the user */
function write(file: string, text: string, io: Io): string {
  try {
    io.write(file, text);
    return `Written to ${file}. It holds no key, no SID and no full phone number: please attach it to an issue.`;
  } catch {
    return `${file} could not be written.`;
  }
}
