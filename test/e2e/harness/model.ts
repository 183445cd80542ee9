import { createServer, type IncomingMessage } from 'node:http';

interface Message {
  readonly role: string;
  readonly content: string;
}

interface Completion {
  readonly messages: Message[];
  readonly tools?: ReadonlyArray<{ function: { name: string; description: string } }>;
}

/** A chat model that calls the tool it is given once, with arguments set before, and then says it is done. */
export interface ScriptedModel {
  /** The base URL for n8n's OpenAI credential. */
  readonly url: string;
  /** The arguments of its next calls. */
  say(toolArguments: object): void;
  /** What tools gave it. */
  readonly heard: string[];
  /** What it was told of its tools. */
  readonly tools: Array<{ name: string; description: string }>;
  stop(): Promise<void>;
}

/** Starts it on loopback; it speaks the chat completions interface of OpenAI. */
export async function startScriptedModel(): Promise<ScriptedModel> {
  const heard: string[] = [];
  const tools: ScriptedModel['tools'] = [];
  let toolArguments: object = {};

  const answer = ({ messages, tools: offered = [] }: Completion): object => {
    const results = messages.filter(({ role }) => role === 'tool').map(({ content }) => content);
    heard.push(...results);
    tools.push(...offered.map((tool) => tool.function));
    const call = {
      id: 'call_1',
      type: 'function',
      function: { name: offered[0]?.function.name, arguments: JSON.stringify(toolArguments) },
    };
    return results.length > 0
      ? { role: 'assistant', content: 'Done.' }
      : { role: 'assistant', content: null, tool_calls: [call] };
  };

  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const message = answer(body) as { content: string | null };
      response.setHeader('content-type', 'application/json');
      response.end(
        JSON.stringify({
          id: 'completion',
          object: 'chat.completion',
          created: 0,
          model: 'scripted',
          choices: [{ index: 0, message, finish_reason: message.content === null ? 'tool_calls' : 'stop' }],
          usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
        }),
      );
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}/v1`,
    say: (next) => (toolArguments = next),
    heard,
    tools,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<Completion> {
  let text = '';
  for await (const part of request) text += String(part);
  return JSON.parse(text) as Completion;
}
