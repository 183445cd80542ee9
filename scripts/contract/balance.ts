import { isSuccess, type HttpOutcome } from '../../nodes/Kaleyra/api/http';
import { parseJson } from './observations';

/**
 * The balance in a response, which falls by what is spent. The page that describes it speaks of a "balance amount" of
 * prepaid accounts and a "usage amount" of postpaid ones, which rises; the names of the fields could not be read.
 */
export function balanceIn(outcome: HttpOutcome): number | null {
  const json = isSuccess(outcome) ? parseJson(outcome.body) : null;
  const usage = findAmount(json, /usage.*amount|amount.*us(?:ed|age)/i);
  return findAmount(json, /balance/i) ?? (usage === null ? null : -usage);
}

function findAmount(value: unknown, name: RegExp): number | null {
  if (typeof value !== 'object' || value === null) return null;
  const fields = Object.entries(value);
  const own = fields.filter(([key]) => name.test(key)).map(([, amount]) => toNumber(amount));
  const nested = fields.map(([, inner]) => findAmount(inner, name));
  return [...own, ...nested].find((amount) => amount !== null) ?? null;
}

function toNumber(value: unknown): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value.replace(/,/g, '')) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}
