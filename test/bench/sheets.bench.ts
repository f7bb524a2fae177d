import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { BridgeClient } from '../../addin/client/bridge-client.js';
import { PendingPushes } from '../../addin/client/pending-push.js';
import { SheetEngine, type PushOutcome } from '../../addin/sheets/sheet-engine.js';
import { keptInMemory } from '../support/kept-in-memory.js';
import { createOfficeHost, type OfficeHost } from '../support/office-host/office-host.js';
import { OPEN_RUN_ID } from './reading-town.js';

/**
 * Prints what it takes to pull the Readings of a town into a worksheet and to push a decision on every one of them, with
 * Microsoft's office.js and the bridge in a process of its own: requests to Excel, bytes, and where the time goes. Beside
 * it stands the same run's time of the rows alone as JSON over plain HTTP. "The add-in" is all that is neither the
 * workbook nor the bridge, office.js included.
 */

const SIZES = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [10_000, 50_000];
const TABLE = 'Curbstop_Readings';
const portsSchema = z.object({ bridge: z.number(), plain: z.number() });
const rowsSchema = z.object({ rows: z.array(z.array(z.unknown())) });

interface Measured {
  readonly requests: number;
  readonly bytes: number;
  readonly wholeMs: number;
  readonly workbookMs: number;
  readonly bridgeMs: number;
}

/** The network of the add-in, with a watch: from the request until all of the answer is there. */
class TimedWire {
  milliseconds = 0;

  constructor(private readonly port: number) {}

  readonly fetch = async (path: unknown, init?: RequestInit): Promise<Response> => {
    const began = performance.now();
    const response = await fetch(new URL(path as string, `http://127.0.0.1:${this.port}`), init);
    const body = await response.arrayBuffer();
    this.milliseconds += performance.now() - began;
    return new Response(body, { status: response.status, headers: response.headers });
  };
}

for (const rows of SIZES) await bench(rows);

async function bench(accounts: number): Promise<void> {
  const bridge = spawn(process.execPath, ['--import', 'tsx', fileHere('sheets-bridge.ts'), String(accounts)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  try {
    const ports = portsSchema.parse(JSON.parse(await firstLine(bridge)));
    // The first desk only previews, and warms up the programs; what the second takes is told.
    await benchDesk(accounts, ports, true);
    await benchDesk(accounts, ports, false);
  } finally {
    bridge.stdin?.end();
    await once(bridge, 'exit');
  }
}

async function benchDesk(accounts: number, ports: z.infer<typeof portsSchema>, dryRun: boolean): Promise<void> {
  const office = await createOfficeHost();
  office.install();
  const wire = new TimedWire(ports.bridge);
  const client = new BridgeClient({ baseUrl: '', token: () => 'bench', fetch: wire.fetch });
  const engine = new SheetEngine(client, new PendingPushes(keptInMemory()));
  try {
    const pulled = await measure(office, wire, () => engine.pull('readings', { billRunId: OPEN_RUN_ID }));
    const baseline = await plainMs(ports, pulled.result.pull.pullId);
    await decide(office, accounts);
    const pushed = await measure(office, wire, () => engine.push({ dryRun, mode: 'all' }));
    refuseOther(pushed.result, accounts);
    if (dryRun) return;
    print(`${count(accounts)} rows as JSON over HTTP alone`, [ms(baseline)]);
    print(`${count(accounts)} rows pulled`, figures(pulled.took, baseline));
    print(`${count(accounts)} rows pushed, each with a decision`, figures(pushed.took, baseline));
  } finally {
    office.dispose();
  }
}

async function measure<Result>(office: OfficeHost, wire: TimedWire, work: () => Promise<Result>) {
  const before = office.host.requests.length;
  wire.milliseconds = 0;
  const began = performance.now();
  const result = await work();
  const wholeMs = performance.now() - began;
  const made = office.host.requests.slice(before);
  const took: Measured = {
    requests: made.filter(({ isHousekeeping }) => !isHousekeeping).length,
    bytes: made.reduce((sum, { requestBytes, responseBytes }) => sum + requestBytes + responseBytes, 0),
    wholeMs,
    workbookMs: made.reduce((sum, { milliseconds }) => sum + milliseconds, 0),
    bridgeMs: wire.milliseconds,
  };
  return { result, took };
}

/** How long the same rows take as JSON from a bare server, read into objects. */
async function plainMs(ports: z.infer<typeof portsSchema>, pullId: string): Promise<number> {
  const rows: unknown[] = [];
  for (let page: unknown[] = [null]; page.length > 0; rows.push(...page)) {
    const reply = await fetch(`http://127.0.0.1:${ports.bridge}/api/pulls/${pullId}/rows?offset=${rows.length}`);
    page = rowsSchema.parse(await reply.json()).rows;
  }
  const plain = `http://127.0.0.1:${ports.plain}/`;
  await (await fetch(plain, { method: 'PUT', body: JSON.stringify(rows) })).text();
  const began = performance.now();
  await (await fetch(plain)).json();
  return performance.now() - began;
}

/** Types a decision with its reason beside each read. */
async function decide(office: OfficeHost, rows: number): Promise<void> {
  await office.Excel.run(async (context) => {
    const { columns } = context.workbook.tables.getItem(TABLE);
    const fill = (name: string, text: string): void => {
      columns.getItem(name).getDataBodyRange().values = Array.from({ length: rows }, () => [text]);
    };
    fill('Action', 'hold');
    fill('Reason', 'storm, all routes wait');
    await context.sync();
  });
}

function refuseOther({ reply }: PushOutcome, rows: number): void {
  if (reply.reply.applied === rows) return;
  throw new Error(`Not pushed: ${JSON.stringify({ ...reply, reply: reply.reply.issues.slice(0, 3) })}`);
}

function figures({ requests, bytes, wholeMs, workbookMs, bridgeMs }: Measured, baseline: number): string[] {
  return [
    `${requests} requests to Excel, ${(bytes / 1e6).toFixed(2)} MB (2 + ${Math.ceil(bytes / 1_500_000)} by bytes)`,
    `bridge ${ms(bridgeMs)}, ratio ${(bridgeMs / baseline).toFixed(1)}`,
    `add-in ${ms(wholeMs - workbookMs - bridgeMs)}, ratio ${((wholeMs - workbookMs - bridgeMs) / baseline).toFixed(1)}`,
    `workbook ${ms(workbookMs)}`,
    `in all ${ms(wholeMs)}`,
  ];
}

async function firstLine({ stdout }: ChildProcess): Promise<string> {
  const [text] = stdout === null ? [] : ((await once(stdout, 'data')) as unknown[]);
  return String(text);
}

function fileHere(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}

function ms(value: number): string {
  return `${value.toFixed(0)} ms`;
}

function print(what: string, told: readonly string[]): void {
  process.stdout.write(`${what}: ${told.join('; ')}\n`);
}
