import {
  around,
  asNational,
  hasTrunkZero,
  international,
  withCode,
  type Row,
  type Spelling,
} from './spelling';

const UNEXPLAINED = {
  refusedBecause: 'figures beside the number that not every reader can explain',
} as const;
const HIDDEN = { refusedBecause: 'digits are missing' } as const;
const ZONE = { refusedBecause: 'a time zone looks like a calling code' } as const;
const NAME = { refusedBecause: "a country's name is part of a longer name" } as const;

/** Figures after a number that, joined to it, make it someone else's number where lengths vary. */
const BEHIND = [
  ...[
    '{} (471)',
    '{} [471]',
    '{}: 471',
    '{} = 471',
    '{} > 471',
    '{} * 471',
    '{} … 471',
    '{} *12',
    '{} -> 12',
    '{} ! 12',
  ],
  ...[
    '{} (3x)',
    '{} (34 J.)',
    '{} 50 €',
    '{} 14 ct/min',
    '{} (0,14 €/min)',
    '{} 500 руб.',
    '{} (24小时)',
    '{} 24時間',
    '{} 24시간',
  ],
  ...[
    '{} 24 godz.',
    '{} 24 jam',
    '{} 24 saat',
    '{} ٢٤ ساعة',
    '{} (4 hat)',
    '{} 2本',
    '{} (5条线)',
    '{} (№ 1)',
    '{}²',
    '{} ②',
    '{}[1]',
  ],
  ...['{} 15.1.24', '{} 1/15/24', '{} 12 ext', '{} (1/15)', '{} press 1', '{} option 2', '{} 🙂471'],
];
/** Figures before a number; only where a trunk 0 shows where it begins. */
const BEFORE = [
  ...[
    '(471) {}',
    '[471] {}',
    '471: {}',
    '471 - {}',
    '471/{}',
    'Bar 54 {}',
    'O2 {}',
    'Linie 5 {}',
    'Platz 3 / {}',
    '2019 {}',
  ],
  ...[
    'ext. 345 {}',
    'ext. 345, {}',
    'DW 12 {}',
    '*21*{}#',
    '10115 Berlin {}',
    '10115 Berlin, {}',
    '34/M {}',
    '4.5 (120) · {}',
  ],
];
const MASKS = ['**', 'xx', 'XX', '••', '__', '??', '##', '..', '…', '--', 'O', 'l'];
const ZONES = ['GMT+1 {}', 'UTC+2: {}', '{} (UTC+1)', '{} GMT+3', '{} +05:30'];
const NAMES = [
  ...[
    'Air India {}',
    'Bank of China {}',
    'Embassy of Mexico: {}',
    'Restaurant Italia {}',
    'India Smith {}',
    '{} (India Smith)',
  ],
  ...['New Jersey {}', 'China Town {}', 'Little India {}', 'Call us {}', 'Contact US: {}', 'DIAL-IN: {}'],
];

/** States whose letters are also a country code. */
const STATES = ['CO {}', '(CO) {}', '{} (DE)', 'Gary, IN {}', 'PA: {}', '{}, CO'];

const filled = (
  templates: readonly string[],
  write: (number: Parameters<Spelling['write']>[0]) => string | undefined,
): Row[] =>
  templates.map((template) => [
    template,
    (number) => {
      const text = write(number);
      return text === undefined ? undefined : template.replace('{}', text);
    },
  ]);

/** Cells in which not every figure can be identified: refused or read, but never as another number. */
export const unexplainedSpellings: readonly Spelling[] = [
  ...around(BEHIND, UNEXPLAINED),
  ...withCode(filled(BEFORE, international), UNEXPLAINED),
  ...asNational(
    filled(BEFORE, (number) => (hasTrunkZero(number) ? number.national : undefined)),
    UNEXPLAINED,
  ),
  ...MASKS.flatMap((mask) => {
    const name = `last digits as ${mask}`;
    const hide = (text: string): string => text.replace(/\d\D?\d$/, mask);
    return [
      ...withCode([[name, (number) => hide(international(number))]], HIDDEN),
      ...asNational([[name, ({ national }) => hide(national)]], HIDDEN),
    ];
  }),
  ...asNational(
    filled(ZONES, ({ national }) => national),
    ZONE,
  ),
  ...asNational(
    filled(NAMES, ({ national }) => national),
    NAME,
  ),
  ...asNational(
    filled(STATES, ({ country, national }) => (country === 'US' ? national : undefined)),
    NAME,
  ),
];
