import { describe, expect, test } from '@jest/globals';

import { groupsOf } from '../../../nodes/Kaleyra/phone/unwrap/listGroups';
import { areaStated, countriesStated, statementsOf } from '../../../nodes/Kaleyra/phone/unwrap/countries';
import { unwrapMarkup } from '../../../nodes/Kaleyra/phone/unwrap/markup';
import {
  isNothing,
  listOf,
  looksLikePhone,
  parseContainer,
  plainText,
} from '../../../nodes/Kaleyra/phone/unwrap/shapes';
import { SourceText } from '../../../nodes/Kaleyra/phone/unwrap/sourceText';
import { unwrapValue } from '../../../nodes/Kaleyra/phone/unwrap/values';
import { wholeCellRejection } from '../../../nodes/Kaleyra/phone/unwrap/wholeCell';

function unwrapped(cell: string): { text: string; hasAddress: boolean } {
  const { text, hasAddress } = unwrapMarkup(new SourceText(cell));
  return { text: text.trim(), hasAddress };
}

describe('a link', () => {
  test.each([
    ['<tel:+14155550132|415-555-0132>', 'tel:+14155550132'],
    ['<tel:+14155550132|(415) 555-0199>', 'tel:+14155550132 ; (415) 555-0199'],
    ['<|415 555 0132>', '<|415 555 0132>'],
    ['<tel:+14155550132|A> <tel:+14155550133|B>', 'tel:+14155550132  tel:+14155550133'],
    ['[Call](tel:+14155550132 "Weekdays 9 to 5")', 'tel:+14155550132'],
    ['[415 555 0199](tel:+14155550132)', 'tel:+14155550132 ; 415 555 0199'],
    ['Office [Call us](tel:+14155550132) or write', 'Office  tel:+14155550132 or write'],
    ['a](tel:+14155550132)', 'a](tel:+14155550132)'],
    ['[a](tel:+14155550132', '[a](tel:+14155550132'],
    ['[](tel:+14155550132)', 'tel:+14155550132'],
    ['[a](tel:+14155550132) [b](tel:+14155550133)', 'tel:+14155550132  tel:+14155550133'],
    ['[020 7946 0958](tel:+442079460958)', 'tel:+442079460958'],
    ['[0044 20 7946 0958](tel:+442079460958)', 'tel:+442079460958'],
    ['[+44 (0)20 7946 0958](tel:+442079460958)', 'tel:+442079460958'],
    ['[7946 0959](tel:+442079460958)', 'tel:+442079460958 ; 7946 0959'],
    ['[0958](tel:+442079460958)', 'tel:+442079460958'],
    ['[00](tel:+442079460958)', 'tel:+442079460958'],
    ['[6 0958](tel:+442079460958)', 'tel:+442079460958'],
    ['[+33 (0)1 99 00 12 34](tel:+33199001234)', 'tel:+33199001234'],
    ['[a](tel:+14155550132)[b](tel:+14155550133)', 'tel:+14155550132 tel:+14155550133'],
    [`<tel:+14155550132|${'a'.repeat(500)}>`, 'tel:+14155550132'],
    [`<tel:+14155550132|${'a'.repeat(501)}>`, `<tel:+14155550132|${'a'.repeat(501)}>`],
    ['[44 20](tel:+442079460958)', 'tel:+442079460958 ; 44 20'],
    ['[020 7946 0958](tel:+442079460958;ext=12)', 'tel:+442079460958;ext=12'],
    ['[2079460958](https://wa.me/442079460958)', '+442079460958'],
    ['[2079460959](http://wa.me/442079460958)', '+442079460958 ; 2079460959'],
    ['<a href="tel:+14155550132">415-555-0132</a>', 'tel:+14155550132'],
    ['<a href="tel:+14155550132">415-555-0199</a>', 'tel:+14155550132 ; 415-555-0199'],
    ["<a class='x' href = 'tel:+14155550132'><b>Call</b> us</a >", 'tel:+14155550132'],
    ['<a href=tel:+14155550132>Call</a>', 'tel:+14155550132'],
    ['<a href="tel:+14155550132"></a>', 'tel:+14155550132'],
    ['<a href="tel:+14155550132">415-555-0132<img width="16"></a>', 'tel:+14155550132'],
    ['<a href="tel:+14155550132">555-0199 <b title="x">0133</b></a>', 'tel:+14155550132 ; 555-0199 0133'],
    ['<a name="x">415-555-0132</a>', '415-555-0132'],
    ['<abbr href="tel:+14155550199">415-555-0132</abbr></a>', '415-555-0132'],
    ['<b a href="tel:+14155550199">415-555-0132</b></a>', '415-555-0132'],
    ['<a href="tel:+14155550132">Call', 'Call'],
    ['1 > 2 <a href="tel:+14155550132">Call</a> 3 > 2', '1 > 2  tel:+14155550132 3 > 2'],
    [
      '<a href="tel:+14155550132">A</a> or <a href="tel:+14155550133">B</a>',
      'tel:+14155550132 or  tel:+14155550133',
    ],
    ['<a href="tel:+14155550132">[b](tel:+14155550199)</a>', 'tel:+14155550132 ;  tel:+14155550199'],
    ['[a](tel:+14155550132) <tel:+14155550133|b>', 'tel:+14155550132  tel:+14155550133'],
    [`[${'a'.repeat(500)}](tel:+14155550132)`, `[${'a'.repeat(500)}](tel:+14155550132)`],
    [`[${'a'.repeat(499)}](tel:+14155550132)`, 'tel:+14155550132'],
    [`${'a'.repeat(600)} [b](tel:+14155550132)`, `${'a'.repeat(600)}  tel:+14155550132`],
    [`[a](tel:+14155550132${' '.repeat(500)})`, `[a](tel:+14155550132${' '.repeat(500)})`],
    ['=HYPERLINK("tel:+14155550132","415-555-0132")', 'tel:+14155550132'],
    [' = HYPERLINK( "tel:+14155550132" ; "Call 555-0199" ) ', 'tel:+14155550132 ; Call 555-0199'],
    ['=HYPERLINK("tel:+14155550132")', 'tel:+14155550132'],
    ['=hyperlink("tel:+14155550132" , "")', 'tel:+14155550132'],
    ['x =HYPERLINK("tel:+14155550132","Call")', 'x =HYPERLINK("tel:+14155550132","Call")'],
    ['=HYPERLINK("tel:+14155550132","Call") x', '=HYPERLINK("tel:+14155550132","Call") x'],
  ])('%j is %j', (cell, text) => {
    expect(unwrapped(cell)).toEqual({ text, hasAddress: false });
  });
});

