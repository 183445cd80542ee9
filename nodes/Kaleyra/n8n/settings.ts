import type { IDataObject, IExecuteFunctions, INode } from 'n8n-workflow';

import type { OutputMode, UniqueNumber } from '../lookup/types';
import { asCountryCode, PHONE_TYPES, type AllowedType, type CountryCode, type ParsingRules } from '../phone';
import { isTool } from './execution';
import { configurationError } from './nodeErrors';

/** The validated settings that apply to all items. */
export interface Settings {
  readonly output: OutputMode;
  readonly rules: ParsingRules;
  /** Maximum numbers per request. */
  readonly batchSize: number;
  /** 0: no limit. */
  readonly maxLookups: number;
  readonly numberFormat: 'e164' | 'digits';
  readonly retryUnconfirmed: boolean;
  readonly timeoutMs: number;
}

export const DEFAULT_TIMEOUT_SECONDS = 120;
export const DEFAULT_WAIT_SECONDS = 60;
const MAX_LOOKUPS_OF_A_TOOL = 100;

/**
 * Reads and validates the parameters that apply to all items. n8n validates neither workflow files nor the results of
 * expressions, and fills in no defaults for a collection, so this function does both.
 * @throws for the first invalid value
 */
export function readSettings(context: IExecuteFunctions, defaultBatchSize: number): Settings {
  const node = context.getNode();
  const options = new OptionReader(node, context.getNodeParameter('options', 0, {}) as IDataObject);
  return {
    output: oneOf(node, 'Output', context.getNodeParameter('output', 0, 'lookups'), ['lookups', 'rows']),
    rules: {
      bareDigits: options.oneOf('bareDigits', 'Bare Digits', ['national', 'international', 'either']),
      allowPossible: options.boolean('allowPossible', 'Allow Possible Numbers'),
      allowedCountries: options.countries(),
      allowedTypes: options.types(),
    },
    batchSize: options.integer('batchSize', 'Batch Size', 1, defaultBatchSize),
    maxLookups: options.integer('maxLookups', 'Max Lookups', 0, isTool(node) ? MAX_LOOKUPS_OF_A_TOOL : 0),
    numberFormat: options.oneOf('numberFormat', 'Number Format', ['e164', 'digits']),
    retryUnconfirmed: options.boolean('retryUnconfirmed', 'Retry Unconfirmed'),
    timeoutMs: options.integer('timeout', 'Timeout (Seconds)', 1, DEFAULT_TIMEOUT_SECONDS) * 1_000,
  };
}

/**
 * Reads whether, and for how long, to wait for details.
 * @returns milliseconds, or null not to wait
 */
export function readWaitTimeout(context: IExecuteFunctions): number | null {
  const values = {
    waitForDetails: context.getNodeParameter('waitForDetails', 0, false),
    waitTimeout: context.getNodeParameter('waitTimeout', 0, DEFAULT_WAIT_SECONDS),
  } as IDataObject;
  const options = new OptionReader(context.getNode(), values);
  if (!options.boolean('waitForDetails', 'Wait for Details')) return null;
  return options.integer('waitTimeout', 'Wait Timeout (Seconds)', 0, DEFAULT_WAIT_SECONDS) * 1_000;
}

/** Returns a function that formats a number for requests. */
export function requestFormatter({ numberFormat }: Settings): (uniqueNumber: UniqueNumber) => string {
  return ({ number, digits }) => (numberFormat === 'e164' ? number.e164 : digits);
}

class OptionReader {
  constructor(
    private readonly node: INode,
    private readonly values: IDataObject,
  ) {}

  oneOf<const T extends string>(name: string, label: string, allowed: readonly [T, ...T[]]): T {
    return oneOf(this.node, label, this.values[name] ?? allowed[0], allowed);
  }

  boolean(name: string, label: string): boolean {
    const value = this.values[name] ?? false;
    if (value === true || value === 'true') return true;
    if (value === false || value === 'false') return false;
    throw invalidParameter(this.node, label, value, 'Enter true or false.');
  }

  integer(name: string, label: string, min: number, fallback: number): number {
    const value = this.values[name] ?? fallback;
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    if (typeof number === 'number' && Number.isInteger(number) && number >= min) return number;
    throw invalidParameter(this.node, label, value, `Enter a whole number of ${min} or more.`);
  }

  countries(): CountryCode[] {
    return listOf(this.values.allowedCountries).map((value) => {
      const code = asCountryCode(value);
      if (code !== null) return code;
      throw invalidParameter(
        this.node,
        'Allowed Countries',
        value,
        'Use two-letter country codes, such as IN.',
      );
    });
  }

  types(): AllowedType[] {
    return listOf(this.values.allowedTypes).map((value) =>
      oneOf(this.node, 'Allowed Line Types', value, PHONE_TYPES),
    );
  }
}

function oneOf<const T extends string>(node: INode, label: string, value: unknown, allowed: readonly T[]): T {
  const found = allowed.find((one) => one === value);
  if (found !== undefined) return found;
  throw invalidParameter(node, label, value, `Use one of: ${allowed.join(', ')}.`);
}

function listOf(value: unknown): unknown[] {
  if (value === undefined || value === null || value === '') return [];
  if (Array.isArray(value)) return value;
  return typeof value === 'string' ? value.split(',').map((part) => part.trim()) : [value];
}

function invalidParameter(node: INode, label: string, value: unknown, accepted: string): Error {
  return configurationError(
    node,
    `'${label}' cannot be ${JSON.stringify(value)?.slice(0, 60) ?? 'this value'}`,
    accepted,
  );
}
