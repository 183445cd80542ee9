import { describe, expect, test } from '@jest/globals';
import { getCountries, getCountryCallingCode } from 'libphonenumber-js/max';

import { asCountryCode, countriesByName, resolveCountry } from '../../../nodes/Kaleyra/phone/country';
import { listCountries } from '../../../nodes/Kaleyra/phone/countryList';
import { countryNamedAbroad, countryNamedIn } from '../../../nodes/Kaleyra/phone/countryNames';
import { ALPHA_CODES, LANGUAGES, OTHER_NAMES } from '../../../nodes/Kaleyra/phone/countryData';

const ENGLISH = new Intl.DisplayNames('en', { type: 'region' });

/** `IN +91`, or `unknown` with the countries that share the name. */
function shown(value: unknown): string {
  const resolved = resolveCountry(value);
  if ('unknown' in resolved) return ['unknown', ...(resolved.alternatives ?? [])].join(' ');
  return `${resolved.countries.join(' ')} +${getCountryCallingCode(resolved.countries[0] as 'IN')}`;
}

function revokedList(): unknown {
  const { proxy, revoke } = Proxy.revocable(['IN'], {});
  revoke();
  return proxy;
}

describe('a country column', () => {
  test.each([
    // Codes
    ['IN', 'IN'],
    [' in ', 'IN'],
    ['ind', 'IN'],
    ['GBR', 'GB'],
    ['uk', 'GB'],
    ['XK', 'XK'],
    ['XKX', 'XK'],
    // Names
    ['India', 'IN'],
    ['GERMANY', 'DE'],
    ['deutschland', 'DE'],
    ['Bundesrepublik Deutschland', 'DE'],
    ['Schweiz', 'CH'],
    ['Suisse', 'CH'],
    ['Svizzera', 'CH'],
    ['Österreich', 'AT'],
    ['Osterreich', 'AT'],
    ['Foroyar', 'FO'],
    ['ايران', 'IR'],
    ['Oesterreich', 'AT'],
    ['España', 'ES'],
    ['Espana', 'ES'],
    ['Россия', 'RU'],
    ['РОССИЙСКАЯ ФЕДЕРАЦИЯ', 'RU'],
    ['ΕΛΛΑΔΑ', 'GR'],
    ['Ελλάδα', 'GR'],
    ['TÜRKİYE', 'TR'],
    ['Turkey', 'TR'],
    ['Kıbrıs', 'CY'],
    ['日本', 'JP'],
    ['中国', 'CN'],
    ['中國', 'CN'],
    ['대한민국', 'KR'],
    ['भारत', 'IN'],
    ['الأردن', 'JO'],
    ['الاردن', 'JO'],
    ['ישראל', 'IL'],
    ['ไทย', 'TH'],
    ["Côte d'Ivoire", 'CI'],
    ['Côte d’Ivoire', 'CI'],
    ['COTE DIVOIRE', 'CI'],
    ['Ivory Coast', 'CI'],
    ['Holland', 'NL'],
    ['The Netherlands', 'NL'],
    ['Great Britain', 'GB'],
    ['England', 'GB'],
    ['U.K.', 'GB'],
    ['USA', 'US'],
    ['U.S.A.', 'US'],
    ['u. s. a.', 'US'],
    ['United States of America', 'US'],
    ['UAE', 'AE'],
    ['U.A.E', 'AE'],
    ['DRC', 'CD'],
    ['Hong Kong', 'HK'],
    ['Macau', 'MO'],
    ['Burma', 'MM'],
    ['Czech Republic', 'CZ'],
    ['Swaziland', 'SZ'],
    ['Viet Nam', 'VN'],
    ['S. Korea', 'KR'],
    ['St Lucia', 'LC'],
    ['Saint Lucia', 'LC'],
    ['Antigua and Barbuda', 'AG'],
    ['Antigua & Barbuda', 'AG'],
    ['Trinidad', 'TT'],
    // Names as identifiers and run together
    ['SOUTH_AFRICA', 'ZA'],
    ['south-africa', 'ZA'],
    ['SouthAfrica', 'ZA'],
    ['srilanka', 'LK'],
    // Official names, including with the form of government last
    ['Republic of India', 'IN'],
    ['Kingdom of Spain', 'ES'],
    ['República de Chile', 'CL'],
    ['Republik Indonesia', 'ID'],
    ['Republic of China', 'TW'],
    ["People's Republic of China", 'CN'],
    ['Korea, Republic of', 'KR'],
    ['Korea, Rep.', 'KR'],
    ['Korea (the Republic of)', 'KR'],
    ["Korea, Dem. People's Rep.", 'KP'],
    ['Congo, Dem. Rep.', 'CD'],
    ['Congo, Rep.', 'CG'],
    ['Iran (Islamic Republic of)', 'IR'],
    ['Moldova, Republic of', 'MD'],
    ['Taiwan, Province of China', 'TW'],
    ['Tanzania, United Republic of', 'TZ'],
    ['Bahamas, The', 'BS'],
    ['Virgin Islands, U.S.', 'VI'],
    ['Virgin Islands (British)', 'VG'],
    ['Falkland Islands (Malvinas)', 'FK'],
    ['Dominican Republic', 'DO'],
    ['Commonwealth of Dominica', 'DM'],
    // Other names
    ['Ascension', 'AC'],
    ['Emirates', 'AE'],
    ['Antigua', 'AG'],
    ['Shqipëria', 'AL'],
    ['Hayastan', 'AM'],
    ['Argentine Republic', 'AR'],
    ['Aland', 'AX'],
    ['BiH', 'BA'],
    ['St. Barts', 'BL'],
    ['Brunei Darussalam', 'BN'],
    ['Bolivia (Plurinational State of)', 'BO'],
    ['Bonaire', 'BQ'],
    ['Belorussia', 'BY'],
    ['Keeling Islands', 'CC'],
    ['Zaire', 'CD'],
    ['Central Africa', 'CF'],
    ['Congo Republic', 'CG'],
    ['Swiss Confederation', 'CH'],
    ['中华人民共和国', 'CN'],
    ['Cape Verde', 'CV'],
    ['Kypros', 'CY'],
    ['Dominicana', 'DO'],
    ['الجمهورية الجزائرية', 'DZ'],
    ['جمهورية مصر العربية', 'EG'],
    ['Sahara Occidental', 'EH'],
    ['State of Eritrea', 'ER'],
    ['Canary Islands', 'ES'],
    ['Micronesia, Federated States of', 'FM'],
    ['Faroes', 'FO'],
    ['République française', 'FR'],
    ['Gabonese Republic', 'GA'],
    ['Sakartvelo', 'GE'],
    ['Guyane', 'GF'],
    ['Kalaallit Nunaat', 'GL'],
    ['Eq. Guinea', 'GQ'],
    ['Hellas', 'GR'],
    ['Ayiti', 'HT'],
    ['Republic of Ireland', 'IE'],
    ['State of Israel', 'IL'],
    ['Bharat', 'IN'],
    ['Diego Garcia', 'IO'],
    ['Italian Republic', 'IT'],
    ['Nippon', 'JP'],
    ['Kyrgyz Republic', 'KG'],
    ['St Kitts', 'KN'],
    ['DPRK', 'KP'],
    ['한국', 'KR'],
    ['State of Kuwait', 'KW'],
    ['Caymans', 'KY'],
    ['Lao PDR', 'LA'],
    ['Lebanese Republic', 'LB'],
    ['State of Libya', 'LY'],
    ['Saint Martin (French part)', 'MF'],
    ['Macedonia', 'MK'],
    ['Northern Marianas', 'MP'],
    ['Estados Unidos Mexicanos', 'MX'],
    ['Noreg', 'NO'],
    ['Nepaal', 'NP'],
    ['PNG', 'PG'],
    ['State of Palestine', 'PS'],
    ['República Portuguesa', 'PT'],
    ['State of Qatar', 'QA'],
    ['Reunion Island', 'RE'],
    ['KSA', 'SA'],
    ['Saint Helena, Ascension and Tristan da Cunha', 'SH'],
    ['Svalbard', 'SJ'],
    ['Slovak Republic', 'SK'],
    ['Sao Tome', 'ST'],
    ['Sint Maarten (Dutch part)', 'SX'],
    ['Syrian Arab Republic', 'SY'],
    ['Turks and Caicos', 'TC'],
    ['Togolese Republic', 'TG'],
    ['ประเทศไทย', 'TH'],
    ['अमेरिका', 'US'],
    ['آمریکا', 'US'],
    ['امریکہ', 'US'],
    ['சவூதி', 'SA'],
    ['East Timor', 'TL'],
    ['Туркмения', 'TM'],
    ['Tunisian Republic', 'TN'],
    ['Holy See (Vatican City State)', 'VA'],
    ['St. Vincent', 'VC'],
    ['Venezuela (Bolivarian Republic of)', 'VE'],
    ['Venezuela, RB', 'VE'],
    ['Western Samoa', 'WS'],
    ['Kosova', 'XK'],
    ['RSA', 'ZA'],
    ['S.Korea', 'KR'],
    ['Korea, South', 'KR'],
    ['Korea North', 'KP'],
    ['P.R. China', 'CN'],
    ['Taiwan (R.O.C.)', 'TW'],
    ['Hong Kong, China', 'HK'],
    ['Macau, China', 'MO'],
    ['I.R. Iran', 'IR'],
    ['Burkina', 'BF'],
    ['Russian Fed.', 'RU'],
    ['Bosnia & Herz.', 'BA'],
    ['N. Mariana Is.', 'MP'],
    ['Congo DR', 'CD'],
    ['GER', 'DE'],
    ['IN_India', 'IN'],
    // Calling codes of one country, and of the one identified by an area code
    ['+91', 'IN'],
    ['+91 ', 'IN'],
    ['(+91)', 'IN'],
    ['+ 91', 'IN'],
    ['91+', 'IN'],
    ['＋９１', 'IN'],
    ['٩١', 'IN'],
    ['0091', 'IN'],
    ['00 91', 'IN'],
    ['91', 'IN'],
    ["'91", 'IN'],
    ['91.0', 'IN'],
    ['91,00', 'IN'],
    [91, 'IN'],
    [91n, 'IN'],
    ['+1-242', 'BS'],
    ['+1 (242)', 'BS'],
    ['1242', 'BS'],
    ['001242', 'BS'],
    ['1-809, 1-829 and 1-849', 'DO'],
    ['7-7', 'KZ'],
    ['44-1481', 'GG'],
    ['44-1534', 'JE'],
    ['44-1624', 'IM'],
    ['599-9', 'CW'],
    ['358-18', 'AX'],
    // Flags
    ['🇮🇳', 'IN'],
    ['🇬🇧', 'GB'],
    ['🏴󠁧󠁢󠁳󠁣󠁴󠁿', 'GB'],
    // Several that mean the same
    ['1-US', 'US'],
    ['+1 US', 'US'],
    ['US +1', 'US'],
    ['India (+91)', 'IN'],
    ['🇮🇳 India (+91)', 'IN'],
    ['IN - India', 'IN'],
    ['DE/Deutschland', 'DE'],
    ['Germany, DE', 'DE'],
    ['Congo (+243)', 'CD'],
    ['Korea +82', 'KR'],
    ['Virgin Islands 1-340', 'VI'],
    ['UK, GB', 'GB'],
    ['Deutschland - (Germany)', 'DE'],
    ['+0091', 'IN'],
    [['IN'], 'IN'],
    [Array.from({ length: 10 }, () => 'IN'), 'IN'],
    ['India'.padEnd(200), 'IN'],
    [['IN', 'India', 91], 'IN'],
  ])('%j is %s', (value, country) => {
    expect(resolveCountry(value)).toEqual({ countries: [country] });
    expect(asCountryCode(value)).toBe(country);
  });

  test.each([
    ['+44', 'GB GG IM JE +44'],
    ['+44 (0)', 'GB GG IM JE +44'],
    [7, 'RU KZ +7'],
    ['+47', 'NO SJ +47'],
    ['0061', 'AU CC CX +61'],
    ['+1', /^US AG .* CA .* VI \+1$/],
  ])('%j decides the code and leaves the country to the number', (value, countries) => {
    expect(shown(value)).toEqual(
      typeof countries === 'string' ? countries : expect.stringMatching(countries),
    );
    expect(asCountryCode(value)).toBeNull();
  });

  test.each([[''], ['  '], ['\u00a0\t\n'], ['\u200b'], [null], [undefined], [[]], [['']]])(
    '%j gives none',
    (value) => {
      expect(resolveCountry(value)).toEqual({ countries: [] });
      expect(asCountryCode(value)).toBeNull();
    },
  );

  test.each([
    ['Congo', 'unknown Congo - Kinshasa (CD) Congo - Brazzaville (CG)'],
    ['Kongo', 'unknown Congo - Kinshasa (CD) Congo - Brazzaville (CG)'],
    ['korea', 'unknown North Korea (KP) South Korea (KR)'],
    ['Virgin Islands', 'unknown British Virgin Islands (VG) U.S. Virgin Islands (VI)'],
    ['Virgin Islands (+1)', 'unknown British Virgin Islands (VG) U.S. Virgin Islands (VI)'],
    ['Channel Islands', 'unknown Guernsey (GG) Jersey (JE)'],
  ])('%j is shared by countries, which are named', (value, wanted) => {
    expect(shown(value)).toBe(wanted);
    expect(asCountryCode(value)).toBeNull();
  });

  test.each([
    'Nowhere',
    'Indien',
    'State of Georgia',
    'ZZ',
    'ZZZ',
    'EU',
    '🇪🇺',
    'AQ',
    'N/A',
    '-',
    'the',
    'Republic',
    // Two countries
    'IN,US',
    'IN US',
    'IN/US',
    'CH,AD',
    'PE, RU',
    'US-CA',
    '🇮🇳🇺🇸',
    '+91 US',
    '+1/+91',
    'India +1',
    // Not a calling code
    '0',
    '000',
    '999',
    '800',
    '+800',
    '9191',
    '-91',
    // A phone number
    '+1 242 555 0132',
    '97.1',
    '97,1',
    '1-415',
    '91-11-2345',
    '49-030',
    'x91',
    '91x',
    '$1',
    -91,
    91.5,
    Number.NaN,
    1e21,
    // Names that every object inherits
    'constructor',
    'toString',
    '__proto__',
  ])('%j is unknown', (value) => {
    expect(resolveCountry(value)).toEqual({ unknown: String(value) });
    expect(asCountryCode(value)).toBeNull();
  });

  test('what is unknown is shown as it stood, cut off where it is long', () => {
    expect(resolveCountry(' Nowhere ')).toEqual({ unknown: 'Nowhere' });
    expect(resolveCountry('a'.repeat(50))).toEqual({ unknown: 'a'.repeat(50) });
    expect(resolveCountry('a'.repeat(100_000))).toEqual({ unknown: `${'a'.repeat(50)}…` });
    expect(resolveCountry('India'.padEnd(201))).toEqual({ unknown: `${'India'.padEnd(50)}…` });
  });

  test.each([
    [true, 'true'],
    [{ code: 'IN' }, 'object'],
    [Symbol('IN'), 'symbol'],
    [() => 'IN', 'function'],
    [new Date(0), 'object'],
    [[Symbol('IN')], 'object'],
    [[['IN']], 'object'],
    [new Array<string>(11).fill('IN'), 'object'],
    [['IN', 'US'], 'IN, US'],
    [
      {
        toString() {
          throw new Error('not for reading');
        },
      },
      'object',
    ],
    [revokedList(), 'object'],
  ])('case %#: a value of another type is unknown', (value, unknown) => {
    expect(resolveCountry(value)).toEqual({ unknown });
  });

  test.each([['(', '1 ', '🇮🇳', 'CH,', 'Congo (', "'", '+', '.']])(
    '%j in great numbers is no trouble',
    (text) => {
      expect(() => resolveCountry(text.repeat(190 / text.length))).not.toThrow();
    },
  );
});

