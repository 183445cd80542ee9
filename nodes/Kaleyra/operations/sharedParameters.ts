import type { INodeProperties } from 'n8n-workflow';

import { countryOptions } from './options';

/** The phone number, or several, of each item. */
export const phone: INodeProperties = {
  displayName: 'Phone',
  name: 'phone',
  type: 'string',
  // n8n inserts a dragged field where it is dropped, so any text here would break it. Not `required`, because n8n would
  // refuse to run before the node can say what to do.
  default: '',
  placeholder: 'e.g. drag a field here, such as {{ $json.phone }}',
  description:
    'Drag the field with the phone numbers here. A cell can hold several numbers, separated by commas or line breaks.',
  hint: 'All items are processed together, each unique number only once',
};

/** The country assumed for numbers without a country code. */
export const defaultCountry: INodeProperties = {
  displayName: 'Default Country',
  name: 'defaultCountry',
  type: 'options',
  default: '',
  description:
    'The country to assume for numbers without a country code. An expression can take a two-letter code from each item.',
  get options() {
    return [{ name: 'None (Reject Numbers Without a Country Code)', value: '' }, ...countryOptions()];
  },
};

/** What one output item stands for. */
export const output: INodeProperties = {
  displayName: 'Output',
  name: 'output',
  type: 'options',
  default: 'lookups',
  options: [
    {
      name: 'One Item per Lookup ID',
      value: 'lookups',
      description: 'The lookup in flat fields, linked to the first item with its number',
    },
    {
      name: 'One Item per Row',
      value: 'rows',
      description: "Every item with its own fields unchanged and the lookup under 'lookup'",
    },
  ],
};
