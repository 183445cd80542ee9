import type { Fault, FaultWhere } from './faultTypes';
import type { RecordedRequest, RequestKind } from './recordedRequest';

interface Rule {
  readonly kind: RequestKind | 'any';
  readonly fault: Fault;
  readonly where: FaultWhere;
  applied: number;
}

/** The injected faults, in the order they were added. */
export class Rules {
  private readonly rules: Rule[] = [];

  add(kind: RequestKind | 'any', fault: Fault, where: FaultWhere): void {
    if (fault.act === 'cutUnread' && where.numbers !== undefined && kind !== 'lookUpNow') {
      throw new Error(`${fault.name} cannot depend on numbers: they stand in a body that it leaves unread`);
    }
    this.rules.push({ kind, fault, where, applied: 0 });
  }

  /**
   * The fault that cuts the connection before the body is read, if the first matching rule has one; counts as a use.
   */
  cutsUnread(request: RecordedRequest): Fault | null {
    const rule = this.find(request, request.numbers);
    return rule?.fault.act === 'cutUnread' ? use(rule) : null;
  }

  /**
   * The fault for a request that has been read, or null; counts as a use of its rule.
   * @param digits the numbers of the request
   */
  next(request: RecordedRequest, digits: readonly string[]): Fault | null {
    const rule = this.find(request, digits);
    return rule === undefined ? null : use(rule);
  }

  private find(request: RecordedRequest, digits: readonly string[]): Rule | undefined {
    return this.rules.find(
      ({ kind, where, applied }) =>
        (kind === 'any' || kind === request.kind) &&
        applied < (where.times ?? Infinity) &&
        fits(where, request, kind === 'any' ? request.index + 1 : request.nth, digits),
    );
  }
}

function fits(
  { nth, every, lookupId, path, numbers }: FaultWhere,
  request: RecordedRequest,
  count: number,
  digits: readonly string[],
): boolean {
  return (
    (nth === undefined || (typeof nth === 'number' ? [nth] : nth).includes(count)) &&
    (every === undefined || count % every === 0) &&
    (lookupId === undefined || request.lookupId === lookupId) &&
    (path === undefined || path(request.path)) &&
    (numbers === undefined || digits.some(numbers))
  );
}

function use(rule: Rule): Fault {
  rule.applied += 1;
  return rule.fault;
}
