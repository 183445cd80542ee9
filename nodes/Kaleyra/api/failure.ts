import { isEnvelope, type Envelope, type OddBody } from './envelope';
import { MAX_RETRY_AFTER_MS, mayHaveBeenProcessed, retryAfterMs, type Stakes } from './retry';
import { isSuccess, type ApiFailure, type HttpOutcome } from './types';

type Answer = Extract<HttpOutcome, { kind: 'answer' }>;

const MAY_BE_PAID =
  "Kaleyra may have accepted and billed it, so it is sent again only with 'Retry Unconfirmed'. Look in the Kaleyra console before you run it anew.";

const NETWORK: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'Kaleyra could not be reached: the connection was refused',
  ENOTFOUND: 'Kaleyra could not be reached: its host name is not known',
  EAI_AGAIN: 'Kaleyra could not be reached: the name server does not answer',
  ECONNABORTED: 'Kaleyra did not answer in time',
  ETIMEDOUT: 'Kaleyra did not answer in time',
  ECONNRESET: 'The connection to Kaleyra broke off',
};

const STATUS: Readonly<Record<number, readonly [string, string]>> = {
  400: ['Kaleyra did not understand the request', "Try the other 'Number Format'."],
  401: [
    'Kaleyra did not accept the API key',
    'Check the key and the SID in the credential; a key stops working when the team member who made it is removed.',
  ],
  403: [
    'Kaleyra refused access',
    'Check that the SID belongs to the API key, and that this address is on the IP whitelist of the key if it has one.',
  ],
  404: [
    'Kaleyra does not know this address',
    'Check the region and the SID in the credential, and for Get Details the lookup ID.',
  ],
  429: ['Kaleyra is receiving too many requests', 'Run it again later, or with fewer rows at a time.'],
};

/** The failure of a request that brought no usable answer. */
export function failureOf(
  outcome: HttpOutcome,
  stakes: Stakes,
  now: number,
  body: Envelope | OddBody | null,
): ApiFailure {
  return outcome.kind === 'fault'
    ? networkFailure(outcome, stakes)
    : answerFailure(outcome, stakes, now, body);
}

function networkFailure(outcome: Extract<HttpOutcome, { kind: 'fault' }>, stakes: Stakes): ApiFailure {
  const unconfirmed = stakes !== 'read' && mayHaveBeenProcessed(outcome);
  return {
    message: NETWORK[outcome.code] ?? `Kaleyra could not be reached (${outcome.code})`,
    advice: unconfirmed ? MAY_BE_PAID : "Check the credential's region and the network.",
    code: outcome.code,
    text: null,
    httpStatus: null,
    requestId: null,
    unconfirmed,
  };
}

function answerFailure(
  answer: Answer,
  stakes: Stakes,
  now: number,
  body: Envelope | OddBody | null,
): ApiFailure {
  const envelope = body !== null && isEnvelope(body) ? body : null;
  const unconfirmed = stakes !== 'read' && isUnconfirmed(answer, envelope);
  const [message, advice] = words(answer, envelope, body, now);
  return {
    message,
    advice: unconfirmed ? MAY_BE_PAID : advice,
    ...ownWords(envelope),
    httpStatus: answer.status,
    unconfirmed,
  };
}

function ownWords(envelope: Envelope | null): Pick<ApiFailure, 'code' | 'text' | 'requestId'> {
  if (envelope === null) return { code: null, text: null, requestId: null };
  const { complaint, code, message, id } = envelope;
  return { code: complaint?.code ?? code, text: complaint?.text ?? message, requestId: id };
}

// A success that cannot be read, or that complains, leaves open what was done; only a body that repeats a refusal's
// status settles it.
function isUnconfirmed(answer: Answer, envelope: Envelope | null): boolean {
  if (!isSuccess(answer)) return mayHaveBeenProcessed(answer);
  const bodyStatus = envelope?.bodyStatus ?? 0;
  return !(bodyStatus >= 400 && bodyStatus < 500);
}

function words(
  answer: Answer,
  envelope: Envelope | null,
  body: Envelope | OddBody | null,
  now: number,
): readonly [string, string] {
  const { status } = answer;
  if (status >= 300 && status < 400) return redirectWords(answer);
  const known = longWaitWords(answer, now) ?? STATUS[status];
  if (known !== undefined) return known;
  if (status >= 500) return [`Kaleyra is out of order (HTTP ${status})`, 'Run it again later.'];
  if (status >= 400) return [`Kaleyra refused the request (HTTP ${status})`, refusalAdvice(envelope)];
  return successWords(envelope, body);
}

function longWaitWords({ status, headers }: Answer, now: number): readonly [string, string] | undefined {
  const wait = status === 429 || status === 503 ? retryAfterMs(headers, now) : null;
  if (wait === null || wait <= MAX_RETRY_AFTER_MS) return undefined;
  return [
    `Kaleyra asks to wait until ${new Date(now + wait).toISOString()}`,
    'Run it again after that time.',
  ];
}

// A 2xx that is no use.
function successWords(envelope: Envelope | null, body: Envelope | OddBody | null): readonly [string, string] {
  if (body !== null && !isEnvelope(body)) {
    return [
      `Kaleyra answered with ${body.what}`,
      "Check the credential's region: another server may be answering.",
    ];
  }
  if (envelope?.complaint) return ['Kaleyra refused the request', refusalAdvice(envelope)];
  return ['Kaleyra accepted the request, but its answer holds no lookup', refusalAdvice(envelope)];
}

function refusalAdvice(envelope: Envelope | null): string {
  return ownWords(envelope).text === null
    ? 'It does not say why. Check the credential, the options and what was asked for.'
    : "Go by Kaleyra's own words: they are the 'text' of the details.";
}

function redirectWords(answer: Answer): readonly [string, string] {
  const target = hostOf(answer.headers.location);
  return [
    `Kaleyra's address redirects to ${target}; that is not followed, because the API key would travel with it`,
    "Set the credential's 'Region' or 'API Domain' to where your account is.",
  ];
}

function hostOf(location: unknown): string {
  try {
    return new URL(String(location)).host;
  } catch {
    return 'another path';
  }
}
