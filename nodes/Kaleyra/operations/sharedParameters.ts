import type { INodeProperties } from 'n8n-workflow';

import { countryOptions } from './options';
import { definedByModel, withToolDefault } from './toolParameters';

const PHONE: INodeProperties = {
  displayName: 'Phone',
  name: 'phone',
  type: 'string',
  // n8n inserts a dragged field where it is dropped, so any text here would break it. Not `required`, because n8n would
  // refuse to run before the node can say what to do.
  default: '',
  placeholder: 'e.g. drag a field here, such as {{ $json.phone }}',
  description: 'Drag the field with the phone numbers here. A cell can hold several numbers.',
  hint: 'All items are processed together, each unique number only once',
};

/** The phone number, or several, of each item; as a tool, what the model gives. */
export const phone = withToolDefault(
  PHONE,
  definedByModel({
    name: 'Phone',
    description:
      'One phone number or several, separated by commas, with country codes where they are known, such as +44 20 7946 0958',
  }),
);

const DEFAULT_COUNTRY: INodeProperties = {
  displayName: 'Default Country',
  name: 'defaultCountry',
  type: 'options',
  default: '',
  description: 'Country of numbers without a country code. An expression is read for each item.',
  get options() {
    return [{ name: 'None (Reject Numbers Without a Country Code)', value: '' }, ...countryOptions()];
  },
};

/** The country assumed for numbers without a country code; as a tool, what the model gives, if anything. */
export const defaultCountry = withToolDefault(
  DEFAULT_COUNTRY,
  definedByModel({
    name: 'Default_Country',
    description:
      'Two-letter code of the country that numbers without a country code are from, such as GB. Empty if unknown.',
    fallback: '',
  }),
);

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
