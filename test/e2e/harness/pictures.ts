import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import type { Page } from 'playwright-core';
import UPNG from 'upng-js';

import { until } from '.';

const ROOT = resolve(__dirname, '..', '..', '..');
const PICTURES =
  process.env.UPDATE_PICTURES === '1' ? join(ROOT, 'docs', 'images') : join(ROOT, 'reports', 'pictures');

// The editor has few colors, and a palette makes an animation a fifth of its size.
const COLORS = 128;

/** Waits until what comes and goes by itself is gone: n8n's messages and spinners. */
export async function settle(page: Page): Promise<void> {
  const messages = page.locator('.el-notification');
  await until(async () => {
    for (const close of await messages.locator('.el-notification__closeBtn').all()) {
      // It may be gone by itself meanwhile.
      await close.click({ timeout: 1_000 }).catch(() => undefined);
    }
    const spinners = page.locator('[data-icon="spinner"]:visible');
    if ((await messages.count()) + (await spinners.count()) > 0) throw new Error('The page does not settle');
  });
}

/** Saves what the browser shows; with UPDATE_PICTURES=1 for the README, else for whoever wants to look. */
export async function takePicture(page: Page, name: string): Promise<void> {
  await settle(page);
  await page.screenshot({ path: pathOf(name) });
}

/** A short animation of what the browser shows, as an animated PNG. */
export class Film {
  private readonly frames: ArrayBuffer[] = [];
  private readonly delays: number[] = [];
  private size = { width: 0, height: 0 };

  constructor(private readonly page: Page) {}

  /** @param delay how long the frame is shown, in ms */
  async take(delay: number): Promise<void> {
    const shot = UPNG.decode(toArrayBuffer(await this.page.screenshot()));
    this.frames.push(UPNG.toRGBA8(shot)[0] as ArrayBuffer);
    this.delays.push(delay);
    this.size = shot;
  }

  /** Saves it like a picture. Returns its size in bytes. */
  save(name: string): number {
    const { width, height } = this.size;
    const encoded = UPNG.encode(this.frames, width, height, COLORS, this.delays);
    writeFileSync(pathOf(name), Buffer.from(encoded));
    return encoded.byteLength;
  }
}

function pathOf(name: string): string {
  mkdirSync(PICTURES, { recursive: true });
  return join(PICTURES, `${name}.png`);
}

function toArrayBuffer(bytes: Buffer): ArrayBuffer {
  return Uint8Array.from(bytes).buffer;
}
