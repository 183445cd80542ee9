import { VERSION as AXIOS_VERSION } from 'axios';

import { ASSUMPTIONS } from './assumptions';
import type { HttpHeaders } from '../../nodes/Kaleyra/api/http';
import { version as PACKAGE_VERSION } from '../../package.json';
import { JUDGES } from './judges';
import type { Exchange, Observations, Step, Verdict } from './observations';
import type { Redactor } from './redact';

/** A request and its answer as they may be shown. */
export interface ShownExchange {
  readonly step: Step;
  readonly request: string;
  readonly answer: ShownAnswer;
  readonly milliseconds: number;
  /** By how much the balance fell; absent where it could not be read. */
  readonly spent?: number;
}

type ShownAnswer =
  | { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: unknown }
  | { readonly fault: string };

/** What became of one assumption. */
export interface ShownFinding {
  readonly id: string;
  readonly statement: string;
  readonly documentedIn: string | null;
  readonly verdict: Verdict;
  readonly why: string;
  /** Index of the exchange that shows it best. */
  readonly evidence: number | null;
}

/** All that a reader of the report gets; nothing in it has to be kept from anybody. */
export interface Report {
  readonly title: string;
  readonly date: string;
  readonly host: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly paid: boolean;
  readonly summary: Readonly<Record<Verdict, number>>;
  /** By how much the balance fell while details were asked for; null where it could not be read. */
  readonly detailsSpent: number | null;
  readonly assumptions: readonly ShownFinding[];
  readonly exchanges: readonly ShownExchange[];
}

/** Lets every judge speak, and redacts all that is told. */
export function reportOf(seen: Observations, baseUrl: string, date: Date, redactor: Redactor): Report {
  const assumptions = ASSUMPTIONS.map(({ id, statement, documentedIn }): ShownFinding => {
    const { verdict, why, evidence } = JUDGES[id](seen);
    const at = evidence === null ? null : seen.exchanges.indexOf(evidence);
    return { id, statement, documentedIn, verdict, why: redactor.text(why), evidence: at };
  });
  const having = (verdict: Verdict): number => assumptions.filter((one) => one.verdict === verdict).length;
  return {
    title: "What n8n-nodes-kaleyra takes for granted about Kaleyra's API, checked against an account",
    date: date.toISOString(),
    host: new URL(baseUrl).host,
    versions: { 'n8n-nodes-kaleyra': PACKAGE_VERSION, node: process.version, axios: AXIOS_VERSION },
    paid: seen.exchanges.some(({ step }) => step === 'bulk'),
    summary: {
      confirmed: having('confirmed'),
      contradicted: having('contradicted'),
      'not seen': having('not seen'),
    },
    detailsSpent: seen.detailsSpent === null ? null : rounded(seen.detailsSpent),
    assumptions,
    exchanges: seen.exchanges.map((exchange) => show(exchange, redactor)),
  };
}

/** The steps whose answers hold more about the account than anybody should read. */
const PRIVATE: readonly Step[] = ['check', 'wrongKey', 'wrongSid', 'longAddress', 'balance'];

function show(exchange: Exchange, redactor: Redactor): ShownExchange {
  const { step, method, path, numbers, outcome, milliseconds, spent } = exchange;
  const body = method === 'POST' ? ` with ${numbers.map((text) => redactor.text(text)).join(', ')}` : '';
  return {
    step,
    request: `${method} ${redactor.path(path)}${body}`,
    answer:
      outcome.kind === 'networkError'
        ? { fault: outcome.code }
        : {
            status: outcome.status,
            headers: showHeaders(outcome.headers, redactor),
            body: redactor.body(outcome.body, PRIVATE.includes(step)),
          },
    milliseconds,
    ...(spent === null ? {} : { spent: rounded(spent) }),
  };
}

const TOLD_HEADERS = /^(?:content-type|retry-after|x-?ratelimit-.*|location)$/;

function showHeaders(headers: HttpHeaders, redactor: Redactor): Record<string, string> {
  const told = Object.entries(headers).filter(([name]) => TOLD_HEADERS.test(name));
  return Object.fromEntries(
    told.map(([name, value]) => [name, name === 'location' ? hostOf(value) : redactor.text(String(value))]),
  );
}

function hostOf(location: unknown): string {
  try {
    return new URL(String(location)).host;
  } catch {
    return 'another path';
  }
}

/** Without the noise that binary fractions have. */
export function rounded(amount: number): number {
  return Math.round(amount * 1e6) / 1e6;
}
