import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { OutputMode, RejectedItems, UniqueNumber } from '../lookup/types';
import { asCountryCode, PHONE_TYPES, type AllowedType, type BareDigits, type ParsingRules } from '../phone';
import { isTool } from './execution';
import { OptionReader, type Bounds } from './optionReader';

/** The validated settings that apply to all items. */
export interface Settings {
  readonly output: OutputMode;
  readonly rejectedItems: RejectedItems;
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
/** Without the option *Max Lookups*, when an AI agent decides how many numbers there are. */
export const MAX_LOOKUPS_OF_A_TOOL = 100;

/** The bounds of every number that a user can enter. */
export const BOUNDS = {
  batchSize: [1, 10_000],
  maxLookups: [0, 1_000_000],
  timeout: [1, 3_600],
  waitTimeout: [0, 86_400],
} as const satisfies Record<string, Bounds>;

/**
 * Reads and validates the parameters that apply to all items. n8n validates neither workflow files nor the results of
 * expressions, and fills in no defaults for a collection, so this function does both.
 * @throws for the first invalid value
 */
export function readSettings(context: IExecuteFunctions, defaultBatchSize: number): Settings {
  const node = context.getNode();
  const values = context.getNodeParameter('options', 0, {}) as IDataObject;
  const options = new OptionReader(node, values, (node.parameters.options ?? {}) as IDataObject);
  const defaultMaxLookups = isTool(node) ? MAX_LOOKUPS_OF_A_TOOL : 0;
  return {
    output: parameters(context, { output: 'lookups' }).oneOf('output', 'Output', OUTPUT_MODES, 'lookups'),
    rejectedItems: options.oneOf('rejectedItems', 'Rejected Items', REJECTED_ITEMS, 'output'),
    rules: {
      bareDigits: options.oneOf('bareDigits', 'Bare Digits', BARE_DIGITS, 'national'),
      allowPossible: options.boolean('allowPossible', 'Allow Possible Numbers'),
      allowedCountries: options.list(
        'allowedCountries',
        'Allowed Countries',
        'Use two-letter country codes, such as IN.',
        asCountryCode,
      ),
      allowedTypes: options.list(
        'allowedTypes',
        'Allowed Line Types',
        `Use one or more of: ${PHONE_TYPES.join(', ')}.`,
        asAllowedType,
      ),
    },
    batchSize: options.integer('batchSize', 'Batch Size', BOUNDS.batchSize, defaultBatchSize),
    maxLookups: options.integer('maxLookups', 'Max Lookups', BOUNDS.maxLookups, defaultMaxLookups),
    numberFormat: options.oneOf('numberFormat', 'Number Format', NUMBER_FORMATS, 'e164'),
    retryUnconfirmed: options.boolean('retryUnconfirmed', 'Retry Unconfirmed'),
    timeoutMs:
      options.integer('timeout', 'Timeout (Seconds)', BOUNDS.timeout, DEFAULT_TIMEOUT_SECONDS) * 1_000,
  };
}

/**
 * Reads whether, and for how long, to wait for details.
 * @returns milliseconds, or null not to wait
 */
export function readWaitTimeout(context: IExecuteFunctions): number | null {
  const waiting = parameters(context, { waitForDetails: false, waitTimeout: DEFAULT_WAIT_SECONDS });
  if (!waiting.boolean('waitForDetails', 'Wait for Details')) return null;
  const label = 'Wait Timeout (Seconds)';
  return waiting.integer('waitTimeout', label, BOUNDS.waitTimeout, DEFAULT_WAIT_SECONDS) * 1_000;
}

/** Returns a function that formats a number for requests. */
export function requestFormatter({ numberFormat }: Settings): (uniqueNumber: UniqueNumber) => string {
  return ({ number, digits }) => (numberFormat === 'e164' ? number.e164 : digits);
}

const OUTPUT_MODES: readonly OutputMode[] = ['lookups', 'rows'];
const REJECTED_ITEMS: readonly RejectedItems[] = ['output', 'together', 'drop'];
const BARE_DIGITS: readonly BareDigits[] = ['national', 'international', 'either'];
const NUMBER_FORMATS: ReadonlyArray<Settings['numberFormat']> = ['e164', 'digits'];

function asAllowedType(value: unknown): AllowedType | null {
  return PHONE_TYPES.find((type) => type === value) ?? null;
}

/** A reader of parameters outside of *Options*. */
function parameters(context: IExecuteFunctions, defaults: IDataObject): OptionReader {
  const values = Object.entries(defaults).map(([name, fallback]) => [
    name,
    context.getNodeParameter(name, 0, fallback) as unknown,
  ]);
  return new OptionReader(
    context.getNode(),
    Object.fromEntries(values) as IDataObject,
    context.getNode().parameters,
  );
}