describe('an address', () => {
  test.each([
    ['a@b.example 98765 43210', '\u{FFFC}  98765 43210'],
    ['Ann <ann98765@b.example>', 'Ann < \u{FFFC} >'],
    ['@ann_98765', '\u{FFFC}'],
    ['sip:ann.4155@voip.example', '\u{FFFC}'],
    ['sip:4155550132a@voip.example', '\u{FFFC}'],
    ['sip:x4155550132@voip.example', '\u{FFFC}'],
    ['sip:1234@voip.example', '\u{FFFC}'],
    ['call me: https://a.example/4155550199 or 415 555 0132', 'call me:  \u{FFFC}  or 415 555 0132'],
    ['https://maps.example.com/?q=12.97,77.59457', '\u{FFFC}'],
    ['https://a.example/1, 415 555 0132', '\u{FFFC} , 415 555 0132'],
    ['https://a.example/?q=1, 415 555 0132', '\u{FFFC} , 415 555 0132'],
    ['415 555 0132,https://a.example/4155550199', '415 555 0132, \u{FFFC}'],
    ['x(https://a.example/?q=1,4155550199)', 'x( \u{FFFC} )'],
    ['tel-https://a.example/4155550199', 'tel- \u{FFFC}'],
    ['data:4155550199,4155550133', '\u{FFFC}'],
    ['C:\\data\\4155550199.txt', '\u{FFFC}'],
    ['/users/4155550199', '\u{FFFC}'],
    ['live:ann4155550199', '\u{FFFC}'],
    ['https://a.example/?message=4155550199&x=1', '\u{FFFC}'],
  ])('%j is left out: %j', (cell, text) => {
    expect(unwrapped(cell)).toEqual({ text, hasAddress: true });
  });

  test.each([
    ['ann@', 'ann@'],
    ['415/555-0132', '415/555-0132'],
    ['sip:+14155550132@voip.example', '+14155550132'],
    ['sip:14155550132@voip.example', '14155550132'],
    ['sip:415-555-0132@voip.example', '415-555-0132'],
    ['14155550132@c.us', '+14155550132'],
    ['false_14155550132@c.us_3EB0', '+14155550132'],
    ['Jid:14155550132@s.whatsapp.net', '+14155550132'],
    ['true_x_14155550132:3@c.us', 'true_x_ +14155550132'],
    ['jid:b-14155550132@c.us', 'jid:b- +14155550132'],
    ['14155550132%40c.us', '+14155550132'],
    ['tel%3A%2B14155550132', 'tel:+14155550132'],
    ['sip%3A14155550132%40voip.example', '14155550132'],
    ['sms:+14155550132?body=Call 415-555-0199&x=1', 'sms:+14155550132'],
    ['https://wa.me/14155550132?text=hi', '+14155550132'],
    ['https://api.whatsapp.com/send?phone=%2B14155550132&text=1', '+14155550132'],
    ['98765 43210, https://wa.me/14155550132', '98765 43210, +14155550132'],
    ['a,https://wa.me/14155550132', 'a,+14155550132'],
  ])('%j that is a number is kept: %j', (cell, text) => {
    expect(unwrapped(cell)).toEqual({ text, hasAddress: false });
  });
});

