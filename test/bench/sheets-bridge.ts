import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { json } from 'node:stream/consumers';
import { CommandProcessor } from '../../bridge/commands/processor.js';
import { unloadReadings } from '../../bridge/commands/unload-readings.js';
import { NO_SECOND_READS } from '../../bridge/contract/commands/unload-readings.js';
import { writeBeaconCsv } from '../../bridge/files/reading-file/beacon-write.js';
import { openDatabase, type Database } from '../../bridge/store/database.js';
import { LoopbackBridge } from '../sheet-model/loopback-bridge.js';
import { actorOf } from '../support/town/town.js';
import { fieldRecords, writeReadTown } from './reading-town.js';

/**
 * The bridge of the sheets benchmark, in a process of its own: a town with so many accounts whose reads came back, and a
 * bare server that gives back the rows that it was given. Prints the two ports; ends with its standard input.
 */

const ACCOUNTS = Number(process.argv[2]);
const NOW = new Date('2026-11-06T15:00:00Z');

const folder = mkdtempSync(path.join(os.tmpdir(), 'curbstop-bench-'));
const database = await openDatabase(path.join(folder, 'curbstop.db'));
await writeReadTown(database, ACCOUNTS);
await unload(database);
const bridge = await LoopbackBridge.start({ database, now: NOW });
const plain = await plainServer();
process.stdout.write(`${JSON.stringify({ bridge: bridge.port, plain: (plain.address() as AddressInfo).port })}\n`);

process.stdin.resume().once('end', () => {
  plain.close();
  plain.closeAllConnections();
  void bridge
    .close()
    .then(() => database.destroy())
    .then(() => rmSync(folder, { recursive: true, force: true }));
});

async function unload(ledger: Database): Promise<void> {
  const file = writeBeaconCsv(fieldRecords(ACCOUNTS));
  const payload = {
    ...{ fileName: 'reads.csv', contentBase64: Buffer.from(file).toString('base64') },
    ...{ setAsideUnknown: false, secondReads: NO_SECOND_READS },
  };
  const request = { commandId: randomUUID(), dryRun: false, reason: '', payload };
  const { outcome } = await new CommandProcessor(ledger, () => NOW).run(
    unloadReadings,
    request,
    actorOf('coordinator'),
  );
  if (outcome !== 'applied') throw new Error(`The reads were not unloaded: ${outcome}.`);
}

/** Keeps what is put there, and gives it as JSON. */
async function plainServer() {
  let kept: unknown = null;
  const server = createServer((request, response) => {
    if (request.method === 'GET') return void response.end(JSON.stringify(kept));
    void json(request).then((value) => {
      kept = value;
      response.end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}
