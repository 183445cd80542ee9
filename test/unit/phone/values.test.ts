import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { createCellReader } from '../../../nodes/Kaleyra/phone';
import { unwrapValue } from '../../../nodes/Kaleyra/phone/unwrap/values';
import fixtures from '../../fixtures/values.json';
import { DEFAULT_RULES, outcomes, parser } from './tools';

const parse = parser();

/** The parts of a value. */
function unwrapAll(value: unknown): unknown[] {
  return [...unwrapValue(value)].filter((part) => part !== null);
}

/** E.164 or reason for each part of a value. */
function read(value: unknown, rowCountry = 'US'): string[] {
  return outcomes(parse(value, rowCountry));
}

/** The value at a path such as `phoneNumbers.0`; a key may contain dots and spaces. */
function at(value: unknown, path: string): unknown {
  if (path === '') return value;
  const record = value as Record<string, unknown>;
  if (path in record) return record[path];
  const [first = '', ...rest] = path.split('.');
  return at(record[first], rest.join('.'));
}

const DRAGS = fixtures.flatMap(({ node, country, value, drags }) =>
  Object.entries(drags as Record<string, string[]>).map(([path, expected]) => ({
    node,
    path,
    country,
    dragged: at(value, path),
    expected,
  })),
);

describe('what a node emits for phones', () => {
  test.each(fixtures.map(({ node, source }) => [node, source]))('%s is documented', (_node, source) => {
    expect(source).toMatch(/^https:\/\/|^n8n-io\/n8n packages\//);
  });

  test.each(DRAGS)('$node: dragging "$path" gives $expected', ({ dragged, country, expected }) => {
    expect(read(dragged, country).filter((outcome) => outcome.startsWith('+'))).toEqual(expected);
  });

  test.each(DRAGS)('$node: "$path" as JSON text gives the same', ({ dragged, country }) => {
    const isContainer = typeof dragged === 'object' && dragged !== null;
    const json = isContainer ? JSON.stringify(dragged) : dragged;
    expect(read(json, country)).toEqual(read(dragged, country));
    if (isContainer)
      expect(read(`\n ${JSON.stringify(dragged, null, 2)}\n`, country)).toEqual(read(dragged, country));
  });

  test.each(DRAGS.filter(({ expected }) => expected.length > 0))(
    '$node: nothing beside the numbers in "$path" is rejected',
    ({ dragged, country, expected }) => {
      expect(read(dragged, country)).toEqual(expected);
    },
  );
});

const NUMBER = '+14155550132';

describe('an object', () => {
  test.each<[string, unknown, string[]]>([
    // One number for each line, the best form of it
    ['the canonical form first', { value: '(646) 555-0144', canonicalForm: NUMBER }, [NUMBER]],
    ['the value where the canonical form is blank', { value: NUMBER, canonicalForm: '' }, [NUMBER]],
    ['a phone before a house number', { street: 'Main St', number: '12', phone: NUMBER }, [NUMBER]],
    ['Google Places', { formatted_phone_number: '1', international_phone_number: NUMBER }, [NUMBER]],
    ['several lines', { mobile: NUMBER, home: '1', phone2: '4155550133' }, [NUMBER, '+14155550133']],
    ['equal digits once', { phone: NUMBER, mobile: '1 415 555 0132' }, [NUMBER]],
    ['a fax only where there is no other', { phone: NUMBER, fax: '+14155550139' }, [NUMBER]],
    ['a fax alone', { name: 'Fax', value: NUMBER }, [NUMBER]],
    // With its own country
    ['a country code', { number: '2079460123', countryCode: 'GB' }, ['+442079460123']],
    ['a calling code', { phone: '2079460123', country_code: '+44' }, ['+442079460123']],
    ['a calling code as a number', { phone: '2079460123', callingCode: 44 }, ['+442079460123']],
    ['a prefix', { prefix: '+44', number: '2079460123' }, ['+442079460123']],
    ['a country by name', { phone: '2079460123', Country: 'United Kingdom' }, ['+442079460123']],
    [
      'a country in an object',
      { phone: '2079460123', country: { iso2: 'GB', name: 'x' } },
      ['+442079460123'],
    ],
    [
      'the phone’s before the person’s',
      { phone: '2079460123', phoneCountry: 'GB', country: 'IN' },
      ['+442079460123'],
    ],
    [
      'the one of its address',
      { billing_phone: '2079460123', billing_country: 'GB', shipping_country: 'IN' },
      ['+442079460123'],
    ],
    ['none of another address', { phone: '4155550132', mailing_country: 'GB' }, [NUMBER]],
    ['one that is not known', { phone: '4155550132', country: 'N/A' }, [NUMBER]],
    ['two that differ', { phone: '4155550132', countryCode: 'GB', callingCode: '+1' }, ['UNKNOWN_COUNTRY']],
    ['that around a list', { country: 'GB', phones: ['2079460123'] }, ['+442079460123']],
    ['an area code', { area: '415', phone: '555-0132' }, [NUMBER]],
    ['an area code that is there already', { areaCode: '415', number: '4155550132' }, [NUMBER]],
    // Wherever it is
    ['a row', { row_number: 4155550199, Name: 'Asha', 'Mobile No.': '415 555 0132' }, [NUMBER]],
    ['a row in German', { Kundennummer: 4155550199, Mobiltelefon: '415 555 0132' }, [NUMBER]],
    ['a row in Japanese', { 名前: 'A', 電話番号: '415 555 0132' }, [NUMBER]],
    ['a row in Korean', { 전화번호: '415 555 0132' }, [NUMBER]],
    ['a row in Russian', { Телефон: '415 555 0132' }, [NUMBER]],
    ['a row in Arabic', { 'رقم الهاتف': '415 555 0132' }, [NUMBER]],
    ['the body of a webhook', { headers: { 'x-phone': '4155550199' }, body: { phone: NUMBER } }, [NUMBER]],
    ['the shallowest', { phone: NUMBER, account: { phone: '+16465550144' } }, [NUMBER]],
    ['a deeper one where the first is blank', { phone: null, customer: { phone: NUMBER } }, [NUMBER]],
    [
      'a custom field',
      {
        custom: [
          { key: 'order', value: '4155550199' },
          { key: 'phone', value: NUMBER },
        ],
      },
      [NUMBER],
    ],
    [
      'a question',
      {
        answers: [
          { question: 'Your phone?', answer: NUMBER },
          { question: 'Age', answer: '42' },
        ],
      },
      [NUMBER],
    ],
    [
      'a lead of Facebook',
      {
        field_data: [
          { name: 'phone_number', values: [NUMBER] },
          { name: 'email', values: ['a@b.c'] },
        ],
      },
      [NUMBER],
    ],
    [
      'FHIR',
      {
        telecom: [
          { system: 'phone', value: NUMBER },
          { system: 'email', value: 'a@b.c' },
        ],
      },
      [NUMBER],
    ],
    ['XML', { phone: { _: NUMBER, $: { type: 'work' } } }, [NUMBER]],
    ['Firestore', { phone: { stringValue: NUMBER } }, [NUMBER]],
    ['DynamoDB', { phone: { N: '4155550132' } }, [NUMBER]],
    ['GraphQL', { phones: { edges: [{ node: { number: NUMBER } }] } }, [NUMBER]],
    ['a list of PHP', { 0: { value: NUMBER }, 1: { value: '4155550133' } }, [NUMBER, '+14155550133']],
    ['JSON in a field', { phones: `[{"number":"${NUMBER}"}]` }, [NUMBER]],
    [
      'monday.com',
      {
        id: 'phone',
        type: 'phone',
        text: '14155550132',
        value: '{"phone":"14155550132","countryShortName":"US"}',
      },
      [NUMBER],
    ],
    ['a number in a Notion column for figures', { Phone: { type: 'number', number: 4155550132 } }, [NUMBER]],
    [
      'a formula of Notion',
      { Phone: { type: 'formula', formula: { type: 'string', string: NUMBER } } },
      [NUMBER],
    ],
    [
      'a rich text of Notion',
      { Phone: { type: 'rich_text', rich_text: [{ plain_text: '415 555 0132' }] } },
      [NUMBER],
    ],
    [
      'our own item',
      { phone_number: NUMBER, phone_input: '415 555 0132', phone_reading: 'national' },
      [NUMBER],
    ],
    [
      'notes about a phone',
      { phone: NUMBER, phone_note: 'or 415 555 0199', phone_hash: '4155550199' },
      [NUMBER],
    ],
    ['whose it is', { user_phone: NUMBER, 'Order Phone': '4155550133' }, [NUMBER, '+14155550133']],
    ['a text without digits beside a number', { phone: 'hello', mobile: NUMBER, cell: 'N/A' }, [NUMBER]],
    ['a text without digits alone', { phone: 'hello' }, ['NOT_A_NUMBER']],
    // Messages
    [
      'Evolution API',
      {
        data: { key: { remoteJid: '14155550132@s.whatsapp.net', fromMe: false } },
        sender: '16465550144@s.whatsapp.net',
      },
      [NUMBER],
    ],
    ['whatsapp-web.js', { from: '16465550144@c.us', to: '14155550132@c.us', fromMe: true }, [NUMBER]],
    [
      'Vonage',
      { msisdn: '14155550132', to: '16465550144', messageId: '0A0000000123ABCD1', text: 'Hi' },
      [NUMBER],
    ],
    ['MessageBird', { originator: 14155550132, recipient: 16465550144, body: 'Hi' }, [NUMBER]],
    [
      'RingCentral',
      { direction: 'Inbound', from: { phoneNumber: NUMBER }, to: [{ phoneNumber: '+16465550144' }] },
      [NUMBER],
    ],
    ['OpenPhone', { direction: 'outgoing', from: '+16465550144', to: [NUMBER] }, [NUMBER]],
    ['Telegram', { message: { contact: { phone_number: '14155550132', user_id: 4155550199 } } }, [NUMBER]],
    ['Calendly', { payload: { text_reminder_number: '+1 415-555-0132', event: '4155550199' } }, [NUMBER]],
  ])('%s', (_name, value, expected) => {
    expect(read(value)).toEqual(expected);
    expect(read(JSON.stringify(value))).toEqual(expected);
  });

  test.each<[string, unknown]>([
    ['no field', {}],
    ['fields of other things', { email: 'a@b.c', id: 4155550199, zip: '4155550199' }],
    ['a phone’s ID', { phone_number_id: '106540352242922', phone_verified: 'true', phoneType: 'work' }],
    ['an email', { type: 'email', value: '4155550199@example.com' }],
    ['money', { value: 4155550199, currency: 'INR' }],
    ['a figure', { type: 'number', number: 4155550199 }],
    ['an order', { key: 'order', value: '4155550199' }],
    ['codes of a mobile network', { mobile_country_code: '310', mobile_network_code: '456' }],
    ['times', { from: 1700000000, to: 1700003600 }],
    ['times as text', { from: '1700000000000', to: '1700003600000' }],
    ['dates', { from: '2026-01-15', to: '2026-02-15', text: 'x' }],
    ['a place', { home: '12 Main Street', work: '5 High Street' }],
    [
      'words that only sound like it',
      {
        phoneticName: 'x',
        microphone: '4155550199',
        cellar: '4155550199',
        excellent: '4155550199',
        telegram_id: 4155550199,
        telemetry: 4155550199,
      },
    ],
    ['a count', { number_of_employees: 4155550199, house_number: '12', order_number: '4155550199' }],
    ['somebody else', { name: 'x', owner: { phone: NUMBER } }],
    ['visits by device', { desktop: 4155550132, mobile: 4155550133, tablet: 12 }],
    ['a payment', { from: '4155550132', to: '6465550144', text: 'Rent', amount: 50 }],
    ['a reading', { value: 4155550132, timestamp: 1700000000 }],
    ['a card', { number: '378282246310005', cvc: '1234' }],
    ['sums', { primary: 4155550132, secondary: 6465550144 }],
    ['the device of a phone', { phone: { model: 'X1', imei: '490154203237518' } }],
    ['entries of a form by their numbers', { 1: 'Asha', 7: '4155550199' }],
    ['former values', { name: 'x', versions: [{ phone: NUMBER }] }],
  ])('%s is no phone number', (_name, value) => {
    expect(read(value)).toEqual(['NOT_A_NUMBER']);
  });

  test.each([
    [{ phone: null }],
    [{ phone: '' }],
    [{ phone: 'N/A' }],
    [{ phones: [] }],
    [{ phones: [null] }],
    [{ phone: {} }],
    [{ phone: { value: null } }],
    [{ phones: { primaryPhoneNumber: '', primaryPhoneCountryCode: '', additionalPhones: null } }],
  ])('%j holds a phone field with nothing in it', (value) => {
    expect(unwrapAll(value)).toEqual([{ text: expect.stringMatching(/^(?:N\/A)?$/) }]);
  });

  // Under a country in which the same bare digits are another number.
  test.each([
    { msisdn: '14155550132' },
    { e164: '14155550132' },
    { phone_e164: '14155550132' },
    { canonicalForm: '14155550132' },
    { wa_id: '14155550132' },
    { display_phone_number: '14155550132' },
  ])('%j begins with its calling code', (value) => {
    expect(read(value, 'DE')).toEqual([NUMBER]);
  });

  test.each([
    [{ phone: '2079460123', country: 'IN', countryCode: 'GB' }],
    [{ phone: '2079460123', country: 'IN', callingCode: '44' }],
    [{ phone: '2079460123', countryName: 'IN', iso2: 'GB' }],
    [{ phone: '2079460123', countryCode: 'IN', phoneCountry: 'GB' }],
    [{ phone: '2079460123', code: '+44', country: 'IN' }],
    [{ phone: '2079460123', country_short: 'GB', country: 'IN' }],
  ])('in %j the more exact country counts', (value) => {
    expect(read(value)).toEqual(['+442079460123']);
  });

  test.each(['area', 'areaCode', 'phoneAreaCode', 'city_code', 'STD', 'std_code', 'Vorwahl', 'lada', 'DDD'])(
    '%s is an area code',
    (name) => {
      expect(read({ phone: '555-0132', [name]: '415' })).toEqual([NUMBER]);
    },
  );

  test.each(['key', 'question', 'system', 'field', 'fieldName', 'slug', 'attribute', 'property'])(
    'a value whose %s is none of a phone is none',
    (name) => {
      expect(read({ [name]: 'budget', value: '4155550132' })).toEqual(['NOT_A_NUMBER']);
      expect(read({ [name]: 'phone', value: '4155550132' })).toEqual([NUMBER]);
    },
  );

  test.each(['name', 'label', 'title', 'type'])('a value whose %s is a kind of phone is one', (name) => {
    expect(read({ [name]: 'work', value: '4155550132' })).toEqual([NUMBER]);
    expect(read({ [name]: 'order', value: '4155550132' })).toEqual(['NOT_A_NUMBER']);
  });

  test('a person may have the name of a thing', () => {
    expect(read({ name: 'Asha Date', value: '4155550132' })).toEqual([NUMBER]);
    expect(read({ label: 'Asha Date', value: '4155550132' })).toEqual(['NOT_A_NUMBER']);
    expect(read({ name: 'Tax number', value: '4155550132' })).toEqual(['NOT_A_NUMBER']);
  });

  test.each(
    'email mail url link web website skype telegram date time datetime birthday order invoice account iban amount price currency postcode zip postal address age id checkbox select status city country'.split(
      ' ',
    ),
  )('a value labeled %s is none', (label) => {
    expect(read({ label, value: '4155550132' })).toEqual(['NOT_A_NUMBER']);
  });

  test.each(['number', 'formula', 'title', 'rich text', 'text'])(
    'the content of a column of type %s',
    (type) => {
      expect(read({ type, number: '4155550132' })).toEqual(['NOT_A_NUMBER']);
      expect(read({ Phone: { type, number: '4155550132' } })).toEqual([NUMBER]);
    },
  );

  test.each(
    'currency currency_code unit units amount price qty quantity total subtotal balance timestamp date time datetime ts min max avg sum percent exp exp_month expiryMonth cvc cvv iban bic sku isbn ean imei serial'.split(
      ' ',
    ),
  )('a value beside %s is a measure', (name) => {
    expect(read({ value: '4155550132', [name]: 1 })).toEqual(['NOT_A_NUMBER']);
    expect(read({ phone: { value: '4155550132', [name]: 1 } })).toEqual([NUMBER]);
  });

  test.each(['from', 'sender', 'caller', 'author', 'originator'])('%s wrote a message', (name) => {
    const message = { [name]: '14155550132', to: '16465550144' };
    for (const sign of [
      'body',
      'text',
      'message',
      'messageId',
      'MessageSid',
      'SmsId',
      'SmsSid',
      'CallSid',
      'MessageUUID',
    ]) {
      expect(read({ ...message, [sign]: 'x' }, 'DE')).toEqual([NUMBER]);
    }
    expect(read(message, 'DE')).toEqual(['NOT_A_NUMBER']);
    for (const money of ['currency', 'amount', 'iban', 'balance']) {
      expect(read({ ...message, text: 'x', [money]: 1 }, 'DE')).toEqual(['NOT_A_NUMBER']);
    }
  });

  test.each(['to', 'called', 'recipient', 'recipients', 'destination'])(
    'an outbound message went to %s',
    (name) => {
      const message = { from: '16465550144', [name]: '14155550132', body: 'x' };
      expect(read({ ...message, direction: 'outbound-api' }, 'DE')).toEqual([NUMBER]);
      expect(read({ ...message, fromMe: true }, 'DE')).toEqual([NUMBER]);
      expect(read({ ...message, direction: 'inbound' }, 'DE')).toEqual(['+16465550144']);
    },
  );

  test.each(['desktop', 'tablets'])('beside %s mobile is a figure', (name) => {
    expect(read({ mobile: 4155550132, [name]: 1 })).toEqual(['NOT_A_NUMBER']);
  });

  test.each(
    'versions history previous previous_phones old old_phone oldValue changes headers definition owner manager assistant agent created_by modifiedBy updatedBy lastModifiedBy'.split(
      ' ',
    ),
  )('what is in %s is not searched', (name) => {
    expect(read({ [name]: { phone: NUMBER } })).toEqual(['NOT_A_NUMBER']);
  });

  test.each(
    'home work business office main other primary secondary private personal default custom undefined null googleVoice'.split(
      ' ',
    ),
  )('%s is a kind of phone in a map of them', (name) => {
    expect(read({ [name]: NUMBER, mobile: '4155550133' })).toEqual([NUMBER, '+14155550133']);
    expect(read({ [name]: NUMBER, hobby: '4155550133' })).toEqual(['NOT_A_NUMBER']);
  });

  test('names its fields where none holds a phone number', () => {
    expect(unwrapAll({ email: 'a@b.c', id: 12 })).toEqual([
      {
        input: '{"email":"a@b.c","id":12}',
        reason: 'NOT_A_NUMBER',
        reasonText:
          'No phone number was found in this object. Its fields: email, id. Select the field that contains the number.',
      },
    ]);
  });

  test('names few of many fields, and long ones cut off', () => {
    const value = Object.fromEntries(
      Array.from({ length: 1_000 }, (_, i) => [`field ${i} ${'x'.repeat(500)}`, i]),
    );
    const [part] = unwrapAll(value);
    expect(part).toMatchObject({ reason: 'NOT_A_NUMBER', input: expect.stringMatching(/^.{250}…$/) });
    expect(part).toMatchObject({
      reasonText: expect.stringMatching(/Its fields: field 0 x{22}…, .*, field 7 x{22}…, …\. /),
    });
  });
});

describe('a list', () => {
  test('gives each element, in order', () => {
    expect(read([NUMBER, [4155550133, [{ phone: '415 555 0134' }]]])).toEqual([
      NUMBER,
      '+14155550133',
      '+14155550134',
    ]);
  });

  test('keeps a code and its number apart, for the parser to bind', () => {
    expect(unwrapAll(['+44', '2079460123'])).toEqual([{ text: '+44' }, { text: '2079460123' }]);
  });

  test('of records leaves out those that have no phone', () => {
    expect(read([{ phone: NUMBER }, { email: 'a@b.c' }, { phone: null }])).toEqual([NUMBER]);
    expect(read([{ email: 'a@b.c' }, { id: 12 }])).toEqual(['NOT_A_NUMBER', 'NOT_A_NUMBER']);
  });

  test('of different things rejects what is none', () => {
    expect(read([NUMBER, { email: 'a@b.c' }, null, true])).toEqual([NUMBER, 'NOT_A_NUMBER', 'NOT_A_NUMBER']);
  });

  test('is read again wherever it stands', () => {
    const phones = [NUMBER];
    expect(read([phones, phones])).toEqual([NUMBER, NUMBER]);
  });

  test.each([[[]], [[[], [[]]]], [new Array(3)], ['[]']])('%j is empty', (value) => {
    expect(read(value)).toEqual(['EMPTY']);
  });
});

describe('a country or a calling code in a list', () => {
  const GB = '+442079460123';
  test.each<[unknown, string[]]>([
    [['GB', '020 7946 0123'], ['AMBIGUOUS']],
    [['UK', '020 7946 0123'], [GB]],
    [['020 7946 0123', 'United Kingdom'], [GB]],
    [['44', '2079460123'], ['AMBIGUOUS']],
    [[44, 2079460123], ['AMBIGUOUS']],
    [['2079460123', '44'], ['AMBIGUOUS']],
    [['United Kingdom (+44)', '2079460123'], [GB]],
    [['+44 GB', '2079460123'], [GB]],
    [['+44', '', '2079460123'], [GB]],
    [['+44', null, '2079460123'], [GB]],
    [['+44', 'John', '2079460123'], [GB]],
    [['Country code: 44', '2079460123'], [GB]],
    [['London', '020 7946 0123'], ['AMBIGUOUS']],
    [['+33', '2079460123'], ['TOO_LONG']],
    [[['+44'], ['2079460123']], [GB]],
    [
      ['+44', '2079460123', '+44', '2079460124'],
      [GB, '+442079460124'],
    ],
    [{ phone: ['44', '2079460123'] }, ['AMBIGUOUS']],
    [{ phone: ['020 7946 0123', 'United Kingdom'] }, [GB]],
    [{ phone: ['+44', '2079460123', '+44', '2079460124'] }, [GB, '+442079460124']],
    // Numbers of their own
    [
      ['+91 98765 43210', 'GB', '020 7946 0123'],
      ['+919876543210', 'AMBIGUOUS'],
    ],
    [
      ['44 20 7946 0123', '98765 43210'],
      ['INVALID_RANGE', '+919876543210'],
    ],
    [
      ['98765 43210', 'Ravi'],
      ['+919876543210', 'NOT_A_NUMBER'],
    ],
    [
      ['98765 43210', 12],
      ['+919876543210', 'TOO_SHORT'],
    ],
    [
      ['Ravi', 'IN', '98765 43210'],
      ['NOT_A_NUMBER', 'NOT_A_NUMBER', '+919876543210'],
    ],
    [
      [{ cc: '44' }, '2079460123'],
      ['NOT_A_NUMBER', 'AMBIGUOUS'],
    ],
    [
      [{ phone: '2079460123', country: 'GB' }, 'Ravi', { phone: '2079460124' }],
      [GB, 'NOT_A_NUMBER', '+912079460124'],
    ],
    [
      [{ wa_id: '442079460123' }, 'GB'],
      [GB, 'NOT_A_NUMBER'],
    ],
  ])('%j under India is %j', (value, expected) => {
    expect(read(value, 'IN')).toEqual(expected);
    expect(read(JSON.stringify(value), 'IN')).toEqual(expected);
  });

  test.each([
    [['GB', '020 7946 0123'], 'AMBIGUOUS'],
    [['+44', '2079460123'], GB],
    [['2079460123', '+44'], GB],
  ])('in a long list, %j stay together', (pair, expected) => {
    const long = Array.from({ length: 400 }, () => pair).flat();
    expect(new Set(read(long, 'IN'))).toEqual(new Set([expected]));
  });
});

describe('the country of a number in an object', () => {
  const GB = '+442079460123';
  const PHONE = { phone: '2079460123' };

  test.each(
    'cc isd phone_code phoneCode phonecode phonePrefix phone_prefix intlCode telCode ddi indicatif landesvorwahl Ländercode prefijo prefisso codigo_pais c_code cntryCode 国家代码'.split(
      ' ',
    ),
  )('is that of its calling code: %s', (name) => {
    expect(read({ [name]: '44', ...PHONE }, 'IN')).toEqual([GB]);
    expect(read({ [name]: 44, ...PHONE }, 'IN')).toEqual([GB]);
    expect(read({ [name]: '+44', ...PHONE }, 'IN')).toEqual([GB]);
    expect(read({ [name]: 'x', ...PHONE }, 'IN')).toEqual(['+912079460123']);
  });

  test.each<[object, string, string]>([
    [{ prefix: '0171', number: '3920012' }, 'DE', '+491713920012'],
    [{ phone_prefix: '0664', phone: '1234567' }, 'AT', '+436641234567'],
    [{ Vorwahl: '0171', Rufnummer: '3920012' }, 'DE', '+491713920012'],
    [{ prefix: '347', number: '0312345' }, 'IT', '+393470312345'],
    [{ operatorCode: '050', number: '1234567' }, 'AE', '+971501234567'],
    [{ ddd: 11, telefone: 961234567 }, 'BR', '+5511961234567'],
    [{ prefix: '0044', number: '7400123456' }, 'DE', '+447400123456'],
    [{ prefix: '49', number: '1713920012' }, 'DE', '+491713920012'],
  ])('is before it in %j: a code, or what precedes it at home', (value, country, expected) => {
    expect(read(value, country)).toEqual([expected]);
  });

  // An area code, or the code of another line
  test.each('areaCode stdCode vorwahl lada mobileCode mobile_code'.split(' '))(
    'may be that of %s',
    (name) => {
      expect(read({ [name]: '44', ...PHONE }, 'IN')).toEqual(['AMBIGUOUS']);
      expect(read({ [name]: '+44', ...PHONE }, 'IN')).toEqual([GB]);
    },
  );

  test.each('pais país land pays paese kraj страна 国家 国 Ülke Negara ctry alpha2 iso2'.split(' '))(
    'is in a field called %s',
    (name) => {
      expect(read({ [name]: 'GB', ...PHONE }, 'IN')).toEqual([GB]);
      expect(read({ [name]: ['United Kingdom'], ...PHONE }, 'IN')).toEqual([GB]);
    },
  );

  test.each<[string, object, string]>([
    ['any field with a plus', { x: '+44' }, GB],
    ['a flag', { x: '🇬🇧' }, GB],
    ['the text of a field for phones', { mobile: '+44' }, GB],
    ['a field for the same phone', { number: '2079460123', phone: '+44' }, GB],
    ['a country as others write it', { country: { id: 77, title: 'United Kingdom' } }, GB],
    ['a country in depth', { country: { name: { common: 'United Kingdom' } } }, GB],
    ['the code of a country before its language', { country: { language: 'de', code: 'GB' } }, GB],
    ['the name of the field', { phone: null, 'Tel. +44': '2079460123' }, GB],
    ['none of a distance from UTC', { utc_offset: '+44' }, '+912079460123'],
    [
      'none of a currency, language or place',
      { currency: 'GBP', locale: 'en-GB', tz: 'GB' },
      '+912079460123',
    ],
    ['none of another code', { zip_code: '44', promoCode: '44' }, '+912079460123'],
    ['none of what else has a code', { product: { code: '44' } }, '+912079460123'],
    ['its own before that of an address', { country: 'IN', billing_country: 'GB' }, '+912079460123'],
    ['two that differ', { country: 'India', flag: '🇬🇧' }, 'UNKNOWN_COUNTRY'],
  ])('%s', (_name, stated, expected) => {
    expect(read({ ...PHONE, ...stated }, 'IN')).toEqual([expected]);
  });

  test.each<[object]>([
    ...'region regionCode nation Nationality countryId selectedCountry Country/Region countryRegion country_of_residence home_country country1 MailingCountry billingcountry Wohnland'
      .split(' ')
      .map((name): [object] => [{ [name]: 'United Kingdom', ...PHONE }]),
    [{ address: { country: 'GB' }, ...PHONE }],
    [{ address: '10 High Street, London, United Kingdom', ...PHONE }],
    [{ address: '10 High Street, London', ...PHONE }],
    [{ city: 'London', ...PHONE }],
    [{ addresses: [{ country: 'GB' }], ...PHONE }],
    [{ country: 'GB', contact: PHONE }],
    [{ customer: { address: { country: 'GB' } }, contact: PHONE }],
    [
      {
        answers: [
          { label: 'Country', value: 'GB' },
          { label: 'Phone', value: '2079460123' },
        ],
      },
    ],
    [
      [
        { label: 'Country', value: 'GB' },
        { label: 'Phone', value: '2079460123' },
      ],
    ],
    [{ phone: { details: { cc: '44' }, number: '2079460123' } }],
    [{ countries: ['GB', 'IN'], ...PHONE }],
    [{ codes: ['91', '44'], ...PHONE }],
    [{ 'UK Phone': '2079460123' }],
    [{ country: 'IN', phoneUK: '2079460123' }],
    [{ phone_gb: '2079460123' }],
    [{ code: '44', contact: PHONE }],
  ])('may be another one in %j', (value) => {
    expect(read(value, 'IN')).toEqual(['AMBIGUOUS']);
  });

  test('that of an address counts only where the number exists', () => {
    expect(read({ billing_country: 'GB', phone: '98765 43210' }, 'IN')).toEqual(['+919876543210']);
    expect(read({ billing_country: 'IN', phone: '98765 43210' }, 'GB')).toEqual(['+919876543210']);
    expect(read({ billing_country: 'IN', phone: '98765 43210' }, '')).toEqual(['+919876543210']);
    expect(read({ billing_country: 'X', phone: '98765 43210' }, 'IN')).toEqual(['+919876543210']);
    expect(read({ billing_country: 'GB', phone: '1' }, 'IN')).toEqual(['TOO_SHORT']);
    expect(read({ billing_country: 'IN', phone: '011 4989 1234' })).toEqual(['AMBIGUOUS']);
    expect(read({ billing_country: 'IN', phone: '+49 89 1234' })).toEqual(['+49891234']);
    expect(read({ billing_country: 'IN', phone: '(415) 555-0132' })).toEqual([NUMBER]);
    expect(read({ billing_country: 'IN', phone: '4155550132' })).toEqual(['AMBIGUOUS']);
    expect(read({ billing_country: 'GB', phone: '98765 43210, 2079460123' }, 'IN')).toEqual([
      '+919876543210',
      'AMBIGUOUS',
    ]);
  });

  test('short names of countries in capitals are labels, too', () => {
    expect(read({ 'PHONE NO': '020 7946 0123', 'MOBILE PH': '98765 43210' }, 'IN')).toEqual([
      '+912079460123',
      '+919876543210',
    ]);
    expect(read({ 'PHONE UK': '2079460123' }, 'IN')).toEqual(['AMBIGUOUS']);
    expect(read({ 'PHONE DE': '030 23125123' }, 'IN')).toEqual(['INVALID_RANGE']);
    expect(read({ 'PHONE GERMANY': '030 23125123' }, 'IN')).toEqual(['+493023125123']);
  });

  test('two small letters are a country only if they are nothing else', () => {
    expect(read({ phone_in: '2125550143' })).toEqual(['+12125550143']);
    expect(read({ telefono_de_casa: '3012345678' })).toEqual(['+13012345678']);
    expect(read({ phone_sx: '2125550143' })).toEqual(['+12125550143']);
  });

  test('a one-digit code around an object is a status', () => {
    expect(read({ code: 1, data: { phone: '13012345678' } }, 'CN')).toEqual(['+8613012345678']);
    expect(read({ prefix: '1', contact: PHONE }, 'IN')).toEqual(['AMBIGUOUS']);
  });

  test.each([
    ['cc=44&phone=2079460123', GB],
    ['phone=020+7946+0123&country=United%20Kingdom', GB],
    ['phone=%2B442079460123&cc=91', GB],
    ['name=Ravi&phone=9876543210', '+919876543210'],
  ])('in the form %s gives %s', (form, expected) => {
    expect(read(form, 'IN')).toEqual([expected]);
  });
});

test('both parties are read where nothing says which one is the user', () => {
  expect(read({ from: NUMBER, to: '+16465550144' })).toEqual([NUMBER, '+16465550144']);
  expect(read({ from: NUMBER, to: '+16465550144', body: 'x' })).toEqual([NUMBER]);
  expect(read({ from: '14155550132@c.us', to: '16465550144@c.us' })).toEqual([NUMBER]);
});

describe('a text', () => {
  test.each([
    ['4155550132'],
    ['"+14155550132"'],
    ['null'],
    ['true'],
    [''],
    ['[object Object]'],
    ['[(415) 555-0132](tel:+14155550132)'],
    ['[415] 555-0132'],
    ['{+14155550132}'],
    ['{"phone":"+14155550132"'],
    [`["${'1'.repeat(10_000)}"]`],
  ])('%s stays as it is', (text) => {
    expect(unwrapAll(text)).toEqual([{ text }]);
  });

  test.each([
    ['["+14155550132", 4155550133]', [NUMBER, '+14155550133']],
    ["['+14155550132', '415 555 0133']", [NUMBER, '+14155550133']],
    ["[{'value': '+14155550132', 'primary': True, 'note': None}]", [NUMBER]],
    ['\uFEFF{"phone":"+14155550132"}', [NUMBER]],
    [JSON.stringify([JSON.stringify([{ phone: NUMBER }])]), [NUMBER]],
  ])('%s is taken apart', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });
});