describe('markup', () => {
  test.each([
    ['&#43;1&#x20;415&nbsp;5', '+1 415\u00a05'],
    ['&#0;1', '&#0;1'],
    ['&#1114111;1', '\u{10ffff}1'],
    ['&#1114112;1', '&#1114112;1'],
    ['&bogus;1', '&bogus;1'],
    ['+1%20415%C2%A0555%2D0132', '+1 415 555-0132'],
    ['415\\u00a0555\\x200132\\n1\\\\t2', '415\u00a0555 0132\n1\t2'],
    ['415-555-0132<br>415-555-0133', '415-555-0132\n415-555-0133'],
    ['415<b>555</b>0132', '4155550132'],
    ['<+1 415 555 0132>', '<+1 415 555 0132>'],
    ['<tel:+14155550132>', '<tel:+14155550132>'],
    ['<a tel:1>9', '9'],
    ['1<sup>2</sup>3', '1 3'],
    ['1<!-- 2 -->3<!-- 4 -->5', '1 3 5'],
    ['<!-- 1 > 2 -->3', '3'],
    ['1<!-- 2 > 3', '1'],
    ['a > 1<!-- 2 --> b > <i>3</i>', 'a > 1  b > 3'],
    ['<script>var a = 1 > 2 --> 3;</script>4', '4'],
    ['1<style type="x">a{b:2}</style >3', '1 3'],
    ['<script>1</script', ''],
    ['<script>1', ''],
    ['a < b <i>1</i> > 2', 'a < b 1 > 2'],
    [`<i title="${'x'.repeat(60)}" 415>1`, '1'],
    [
      'BEGIN:VCARD\nREV:2024\nTEL;TYPE=CELL:+1\nitem12.TEL:+2\nX-TEL:3\nNOTE:tel: 4\nEND:VCARD',
      'TEL;TYPE=CELL:+1\nitem12.TEL:+2',
    ],
  ])('%j is %j', (cell, text) => {
    expect(unwrapped(cell)).toEqual({ text, hasAddress: false });
  });
});

describe('the shape of a value', () => {
  test.each([
    ['123456', null],
    ['1234567', 'bare'],
    ['123456789012345', 'bare'],
    ['1234567890123456', null],
    ['+123456', null],
    ['+1234567', 'written'],
    ['+123456789012345', 'written'],
    ['+1234567890123456', null],
    ['00123456', null],
    ['001234567', 'written'],
    ['00123456789012345', 'written'],
    ['1 00 23456', 'bare'],
    ['2026-01-15', null],
    ['whatsapp:+14155550132', 'written'],
    [' 4155550132 ', 'bare'],
    [`+14155550132${' '.repeat(38)}`, 'written'],
    [`+14155550132${' '.repeat(39)}`, null],
    ['4155550132 x', null],
  ])('of %j as a phone number is %s', (text, shape) => {
    expect(looksLikePhone(text)).toBe(shape);
  });

  test.each([
    ['[1] ', [1]],
    ['\u00a0{"a":1}\u00a0', { a: 1 }],
    ["\u00a0[{'a': None, 'b': True, 'c': False}]\u00a0", [{ a: null, b: true, c: false }]],
    ['[1]'.padEnd(10_000), [1]],
    ['[1]'.padEnd(10_001), null],
    ['x[1]', null],
    ['1', null],
  ])('of %j as JSON is %j', (text, container) => {
    expect(parseContainer(text)).toEqual(container);
    expect(plainText(text)).toBe(container === null ? text : null);
  });

  test('of nothing is a dash or a word, not too long', () => {
    expect(isNothing(' n/a ')).toBe(true);
    expect(isNothing('-'.repeat(50))).toBe(true);
    expect(isNothing('-'.repeat(51))).toBe(false);
  });

  test.each([
    [{ 0: 'a', 1: 'b' }, ['a', 'b']],
    [{ 1: 'a', 2: 'b' }, ['a', 'b']],
    [{ 2: 'a', 3: 'b' }, null],
    [{ 1: 'a', 3: 'b' }, null],
  ])('of %j as a list is %j', (value, list) => {
    expect(listOf(value)).toEqual(list);
  });

  test.each([
    ['', 'EMPTY'],
    ['n/a', 'EMPTY'],
    ['-'.repeat(20), 'EMPTY'],
    ['-'.repeat(21), undefined],
    ['#NAME?', 'NOT_A_NUMBER'],
  ])('of %j as a whole cell is %s', (text, reason) => {
    expect(wholeCellRejection(text)?.reason).toBe(reason);
  });
});

