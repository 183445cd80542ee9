import { VERSION as AXIOS_VERSION } from 'axios';

import { hostOf } from '../../nodes/Kaleyra/api/apiErrors';
import { version as PACKAGE_VERSION } from '../../package.json';
import { CHECKS } from './checks';
import type { Verdict } from './checks/check';
import { digitsOf, type Exchange, type Observations, type Step } from './observations';
import type { CliOptions } from './options';
import { Redactor } from './redact';

/** Everything that a reader of the report gets; nothing in it has to be kept from anybody. */
export type Report = Awaited<ReturnType<typeof buildReport>>;
/** What became of one assumption. */
export type ReportedFinding = Report['assumptions'][number];
/** A request and its response as they may be shown. */
export type ReportedExchange = ReturnType<typeof redactExchange>;

/** Runs every check, and redacts everything that is reported. */
export async function buildReport(
  seen: Observations,
  { apiKey, sid, numbers, baseUrl }: Pick<CliOptions, 'apiKey' | 'sid' | 'numbers' | 'baseUrl'>,
  date: Date,
) {
  const redactor = new Redactor({ apiKey, sid, numbers: numbers.map((number) => digitsOf(number)) });
  const assumptions = await Promise.all(
    CHECKS.map(async ({ id, statement, documentedIn, check }) => {
      const { verdict, why, evidence } = await check(seen);
      /** Index of the exchange that shows it best. */
      const index = evidence === null ? null : seen.exchanges.indexOf(evidence);
      return { id, statement, documentedIn, verdict, why: redactor.text(why), evidence: index };
    }),
  );
  const countOf = (verdict: Verdict): number => assumptions.filter((one) => one.verdict === verdict).length;
  return {
    title: "What n8n-nodes-kaleyra takes for granted about Kaleyra's API, checked against an account",
    date: date.toISOString(),
    host: new URL(baseUrl).host,
    versions: { 'n8n-nodes-kaleyra': PACKAGE_VERSION, node: process.version, axios: AXIOS_VERSION },
    paid: seen.exchanges.some(({ step }) => step === 'bulk'),
    summary: {
      confirmed: countOf('confirmed'),
      contradicted: countOf('contradicted'),
      'not seen': countOf('not seen'),
    },
    /** By how much the balance fell while details were requested; null where it could not be read. */
    detailsSpent: seen.detailsSpent === null ? null : rounded(seen.detailsSpent),
    assumptions,
    exchanges: seen.exchanges.map((exchange) => redactExchange(exchange, redactor)),
  };
}

/** The steps whose responses hold more about the account than anybody should read. */
const PRIVATE: readonly Step[] = ['check', 'wrongKey', 'wrongSid', 'longAddress', 'balance'];
const SHOWN_HEADERS = /^(?:content-type|retry-after|x-?ratelimit-.*|location)$/;

function redactExchange(exchange: Exchange, redactor: Redactor) {
  const { step, method, path, numbers, outcome, milliseconds, spent } = exchange;
  const body = method === 'POST' ? ` with ${numbers.map((text) => redactor.text(text)).join(', ')}` : '';
  const request = `${method} ${redactor.text(path.replace(/x{50,}/, '…'))}${body}`;
  /** By how much the balance fell; absent where it could not be read. */
  const spentIfRead = spent === null ? {} : { spent: rounded(spent) };
  if (outcome.kind === 'networkError') {
    return { step, request, answer: { fault: outcome.code }, milliseconds, ...spentIfRead };
  }
  const headers = Object.entries(outcome.headers)
    .filter(([name]) => SHOWN_HEADERS.test(name))
    .map(([name, value]) => [name, name === 'location' ? hostOf(value) : redactor.text(String(value))]);
  const answer = {
    status: outcome.status,
    headers: Object.fromEntries(headers) as Readonly<Record<string, string>>,
    body: redactor.body(outcome.body, PRIVATE.includes(step)),
  };
  return { step, request, answer, milliseconds, ...spentIfRead };
}

/** Without the noise that binary fractions have. */
export function rounded(amount: number): number {
  return Math.round(amount * 1e6) / 1e6;
}
