import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';

import { sandboxCredential } from '../support/credential';
import { faults } from '../support/sandbox';
import { N8nSession, type Running } from '../support/n8n';
import { until, type Workbench } from './harness';
import { Editor } from './harness/editor';
import { openEditor, type EditorBench } from './harness/editorBench';
import { lookupWorkflow } from './harness/workflows';

const ROWS = [
  { name: 'Ada', phone: '98765 43210' },
  { name: 'Grace', phone: '+91 98765 43211' },
  { name: 'Alan', phone: 'n/a' },
  { name: 'Edsger', phone: '9.87654E+09' },
  { name: 'Barbara', phone: '098765 43210' },
];

let opened: EditorBench;
let bench: Workbench;
let running: Running;
let session: N8nSession;
let browser: Browser;
let editor: Editor;

beforeAll(async () => {
  const prepare = async ({ home, sandbox }: Workbench): Promise<void> => {
    await home.import('credentials', [{ ...sandboxCredential(sandbox), id: 'trial', name: 'Trial' }]);
    await home.import('workflow', [
      // The editor saves what is changed in it, so each test that changes something has a workflow of its own.
      ...['lookup', 'options'].map((id) => lookupWorkflow(id, ROWS, { defaultCountry: 'IN' })),
      lookupWorkflow('parameters', ROWS, { defaultCountry: '={{ $json.country }}' }),
      lookupWorkflow('broken', ROWS, { defaultCountry: 'IN', options: { batchSize: 1 } }),
      lookupWorkflow('wait', ROWS, { defaultCountry: 'IN', waitForDetails: true, waitTimeout: 600 }),
    ]);
  };
  opened = await openEditor(prepare, { sandbox: { pendingPolls: 1_000 } });
  ({ bench, running, session, browser, editor } = opened);
});
beforeEach(() => bench.sandbox.reset());
afterAll(() => opened?.dispose());

describe('the node panel', () => {
  test.each(['phone', 'HLR', 'carrier'])('finds the node by "%s"', async (word) => {
    await editor.openWorkflow('lookup');
    expect(await editor.findNodes(word)).toContain('Kaleyra');
  });

  test.each([
    ['light', 'kaleyra.svg'],
    ['dark', 'kaleyra.dark.svg'],
  ] as const)('shows the icon for the %s theme', async (theme, file) => {
    const themed = await Editor.open(browser, running.url, session.cookie, theme);
    await themed.openWorkflow('lookup');
    await themed.findNodes('carrier');
    const icon = themed.iconInPanel();
    await icon.waitFor();
    expect(await icon.getAttribute('src')).toMatch(new RegExp(`/${file.replaceAll('.', '\\.')}$`));
    const width = await icon.evaluate((image) => (image as { naturalWidth?: number }).naturalWidth);
    expect(width).toBeGreaterThan(0);
    await themed.close();
  });
});

describe("the credential's test", () => {
  /** Opens the credential, changes a field, saves, and waits for what the window then says of the connection. */
  async function saveWith(
    field: 'apiKey' | 'sid' | 'baseUrl',
    value: string,
    expected: RegExp,
  ): Promise<string> {
    await editor.page.goto(`${running.url}/home/credentials/trial`);
    const window = editor.part('editCredential-modal');
    await window.waitFor();
    await editor.field(field).fill(value);
    await editor.part('credential-save-button').click();
    await editor.part('credential-save-button').getByText('Saved').waitFor();
    const details = window.getByText('More details').filter({ visible: true });
    let said = '';
    await until(async () => {
      if ((await details.count()) > 0) await details.click();
      said = await window.innerText();
      // n8n sends two tests of a credential that does not work, and the end of one may break the other.
      if (said.includes('Node not found')) await window.getByText('Retry').filter({ visible: true }).click();
      expect(said).toMatch(expected);
    });
    return said;
  }

  test('fails with words for a wrong key', async () => {
    await saveWith('apiKey', 'Awrong', /Kaleyra did not accept the API key/);
  });

  test('succeeds with the right one, and makes no lookup', async () => {
    await saveWith('apiKey', bench.sandbox.apiKey, /Connection tested successfully/);
    expect(new Set(bench.sandbox.requests.map(({ kind }) => kind))).toEqual(new Set(['callbackProfiles']));
  });

  test.each<[string, () => object, string]>([
    ['a SID of another account', () => ({ sid: 'HXWRONG0000001IN' }), 'Kaleyra denied access'],
    ['plain HTTP', () => ({ baseUrl: 'http://api.kaleyra.invalid' }), 'must start with https'],
    // All that n8n hands on of a fault of the network is its code, which the README explains.
    ['an unknown host', () => ({ baseUrl: 'https://api.kaleyra.invalid' }), 'ENOTFOUND'],
    [
      "a server that is not Kaleyra's, here n8n itself",
      () => ({ baseUrl: running.url }),
      "did not come from Kaleyra's API",
    ],
  ])('says what is wrong with %s', async (_what, fields, words) => {
    const { url: baseUrl, sid, apiKey } = bench.sandbox;
    const data = { region: 'custom', baseUrl, sid, apiKey, ...fields() };
    const verdict = await session.call<object>('post', '/credentials/test', {
      credentials: { ...sandboxCredential(bench.sandbox), data },
    });
    expect(verdict).toEqual({ status: 'Error', message: expect.stringContaining(words) });
  });

  test('fails with words for a host that cannot be reached', async () => {
    const said = await saveWith('baseUrl', 'http://127.0.0.1:9', /ECONNREFUSED|refused the connection/);
    expect(said).not.toContain(bench.sandbox.apiKey);
  });
});

