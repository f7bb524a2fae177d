import { localMoment } from '../local-clock.js';
import type { Database } from '../../store/database.js';
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
  return withdrawnCalls(database, await callsOfFile(database, fileNumber), { now, today });
}
