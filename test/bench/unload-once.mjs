// Unloads one reading file into a ledger with the bridge as it is built, and prints what it took as JSON.
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { CommandProcessor } from '../../dist/bridge/commands/processor.js';
import { unloadReadings } from '../../dist/bridge/commands/unload-readings.js';
import { openDatabase } from '../../dist/bridge/store/database.js';

const [databaseFile, readingFile, now] = process.argv.slice(2);
const SAMPLE_EVERY_MS = 20;

const database = await openDatabase(databaseFile);
const [person] = await database('person').where({ role: 'coordinator' });
const actor = { person: { personId: person.person_id, name: person.name, role: person.role }, clientId: null };
const payload = { fileName: path.basename(readingFile), contentBase64: readFileSync(readingFile, 'base64') };

let megabytes = 0;
const sample = () => (megabytes = Math.max(megabytes, process.memoryUsage.rss() / 2 ** 20));
const timer = setInterval(sample, SAMPLE_EVERY_MS);
const began = performance.now();
const processor = new CommandProcessor(database, () => new Date(now));
const request = { commandId: randomUUID(), dryRun: false, reason: '', payload };
const { outcome, reply } = await processor.run(unloadReadings, request, actor);
const seconds = (performance.now() - began) / 1000;
sample();
clearInterval(timer);
await database.destroy();
process.stdout.write(JSON.stringify({ outcome, matched: reply.matched, seconds, megabytes }));