describe('every country', () => {
  test('has an alpha-3 code, but for two islands to which ISO gives none', () => {
    const listed = ALPHA_CODES.split(' ').map((codes) => codes.slice(0, 2));
    expect(getCountries().filter((country) => !listed.includes(country))).toEqual(['AC', 'TA']);
    expect(new Set(ALPHA_CODES.split(' ').map((codes) => codes.slice(2))).size).toBe(listed.length);
    for (const codes of ALPHA_CODES.split(' ')) expect(asCountryCode(codes.slice(2))).toBe(codes.slice(0, 2));
  });

  test('is understood by its code, its name, its label in the list, its flag and its name with its calling code', () => {
    for (const { code, name } of listCountries()) {
      const flag = String.fromCodePoint(...[...code].map((letter) => 0x1f1e6 + letter.charCodeAt(0) - 65));
      const english = ENGLISH.of(code) ?? '';
      const spellings = [
        code,
        code.toLowerCase(),
        english,
        english.toUpperCase(),
        name,
        flag,
        `${flag} ${name}`,
      ];
      expect(spellings.map(asCountryCode)).toEqual(spellings.map(() => code));
    }
  });

  test('is understood in its own languages, or said to share its name', () => {
    for (const entry of LANGUAGES.split(' ')) {
      const [language = '', countries = ''] = entry.split(':');
      const names = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' });
      for (const country of countries.match(/../g) ?? []) {
        const name = names.of(country);
        if (name !== undefined) expect(`${name}: ${shown(name)}`).toContain(country);
      }
    }
  });

  test('is understood by each of its other names, or said to share it', () => {
    for (const [country, names] of Object.entries(OTHER_NAMES)) {
      for (const name of names.split(', '))
        expect(`${name}: ${shown(name)}`).toMatch(new RegExp(`: .*${country}`));
    }
  });
});

