import { count } from './evidence';
import { MAX_DETAILS, mostBilled, type PaidRequest } from './plan';
import { rounded, type Report, type ShownExchange, type ShownFinding } from './report';

const ANSWER_WIDTH = 400;

/** What will be sent that costs nothing. */
export function tellFree(host: string): string {
  return `Asks ${host}, free of charge as far as is known:
  GET  /v1/<SID>/callback/profiles      with the key, with an invented key, with an invented SID,
                                        and with an address of 2,000 characters`;
}

/** What will be sent that costs something, and how much that is at most. */
export function tellPaid(requests: readonly PaidRequest[]): string {
  const lines = requests.map(({ method, numbers, about }) => {
    const path = method === 'POST' ? '/v1/<SID>/lookup' : '/v1/<SID>/lookup/<numbers>';
    return `  ${method.padEnd(4)} ${path.padEnd(32)} ${count(numbers.length, 'number')}: ${about}`;
  });
  return [
    'And then, because --pay says so:',
    ...lines,
    `  GET  …/lookup/get-info/<lookup_id>    at most ${MAX_DETAILS} times, mostly 4; what that costs is not documented`,
    `At most ${mostBilled(requests)} numbers are paid for: as many as are sent.`,
  ].join('\n');
}

/** One assumption: what became of it, and the answer that shows it. */
export function tellFinding(finding: ShownFinding, exchanges: readonly ShownExchange[]): string {
  const { id, statement, documentedIn, verdict, why, evidence } = finding;
  const source = documentedIn === null ? 'assumed' : `documented: ${documentedIn}`;
  const lines = [`${verdict.padEnd(12)}  ${id} (${source})`, statement, `→ ${why}`];
  const exchange = evidence === null ? undefined : exchanges[evidence];
  if (exchange !== undefined) lines.push(exchange.request, shorten(tellAnswer(exchange)));
  return lines.map((line, at) => (at === 0 ? line : `${' '.repeat(14)}${line}`)).join('\n');
}

function tellAnswer({ answer }: ShownExchange): string {
  if ('fault' in answer) return answer.fault;
  const headers = Object.entries(answer.headers).filter(([name]) => name !== 'content-type');
  return [
    answer.status,
    ...headers.map(([name, value]) => `${name}: ${value}`),
    JSON.stringify(answer.body),
  ].join(' ');
}

function shorten(text: string): string {
  return text.length > ANSWER_WIDTH ? `${text.slice(0, ANSWER_WIDTH)}…` : text;
}

/** What became of all of them. */
export function tellSummary({ summary, assumptions, exchanges, detailsSpent, paid }: Report): string {
  const contradicted = assumptions.filter(({ verdict }) => verdict === 'contradicted').map(({ id }) => id);
  const told = [
    `${assumptions.length} assumptions: ${summary.confirmed} confirmed, ${summary.contradicted} contradicted, ${summary['not seen']} not seen.`,
  ];
  if (contradicted.length > 0) told.push(`Contradicted: ${contradicted.join(', ')}.`);
  if (paid && detailsSpent !== null) {
    const spent = rounded(exchanges.reduce((sum, one) => sum + (one.spent ?? 0), 0));
    told.push(`The balance fell by ${spent} for the lookups and by ${detailsSpent} for their details.`);
  }
  return told.join('\n');
}

/** Where the report is, and what for. */
export function tellFile(file: string): string {
  return `Written to ${file}. It holds no key, no SID and no full phone number: please attach it to an issue.`;
}
