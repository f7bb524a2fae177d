import { pairReplySchema } from '../../bridge/contract/api.js';
import { call, freePort, honest, type Answer } from '../bridge/http/guards/throwaway-bridge.js';
import { startCurbstop, type CurbstopProcess } from './curbstop-process.js';

/** The bridge in a process of its own, and a client that is paired to the coordinator. */
export interface RunningBridge {
  readonly program: CurbstopProcess;
  /** Asks for a path of the data, or posts a body to it. */
  readonly ask: (path: string, body?: object) => Promise<Answer>;
}

/** Starts the bridge over a data folder as a person does, and pairs with the code that it shows. */
export async function startBridge(data: string, started: (program: CurbstopProcess) => void): Promise<RunningBridge> {
  const port = await freePort();
  const program = startCurbstop('start', '--data', data, '--port', String(port));
  started(program);
  const [, code = ''] = await program.said(/Pairing code for .*: (\S+)/);
  const send = (path: string, body: object, headers: Record<string, string>) =>
    call({
      ...{ port, path, method: 'POST', body: JSON.stringify(body) },
      headers: { 'content-type': 'application/json', ...headers },
    });
  const paired = await send('/api/pair', { code, label: 'Test' }, { 'sec-fetch-site': 'same-origin' });
  const client = pairReplySchema.parse(JSON.parse(paired.text));
  return {
    program,
    ask: (path, body) =>
      body === undefined
        ? call({ port, path: `/api${path}`, headers: honest(client) })
        : send(`/api${path}`, body, honest(client)),
  };
}