describe('words beside a number', () => {
  test.each([
    ['India', 'IN'],
    ['IN', 'IN'],
    ['(IN)', 'IN'],
    ['US:', 'US'],
    ['(UK)', 'GB'],
    ['uk', 'GB'],
    ['U.S.A.', 'US'],
    ['usa', 'US'],
    ['UAE', 'AE'],
    ['GBR', 'GB'],
    ['IND', 'IN'],
    ['united kingdom', 'GB'],
    ['Deutschland', 'DE'],
    ['🇮🇳', 'IN'],
    ['🇳🇴', 'NO'],
    ['US Virgin Islands', 'VI'],
  ])('%j name %s', (words, country) => {
    expect(countriesByName(words)).toEqual([country]);
  });

  test.each([
    '',
    'Mobile',
    'in',
    'i.n.',
    'no',
    'at',
    'per',
    'PER',
    'AND',
    'CAN',
    'car',
    'CAR',
    '+91',
    '91',
    'India +91',
    'IN US',
    'a'.repeat(100_000),
  ])('%j name none', (words) => {
    expect(countriesByName(words)).toEqual([]);
  });

  test.each([
    ['Congo', ['CD', 'CG']],
    ['Korea', ['KP', 'KR']],
  ])('%j names %j', (words, countries) => {
    expect(countriesByName(words)).toEqual(countries);
  });
});

