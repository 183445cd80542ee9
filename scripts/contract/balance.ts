import { isObject } from '../../nodes/Kaleyra/api/response';
import { isSuccess, type HttpOutcome } from '../../nodes/Kaleyra/api/http';

/**
 * The balance in an answer, which falls by what is spent. The page that describes it speaks of a "balance amount" of
 * prepaid accounts and a "usage amount" of postpaid ones, which rises; the names of the fields could not be read.
 */
export function balanceIn(outcome: HttpOutcome): number | null {
  if (!isSuccess(outcome)) return null;
  const json = parse(outcome.body);
  const usage = amountUnder(json, /usage.*amount|amount.*us(?:ed|age)/i);
  return amountUnder(json, /balance/i) ?? (usage === null ? null : -usage);
}

function amountUnder(value: unknown, name: RegExp): number | null {
  if (Array.isArray(value)) return first(value.map((one) => amountUnder(one, name)));
  if (!isObject(value)) return null;
  const here = Object.entries(value).filter(([key]) => name.test(key));
  return first([
    ...here.map(([, amount]) => toNumber(amount)),
    ...Object.values(value).map((inner) => amountUnder(inner, name)),
  ]);
}

function toNumber(value: unknown): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value.replace(/,/g, '')) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

function first(candidates: ReadonlyArray<number | null>): number | null {
  return candidates.find((candidate) => candidate !== null) ?? null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
