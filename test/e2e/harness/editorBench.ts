import type { Browser } from 'playwright-core';
import { selectors } from 'playwright-core';

import { N8nSession, type Running } from '../../support/n8n';
import { makeWorkbench, type Workbench, type WorkbenchOptions } from '.';
import { Editor, openBrowser } from './editor';

/** n8n with its editor open in a browser. */
export interface EditorBench {
  readonly bench: Workbench;
  readonly running: Running;
  readonly session: N8nSession;
  readonly browser: Browser;
  readonly editor: Editor;
  dispose(): Promise<void>;
}

/**
 * Starts n8n and opens its editor.
 * @param prepare imports what is to be there before n8n starts
 */
export async function openEditor(
  prepare: (bench: Workbench) => Promise<void>,
  options?: WorkbenchOptions,
): Promise<EditorBench> {
  selectors.setTestIdAttribute('data-test-id');
  const bench = await makeWorkbench(options);
  let running: Running | undefined;
  let browser: Browser | undefined;
  const dispose = async (): Promise<void> => {
    await browser?.close();
    await running?.stop();
    await bench.dispose();
  };
  try {
    await prepare(bench);
    running = await bench.home.start();
    const session = await N8nSession.open(running.url);
    browser = await openBrowser();
    const editor = await Editor.open(browser, running.url, session.cookie);
    return { bench, running, session, browser, editor, dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
}