describe('names in the languages of another country', () => {
  test.each([
    ['DE', 'Frankreich', 'FR'],
    ['CH', 'Royaume-Uni', 'GB'],
    ['CH', 'Regno Unito', 'GB'],
    ['CA', 'Royaume-Uni', 'GB'],
    ['FI', 'Ruotsi', 'SE'],
    ['FI', 'Frankrike', 'FR'],
    ['BR', 'EUA', 'US'],
    ['TR', 'ABD', 'US'],
    ['JP', 'アメリカ', 'US'],
    ['TW', '美國', 'US'],
    ['UA', 'Польша', 'PL'],
    ['ZA', 'Duitsland', 'DE'],
    ['AE', 'تركيا', 'TR'],
    ['ES', 'Txèquia', 'CZ'],
    ['RS', 'Nemačka', 'DE'],
    ['RS', 'Немачка', 'DE'],
    ['ME', 'Nemačka', 'DE'],
    ['VN', 'Trung Quốc', 'CN'],
  ] as const)('in %s, %s is %s', (country, name, expected) => {
    expect(countryNamedIn(country, name)).toBe(expected);
  });

  test.each([
    ['DE', 'Ranska'],
    ['ES', 'Frantzia'],
    ['NL', 'VS'],
    ['TR', 'BK'],
    ['VN', 'Đức'],
    ['US', 'Congo'],
    ['DE', ''],
    ['DE', 'a'.repeat(100_000)],
  ] as const)('in %s, %j is none', (country, name) => {
    expect(countryNamedIn(country, name)).toBeNull();
  });

  test.each([
    ['Allemagne', 'DE'],
    ['Paesi Bassi', 'NL'],
    ['Ravi', null],
    ['a'.repeat(100_000), null],
  ])('%j is %s anywhere', (name, country) => {
    expect(countryNamedAbroad(name)).toBe(country);
  });

  test('are known for every country', () => {
    for (const country of getCountries()) expect(countryNamedIn(country, 'Ravi')).toBeNull();
  });
});
