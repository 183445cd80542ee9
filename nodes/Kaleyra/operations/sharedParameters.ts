import type { INodeProperties } from 'n8n-workflow';

import { countryOptions } from './options';

/** The number or numbers of each item. */
export const phone: INodeProperties = {
  displayName: 'Phone',
  name: 'phone',
  type: 'string',
  default: '={{ $json.phone }}',
  required: true,
  placeholder: 'e.g. +44 20 7946 0958',
  description:
    'The phone number of each row. Text, a number or a list; one cell may hold several numbers, parted by comma, semicolon, slash, line break or a word.',
  hint: 'Read for every item; all items go out together, each different number once',
};

/** The country of numbers without a country code. */
export const defaultCountry: INodeProperties = {
  displayName: 'Default Country',
  name: 'defaultCountry',
  type: 'options',
  default: '',
  description:
    'The country of numbers that are written without a country code. Read for every item: an expression may give a two-letter code from the row.',
  get options() {
    return [{ name: 'None (Numbers Without a Country Code Are Rejected)', value: '' }, ...countryOptions()];
  },
};

/** Which items come out. */
export const output: INodeProperties = {
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
};
