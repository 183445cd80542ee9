import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { chromium, type Browser, type Locator, type Page } from 'playwright-core';

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
const ROOT = resolve(__dirname, '..', '..', '..');
const PICTURES =
  process.env.UPDATE_PICTURES === '1' ? join(ROOT, 'docs', 'images') : join(ROOT, 'reports', 'pictures');

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
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, colorScheme: theme });
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
    if (!(await this.part('node-creator').isVisible())) await this.page.keyboard.press('n');
    await this.part('node-creator-search-bar').fill(word);
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

  async picture(name: string): Promise<void> {
    mkdirSync(PICTURES, { recursive: true });
    await this.page.screenshot({ path: join(PICTURES, `${name}.png`) });
  }
}