describe('the fields next to a number', () => {
  test.each<[Array<[string, unknown]>, string, string | null]>([
    [
      [
        ['country', 'IN'],
        ['countryName', 'GB'],
      ],
      '',
      'IN, GB',
    ],
    [[['country', ' IN ']], 'home', 'IN'],
    [
      [
        ['country', 'IN'],
        ['homePhoneCountry', 'GB'],
      ],
      'home',
      'GB',
    ],
    [[['country', 'NA']], '', 'NA'],
    [[['country', 'n/a']], '', null],
    [[['country', { code: 'IN' }]], '', 'IN'],
    [[['country', true]], '', null],
    [[['code', ' +44 ']], '', '+44'],
    [[['code', 'GB']], '', null],
  ])('%j state for the line "%s" the country %s', (fields, line, country) => {
    expect(countriesStated(statementsOf(fields), null)(line)).toBe(country);
  });

  test.each([
    [' 415 ', '555-0132', '415 555-0132'],
    ['415', '415-555-0132', '415-555-0132'],
    ['none', '555-0132', '555-0132'],
    [undefined, '555-0132', '555-0132'],
  ])('the area code %j makes %s the number %s', (area, text, wanted) => {
    expect(areaStated([['area', area]])(text)).toBe(wanted);
  });
});

