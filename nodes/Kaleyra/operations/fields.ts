import type { IDisplayOptions, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { BULK_BATCH_SIZE, DEFAULT_TIMEOUT_SECONDS, NOW_BATCH_SIZE } from '../n8n/settings';
import { listCountries, PHONE_TYPES, type AllowedType } from '../phone';

const READS_NUMBERS = ['startBulk', 'lookUpNow', 'validate'];
const PAYS = ['startBulk', 'lookUpNow'];
const ASKS = ['startBulk', 'lookUpNow', 'getDetails'];

let countries: INodePropertyOptions[] | undefined;

// Naming every country takes as long as loading all the rest, so it is left until somebody wants to see the list.
function countryOptions(): INodePropertyOptions[] {
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

function shownFor(operation: string[]): IDisplayOptions {
  return { show: { operation } };
}

function optionFor(operation: string[]): IDisplayOptions {
  return { show: { '/operation': operation } };
}

/** The fields that several operations share, in the order in which they are shown. */
export const SHARED_FIELDS: INodeProperties[] = [
  {
    displayName: 'Phone',
    name: 'phone',
    type: 'string',
    default: '={{ $json.phone }}',
    required: true,
    placeholder: 'e.g. +44 20 7946 0958',
    description:
      'The phone number of each row. Text, a number or a list; one cell may hold several numbers, parted by comma, semicolon, slash, line break or a word.',
    hint: 'Read for every item; all items go out together, each different number once',
    displayOptions: shownFor(READS_NUMBERS),
  },
  {
    displayName: 'Default Country',
    name: 'defaultCountry',
    type: 'options',
    default: '',
    description:
      'The country of numbers that are written without a country code. Read for every item: an expression may give a two-letter code from the row.',
    get options() {
      return [{ name: 'None (Numbers Without a Country Code Are Rejected)', value: '' }, ...countryOptions()];
    },
    displayOptions: shownFor(READS_NUMBERS),
  },
  {
    displayName: 'Output',
    name: 'output',
    type: 'options',
    default: 'lookups',
    options: [
      {
        name: 'One Item per Lookup ID',
        value: 'lookups',
        description: 'The lookup in flat fields, linked to the first row with its number',
      },
      {
        name: 'One Item per Row',
        value: 'rows',
        description: "Every row with its own fields untouched and the lookup under 'lookup'",
      },
    ],
    displayOptions: shownFor(ASKS),
  },
];

/** The collection of options; each says for which operations it is there. */
export const OPTIONS: INodeProperties = {
  displayName: 'Options',
  name: 'options',
  type: 'collection',
  placeholder: 'Add option',
  default: {},
  options: [
    {
      displayName: 'Allow Possible Numbers',
      name: 'allowPossible',
      type: 'boolean',
      default: false,
      description:
        'Whether to take numbers that have a possible length although their digits are not in use. Turned off, it saves paying for numbers that cannot exist.',
      displayOptions: optionFor(READS_NUMBERS),
    },
    {
      displayName: 'Allowed Countries',
      name: 'allowedCountries',
      type: 'multiOptions',
      default: [],
      description:
        'Numbers of all other countries are rejected before they cost anything. Leave empty for all.',
      get options() {
        return countryOptions();
      },
      displayOptions: optionFor(READS_NUMBERS),
    },
    {
      displayName: 'Allowed Line Types',
      name: 'allowedTypes',
      type: 'multiOptions',
      default: [],
      description: 'Numbers of all other types are rejected before they cost anything. Leave empty for all.',
      options: LINE_TYPES,
      displayOptions: optionFor(READS_NUMBERS),
    },
    {
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
      displayOptions: optionFor(READS_NUMBERS),
    },
    {
      displayName: 'Batch Size',
      name: 'batchSize',
      type: 'number',
      typeOptions: { minValue: 1, numberPrecision: 0 },
      default: BULK_BATCH_SIZE,
      description: 'How many numbers go into one request. Kaleyra documents no limit.',
      displayOptions: optionFor(['startBulk', 'validate']),
    },
    {
      displayName: 'Batch Size',
      name: 'batchSize',
      type: 'number',
      typeOptions: { minValue: 1, numberPrecision: 0 },
      default: NOW_BATCH_SIZE,
      description: 'How many numbers go into one request at most; a web address holds about 130',
      displayOptions: optionFor(['lookUpNow']),
    },
    {
      displayName: 'Max Lookups',
      name: 'maxLookups',
      type: 'number',
      typeOptions: { minValue: 0, numberPrecision: 0 },
      default: 0,
      description:
        'Send nothing at all if more different numbers than this would be looked up. 0 is no limit; as a tool of an agent it is 100 unless set.',
      displayOptions: optionFor(PAYS),
    },
    {
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
      displayOptions: optionFor(PAYS),
    },
    {
      displayName: 'Retry Unconfirmed',
      name: 'retryUnconfirmed',
      type: 'boolean',
      default: false,
      description:
        'Whether to send a paid request again although Kaleyra may have processed it, as after a timeout. Those numbers may then be paid twice.',
      displayOptions: optionFor(PAYS),
    },
    {
      displayName: 'Timeout',
      name: 'timeout',
      type: 'number',
      typeOptions: { minValue: 1, numberPrecision: 0 },
      default: DEFAULT_TIMEOUT_SECONDS,
      description:
        'Seconds to wait for the answer to one request. Requests for details never wait more than 30.',
      displayOptions: optionFor(ASKS),
    },
  ],
};
