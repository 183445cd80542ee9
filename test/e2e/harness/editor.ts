import { existsSync } from 'node:fs';

import { chromium, type Browser, type Locator, type Page } from 'playwright-core';

import { until } from '.';
import { settle, type Film } from './pictures';

const BROWSERS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // n8n's editor also asks the outside world, which would only make it wait here.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
];
// A common notebook.
const VIEWPORT = { width: 1440, height: 900 };

// A step that takes seconds on an idle machine may take a minute beside others.
const PATIENCE_MS = 90_000;

/** Starts the machine's Chromium. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM ?? BROWSERS.find((path) => existsSync(path));
  if (executablePath === undefined) {
    throw new Error('There is no Chromium: install it (Debian: apt-get install chromium) or set CHROMIUM.');
  }
  return await chromium.launch({ executablePath, args: QUIET });
}

/** n8n's editor in a browser, by what a person sees and does there. */
export class Editor {
  private constructor(
    readonly page: Page,
    private readonly url: string,
  ) {}

  /** @param cookie `name=value` of a session */
  static async open(
    browser: Browser,
    url: string,
    cookie: string,
    theme: 'light' | 'dark' = 'light',
  ): Promise<Editor> {
    const context = await browser.newContext({ viewport: VIEWPORT, colorScheme: theme });
    const [name = '', value = ''] = cookie.split('=', 2);
    await context.addCookies([{ name, value, url }]);
    await context.addInitScript(`localStorage.setItem('N8N_THEME', '${theme}')`);
    context.setDefaultTimeout(PATIENCE_MS);
    return new Editor(await context.newPage(), url);
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }

  /** What n8n marks for tests. */
  part(id: string): Locator {
    return this.page.getByTestId(id);
  }

  async openWorkflow(id: string): Promise<void> {
    await this.page.goto(`${this.url}/workflow/${id}`);
    await this.part('canvas-node').first().waitFor();
  }

  node(name: string): Locator {
    return this.page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`);
  }

  async openNode(name: string): Promise<void> {
    await this.node(name).dblclick();
    await this.part('output-panel').waitFor();
  }

  /** The names that the node panel offers for a word. */
  async findNodes(word: string): Promise<string[]> {
    const search = this.part('node-creator-search-bar');
    // The canvas can be seen before it listens to keys.
    await until(async () => {
      if (!(await search.isVisible())) await this.page.keyboard.press('n');
      await search.waitFor({ timeout: 2_000 });
    });
    await search.fill(word);
    await this.part('node-creator-item-name').filter({ hasText: 'Kaleyra' }).first().waitFor();
    return await this.part('node-creator-item-name').allInnerTexts();
  }

  /** The icon beside a name in the node panel. */
  iconInPanel(): Locator {
    return this.part('node-creator').locator('img[src*="kaleyra"]').first();
  }

  async execute(): Promise<void> {
    await this.page.locator('[data-test-id="execute-workflow-button"]:visible').first().click();
  }

  /** The parameters that can be seen, in their order. */
  async parameters(): Promise<string[]> {
    // A text that is not an expression has a field of this name inside.
    const ids = await this.page
      .locator('[data-test-id^="parameter-input-"]:not([data-test-id="parameter-input-field"]):visible')
      .evaluateAll((all) => all.map((one) => one.getAttribute('data-test-id') ?? ''));
    return ids.map((id) => id.replace('parameter-input-', ''));
  }

  /** Chooses from the list of a parameter. */
  async choose(parameter: string, option: string): Promise<void> {
    await this.part(`parameter-input-${parameter}`).click();
    await this.listed(option).click();
  }

  /** An entry of the list that is open, by its first line. */
  listed(option: string): Locator {
    return this.page
      .locator('.el-select-dropdown__item:visible, [role="option"]:visible')
      .filter({ hasText: new RegExp(`^\\s*${option}`) })
      .first();
  }

  /** A field of the credential window. */
  field(name: string): Locator {
    return this.part(`parameter-input-${name}`).locator('input').first();
  }

  /** Runs what comes before the open node, and shows its items in a view of the input panel. */
  async showInput(view: 'schema' | 'table' | 'json'): Promise<void> {
    const panel = this.part('ndv-input-panel');
    await panel.getByText('Execute previous nodes').click();
    await panel.getByTestId(`radio-button-${view}`).click();
    // n8n says when it is done. Until then it draws the fields anew, and starts nothing else.
    await this.page.locator('.el-notification').first().waitFor();
    await settle(this.page);
  }

  /**
   * Drags a field from the input panel onto something.
   * @param at where it is dropped: 0 is the left edge, 1 the right one
   * @param film takes a frame of each step
   */
  async drag(field: string, target: Locator, at: number, film?: Film): Promise<void> {
    const panel = this.part('ndv-input-panel');
    const named = (text: string): Locator => panel.getByText(text, { exact: true });
    // The JSON view shows it in quotation marks.
    const source = await boxOf(
      named(field)
        .or(named(`"${field}"`))
        .first(),
    );
    const goal = await boxOf(target);
    const from = { x: source.x + source.width / 2, y: source.y + source.height / 2 };
    const to = { x: goal.x + 3 + (goal.width - 6) * at, y: goal.y + goal.height / 2 };
    await this.page.mouse.move(from.x, from.y);
    await this.page.mouse.down();
    for (const part of [0.05, 0.3, 0.6, 0.85, 1]) {
      await this.page.mouse.move(from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part);
      // n8n sees what it is over only when it moves there.
      await this.page.mouse.move(from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part + 1);
      await film?.take(250);
    }
    await this.page.mouse.up();
  }
}

async function boxOf(locator: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  await locator.waitFor();
  const box = await locator.boundingBox();
  if (box === null) throw new Error(`${String(locator)} is not visible`);
  return box;
}
