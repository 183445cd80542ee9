import { describe, expect, test } from '@jest/globals';

import { resolveCountry } from '../../../nodes/Kaleyra/phone/country';
import { parseText } from '../../../nodes/Kaleyra/phone/parse/parseText';

const NUMBER = '+49 30 23125123';

/** What a long cell may consist of: every class of token, and every opening of a wrapping that is never closed. */
const UNITS = [
  '1¦१¦１¦a¦é¦e\u0301¦电¦ー¦-¦—¦.¦…¦,¦;¦:¦:::¦/¦\\¦|¦&¦+¦~¦#¦*¦_¦=¦@¦%¦$¦^¦?¦!¦"¦\'¦“¦«¦・¦•¦：¦（¦\u0301',
  '\ud800¦\0¦ ¦\t¦\n¦\r\n¦\u00a0¦\u200b¦\u202a¦\u3000¦😀¦☎¦①¦1️⃣¦🇬¦🇬🇧¦(¦)¦[¦]¦{¦}¦<¦>¦()¦[]¦<>¦](¦[[',
  '((¦(1¦1)¦(1)¦(0)¦[1¦<a¦<a ¦<a href="¦</¦<!--¦<br>¦<b>¦</b>¦<tel:¦<tel:1|¦[a](¦[1](tel:1)¦**¦`¦__',
  '&#¦&#4¦&#43;¦&amp¦&nbsp;¦%¦%2¦%2B¦\\u¦\\u00¦="¦=¦{"a":¦["¦[1,¦e9¦1e9 ¦tel:¦tel:1¦sip:¦sip:1@a',
  'wa.me/¦wa.me/1¦https://¦http://a¦www.¦a.b¦a.b/¦a@¦a@b.¦1@¦BEGIN:VCARD\n¦TEL:¦TEL;¦TEL;TYPE=',
  'TEL:1\n¦item1.¦x¦x1¦ext¦ext 1¦ext. 12 ¦,,¦,,1¦p¦p1¦1a¦a1¦1 ¦1+¦+1¦+1 ¦+44 ¦1-¦1 - ¦1/¦1 / ¦1,',
  '1, ¦1;¦1|¦1.¦1.0¦1\n¦0¦00 ¦1) ¦1. ¦#1 ¦Tel 1: ¦Rs. 1 ¦(24x7)¦(10 lines)¦12.03.2024 ¦9am-5pm ¦to ',
  'or ¦1 or ¦n/a ¦India ¦IN ¦United ¦PIN ¦Invoice ¦電話¦内線1¦доб.1¦1234567 ¦020 7946 0123 ',
  '+44 20 7946 0123, ¦98765 43210/¦030 23125 ¦+49 30 23125123',
].flatMap((units) => units.split('¦'));
const PLACES = [
  ['alone', '', '', [1_000, 2_000, 4_000, 8_000, 10_000]],
  ['behind a number', `${NUMBER} `, '', [1_000, 4_000]],
  ['before a number', '', ` ${NUMBER}`, [1_000, 4_000]],
  ['between digits', '9', '9', [1_000, 4_000]],
] as const;

describe.each(PLACES)(
  'work grows with the length of a cell, no faster: %s',
  (_place, before, behind, lengths) => {
    test.each(UNITS)('%j', (unit) => {
      const steps = lengths.map((length) => countSteps(before, unit, behind, length));
      for (const [i, length] of lengths.entries()) {
        const growth = length / (lengths[i - 1] ?? length);
        // Allow 10% more, since units don't fill every length exactly.
        expect(steps[i]).toBeLessThanOrEqual(1.1 * growth * (steps[i - 1] ?? Infinity));
      }
    });
  },
);

/** Units of work that the parser reports for a cell of this length. */
function countSteps(before: string, unit: string, behind: string, length: number): number {
  const room = length - before.length - behind.length;
  const cell = before + unit.repeat(room / unit.length) + behind;
  let steps = 0;
  parseText(cell, resolveCountry('DE'), { bareDigits: 'national', allowPossible: false }, () => {
    steps++;
  });
  return steps;
}
