import type { SheetPlay } from '../sheet-play.js';

/** Another person decides one read in a pull of her own. */
export async function decideElsewhere(play: SheetPlay, row: number, action: string, reason: string): Promise<void> {
  const parameters = { billRunId: play.books.ledger.billRunId };
  const { pullId, rowCount } = await play.client.pull({ kind: 'readings', parameters });
  const rows = await play.client.pullRows(pullId, 0, rowCount);
  const key = String(rows[row % rowCount]?.[0]);
  const payload = { pullId, mode: 'all' as const, rows: [{ key, sheetRow: 5, cells: [action, null, reason] }] };
  const commandId = crypto.randomUUID();
  await play.client.command('push-sheet', { commandId, dryRun: false, payload });
  play.books.decide(new Map([[key, { action, newReading: '', reason }]]));
}