describe("the node's panel", () => {
  test('shows the parameters of the operation that is chosen', async () => {
    await editor.openWorkflow('parameters');
    await editor.openNode('Kaleyra');
    const common = ['resource', 'operation'];
    const cells = ['phone', 'defaultCountry'];
    await until(async () =>
      expect(await editor.parameters()).toEqual([...common, ...cells, 'output', 'waitForDetails']),
    );

    await editor
      .part('parameter-input-waitForDetails')
      .locator('.el-switch, [role="switch"]')
      .first()
      .click();
    await until(async () => expect(await editor.parameters()).toContain('waitTimeout'));

    await editor.choose('operation', 'Look Up Now');
    await until(async () => expect(await editor.parameters()).toEqual([...common, ...cells, 'output']));
    // n8n resets expressions in lists that depend on the operation, unless they are declared as ours are.
    expect(await editor.part('parameter-input-defaultCountry').innerText()).toContain('$json.country');

    await editor.choose('operation', 'Get Details');
    await until(async () => expect(await editor.parameters()).toEqual([...common, 'lookupId', 'output']));

    await editor.choose('resource', 'Phone Number');
    await until(async () => expect(await editor.parameters()).toEqual([...common, ...cells]));
    expect(await editor.page.getByText('Credential for Kaleyra API').count()).toBe(0);
  });

  test('offers the options of the operation that is chosen', async () => {
    await editor.openWorkflow('options');
    await editor.openNode('Kaleyra');
    const add = editor.page.getByPlaceholder('Add option').last();
    await add.click();
    await editor.listed('Max Lookups').click();
    await until(async () => expect(await editor.parameters()).toContain('maxLookups'));
    await editor.choose('resource', 'Phone Number');
    await until(async () => expect(await editor.parameters()).not.toContain('maxLookups'));
  });
});

describe('a run', () => {
  test('shows lookups, rejected rows, the hint, and which row an item comes from', async () => {
    await editor.openWorkflow('lookup');
    await editor.execute();
    await until(() => expect(bench.sandbox.ofKind('startBulk')).toHaveLength(1));

    await editor.openNode('Kaleyra');
    const output = editor.part('output-panel');
    await output.getByText('Lookups Branch (2 items)').waitFor();
    expect(await output.innerText()).toContain(
      '5 items: 2 numbers sent in 1 request, 2 values rejected; 2 without country code read with Default Country or a country in the cell',
    );
    const lookups = output.locator('table tr');
    expect(await lookups.allInnerTexts()).toEqual(
      expect.arrayContaining([
        expect.stringContaining('+919876543210'),
        expect.stringContaining('+919876543211'),
      ]),
    );
    await editor.part('ndv-input-panel').getByTestId('radio-button-table').click();

    await output.getByText('+919876543211').first().hover();
    const linked = editor.part('ndv-input-panel').getByTestId('hovering-item');
    await until(async () => expect(await linked.allInnerTexts()).toEqual([expect.stringContaining('Grace')]));

    await output.getByText('Rejected Branch (2 items)').click();
    await output.getByText('SCIENTIFIC_NOTATION').first().waitFor();
  });

  test('that failed shows the IDs of what was paid for before', async () => {
    bench.sandbox.fault('startBulk', faults.unauthorized(), { nth: 2 });
    await editor.openWorkflow('broken');
    await editor.execute();
    await until(async () => expect((await session.executions(1))[0]?.status).toBe('error'));

    await editor.openNode('Kaleyra');
    const output = editor.part('output-panel');
    const said = output.getByTestId('node-error-description');
    expect(await said.innerText()).toContain(
      "1 lookup had already been accepted: its ID is under 'From Kaleyra'",
    );
    await output.locator('summary').filter({ hasText: 'From Kaleyra' }).click();
    for (const id of bench.sandbox.lookups.keys()) await output.getByText(id).first().waitFor();
    expect(bench.sandbox.lookups.size).toBe(1);
  });

  test('that waits ends when it is stopped, and asks nothing more', async () => {
    await editor.openWorkflow('wait');
    await editor.execute();
    await until(() => expect(bench.sandbox.ofKind('details').length).toBeGreaterThan(1));
    await editor.part('stop-execution-button').click();
    await until(async () => expect((await session.executions(1))[0]?.status).toBe('canceled'));
    const asked = bench.sandbox.requests.length;
    await new Promise((later) => setTimeout(later, 10_000));
    expect(bench.sandbox.requests).toHaveLength(asked);
    expect(bench.sandbox.openRequests).toBe(0);
  });
});