function thrower(): never {
  throw new RangeError('not for reading');
}

function cyclic(): object {
  const value: Record<string, unknown> = { phone: NUMBER };
  value.self = value;
  value.phones = [value];
  return value;
}

function selfHolding(): unknown[] {
  const value: unknown[] = [];
  value.push(value);
  return value;
}

function nested(depth: number, inside: unknown, wrap: (value: unknown) => unknown): unknown {
  let value = inside;
  for (let level = 0; level < depth; level += 1) value = wrap(value);
  return value;
}

function revoked(target: object): unknown {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
}

const inList = (value: unknown): unknown => [value];
const inObject = (value: unknown): unknown => ({ inner: value });

describe('a value of any JavaScript type', () => {
  test.each<[string, unknown, string[]]>([
    ['a number', 4155550132, [NUMBER]],
    ['a big integer', 14155550132n, [NUMBER]],
    ['a negative big integer', -4155550132n, ['NOT_A_NUMBER']],
    ['a negative number', -4155550132, ['NOT_A_NUMBER']],
    ['minus one', -1, ['NOT_A_NUMBER']],
    ['zero', 0, ['TOO_SHORT']],
    ['minus zero', -0, ['TOO_SHORT']],
    ['a fraction', 415555.0132, ['NOT_A_NUMBER']],
    ['NaN', Number.NaN, ['NOT_A_NUMBER']],
    ['infinity', Number.POSITIVE_INFINITY, ['NOT_A_NUMBER']],
    ['a number beyond all digits', 1e21, ['SCIENTIFIC_NOTATION']],
    ['a tiny number', 1e-7, ['SCIENTIFIC_NOTATION']],
    ['true', true, ['NOT_A_NUMBER']],
    ['null', null, ['EMPTY']],
    ['undefined', undefined, ['EMPTY']],
    ['a symbol', Symbol('4155550132'), ['NOT_A_NUMBER']],
    ['a function', () => NUMBER, ['NOT_A_NUMBER']],
    ['a date', new Date(0), ['NOT_A_NUMBER']],
    ['an invalid date', new Date(Number.NaN), ['NOT_A_NUMBER']],
    ['a map', new Map([['phone', NUMBER]]), ['NOT_A_NUMBER']],
    ['a regular expression', /4155550132/, ['NOT_A_NUMBER']],
    ['a boxed text', Object('4155550132'), ['NOT_A_NUMBER']],
    ['bytes', Buffer.from('4155550132'), ['NOT_A_NUMBER']],
    ['a buffer', new ArrayBuffer(8), ['NOT_A_NUMBER']],
    ['an error', new Error(NUMBER), ['NOT_A_NUMBER']],
    [
      'an object without a prototype',
      Object.assign(Object.create(null) as object, { phone: NUMBER }),
      [NUMBER],
    ],
    [
      'an object of a class',
      new (class Contact {
        phone = NUMBER;
      })(),
      [NUMBER],
    ],
    [
      'a getter',
      {
        get phone() {
          return NUMBER;
        },
      },
      [NUMBER],
    ],
    [
      'a getter that throws',
      {
        get id() {
          return thrower();
        },
        phone: NUMBER,
      },
      [NUMBER],
    ],
    [
      'a getter of a phone that throws',
      {
        get phone() {
          return thrower();
        },
      },
      ['NOT_A_NUMBER'],
    ],
    ['a toJSON that throws', { toJSON: thrower }, ['NOT_A_NUMBER']],
    ['a toString that throws', { phone: { toString: thrower } }, ['NOT_A_NUMBER']],
    ['a proxy that throws', new Proxy({}, { get: thrower, ownKeys: thrower }), ['NOT_A_NUMBER']],
    [
      'a proxy whose prototype throws',
      new Proxy({ phone: NUMBER }, { getPrototypeOf: thrower }),
      ['NOT_A_NUMBER'],
    ],
    ['a proxy of a list', new Proxy([NUMBER], {}), [NUMBER]],
    ['a revoked object', revoked({ phone: NUMBER }), ['NOT_A_NUMBER']],
    ['a revoked list beside a number', [NUMBER, revoked([NUMBER])], [NUMBER, 'NOT_A_NUMBER']],
    ['a cyclic object', cyclic(), [NUMBER]],
    ['a list that holds itself', selfHolding(), ['NOT_A_NUMBER']],
    ['a list as deep as is read', nested(6, NUMBER, inList), [NUMBER]],
    ['a list that is too deep', nested(7, NUMBER, inList), ['NOT_A_NUMBER']],
    ['a list deeper than the stack is tall', nested(50_000, NUMBER, inList), ['NOT_A_NUMBER']],
    ['an object as deep as is read', nested(8, { phone: NUMBER }, inObject), [NUMBER]],
    ['an object that is too deep', nested(9, { phone: NUMBER }, inObject), ['NOT_A_NUMBER']],
    [
      'an object deeper than the stack is tall',
      nested(50_000, { phone: NUMBER }, inObject),
      ['NOT_A_NUMBER'],
    ],
    ['a phone beside a deep list', { phone: NUMBER, x: nested(50_000, '+44', inList) }, [NUMBER]],
    ['a phone deeper than the stack is tall', { phone: nested(50_000, NUMBER, inObject) }, ['NOT_A_NUMBER']],
    [
      'a list of phones deeper than the stack is tall',
      { phone: nested(50_000, NUMBER, inList) },
      ['NOT_A_NUMBER'],
    ],
  ])('%s is read', (_name, value, expected) => {
    expect(read(value)).toEqual(expected);
  });

  test.each([[-4155550132], [-4155550132n]])(
    '%p was computed by a spreadsheet, and that is said',
    (value) => {
      expect(unwrapAll(value)).toMatchObject([{ reasonText: expect.stringMatching(/formula/) }]);
    },
  );

  test('a huge list is read, element by element, up to 100,000', () => {
    expect(unwrapAll(new Array<string>(100_000).fill(NUMBER))).toHaveLength(100_000);
    expect(unwrapAll(new Array<string>(100_001).fill(NUMBER))).toMatchObject([
      { input: 'list', reasonText: expect.stringMatching(/at most 100,000 values/) },
    ]);
  });

  test('what a list of lists of one list holds beyond 100,000 elements is not read, and that is said', () => {
    const value = nested(5, new Array<string>(20).fill(NUMBER), (list) => new Array<unknown>(20).fill(list));
    const parts = unwrapAll(value);
    expect(parts.length).toBeLessThanOrEqual(100_000);
    expect(parts).toContainEqual(expect.objectContaining({ reasonText: expect.stringMatching(/100,000/) }));
  });

  test('an object is searched up to 1,000 values, wherever they are in it', () => {
    const phones = (count: number): string[] =>
      Array.from({ length: count }, (_, i) => `+1415555${1000 + i}`);
    expect(unwrapAll({ phones: phones(999) })).toHaveLength(999);
    const tooLarge = [{ input: 'object', reasonText: expect.stringMatching(/at most 1,000 values/) }];
    expect(unwrapAll({ phones: phones(1_000) })).toMatchObject(tooLarge);
    expect(unwrapAll({ phone: NUMBER, a: { b: Object.fromEntries(phones(1_000).entries()) } })).toMatchObject(
      tooLarge,
    );
  });

  test('a list gives way after each element, whatever becomes of it', () => {
    const steps = (value: unknown): number => [...createCellReader(DEFAULT_RULES)(value, '')].length;
    for (const element of [NUMBER, null, '', 'x', {}, { name: 'Ann' }, { phone: '' }, '+44', [], [NUMBER]]) {
      expect(steps(Array(200).fill(element))).toBeGreaterThanOrEqual(199);
    }
  });

  test('whatever it is, there is at least one part, and nothing is thrown', () => {
    const keys = fc.constantFrom(
      'phone',
      'value',
      'number',
      'type',
      'country',
      'from',
      'to',
      'id',
      'phones',
      '0',
      '',
    );
    const leaves = fc.oneof(fc.string(), fc.integer(), fc.constant(NUMBER), fc.constant(null), fc.boolean());
    const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 6 },
        leaves,
        fc.array(tie('tree'), { maxLength: 4 }),
        fc.dictionary(keys, tie('tree'), { maxKeys: 4 }),
      ),
    }));
    fc.assert(
      fc.property(
        fc.oneof(
          tree,
          fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true }),
        ),
        (value) => {
          const parts = unwrapAll(value);
          expect(parts.length).toBeGreaterThan(0);
          for (const part of parts)
            expect(part).toEqual(
              expect.objectContaining(
                'text' in (part as object)
                  ? { text: expect.any(String) }
                  : { reasonText: expect.any(String) },
              ),
            );
        },
      ),
      { numRuns: 3_000 },
    );
  });
});
