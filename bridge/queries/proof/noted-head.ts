import type { Database } from '../../store/database.js';
import type { Finding } from './finding.js';

/** The receipt whose seal a noted head is. */
export interface NotedHead {
  readonly receiptNumber: number;
}

/** As many digits of a head tell it from any other. */
export const NOTED_DIGITS_MIN = 12;

/** Looks a head up that was noted elsewhere: where it is no more, the chain was made anew or its end was cut off. */
export async function findNotedHead(
  database: Database,
  digits: string,
): Promise<{ readonly since: NotedHead | null; readonly findings: readonly Finding[] }> {
  const row = await database<{ command_number: number; hash: string }>('command_seal')
    .whereRaw('substr(hash, 1, ?) = ?', [digits.length, digits.toLowerCase()])
    .first('command_number');
  if (row) return { since: { receiptNumber: row.command_number }, findings: [] };
  const message = `The head ${digits} that was noted is not in the chain of receipts: its end was cut off, or it was made anew.`;
  return { since: null, findings: [{ code: 'head-missing', message }] };
}
