import axios, { type AxiosInstance } from 'axios';

const PROTOCOL = '2025-03-26';

/** A tool as an MCP server lists it. */
export interface McpTool {
  readonly name: string;
  readonly description: string;
  readonly inputSchema: { readonly properties: Record<string, object>; readonly required?: string[] };
}

/** A client of an MCP server, over Streamable HTTP. */
export class McpClient {
  private id = 0;

  private constructor(private readonly http: AxiosInstance) {}

  /** Begins a session. */
  static async open(url: string): Promise<McpClient> {
    const client = new McpClient(
      axios.create({
        baseURL: url,
        headers: { accept: 'application/json, text/event-stream' },
        timeout: 60_000,
        proxy: false,
      }),
    );
    const clientInfo = { name: 'test', version: '1' };
    await client.request('initialize', { protocolVersion: PROTOCOL, capabilities: {}, clientInfo });
    await client.http.post('', { jsonrpc: '2.0', method: 'notifications/initialized' });
    return client;
  }

  async tools(): Promise<McpTool[]> {
    return (await this.request<{ tools: McpTool[] }>('tools/list', {})).tools;
  }

  /** Returns the text of the tool's answer. */
  async call(name: string, toolArguments: object): Promise<string> {
    const answer = await this.request<{ content: Array<{ text: string }> }>('tools/call', {
      name,
      arguments: toolArguments,
    });
    return answer.content.map(({ text }) => text).join('\n');
  }

  private async request<T>(method: string, params: object): Promise<T> {
    const { data, headers } = await this.http.post<string>(
      '',
      { jsonrpc: '2.0', id: ++this.id, method, params },
      { responseType: 'text' },
    );
    const session: unknown = headers['mcp-session-id'];
    if (typeof session === 'string') this.http.defaults.headers.common['mcp-session-id'] = session;
    // One event of a stream, or plain JSON.
    const message = JSON.parse(/^data: (.*)$/m.exec(data)?.[1] ?? data) as { result?: T; error?: object };
    if (message.result === undefined) throw new Error(`${method}: ${JSON.stringify(message.error)}`);
    return message.result;
  }
}
