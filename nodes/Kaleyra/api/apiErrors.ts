import { failureOf, type RequestFailure } from '../types';
import { isRedirect, isSuccess, type HttpOutcome, type HttpResponse, type NetworkError } from './http';
import { excerpt, excerptOrNull } from './json';
import { describeNetworkError } from './networkErrors';
import { isEnvelope, mayContainLookups, readBody, type Envelope, type ParsedBody } from './response';
import { MAX_RETRY_AFTER_MS, mayHaveBeenProcessed, retryAfterMs, type RetryPolicy } from './retry';

const MAY_BE_CHARGED =
  "Kaleyra may have accepted and charged it. Only 'Retry Unconfirmed' sends it again, at most 5 times in all. Check the Kaleyra console before you run it again.";

const MINUTE_MS = 60_000;

const FEWER_NUMBERS = "Set 'Batch Size' to a lower number, so that each request contains fewer numbers.";

const STATUS: Readonly<Record<number, readonly [string, string]>> = {
  400: [
    'Kaleyra rejected the request as invalid',
    "If this is about the numbers, try the other 'Number Format'.",
  ],
  401: [
    'Kaleyra did not accept the API key',
    'Check the key and the SID in the credential. A key stops working when the team member who created it is removed.',
  ],
  403: [
    'Kaleyra denied access',
    "Check that the SID belongs to the API key. If the key has an IP whitelist, check that it includes this server's address.",
  ],
  404: ['Kaleyra does not recognize this URL', 'Check the region and the SID in the credential.'],
  413: ['Kaleyra rejected the request as too large', FEWER_NUMBERS],
  414: ['Kaleyra rejected the URL as too long', FEWER_NUMBERS],
  431: ['Kaleyra rejected the headers or the URL as too long', FEWER_NUMBERS],
  429: ['Kaleyra is receiving too many requests', 'Run it again later, or with fewer items at a time.'],
};

/**
 * The failure of a request that got no usable response.
 * @param body the response's body, if it was parsed already
 */
export function toRequestFailure(
  outcome: HttpOutcome,
  policy: RetryPolicy,
  now: number,
  body?: ParsedBody,
): RequestFailure {
  return outcome.kind === 'networkError'
    ? networkFailure(outcome, policy, now)
    : responseFailure(outcome, policy, now, body ?? readBody(outcome.body));
}

/** The failure of the numbers without a lookup in a response that gives other numbers theirs despite its status. */
export function partialFailure(response: HttpResponse, now: number, body: Envelope): RequestFailure {
  return { ...responseFailure(response, 'paid', now, body), advice: MAY_BE_CHARGED, unconfirmed: true };
}

/** The failure of the numbers without a lookup in a success of which only a part could be read. */
export function incompleteResponseFailure(response: HttpResponse, body: Envelope): RequestFailure {
  return failureOf("A part of Kaleyra's response could not be read", MAY_BE_CHARGED, {
    ...apiErrorText(body),
    httpStatus: response.status,
    unconfirmed: true,
    response: excerpt(response.body),
  });
}

function networkFailure(outcome: NetworkError, policy: RetryPolicy, now: number): RequestFailure {
  const unconfirmed = policy !== 'safe' && mayHaveBeenProcessed(outcome, now);
  const [message, whatToDo] = describeNetworkError(outcome);
  const advice = unconfirmed ? MAY_BE_CHARGED : whatToDo;
  const { code, body = '' } = outcome;
  return failureOf(message, advice, {
    code,
    unconfirmed,
    ...(body === '' ? {} : { response: excerpt(body) }),
  });
}

function responseFailure(
  response: HttpResponse,
  policy: RetryPolicy,
  now: number,
  body: ParsedBody,
): RequestFailure {
  const unconfirmed = policy !== 'safe' && mayHaveBeenProcessed(response, now, body);
  const [message, advice] = describeStatus(response, body, now);
  const wait = retryAfterMs(response.headers, now);
  return {
    message,
    advice: unconfirmed ? unconfirmedAdvice(response, advice) : advice,
    ...apiErrorText(body),
    httpStatus: response.status,
    unconfirmed,
    ...(wait === null ? {} : { retryAfterMs: wait }),
    ...whatCame(response, body),
  };
}

