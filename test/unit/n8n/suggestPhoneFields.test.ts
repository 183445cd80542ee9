import { describe, expect, test } from '@jest/globals';

import { suggestPhoneFields as suggest } from '../../../nodes/Kaleyra/n8n/suggestPhoneFields';

/** What the expressions name, without the braces, `$json` and the quotes. */
const suggestPhoneFields = (rows: ReadonlyArray<Readonly<Record<string, unknown>>>): string[] =>
  suggest(rows).map((expression) => expression.replaceAll(/^\{\{ \$json\.?|\[?'\]?| \}\}$/g, ''));

describe('fields that look like phone numbers', () => {
  test.each([
    [{ Phone: '' }, ['Phone']],
    [{ 'Mobile No': 'x' }, ['Mobile No']],
    [{ cell: '' }, ['cell']],
    [{ msisdn: '' }, ['msisdn']],
    [{ WhatsApp: '' }, ['WhatsApp']],
    [{ tel: '' }, ['tel']],
    [{ 'work tel': '' }, ['work tel']],
    [{ Telefonnummer: '' }, ['Telefonnummer']],
    [{ Handy: '' }, ['Handy']],
    [{ 'work cell': '' }, ['work cell']],
    [{ 'tel no': '' }, ['tel no']],
    [{ tel_1: '' }, ['tel_1']],
    [{ numero: '' }, ['numero']],
    [{ número: '' }, ['número']],
    [{ hotel: 'Ritz', name: 'Ann', total: 12 }, []],
    [{ cancelled: '', excellent: '', cellex: '', 'tell me': '' }, []],
    [{ contact: '+91 98765 43210' }, ['contact']],
    [{ contact: 9876543210 }, ['contact']],
    [{ contact: "'9876543210" }, ['contact']],
    [{ contact: ' "9876543210' }, ['contact']],
    [{ contact: '123 4567' }, ['contact']],
    [{ contact: 'call 9876543210' }, []],
    [{ contact: 'x9876543210' }, []],
    [{ contact: '9876543210 x' }, []],
    [{ zip: '110001', year: 2026, note: '--------' }, []],
    [{ contact: { mobile: '9876543210', name: 'Ann' } }, ['contact.mobile']],
    [{ contact: { first: 9876543210 } }, ['contact.first']],
    [{ phone: null, mobile: true, cell: ['9876543210'], tel: { deep: { phone: '9876543210' } } }, []],
    [{ [`phone ${'x'.repeat(95)}`]: '', note: ' '.repeat(44) + '9876543210' }, []],
    [{}, []],
  ])('in %j: %j', (row, expected) => {
    expect(suggestPhoneFields([row])).toEqual(expected);
  });

  test('come likeliest first: name and value, then name, then value', () => {
    const row = { id: '9876543211', phone: 'n/a', mobile: '9876543210', phone_country: 'IN', phoneType: 'x' };
    expect(suggestPhoneFields([row])).toEqual(['mobile', 'phone', 'id']);
  });

  test('are collected over the first fifty rows', () => {
    expect(suggestPhoneFields([{ a: '9876543210' }, { b: '9876543210' }, { b: '9876543211' }])).toEqual([
      'b',
      'a',
    ]);
    const rows = [...new Array<object>(50).fill({}), { phone: '9876543210' }];
    expect(suggestPhoneFields(rows.map((row) => ({ ...row })))).toEqual([]);
    expect(suggestPhoneFields(rows.slice(1).map((row) => ({ ...row })))).toEqual(['phone']);
  });

  test('are among the first 200 fields of a row', () => {
    const others = Object.fromEntries(Array.from({ length: 199 }, (_, i) => [`a${i}`, '']));
    expect(suggestPhoneFields([{ ...others, phone: '', mobile: '' }])).toEqual(['phone']);
  });

  test('are none without rows', () => {
    expect(suggestPhoneFields([])).toEqual([]);
  });
});

describe('the expression of a field', () => {
  test.each([
    [{ phone: '' }, ['{{ $json.phone }}']],
    [{ 'Phone (mobile)': '' }, ["{{ $json['Phone (mobile)'] }}"]],
    [{ 'contact.phone': '' }, ["{{ $json['contact.phone'] }}"]],
    [{ contact: { 'work tel': '' } }, ["{{ $json.contact['work tel'] }}"]],
    [{ número: '' }, ["{{ $json['número'] }}"]],
    [{ '1 phone': '' }, ["{{ $json['1 phone'] }}"]],
  ])('in %j', (row, expected) => {
    expect(suggest([row])).toEqual(expected);
  });

  test.each([
    "Ann's phone",
    'phone }}',
    'phone{',
    'phone\\',
    '<b>phone</b>',
    'phone & tel',
    'phone\n',
    '\u2028phone',
  ])('is not suggested if it cannot be pasted as it is: %j', (name) =>
    expect(suggest([{ [name]: '+91 98765 43210' }])).toEqual([]),
  );
});
