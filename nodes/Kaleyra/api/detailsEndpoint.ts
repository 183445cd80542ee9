import { failed, success, type ForEach, type Lookup, type RequestFailure, type Result } from '../types';
import { toRequestFailure } from './apiErrors';
import { encodePathSegment } from './baseUrl';
import { isSuccess, type HttpOutcome } from './http';
import { lookupDetails } from './lookupEntry';
import { pickDetails, type RequestedLookup } from './pickDetails';
import { isEnvelope, readLongBody } from './response';

type PathForm = (lookupId: string, url: string | undefined) => string | null;
type Attempt = readonly [form: PathForm, path: string];

/** What precedes the SID in the path of a lookup's details, likeliest first. */
export const DETAILS_PREFIXES: readonly string[] = ['/api/v1', '/v1'];

/**
 * The path of a lookup's details on the account's host.
 * @param lookupId already encoded
 */
export function detailsPath(prefix: string, sid: string, lookupId: string): string {
  return `${prefix}/${encodePathSegment(sid)}/lookup/get-info/${lookupId}`;
}

/**
 * Fetches what a lookup found. The endpoint has no public documentation; the only trace of it is the `url` in the
 * sample of "POST API Lookup". So this tries that prefix first, then the one that all documented endpoints share, then
 * the path of the response's own `url`, always on the account's host. The form that works is kept for the run.
 */
export class DetailsEndpoint {
  private readonly forms: readonly PathForm[];
  private workingPath: PathForm | null = null;

  constructor(
    sid: string,
    private readonly read: (path: string, deadline: number) => Promise<HttpOutcome | null>,
    private readonly now: () => number,
    private readonly forEach: ForEach,
  ) {
    this.forms = [
      ...DETAILS_PREFIXES.map(
        (prefix): PathForm =>
          (id) =>
            detailsPath(prefix, sid, encodePathSegment(id)),
      ),
      (_id, url) => ownPath(url),
    ];
  }

  /**
   * @param mobileNumber the lookup's number as far as it is known: details of another one are not taken
   * @returns null if the deadline passed before anything was sent
   */
  async get(
    lookupId: string,
    url: string | undefined,
    mobileNumber = '',
    deadline = Infinity,
  ): Promise<Result<Lookup> | null> {
    const working = this.attempts(this.workingPath === null ? [] : [this.workingPath], lookupId, url);
    const attempts = working.length > 0 ? working : this.attempts(this.forms, lookupId, url);
    const result = await this.tryInOrder(attempts, { lookupId, mobileNumber }, deadline);
    return result === null || result.ok || result.failure.httpStatus !== 404
      ? result
      : failed({ ...result.failure, message: UNKNOWN_ID, advice: this.adviceForUnknownId() });
  }

  // Only a path that has worked before is certainly right.
  private adviceForUnknownId(): string {
    return this.workingPath === null
      ? 'Check the ID. If none is found, check the region and the SID in the credential.'
      : 'Check the ID, and that the credential is for the account that started this lookup.';
  }

  private attempts(forms: readonly PathForm[], lookupId: string, url: string | undefined): Attempt[] {
    return forms.flatMap((form): Attempt[] => {
      const path = form(lookupId, url);
      return path === null ? [] : [[form, path]];
    });
  }

  private async tryInOrder(
    [first, ...others]: readonly Attempt[],
    requested: RequestedLookup,
    deadline: number,
  ): Promise<Result<Lookup> | null> {
    const [form, path] = first as Attempt;
    const outcome = await this.read(path, deadline);
    if (outcome === null) return null;
    const result = await this.parseResponse(outcome, requested);
    if (result.ok) this.workingPath = form;
    if (result.ok || isConclusive(outcome) || others.length === 0) return result;
    const later = await this.tryInOrder(others, requested, deadline);
    if (later === null) return result;
    return later.ok ? later : failed(moreSpecific(result.failure, later.failure));
  }

  private async parseResponse(outcome: HttpOutcome, requested: RequestedLookup): Promise<Result<Lookup>> {
    const body = isSuccess(outcome) ? await readLongBody(outcome.body, this.forEach) : null;
    const failure = (): RequestFailure => toRequestFailure(outcome, 'safe', this.now(), body ?? undefined);
    if (body === null || !isEnvelope(body) || body.apiError !== null) return failed(failure());
    if ((body.bodyStatus ?? 0) >= 400) return failed(failure());
    const picked = await pickDetails(body, requested, this.forEach);
    if (picked === 'foreign') return failed({ ...failure(), message: FOREIGN });
    if (picked === 'none') return failed({ ...failure(), message: NO_DETAILS });
    return success(lookupDetails(picked === 'pending' ? {} : picked, body));
  }
}

const UNKNOWN_ID = 'Kaleyra does not know this lookup ID';
const FOREIGN = "Kaleyra's response is about another lookup";
const NO_DETAILS = "Kaleyra's response contains no details";

const OWN_PATH = /^https?:\/\/[^/]+(\/(?:api\/)?v1\/[\w-]+\/lookup\/get-info\/[^/?#\s]+)$/;

function ownPath(url: string | undefined): string | null {
  return OWN_PATH.exec(url ?? '')?.[1] ?? null;
}

// Rate limits and outages say nothing about the path, so trying another one is pointless.
function isConclusive(outcome: HttpOutcome): boolean {
  return outcome.kind === 'networkError' || outcome.status === 429 || outcome.status >= 500;
}

// A wrong path returns 404, so any other failure is more informative.
function moreSpecific(first: RequestFailure, next: RequestFailure): RequestFailure {
  return first.httpStatus === 404 && next.httpStatus !== 404 ? next : first;
}