// A server that redirects after it has processed a request is less likely than a wrong address.
function unconfirmedAdvice({ status }: HttpResponse, advice: string): string {
  return isRedirect(status) ? `${advice} ${MAY_BE_CHARGED}` : MAY_BE_CHARGED;
}

// Shown where it could not be read, or reads like nothing that Kaleyra documents.
function whatCame(response: HttpResponse, body: ParsedBody): Pick<RequestFailure, 'response'> {
  const isError = isEnvelope(body) && (body.apiError !== null || !isSuccess(response));
  const isUnderstood = isError && !mayContainLookups(response.body, body);
  return isUnderstood || response.body === '' ? {} : { response: excerpt(response.body) };
}

function apiErrorText(body: ParsedBody): Pick<RequestFailure, 'code' | 'text' | 'requestId'> {
  if (!isEnvelope(body)) return { code: null, text: null, requestId: null };
  const { apiError, code, message, id } = body;
  return {
    code: excerptOrNull(apiError?.code ?? code),
    text: excerptOrNull(apiError?.text ?? message),
    requestId: id,
  };
}

function describeStatus(response: HttpResponse, body: ParsedBody, now: number): readonly [string, string] {
  const { status } = response;
  if (isRedirect(status)) return describeRedirect(response);
  const known = describeLongWait(response, now) ?? STATUS[status];
  if (known !== undefined) return known;
  if (status >= 500) return [`Kaleyra is unavailable (HTTP ${status})`, 'Run it again later.'];
  if (status >= 400) return [`Kaleyra rejected the request (HTTP ${status})`, apiErrorAdvice(body)];
  if (!isSuccess(response)) return [`Kaleyra responded with HTTP ${status}`, OTHER_SERVER];
  return describeUnusableSuccess(body);
}

function describeLongWait(
  { status, headers }: HttpResponse,
  now: number,
): readonly [string, string] | undefined {
  const wait = (status === 429 || status === 503 ? retryAfterMs(headers, now) : null) ?? 0;
  if (wait <= MAX_RETRY_AFTER_MS) return undefined;
  return [`Kaleyra asks you to wait until ${describeTime(now, wait)}`, 'Run it again after that time.'];
}

// Such as "18:49 UTC (in 60 minutes)", with the date unless it is today's. Rounded up to the minute, so never too early.
function describeTime(now: number, wait: number): string {
  const today = new Date(now).toISOString().slice(0, 10);
  const time = new Date(now + wait + MINUTE_MS - 1).toISOString().slice(0, 16);
  return `${time.replace(`${today}T`, '').replace('T', ' ')} UTC (in ${describeDuration(wait)})`;
}

function describeDuration(ms: number): string {
  const minutes = Math.ceil(ms / MINUTE_MS);
  const hours = Math.ceil(minutes / 60);
  if (minutes < 120) return `${minutes} minutes`;
  return hours < 48 ? `${hours} hours` : `${Math.ceil(hours / 24)} days`;
}

const OTHER_SERVER = 'Check the region in the credential: another server may be responding.';

// A 2xx without usable content.
function describeUnusableSuccess(body: ParsedBody): readonly [string, string] {
  if (!isEnvelope(body)) {
    return [`Kaleyra responded with ${body.what}`, OTHER_SERVER];
  }
  if (body.apiError !== null) return ['Kaleyra rejected the request', apiErrorAdvice(body)];
  const isAccepted = /^LKP2\d\d$/.test(body.code ?? '');
  return [
    isAccepted
      ? 'Kaleyra accepted the request, but its response contains no lookups'
      : "Kaleyra's response contains no lookups",
    apiErrorAdvice(body),
  ];
}

function apiErrorAdvice(body: ParsedBody): string {
  return apiErrorText(body).text === null
    ? 'Kaleyra gave no reason. Check the credential, the options and the input.'
    : 'Check your account in the Kaleyra console.';
}

function describeRedirect(response: HttpResponse): readonly [string, string] {
  const target = hostOf(response.headers.location);
  return [
    `Kaleyra's redirect to ${target} was not followed, because that would expose the API key`,
    "Set 'Region' or 'API Domain' in the credential to the region of your account.",
  ];
}

/** The host that a `Location` header names, in words where it names none. */
export function hostOf(location: unknown): string {
  const url = String(location);
  return URL.canParse(url) ? new URL(url).host : 'another path';
}
