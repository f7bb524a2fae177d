import { bulkRead } from '../../store/bulk.js';
import type { Database } from '../../store/database.js';

type Row = [rebillNumber: number, corrections: string, reason: string, receiptNumber: number];

/** What each rebill of an account put right, why and by which receipt, as one text; null where there is no rebill. */
export async function correctedWords(
  database: Database,
  accountId: string,
): Promise<(rebillNumber: number | null) => string | null> {
  const rows = await bulkRead<Row>(
    database,
    ['rebill_number', 'corrections', 'reason', 'command_number'],
    'SELECT rebill_number, corrections, reason, command_number FROM rebill WHERE account_id = ?',
    [accountId],
  );
  const words = new Map(
    rows.map(([rebillNumber, corrections, reason, receiptNumber]) => {
      const said = (JSON.parse(corrections) as string[]).join(' ');
      return [rebillNumber, `${said} ${reason}; receipt ${receiptNumber}.`] as const;
    }),
  );
  return (rebillNumber) => (rebillNumber === null ? null : (words.get(rebillNumber) ?? null));
}
