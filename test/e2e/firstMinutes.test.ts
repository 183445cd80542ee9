// What somebody who knows n8n, but not this node, does in the first minutes.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';

import { N8nSession, type Example, type Running } from '../support/n8n';
import { until, type Workbench } from './harness';
import { Editor } from './harness/editor';
import { openEditor, type EditorBench } from './harness/editorBench';
import { Film, settle, takePicture } from './harness/pictures';
import { lookupWorkflow } from './harness/workflows';

const FIELD = 'Phone (mobile)';
const ROWS = [
  { name: 'Ada', [FIELD]: '98765 43211' },
  { name: 'Grace', [FIELD]: '+91 98765-43212' },
  { name: 'Alan', [FIELD]: '+44 20 7946 0958' },
  { name: 'Edsger', [FIELD]: '9.87654E+09' },
  { name: 'Barbara', [FIELD]: '098765 43211' },
];
const NEEDS = [
  'phone lookup',
  'phone number',
  'validate phone number',
  'number lookup',
  'bulk lookup',
  'mobile operator',
];
const NUMBERS = ['+919876543211', '+919876543212', '+442079460958'];
const NOW = { operation: 'lookUpNow', phone: '', defaultCountry: 'IN' };
const DRAGGED = `={{ $json['${FIELD}'] }}`;
const MAX_FILM_BYTES = 1_500_000;

let opened: EditorBench;
let bench: Workbench;
let running: Running;
let session: N8nSession;
let browser: Browser;
let editor: Editor;

beforeAll(async () => {
  opened = await openEditor(async ({ home }) => {
    await home.import('workflow', [
      // The editor saves what is changed in it, so each test that changes something has a workflow of its own.
      ...['film', 'left', 'middle', 'right', 'label'].map((id) => lookupWorkflow(id, ROWS, NOW)),
      ...['light', 'dark', 'pin'].map((id) => ({
        ...lookupWorkflow(id, ROWS, { ...NOW, phone: DRAGGED }),
        name: 'Operators of my contacts',
      })),
      lookupWorkflow('start', ROWS, { phone: DRAGGED, defaultCountry: 'IN' }),
    ]);
  });
  ({ bench, running, session, browser, editor } = opened);
});
beforeEach(() => bench.sandbox.reset());
afterAll(() => opened?.dispose());

async function executeStep(): Promise<void> {
  await editor.part('node-execute-button').click();
}

async function expectNumbers(): Promise<void> {
  const output = editor.part('output-panel');
  await output.getByText('Lookups Branch (3 items)').waitFor();
  for (const number of NUMBERS) await output.getByText(number).first().waitFor();
}

test('the node panel finds the node by what people call it', async () => {
  await editor.openWorkflow('left');
  const found = [];
  for (const words of NEEDS) found.push([words, (await editor.findNodes(words))[0]]);
  expect(found).toEqual(NEEDS.map((words) => [words, 'Kaleyra']));
});

describe('a field that is dragged onto Phone', () => {
  test.each([
    ['left', 'schema', 0],
    ['middle', 'table', 0.5],
    ['right', 'json', 1],
  ] as const)('works at its %s, from the %s', async (id, view, at) => {
    await editor.openWorkflow(id);
    await editor.openNode('Kaleyra');
    await editor.showInput(view);
    await editor.drag(FIELD, editor.part('parameter-input-phone'), at);
    await editor.part('parameter-input-phone').getByText(FIELD).waitFor();
    await executeStep();
    await expectNumbers();
  });

  test('is not taken by n8n at its label, and the message then has what to paste', async () => {
    await editor.openWorkflow('label');
    await editor.openNode('Kaleyra');
    await editor.showInput('schema');
    const label = editor.page.getByText('Phone', { exact: true });
    await editor.drag(FIELD, label, 0.5);
    await executeStep();
    const said = editor.part('output-panel').getByTestId('node-error-description');
    const expression = /paste this: (\{\{.*?\}\})/.exec(await said.innerText())?.[1] ?? '';
    expect(expression).toContain(FIELD);

    await label.hover();
    await editor.part('radio-button-expression').first().click();
    await editor.part('parameter-input-phone').locator('.cm-content').click();
    await editor.page.keyboard.insertText(expression);
    await settle(editor.page);
    await executeStep();
    await expectNumbers();
  });

  test('fits in a short film', async () => {
    await editor.openWorkflow('film');
    await editor.openNode('Kaleyra');
    await editor.showInput('schema');
    const film = new Film(editor.page);
    await film.take(1_500);
    await editor.drag(FIELD, editor.part('parameter-input-phone'), 0.5, film);
    await settle(editor.page);
    await film.take(1_000);
    await editor.part('node-execute-button').hover();
    await film.take(500);
    await executeStep();
    await expectNumbers();
    await settle(editor.page);
    await film.take(4_000);
    expect(film.save('film')).toBeLessThan(MAX_FILM_BYTES);
  });
});

describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
  test('the result table shows the operator without scrolling', async () => {
    const themed = await Editor.open(browser, running.url, session.cookie, theme);
    const { page } = themed;
    await themed.openWorkflow(theme);
    await themed.execute();
    await until(() => expect(bench.sandbox.ofKind('lookUpNow')).toHaveLength(1));
    await takePicture(page, `canvas-${theme}`);

    await themed.openNode('Kaleyra');
    const output = themed.part('output-panel');
    const operator = output.getByText('Monsoon Telecom').first();
    await operator.waitFor();
    const [cell, panel] = [await operator.boundingBox(), await output.boundingBox()];
    expect(cell!.x + cell!.width).toBeLessThan(panel!.x + panel!.width);
    await themed.part('ndv-input-panel').getByTestId('radio-button-table').click();
    await takePicture(page, `lookups-${theme}`);

    await output.getByText('Rejected Branch (1 item)').click();
    await output.getByText('SCIENTIFIC_NOTATION').first().waitFor();
    await takePicture(page, `rejected-${theme}`);
    await themed.close();
  });
});

test('before the first run, the next node is offered the fields that come, and no others', async () => {
  await editor.openWorkflow('start');
  await editor.openNode('Lookups');
  const input = editor.part('ndv-input-panel');
  await input.getByText('phone_number', { exact: true }).waitFor();
  const offered = await input
    .locator('[data-node-name="Kaleyra"][data-nest-level="1"]')
    .evaluateAll((all) => all.map((one) => one.getAttribute('data-name')));
  await editor.page.keyboard.press('Escape');
  await editor.execute();
  await until(() => expect(bench.sandbox.ofKind('startBulk')).toHaveLength(1));
  const [execution] = await session.executions(1);
  const { data } = await session.ended(execution?.id ?? '');
  const items = data.resultData.runData.Kaleyra?.[0]?.data?.main?.[0] ?? [];
  const came = new Set(items.flatMap(({ json }) => Object.keys(json)));
  expect(offered.length).toBeGreaterThan(5);
  expect([...came].sort()).toEqual([...offered].sort());
});

describe('Rejected Items', () => {
  const saved = async (id: string) => await session.call<Example>('get', `/workflows/${id}`);

  test("in the same output: n8n removes the connection of 'Rejected', and can pin the node", async () => {
    await editor.openWorkflow('pin');
    await editor.openNode('Kaleyra');
    await executeStep();
    await expectNumbers();
    const pin = editor.part('ndv-pin-data');
    expect(await pin.count()).toBe(0);
    expect((await saved('pin')).connections.Kaleyra?.main).toHaveLength(2);

    await editor.page.getByPlaceholder('Add option').last().click();
    await editor.listed('Rejected Items').click();
    await editor.choose('rejectedItems', 'In the Same Output');
    await until(async () => {
      const [, rejected] = (await saved('pin')).connections.Kaleyra?.main ?? [];
      expect(rejected ?? []).toEqual([]);
    });

    await executeStep();
    // Until the run ends, n8n would pin what the one before it gave.
    await editor.part('output-panel').getByText('4 items').waitFor();
    await pin.click();
    await editor.part('output-panel').getByText('This data is pinned').waitFor();
    await until(async () => {
      const { pinData } = (await saved('pin')) as { pinData?: Record<string, unknown[]> };
      expect(pinData?.Kaleyra).toHaveLength(4);
    });
  });
});