describe('an object', () => {
  const nested = (depth: number): unknown => (depth === 0 ? '4155550132' : [nested(depth - 1)]);

  test.each<[object, unknown[]]>([
    // Of identical digits, those with a country
    [
      { phones: [{ number: '2079460958' }, { number: '2079460958', country: 'GB' }] },
      [{ text: '2079460958', country: 'GB' }],
    ],
    [
      { phones: [{ number: '2079460958', country: 'GB' }, { number: '2079460958' }] },
      [{ text: '2079460958', country: 'GB' }],
    ],
    [
      {
        phones: [
          { number: '2079460958', country: 'GB' },
          { number: '2079460958', country: 'IN' },
        ],
      },
      [{ text: '2079460958', country: 'GB' }],
    ],
    [{ phones: [{ number: '2079460958' }, { number: '2079460958' }] }, [{ text: '2079460958' }]],
    [{ phones: [{ number: '+14155550132' }, { number: '0014155550132' }] }, [{ text: '+14155550132' }]],
    // Depth
    [{ phone: nested(25) as string[] }, [{ text: '4155550132' }]],
    [{ phone: undefined }, [{ text: '' }]],
    [{ phone: ['4155550132'] }, [{ text: '4155550132' }]],
    [{ phone: { number: '+14155550132', extra: '+16465550144' } }, [{ text: '+14155550132' }]],
    [{ home_phone: '555-0132', area: '415' }, [{ text: '415 555-0132' }]],
    [
      { home_phone: '555-0132', work_phone: '555-0133', area: '415' },
      [{ text: '555-0132' }, { text: '555-0133' }],
    ],
    [{ phone: '4155550132', telephone: '4155550133' }, [{ text: '4155550132' }, { text: '4155550133' }]],
    [{ home: ['x', '+14155550132'] }, [{ text: '+14155550132' }]],
    [{ label: 'Text', value: '4155550132' }, [{ text: '4155550132' }]],
    [{ desktop_app: 1, mobile: '4155550132' }, [{ text: '4155550132' }]],
    [{ my_desktop: 1, mobile: '4155550132' }, [{ text: '4155550132' }]],
    [{ 'Value:': '4155550132' }, [{ text: '4155550132' }]],
    [{ 'Contact No': '4155550132' }, [{ text: '4155550132' }]],
    [{ Móvil: '4155550132' }, [{ text: '4155550132' }]],
    [{ 'What is your phone number?': '4155550132' }, [{ text: '4155550132' }]],
    // Parties of a message
    [{ id: 'wamid.HBgL', from: '14155550132' }, [{ text: '14155550132', isInternational: true }]],
    [{ body: 'x', from: ' 14155550132 ' }, [{ text: '14155550132', isInternational: true }]],
    [{ body: 'x', from: '4155550132' }, [{ text: '4155550132' }]],
    [{ body: 'x', from: '1415-5550132' }, [{ text: '1415-5550132' }]],
    [{ body: 'x', from: '(1)4155550132' }, [{ text: '(1)4155550132' }]],
    [{ body: 'x', from: '04155550132' }, [{ text: '04155550132' }]],
    [{ body: 'x', from: '+14155550132' }, [{ text: '+14155550132' }]],
    [
      { remoteJid: ' 14155550132@s.whatsapp.net ' },
      [{ text: '14155550132@s.whatsapp.net', isInternational: true }],
    ],
    [
      { sender: ' 16465550144@c.us ', from: '14155550132@c.us' },
      [{ text: '14155550132@c.us', isInternational: true }],
    ],
    [
      { direction: 'checkout', body: 'x', from: '14155550132', to: '16465550144' },
      [{ text: '14155550132', isInternational: true }],
    ],
  ])('%j has %j', (value, parts) => {
    expect([...unwrapValue(value)].filter((part) => part !== null)).toEqual(parts);
  });

  test.each([
    { phone: nested(26) },
    { a: { value: '4155550132' } },
    { a: { home: '4155550132' } },
    { answer: '4155550132' },
    { stringValue: '4155550132' },
    { phone: { type: 'email', value: '4155550132' } },
    { id: 'abc', from: '14155550132' },
    { body: 'x', from: '415555013' },
    { 'Phone type': '4155550132' },
    { 'Phone verified by user': '4155550132' },
    { phone_is_verified_by_user: '4155550132' },
    { Mobile_country_code: '4155550132' },
  ])('%j has none', (value) => {
    expect([...unwrapValue(value)].filter((part) => part !== null)).toMatchObject([
      { reason: 'NOT_A_NUMBER' },
    ]);
  });

  test.each<[unknown, string, string]>([
    [true, 'true', "This isn't a phone number."],
    [-1_000_000, '-1000000', 'A spreadsheet'],
    [-999_999, '-999999', "This isn't a phone number."],
    [{}, '{}', "This isn't a phone number."],
    [
      Object.fromEntries('abcdefgh'.split('').map((name) => [name, 1])),
      '{"a":1',
      'fields: a, b, c, d, e, f, g, h. ',
    ],
    [{ ['k'.repeat(30)]: 1 }, '{"kk', `fields: ${'k'.repeat(30)}. `],
    [{ ['k'.repeat(31)]: 1 }, '{"kk', `fields: ${'k'.repeat(30)}…. `],
  ])('%j is shown as %s: %s', (value, input, text) => {
    const [part] = [...unwrapValue(value)].filter((found) => found !== null);
    expect(part).toMatchObject({ reason: 'NOT_A_NUMBER', input: expect.stringContaining(input) });
    expect(part).toMatchObject({ reasonText: expect.stringContaining(text) });
  });
});

describe('the groups of a list', () => {
  const sizes = (texts: readonly string[]): number[] =>
    [...groupsOf(texts.map((text) => ({ text })))].flatMap((group) =>
      group === null || group.length === 0 ? [] : group.length,
    );

  test('are small, since each is read in one step', () => {
    expect(sizes(Array<string>(1_000).fill('+44 20 7946 0123'))).toEqual(Array(1_000).fill(1));
    expect(Math.max(...sizes(Array<string>(1_000).fill('')))).toBe(100);
    expect(Math.max(...sizes(Array.from({ length: 1_000 }, (_, i) => (i % 2 ? 'GB' : '2079460123'))))).toBe(
      100,
    );
  });

  test('begin with what is long', () => {
    const long = 'x'.repeat(101);
    expect(sizes(['+44', long, '2079460123', long, long])).toEqual([1, 2, 1, 1]);
  });

  test('keep a code and its number together', () => {
    expect(sizes(['+44', '', '2079460123', '+91', '9876543210', '98765 43211'])).toEqual([5, 1]);
  });
});
