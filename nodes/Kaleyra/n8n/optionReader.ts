import type { IDataObject, INode } from 'n8n-workflow';

import { formatCount } from '../lookup/formatCount';
import { configurationError } from './nodeErrors';

/** The smallest and the largest value of a number. */
export type Bounds = readonly [min: number, max: number];

const MAX_SHOWN = 60;
// Far more than there are countries or line types.
const MAX_LISTED = 1_000;
const MAX_LIST_TEXT = 10_000;

/**
 * Reads parameters as n8n evaluated them and refuses every value that is not exactly what the parameter takes. A limit
 * that fell back to its default because an expression found nothing would be no limit, so only a parameter that is not
 * there at all has its default.
 */
export class OptionReader {
  /**
   * @param values as evaluated
   * @param raw as stored in the workflow, with expressions
   */
  constructor(
    private readonly node: INode,
    private readonly values: IDataObject,
    private readonly raw: IDataObject,
  ) {}

  /** One of several texts. */
  oneOf<const T extends string>(name: string, label: string, allowed: readonly T[], fallback: T): T {
    if (!this.isGiven(name)) return fallback;
    const found = allowed.find((one) => one === this.values[name]);
    return found ?? this.refuse(name, label, `Use one of: ${allowed.join(', ')}.`);
  }

  /** A boolean; false if it is not there. */
  boolean(name: string, label: string): boolean {
    const value = this.isGiven(name) ? this.values[name] : false;
    if (value === true || value === 'true') return true;
    if (value === false || value === 'false') return false;
    return this.refuse(name, label, 'Use true or false.');
  }

  /** A whole number, also as text. */
  integer(name: string, label: string, [min, max]: Bounds, fallback: number): number {
    if (!this.isGiven(name)) return fallback;
    const value = this.values[name];
    const number = typeof value === 'string' && /^\d{1,15}$/.test(value.trim()) ? Number(value) : value;
    if (typeof number === 'number' && Number.isInteger(number) && number >= min && number <= max)
      return number;
    const range = [min, max].map(formatCount);
    return this.refuse(name, label, `Enter a whole number from ${range.join(' to ')}.`);
  }

  /**
   * A list, also as text with commas. Empty if it is not there or was left empty by hand.
   * @param accepted what to enter instead, for the message
   * @param read returns null for an element that the parameter does not take
   */
  list<T>(name: string, label: string, accepted: string, read: (element: unknown) => T | null): T[] {
    const elements = this.isGiven(name) ? this.elementsOf(name) : [];
    if (elements === null) return this.refuse(name, label, accepted);
    return elements.map((element) => read(element) ?? this.refuse(name, label, accepted, showValue(element)));
  }

  private elementsOf(name: string): readonly unknown[] | null {
    const value: unknown = this.values[name];
    if (Array.isArray(value)) {
      const mayBeEmpty = Array.isArray(this.raw[name]);
      return value.length > MAX_LISTED || (value.length === 0 && !mayBeEmpty) ? null : value;
    }
    if (typeof value !== 'string' || value.length > MAX_LIST_TEXT) return null;
    return value.split(',').map((part) => part.trim());
  }

  private isGiven(name: string): boolean {
    return Object.hasOwn(this.values, name);
  }

  private refuse(name: string, label: string, accepted: string, shown = showValue(this.values[name])): never {
    const raw = this.raw[name];
    const isExpression = typeof raw === 'string' && raw.startsWith('=');
    const advice = isExpression ? [accepted, 'Check what its expression returns.'] : [accepted];
    throw configurationError(this.node, `'${label}' cannot be ${shown}`, advice.join(' '));
  }
}

// Expressions can return anything: JSON would show NaN as null, and a big integer or a cycle would make it throw.
function showValue(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, MAX_SHOWN));
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  return typeof value === 'function' ? 'a function' : String(value);
}
