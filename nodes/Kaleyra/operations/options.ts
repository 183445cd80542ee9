import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { DEFAULT_TIMEOUT_SECONDS } from '../n8n/settings';
import { listCountries, PHONE_TYPES, type AllowedType } from '../phone';

let countries: INodePropertyOptions[] | undefined;

/**
 * Every country, by name. Naming them takes as long as loading everything else, so that is left until somebody wants to
 * see the list.
 */
export function countryOptions(): INodePropertyOptions[] {
  countries ??= listCountries().map(({ code, name }) => ({ name, value: code }));
  return countries;
}

const LINE_TYPE_DESCRIPTIONS: Readonly<Record<AllowedType, string>> = {
  mobile: 'Mobile phones, and numbers that may be either, as in North America',
  fixed_line: 'Landlines of homes and offices',
  toll_free: 'Free of charge for the caller',
  premium_rate: 'Dearer for the caller than usual, such as hotlines',
  shared_cost: 'The caller and the called party share the price',
  voip: 'Internet telephony that is not bound to a place',
  personal_number: 'Follow one person from line to line',
  pager: 'Receive short texts or signals only',
  uan: 'One number for all branches of a company',
  voicemail: 'Mailboxes that take spoken messages',
};

const LINE_TYPES: INodePropertyOptions[] = PHONE_TYPES.map((value) => ({
  name: titleOf(value),
  value,
  description: LINE_TYPE_DESCRIPTIONS[value],
})).sort((a, b) => a.name.localeCompare(b.name, 'en'));

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
    'Whether to take numbers that have a possible length although their digits are not in use. Turned off, it saves paying for numbers that cannot exist.',
};

const allowedCountries: INodeProperties = {
  displayName: 'Allowed Countries',
  name: 'allowedCountries',
  type: 'multiOptions',
  default: [],
  description: 'Numbers of all other countries are rejected before they cost anything. Leave empty for all.',
  get options() {
    return countryOptions();
  },
};

const allowedTypes: INodeProperties = {
  displayName: 'Allowed Line Types',
  name: 'allowedTypes',
  type: 'multiOptions',
  default: [],
  description: 'Numbers of all other types are rejected before they cost anything. Leave empty for all.',
  options: LINE_TYPES,
};

const bareDigits: INodeProperties = {
  displayName: 'Bare Digits',
  name: 'bareDigits',
  type: 'options',
  default: 'national',
  description: 'How to read digits without a plus',
  options: [
    {
      name: 'International',
      value: 'international',
      description: 'They begin with a country code whose plus was lost',
    },
    {
      name: 'National',
      value: 'national',
      description: 'They are a number of the default country',
    },
    {
      name: 'National First, Then International',
      value: 'either',
      description: 'As a country code only where they are no number of the default country',
    },
  ],
};

const maxLookups: INodeProperties = {
  displayName: 'Max Lookups',
  name: 'maxLookups',
  type: 'number',
  typeOptions: { minValue: 0, numberPrecision: 0 },
  default: 0,
  description:
    'Send nothing at all if more different numbers than this would be looked up. 0 is no limit; as a tool of an agent it is 100 unless set.',
};

const numberFormat: INodeProperties = {
  displayName: 'Number Format',
  name: 'numberFormat',
  type: 'options',
  default: 'e164',
  description:
    'How numbers are written in requests. Kaleyra documents E.164, but its answers come without the plus.',
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
    'Whether to send a paid request again although Kaleyra may have processed it, as after a timeout. Those numbers may then be paid twice.',
};

/** How long to wait for the response to one request. */
export const timeout: INodeProperties = {
  displayName: 'Timeout',
  name: 'timeout',
  type: 'number',
  typeOptions: { minValue: 1, numberPrecision: 0 },
  default: DEFAULT_TIMEOUT_SECONDS,
  description: 'Seconds to wait for the answer to one request. Requests for details never wait more than 30.',
};

/** The batch size of a bulk lookup. */
export const BULK_BATCH_SIZE = 1000;

/** How many numbers a bulk lookup sends in one request. */
export const bulkBatchSize: INodeProperties = {
  displayName: 'Batch Size',
  name: 'batchSize',
  type: 'number',
  typeOptions: { minValue: 1, numberPrecision: 0 },
  default: BULK_BATCH_SIZE,
  description: 'How many numbers go into one request. Kaleyra documents no limit.',
};

/** The options of every operation that reads phone numbers. */
export const PARSING_OPTIONS: readonly INodeProperties[] = [
  allowPossible,
  allowedCountries,
  allowedTypes,
  bareDigits,
];

/** The options of every operation that costs money. */
export const PAID_OPTIONS: readonly INodeProperties[] = [maxLookups, numberFormat, retryUnconfirmed, timeout];
