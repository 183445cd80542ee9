import type { INodeProperties, INodePropertyOptions, INodePropertyTypeOptions } from 'n8n-workflow';

import { BOUNDS, DEFAULT_TIMEOUT_SECONDS, MAX_LOOKUPS_OF_A_TOOL } from '../n8n/settings';
import { listCountries, PHONE_TYPES, type AllowedType } from '../phone';
import { withToolDefault } from './toolParameters';
import { alphabetical } from './alphabetical';

/** The type options of a whole number, so that the editor accepts only what the node does. */
export function wholeNumber(name: keyof typeof BOUNDS): INodePropertyTypeOptions {
  const [minValue, maxValue] = BOUNDS[name];
  return { minValue, maxValue, numberPrecision: 0 };
}

let countries: INodePropertyOptions[] | undefined;

/**
 * Every country, sorted by name. Building the list takes as long as loading the rest of the node, so it is built on
 * first use.
 */
export function countryOptions(): INodePropertyOptions[] {
  countries ??= listCountries().map(({ code, name }) => ({ name, value: code }));
  return countries;
}

const LINE_TYPE_DESCRIPTIONS: Readonly<Record<AllowedType, string>> = {
  mobile: 'Mobile phones, including numbers that may be mobile or fixed line, as in North America',
  fixed_line: 'Home and office landlines',
  toll_free: 'Free for the caller',
  premium_rate: 'More expensive to call, such as paid hotlines',
  shared_cost: 'The caller and the recipient share the cost',
  voip: 'Internet numbers not tied to a location',
  personal_number: 'Personal numbers that forward to any phone',
  pager: 'Pagers, which receive only short messages or tones',
  uan: 'One number that reaches every office of a company',
  voicemail: 'Voicemail access numbers',
};

const LINE_TYPES: INodePropertyOptions[] = PHONE_TYPES.map((value) => ({
  name: titleOf(value),
  value,
  description: LINE_TYPE_DESCRIPTIONS[value],
})).sort((a, b) => alphabetical(a.name, b.name));

function titleOf(type: string): string {
  if (type === 'voip') return 'VoIP';
  if (type === 'uan') return 'Universal Access Number (UAN)';
  return type.replace(/(?:^|_)(\w)/g, (_match, letter: string) => ` ${letter.toUpperCase()}`).trim();
}

const allowPossible: INodeProperties = {
  displayName: 'Allow Possible Numbers',
  name: 'allowPossible',
  type: 'boolean',
  default: false,
  description:
    'Whether to accept numbers of the right length even if their range is not in service. Leave this off to avoid paying for numbers that cannot exist.',
};

const allowedCountries: INodeProperties = {
  displayName: 'Allowed Countries',
  name: 'allowedCountries',
  type: 'multiOptions',
  default: [],
  description: 'Numbers from other countries are rejected, free of charge. Empty allows all.',
  get options() {
    return countryOptions();
  },
};

const allowedTypes: INodeProperties = {
  displayName: 'Allowed Line Types',
  name: 'allowedTypes',
  type: 'multiOptions',
  default: [],
  description: 'Numbers of other types are rejected, free of charge. Empty allows all.',
  options: LINE_TYPES,
};

const bareDigits: INodeProperties = {
  displayName: 'Bare Digits',
  name: 'bareDigits',
  type: 'options',
  default: 'national',
  description: 'How to read numbers without a plus sign',
  options: [
    {
      name: 'International',
      value: 'international',
      description: 'They start with a country code but lost the plus sign',
    },
    {
      name: 'National',
      value: 'national',
      description: 'They are in the default country',
    },
    {
      name: 'National First, Then International',
      value: 'either',
      description: 'Try the default country, then as an international number',
    },
  ],
};

const rejectedItems: INodeProperties = {
  displayName: 'Rejected Items',
  name: 'rejectedItems',
  type: 'options',
  // The outputs depend on it, and n8n needs them before there is an item to evaluate an expression for.
  noDataExpression: true,
  default: 'output',
  description:
    "Where rejected values go. Unless they have their own output, the node has only one, and n8n deletes the connection of 'Rejected'.",
  options: [
    {
      name: 'Drop',
      value: 'drop',
      description: 'Nowhere; the output panel says how many there were',
    },
    {
      name: 'In the Same Output',
      value: 'together',
      description: "After the others or, with 'One Item per Row', in the order of the items",
    },
    {
      name: 'In Their Own Output',
      value: 'output',
      description: 'A second branch, for example to have them corrected',
    },
  ],
};

const maxLookups: INodeProperties = {
  displayName: 'Max Lookups',
  name: 'maxLookups',
  type: 'number',
  typeOptions: wholeNumber('maxLookups'),
  default: 0,
  description: 'Send nothing if an execution would look up more numbers. 0 means no limit.',
};

const numberFormat: INodeProperties = {
  displayName: 'Number Format',
  name: 'numberFormat',
  type: 'options',
  default: 'e164',
  description: 'How numbers are written in requests. Kaleyra documents E.164.',
  options: [
    { name: 'Digits', value: 'digits', description: 'Such as 442079460958' },
    { name: 'E.164', value: 'e164', description: 'Such as +442079460958' },
  ],
};

const retryUnconfirmed: INodeProperties = {
  displayName: 'Retry Unconfirmed',
  name: 'retryUnconfirmed',
  type: 'boolean',
  default: false,
  description:
    'Whether to retry a paid request that Kaleyra may already have processed, for example after a timeout. Such a number is sent at most 5 times, and may be charged as often.',
};

/** How long to wait for each response. */
export const timeout: INodeProperties = {
  displayName: 'Timeout (Seconds)',
  name: 'timeout',
  type: 'number',
  typeOptions: wholeNumber('timeout'),
  default: DEFAULT_TIMEOUT_SECONDS,
  description: 'How long to wait for each response; at most 30 seconds for details',
};

/** The default batch size of a bulk lookup. */
export const BULK_BATCH_SIZE = 1000;

/** The maximum numbers per request of a bulk lookup. */
export const bulkBatchSize: INodeProperties = {
  displayName: 'Batch Size',
  name: 'batchSize',
  type: 'number',
  typeOptions: wholeNumber('batchSize'),
  default: BULK_BATCH_SIZE,
  description: 'Maximum numbers per request. Kaleyra documents no limit.',
};

/** The options of every operation that parses phone numbers. */
export const PARSING_OPTIONS: readonly INodeProperties[] = [
  allowPossible,
  allowedCountries,
  allowedTypes,
  bareDigits,
  rejectedItems,
];

/** The options of every operation that costs money. */
export const PAID_OPTIONS: readonly INodeProperties[] = [
  ...withToolDefault(maxLookups, MAX_LOOKUPS_OF_A_TOOL),
  numberFormat,
  retryUnconfirmed,
  timeout,
];
