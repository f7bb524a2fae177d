import { isUnreached, type CallOutcome } from '../../contract/calls.js';
import { bulkRead } from '../../store/bulk.js';
import type { Database } from '../../store/database.js';
import { localMoment } from '../local-clock.js';
import { callsOfFile, type KeptCallFile } from './call-files.js';
import { withdrawnCalls, type WithdrawnCall } from './withdrawn-calls.js';

/**
 * The calls of a file that the calling service has, or may have, and has time to make yet, and that may not be made any
 * more: nobody but a person can tell the service so.
 */
export async function callsToTakeBack(database: Database, file: KeptCallFile, now: Date): Promise<WithdrawnCall[]> {
  const { fileNumber, send, window, timeZone } = file;
  const { date: today, time } = localMoment(now, timeZone);
  const isPast = today > window.on || (today === window.on && time >= window.to);
  if (send === null || send.outcome === 'failed' || isPast) return [];
  const made = await madeAlready(database, fileNumber);
  const open = (await callsOfFile(database, fileNumber)).filter(({ reference }) => !made.has(reference));
  return withdrawnCalls(database, open, { now, today });
}

/** The references of calls of which it was told what came of them; one that reached nobody may be tried again. */
async function madeAlready(database: Database, fileNumber: number): Promise<ReadonlySet<string>> {
  const rows = await bulkRead<[reference: string, outcome: CallOutcome]>(
    database,
    ['reference', 'outcome'],
    'SELECT reference, outcome FROM placed_call JOIN call_result USING (call_number) WHERE file_number = ?',
    [fileNumber],
  );
  return new Set(rows.filter(([, outcome]) => !isUnreached(outcome)).map(([reference]) => reference));
}
