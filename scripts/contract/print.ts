import { count } from './checks/check';
import { rounded, type Report, type ReportedExchange, type ReportedFinding } from './report';
import { MAX_DETAILS, type PaidRequest } from './requests';

const MAX_ANSWER_WIDTH = 400;

/** What will be sent that costs nothing. */
export function describeFreeRequests(host: string): string {
  return `Asks ${host}, free of charge as far as is known:
  GET  /v1/<SID>/callback/profiles      with the key, with an invented key, with an invented SID,
                                        and with an address of 2,000 characters`;
}

/** What will be sent that costs something, and how much that is at most. */
export function describePaidRequests(requests: readonly PaidRequest[]): string {
  const lines = requests.map(({ method, numbers, about }) => {
    const path = method === 'POST' ? '/v1/<SID>/lookup' : '/v1/<SID>/lookup/<numbers>';
    return `  ${method.padEnd(4)} ${path.padEnd(32)} ${count(numbers.length, 'number')}: ${about}`;
  });
  return `For --pay, these requests cost money:
${lines.join('\n')}
  GET  …/lookup/get-info/<lookup_id>    at most ${MAX_DETAILS} times, mostly 4; what that costs is not documented
At most ${requests.flatMap(({ numbers }) => numbers).length} numbers are paid for.`;
}

/** One assumption: what became of it, and the response that shows it. */
export function describeFinding(finding: ReportedFinding, exchanges: readonly ReportedExchange[]): string {
  const { id, statement, documentedIn, verdict, why, evidence } = finding;
  const source = documentedIn === null ? 'assumed' : `documented: ${documentedIn}`;
  const lines = [`${verdict.padEnd(12)}  ${id} (${source})`, statement, `→ ${why}`];
  const exchange = evidence === null ? undefined : exchanges[evidence];
  if (exchange !== undefined) lines.push(exchange.request, describeAnswer(exchange));
  return lines.join(`\n${' '.repeat(14)}`);
}

function describeAnswer({ answer }: ReportedExchange): string {
  if ('fault' in answer) return answer.fault;
  const headers = Object.entries(answer.headers).filter(([name]) => name !== 'content-type');
  const shown = headers.map(([name, value]) => `${name}: ${value}`);
  const text = [answer.status, ...shown, JSON.stringify(answer.body)].join(' ');
  return text.length > MAX_ANSWER_WIDTH ? `${text.slice(0, MAX_ANSWER_WIDTH)}…` : text;
}

/** What became of all assumptions, and what it cost. */
export function describeSummary({ summary, assumptions, exchanges, detailsSpent, paid }: Report): string {
  const contradicted = assumptions.filter(({ verdict }) => verdict === 'contradicted').map(({ id }) => id);
  const lines = [
    `${assumptions.length} assumptions: ${summary.confirmed} confirmed, ${summary.contradicted} contradicted, ${summary['not seen']} not seen.`,
  ];
  if (contradicted.length > 0) lines.push(`Contradicted: ${contradicted.join(', ')}.`);
  if (paid && detailsSpent !== null) {
    const spent = rounded(exchanges.reduce((sum, one) => sum + (one.spent ?? 0), 0));
    lines.push(`The balance fell by ${spent} for the lookups and by ${detailsSpent} for their details.`);
  }
  return lines.join('\n');
}
