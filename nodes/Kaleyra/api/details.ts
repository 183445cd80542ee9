import { segment } from './address';
import { detailsEntry } from './entry';
import { isEnvelope, readBody } from './envelope';
import { failureOf } from './failure';
import {
  failed,
  success,
  type ApiFailure,
  type HttpOutcome,
  isSuccess,
  type LookupEntry,
  type Result,
} from './types';

type PathForm = (lookupId: string, url: string | undefined) => string | null;
type Attempt = readonly [form: PathForm, path: string];

/** What comes before the account in the path of a lookup's details, the likelier first. */
export const DETAILS_PREFIXES: readonly string[] = ['/api/v1', '/v1'];

/**
 * Where a lookup's details are, on the account's host.
 * @param lookupId as it is to stand in the path, encoded already
 */
export function detailsPath(prefix: string, sid: string, lookupId: string): string {
  return `${prefix}/${segment(sid)}/lookup/get-info/${lookupId}`;
}

/**
 * Asks what a lookup found. The page for it is not public; the one trace is the `url` in the sample of "POST API
 * Lookup". So its prefix is tried first, then the one that all documented calls share, then the path of the answer's
 * own address — always on the account's host. The form that answers is kept for the run.
 */
export class DetailsPaths {
  private readonly forms: readonly PathForm[];
  private proven: PathForm | null = null;

  constructor(
    sid: string,
    private readonly read: (path: string) => Promise<HttpOutcome>,
    private readonly now: () => number,
  ) {
    this.forms = [
      ...DETAILS_PREFIXES.map(
        (prefix): PathForm =>
          (id) =>
            detailsPath(prefix, sid, segment(id)),
      ),
      (_id, url) => ownPath(url),
    ];
  }

  async ask(lookupId: string, url: string | undefined): Promise<Result<LookupEntry>> {
    const proven = this.attempts(this.proven === null ? [] : [this.proven], lookupId, url);
    return this.tryEach(proven.length > 0 ? proven : this.attempts(this.forms, lookupId, url), lookupId);
  }

  private attempts(forms: readonly PathForm[], lookupId: string, url: string | undefined): Attempt[] {
    return forms.flatMap((form): Attempt[] => {
      const path = form(lookupId, url);
      return path === null ? [] : [[form, path]];
    });
  }

  private async tryEach(
    [first, ...others]: readonly Attempt[],
    lookupId: string,
  ): Promise<Result<LookupEntry>> {
    const [form, path] = first as Attempt;
    const outcome = await this.read(path);
    const result = this.understand(outcome, lookupId);
    if (result.ok) this.proven = form;
    if (result.ok || isFinal(outcome) || others.length === 0) return result;
    const later = await this.tryEach(others, lookupId);
    return later.ok ? later : failed(tellingOne(result.failure, later.failure));
  }

  private understand(outcome: HttpOutcome, lookupId: string): Result<LookupEntry> {
    const body = outcome.kind === 'answer' ? readBody(outcome.body) : null;
    if (!isSuccess(outcome) || body === null || !isEnvelope(body) || body.complaint !== null) {
      return failed(failureOf(outcome, 'read', this.now(), body));
    }
    const entry = body.entries.find((one) => one.lookup_id === lookupId) ?? body.entries[0] ?? body.rest;
    return success(detailsEntry(entry, body));
  }
}

const OWN_PATH = /^https?:\/\/[^/]+(\/(?:api\/)?v1\/[\w-]+\/lookup\/get-info\/[^/?#\s]+)$/;

function ownPath(url: string | undefined): string | null {
  return OWN_PATH.exec(url ?? '')?.[1] ?? null;
}

// Overload and outages say nothing about the path.
function isFinal(outcome: HttpOutcome): boolean {
  return outcome.kind === 'fault' || outcome.status === 429 || outcome.status >= 500;
}

// "Not found" is what a wrong path answers, so any other words say more.
function tellingOne(first: ApiFailure, next: ApiFailure): ApiFailure {
  return first.httpStatus === 404 && next.httpStatus !== 404 ? next : first;
}
