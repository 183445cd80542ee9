import { expect, test } from '@jest/globals';

import { versionsIn, withResults, type EngineResult } from '../../scripts/compatibility/table';

const result = (n8n: string, passed: number): EngineResult => ({
  n8n,
  core: n8n,
  workflow: '2.0.0',
  node: '24.0.0',
  passed,
  total: 10,
});

const DOCUMENT = 'before\n\n<!-- engines -->\n\n<!-- /engines -->\n\nafter\n';

test('results join the table in the order of versions, in place of older ones, and nothing else changes', () => {
  const first = withResults(DOCUMENT, [result('2.10.0', 10), result('2.9.1', 10)]);
  const second = withResults(first, [result('2.9.1', 8)]);
  expect(versionsIn(second)).toEqual(['2.9.1', '2.10.0']);
  expect(second).toContain(
    '| 2.9.1 | 2.9.1 | 2.0.0 | 24.0.0 | 8 of 10 |\n| 2.10.0 | 2.10.0 | 2.0.0 | 24.0.0 | all 10 |\n',
  );
  expect(second).toMatch(/^before\n\n<!-- engines -->\n\n[^]*\n\n<!-- \/engines -->\n\nafter\n$/);
});

test('a document without the table is refused', () => {
  expect(() => versionsIn('nothing')).toThrow('no table');
});
