import { parseJson } from '../api/json';

/**
 * Reads the body of a response as n8n's helper returns it: a stream, or else what n8n has already read. What came
 * before the connection broke is kept.
 */
export class BodyReader {
  private readonly decoder = new TextDecoder();
  private text: string | null = null;

  /** @throws what the stream does when it breaks, unless the JSON was complete by then */
  async read(body: unknown): Promise<string> {
    if (!isStream(body)) return typeof body === 'string' ? body : (JSON.stringify(body) ?? '');
    await this.collect(body).catch((cause: unknown) =>
      isWholeJson(this.text ?? '') ? undefined : Promise.reject(cause),
    );
    return (this.text ?? '') + this.decoder.decode();
  }

  /** What came of a body that broke off; null if none had begun. */
  get received(): string | null {
    return this.text;
  }

  private async collect(body: AsyncIterable<Uint8Array>): Promise<void> {
    let text = (this.text = '');
    for await (const chunk of body) this.text = text += this.decoder.decode(chunk, { stream: true });
  }
}

// No beginning of an object or a list is JSON itself.
function isWholeJson(text: string): boolean {
  const json = parseJson(text);
  return typeof json === 'object' && json !== null;
}

function isStream(body: unknown): body is AsyncIterable<Uint8Array> {
  return typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
}
