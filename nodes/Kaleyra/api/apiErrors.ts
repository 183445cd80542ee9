import type { RequestFailure } from '../types';
import { isSuccess, type HttpOutcome, type HttpResponse, type NetworkError } from './http';
import { isEnvelope, type Envelope, type UnreadableBody } from './response';
import { MAX_RETRY_AFTER_MS, mayHaveBeenProcessed, retryAfterMs, type RetryPolicy } from './retry';

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

/** The failure of a request that got no usable response. */
export function toRequestFailure(
  outcome: HttpOutcome,
  policy: RetryPolicy,
  now: number,
  body: Envelope | UnreadableBody | null,
): RequestFailure {
  return outcome.kind === 'networkError'
    ? networkFailure(outcome, policy)
    : responseFailure(outcome, policy, now, body);
}

function networkFailure(outcome: NetworkError, policy: RetryPolicy): RequestFailure {
  const unconfirmed = policy !== 'safe' && mayHaveBeenProcessed(outcome);
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

function responseFailure(
  response: HttpResponse,
  policy: RetryPolicy,
  now: number,
  body: Envelope | UnreadableBody | null,
): RequestFailure {
  const envelope = body !== null && isEnvelope(body) ? body : null;
  const unconfirmed = policy !== 'safe' && isUnconfirmed(response, envelope);
  const [message, advice] = describeStatus(response, envelope, body, now);
  return {
    message,
    advice: unconfirmed ? MAY_BE_PAID : advice,
    ...apiErrorText(envelope),
    httpStatus: response.status,
    unconfirmed,
  };
}

function apiErrorText(envelope: Envelope | null): Pick<RequestFailure, 'code' | 'text' | 'requestId'> {
  if (envelope === null) return { code: null, text: null, requestId: null };
  const { apiError, code, message, id } = envelope;
  return { code: apiError?.code ?? code, text: apiError?.text ?? message, requestId: id };
}

// A success that cannot be read, or that carries an error, leaves open what was done; only a body that repeats a 4xx
// status settles it.
function isUnconfirmed(response: HttpResponse, envelope: Envelope | null): boolean {
  if (!isSuccess(response)) return mayHaveBeenProcessed(response);
  const bodyStatus = envelope?.bodyStatus ?? 0;
  return !(bodyStatus >= 400 && bodyStatus < 500);
}

function describeStatus(
  response: HttpResponse,
  envelope: Envelope | null,
  body: Envelope | UnreadableBody | null,
  now: number,
): readonly [string, string] {
  const { status } = response;
  if (status >= 300 && status < 400) return describeRedirect(response);
  const known = describeLongWait(response, now) ?? STATUS[status];
  if (known !== undefined) return known;
  if (status >= 500) return [`Kaleyra is out of order (HTTP ${status})`, 'Run it again later.'];
  if (status >= 400) return [`Kaleyra refused the request (HTTP ${status})`, apiErrorAdvice(envelope)];
  return describeUnusableSuccess(envelope, body);
}

function describeLongWait(
  { status, headers }: HttpResponse,
  now: number,
): readonly [string, string] | undefined {
  const wait = status === 429 || status === 503 ? retryAfterMs(headers, now) : null;
  if (wait === null || wait <= MAX_RETRY_AFTER_MS) return undefined;
  return [
    `Kaleyra asks to wait until ${new Date(now + wait).toISOString()}`,
    'Run it again after that time.',
  ];
}

// A 2xx without usable content.
function describeUnusableSuccess(
  envelope: Envelope | null,
  body: Envelope | UnreadableBody | null,
): readonly [string, string] {
  if (body !== null && !isEnvelope(body)) {
    return [
      `Kaleyra answered with ${body.what}`,
      "Check the credential's region: another server may be answering.",
    ];
  }
  if (envelope?.apiError) return ['Kaleyra refused the request', apiErrorAdvice(envelope)];
  return ['Kaleyra accepted the request, but its answer holds no lookup', apiErrorAdvice(envelope)];
}

function apiErrorAdvice(envelope: Envelope | null): string {
  return apiErrorText(envelope).text === null
    ? 'It does not say why. Check the credential, the options and what was asked for.'
    : "Go by Kaleyra's own words: they are the 'text' of the details.";
}

function describeRedirect(response: HttpResponse): readonly [string, string] {
  const target = hostOf(response.headers.location);
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
