import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, describe, expect, jest, test } from '@jest/globals';

import { findColumn, readContacts } from '../../../scripts/demo/contacts';

const folder = mkdtempSync(join(tmpdir(), 'kaleyra-contacts-'));
const path = join(folder, 'contacts.csv');
afterAll(() => rmSync(folder, { recursive: true }));

function read(content: string | Buffer) {
  writeFileSync(path, content);
  return readContacts(path);
}

const ZOE = { name: 'Zoé', phone: '98765 43210' };

describe('an encoding is detected', () => {
  const text = 'name,phone\nZoé,98765 43210\n';
  const bigEndian = (content: string): Buffer => Buffer.from(content, 'utf16le').swap16();

  test.each<[string, Buffer, string[]]>([
    ['UTF-8', Buffer.from(text), []],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${text}`), []],
    ['UTF-16', Buffer.from(`\ufeff${text}`, 'utf16le'), ['The file is read as utf-16le.']],
    ['UTF-16 without a mark', Buffer.from(text, 'utf16le'), ['The file is read as utf-16le.']],
    ['UTF-16, big-endian', bigEndian(`\ufeff${text}`), ['The file is read as utf-16be.']],
    ['UTF-16, big-endian, without a mark', bigEndian(text), ['The file is read as utf-16be.']],
    ['Windows-1252', Buffer.from(text, 'latin1'), ['The file is read as windows-1252.']],
  ])('%s', (_name, content, notes) => {
    expect(read(content)).toMatchObject({ rows: [ZOE], columns: ['name', 'phone'], notes });
  });
});

describe('a delimiter is found', () => {
  test.each([',', ';', '\t', '|'])('%j', (delimiter) => {
    const lines = ['name,phone', '"A,;\t|B",98765 43210', 'C,"1;2,3|4;5"', 'D,'];
    const quoted = lines.map((line) => line.replace(/,(?=[^,]*$|"|phone)/, delimiter));
    const text = delimiter === ',' ? lines : quoted;
    expect(read(`${text.join('\r\n')}\r\n`)).toMatchObject({ delimiter, columns: ['name', 'phone'] });
  });

  test.each([
    [
      'several numbers in a cell',
      'id,phone\n1,98765 43210; 98765 43211\n2,1;2;3\n',
      '98765 43210; 98765 43211',
    ],
    ['a single column', 'phone\n98765 43210; 98765 43211\n+44 20 7946 0958\n', '98765 43210; 98765 43211'],
    ['decimal commas', 'price;phone\n1,5;98765,43210\n2,5;98765,43211\n', '98765,43210'],
    ["Excel's first line", 'sep=;\r\nname;phone\r\nA,B,C;98765 43210\r\n', '98765 43210'],
    [
      'a line break in a cell',
      'name;phone\n"A\nB, C";"98765 43210\n98765 43211"\n',
      '98765 43210\n98765 43211',
    ],
    ['the line breaks of an old Mac', 'name,phone\rA,98765 43210\r', '98765 43210'],
    ['blank lines first', '\n\nname,phone\nA,98765 43210\n', '98765 43210'],
  ])('with %s', (_what, text, phone) => {
    expect(read(text).rows[0]).toMatchObject({ phone });
  });
});

describe('what is odd is told, and read all the same', () => {
  test.each([
    ['a short row', 'a,phone,c\n1,2\n3,4,5\n', 'Row 2 has fewer cells than the first line.'],
    [
      'long rows',
      'a,phone\n1,2\n3,4,5\n6,7,8\n',
      '2 rows have more cells than the first line; what is beyond them is ignored: 3, 4.',
    ],
  ])('%s', (_what, text, note) => {
    const { rows, notes } = read(text);
    expect(notes).toEqual([note]);
    expect(rows.every((row) => typeof row.phone === 'string' && !('__parsed_extra' in row))).toBe(true);
  });

  test('a column name that is there twice', () => {
    const warn = jest.spyOn(console, 'warn');
    const { rows, notes } = read('phone,name,phone,,,phone_1\n1,A,2,,,3\n,,,,\n');
    expect(warn).not.toHaveBeenCalled();
    warn.mockRestore();
    expect(notes).toEqual(["More than one column is named 'phone': one of them is called 'phone_2' here."]);
    expect(rows).toEqual([
      expect.objectContaining({ phone: '1', name: 'A', phone_2: '2', '': '', _1: '', phone_1: '3' }),
    ]);
  });
});

test('rows have the numbers that they have in a spreadsheet, blank lines and line breaks in cells included', () => {
  const { rows, rowNumbers, notes } = read('sep=,\n\na,phone\n1,2\n\n"3\n4",5\n , \n6\n');
  expect(rows).toEqual([{ a: '1', phone: '2' }, { a: '3\n4', phone: '5' }, { a: '6' }]);
  expect(rowNumbers).toEqual([3, 5, 7]);
  expect(notes).toEqual(['Row 7 has fewer cells than the first line.']);
});

describe('what is no list of contacts is refused in a sentence', () => {
  const ZIP = 'PK\u0003\u0004 and more';
  test.each<[string, string | Buffer, string]>([
    ['an empty file', '', 'holds no rows'],
    ['blank lines', '\n \n', 'holds no rows'],
    ['a first line alone', 'name,phone\n', 'holds no rows'],
    ['a workbook', ZIP, 'is a workbook, as Excel saves it, not CSV. Save the sheet as "CSV UTF-8"'],
    ['an old workbook', Buffer.from('d0cf11e0a1b11ae10000', 'hex'), 'is a workbook'],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d', 'hex'), 'is not a text file'],
    [
      'a quotation mark that stays open',
      'a,phone\n1,2\n3,"4\n5,6\n',
      'line 3: a quotation mark is never closed',
    ],
    [
      'a quotation mark that would swallow the rows below',
      'sep=,\r\na,phone\r\n\r\n"1\r\n2",3\r\nD,"98765 43204"x\r\nE,98765 43205\r\nF,"98765 43206"\r\n',
      'line 6: there is a quotation mark inside a quoted cell. Write it twice, or remove it',
    ],
    [
      'a quotation mark inside a quoted cell, which swallows nothing',
      'a,phone\n1,2\n"3"x",4\n',
      'line 3: there is a quotation mark inside a quoted cell',
    ],
    ['one in the first line', 'a,"pho"ne"\n1,2\n', 'line 1: there is a quotation mark'],
  ])('%s', (_what, content, sentence) => {
    expect(() => read(content)).toThrow(sentence);
  });

  test('no file, and a folder', () => {
    expect(() => readContacts(join(folder, 'none.csv'))).toThrow('There is no file');
    expect(() => readContacts(folder)).toThrow('cannot be read (EISDIR)');
  });
});

test('the spelling of a column is forgiven, unless several are alike', () => {
  const columns = (...names: string[]) => ({ columns: names });
  expect(findColumn(columns('id', ' Phone-Number '), 'phone_number')).toBe(' Phone-Number ');
  expect(findColumn(columns('PHONE', 'phone'), 'phone')).toBe('phone');
  expect(findColumn(columns('mobile'), 'phone')).toBeUndefined();
  expect(() => findColumn(columns('PHONE', 'Phone '), 'phone')).toThrow("'PHONE', 'Phone '");
});
