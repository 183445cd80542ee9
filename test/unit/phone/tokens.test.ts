import { describe, expect, test } from '@jest/globals';

import { scan } from '../../../nodes/Kaleyra/phone/parse/scan';
import { lex } from '../../../nodes/Kaleyra/phone/tokens/lexer';
import { apart, digits, match } from '../../../nodes/Kaleyra/phone/tokens/match';
import { MONTH_NAME } from '../../../nodes/Kaleyra/phone/tokens/monthNames';
import { remembered } from '../../../nodes/Kaleyra/phone/tokens/remembered';
import { foldWord, hasAnyRole, hasRole, isThingPhrase } from '../../../nodes/Kaleyra/phone/tokens/words';
import { SourceText } from '../../../nodes/Kaleyra/phone/unwrap/sourceText';

describe('the lexer', () => {
  test.each([
    ['+91 98765', 'plus:+ digits:91 _digits:98765'],
    ['＋９１', 'plus:＋ digits:91'],
    ['٩٨७', 'digits:987'],
    ['𝟗𝟖', 'digits:98'],
    ['9️⃣8️⃣', 'digits:98'],
    ['9\u200b8\u00ad7', 'digits:987'],
    ['090ー1234', 'digits:090 dash:ー digits:1234'],
    ['サーバー9', 'word:サーバー digits:9'],
    ['12×34', 'digits:12 word:x digits:34'],
    ['Tel.９', 'word:Tel dot:. digits:9'],
    ['🇬🇧🇮🇳', 'flag:GB flag:IN'],
    ['（«»）', 'open:（ mark:« mark:» close:）'],
    ['a\u00a0b\tc\r\nd', 'word:a _word:b _word:c line:\r line:\n word:d'],
    ['№9', 'word:№ digits:9'],
    ['₹5€', 'money:₹ digits:5 money:€'],
    ['电话9', 'word:电话 digits:9'],
    ['e\u0301', 'word:e\u0301'],
    ['①', 'mark:①'],
    ['090ｰ1234', 'digits:090 dash:ｰ digits:1234'],
    ['ー9', 'dash:ー digits:9'],
    ['12✕34', 'digits:12 word:x digits:34'],
    ['℀9', 'mark:℀ digits:9'],
    ['🇿🇦🇦🇫😀', 'flag:ZA flag:AF mark:😀'],
    ['98\u0080 7', 'digits:98 _digits:7'],
    ['9\uffff8', 'digits:9 mark:\uffff digits:8'],
  ])('%j is %s', (text, wanted) => {
    const tokens = lex(text).map(({ kind, text: shown, gap }) => `${gap ? '_' : ''}${kind}:${shown}`);
    expect(tokens.join(' ')).toBe(wanted);
  });

  test('knows where each token stood, and takes a step for each character', () => {
    let steps = 0;
    expect(lex(' 𝟗8a', () => (steps += 1))).toMatchObject([
      { start: 1, end: 4 },
      { start: 4, end: 5 },
    ]);
    expect(steps).toBe(4);
  });
});

test.each([
  ['1 2', 2],
  ['12', 0],
  ['1-2', 0],
  ['1 a', 0],
])('of %j, a digit and another one apart match up to %s', (text, end) => {
  expect(match(lex(text), 0, digits(/^\d$/), apart(digits(/^\d$/)))).toBe(end);
});

describe('words', () => {
  test.each([
    ['Móvil', 'counting'],
    ['EXTN', 'extension'],
    ['доб', 'extension'],
    ['內線', 'extension'],
    ['lẻ', 'extension'],
    ['Rechnung', 'identifier'],
    ['या', 'and'],
    ['Stunden', 'unit'],
    ['Vorwahl', 'area'],
    ['TAN', 'identifier'],
    ['CC', 'numbered'],
  ] as const)('%s is %s', (word, role) => {
    expect(hasRole(word, role)).toBe(true);
    expect(hasRole(`${word}q`, role)).toBe(false);
  });

  test('say something, or are a name', () => {
    expect(hasAnyRole('Rechnung')).toBe(true);
    expect(hasAnyRole('Asha')).toBe(false);
  });

  test('are remembered, unless they are too long or too many', () => {
    const computed: string[] = [];
    const lengthOf = remembered((name) => computed.push(name) && name.length);
    for (const name of ['a', 'b', 'a', 'b']) expect(lengthOf(name)).toBe(1);
    expect(computed).toEqual(['a', 'b']);
    expect(lengthOf('x'.repeat(200))).toBe(200);
    expect(lengthOf('x'.repeat(201))).toBe(0);
    for (let number = 4; number < 5_000; number += 1) lengthOf(String(number));
    lengthOf('a');
    expect(computed).toHaveLength(5_000);
    lengthOf('one too many');
    lengthOf('a');
    expect(computed).toHaveLength(5_002);
  });

  test('are folded to lower case without the accents of Latin letters', () => {
    expect(foldWord('ÉTAGE')).toBe('etage');
  });

  // Each in one test: the lists are made once.
  test('know months in many languages', () => {
    const isMonth = (text: string): boolean => lex(text).every(MONTH_NAME);
    for (const name of [
      'січня',
      'grudnia',
      'kolovoza',
      'rugpjūčio',
      'Δεκεμβρίου',
      'มีนาคม',
      'març',
      'desembre',
    ])
      expect({ name, isMonth: isMonth(name) }).toEqual({ name, isMonth: true });
    for (const name of ['de', '1', 'Ravi'])
      expect({ name, isMonth: isMonth(name) }).toEqual({ name, isMonth: false });
  });

  test('know phrases for things', () => {
    for (const name of ['Historia clínica', 'Kata sandi', 'driving licence', 'Cartão SUS'])
      expect({ name, isPhrase: isThingPhrase(name) }).toEqual({ name, isPhrase: true });
    for (const name of ['kata', 'drivinglicence', '']) expect(isThingPhrase(name)).toBe(false);
  });
});

test('every reading of digits ends up in a run or a note', () => {
  const kinds = scan(lex('Tel 2: 98765 43210 (24x7), 98765 43211'), null).map(({ kind }) => kind);
  expect(kinds).toEqual(['label', 'run', 'note', 'break', 'run']);
});

describe('a text that was unwrapped', () => {
  test('still knows how its parts stood in the cell', () => {
    const source = new SourceText('Tel &#43;91 98')
      .replace([{ start: 4, end: 9, text: '+' }])
      .replace([{ start: 0, end: 3, text: '' }]);
    expect(source.text).toBe(' +91 98');
    expect(source.slice(1, 7)).toBe('&#43;91 98');
    expect(source.slice(0, source.text.length)).toBe(' &#43;91 98');
  });
});
