import { cents, type Cents } from '../../contract/money.js';
import type { ServiceName } from '../../contract/services.js';
import type { ServiceShare } from '../../domain/late-charges/share-by-service.js';
import { bulkRead } from '../../store/bulk.js';
import type { Database } from '../../store/database.js';

/** A late charge as it was once a receipt was pushed. */
export interface LateChargeAsOf {
  /** That receipt, or the one that decided on it first where that came after it. */
  readonly receiptNumber: number;
  /** What it was, with nothing where none stood; null where it was not corrected since. */
  readonly was: {
    readonly owedCents: Cents;
    readonly baseCents: Cents;
    readonly amountCents: Cents;
    readonly shares: readonly ServiceShare[];
  } | null;
}

type Row = [
  ...[rootEntry: number, receipt: number, isCorrected: number, owed: number, base: number, amount: number],
  shares: [service: ServiceName, amount: number][],
];

/** The late charges of an account as they were once a receipt was pushed, by the charge that was decided on first. */
export async function lateChargesAsOf(
  database: Database,
  accountId: string,
  receiptNumber: number,
): Promise<ReadonlyMap<number, LateChargeAsOf>> {
  const rows = await bulkRead<Row>(
    database,
    ['root_entry', 'receipt', 'is_corrected', 'owed_cents', 'base_cents', 'amount_cents', 'json(shares)'],
    `SELECT root.entry_number AS root_entry, max(root.command_number, ?) AS receipt,
            corrected.correction_number IS NOT NULL AS is_corrected,
            coalesce(was.owed_cents, root.owed_cents) AS owed_cents,
            coalesce(was.base_cents, root.base_cents) AS base_cents, coalesce(was.amount_cents, 0) AS amount_cents,
            (SELECT json_group_array(json_array(service, share.value ->> 1) ORDER BY share.key)
             FROM json_each(coalesce(was.shares, '[]')) AS share
             JOIN charge_type ON charge_type = share.value ->> 0) AS shares
     FROM late_charge_decision AS root
     LEFT JOIN late_charge_correction AS corrected ON corrected.correction_number = (
       SELECT min(correction_number) FROM late_charge_correction AS later
       WHERE later.root_entry = root.entry_number AND later.command_number > ?)
     LEFT JOIN late_charge_decision AS was ON was.entry_number = corrected.was_entry
     WHERE root.account_id = ? AND root.entry_number IS NOT NULL`,
    [receiptNumber, receiptNumber, accountId],
  );
  return new Map(
    rows.map(([rootEntry, receipt, isCorrected, owed, base, amount, shares]) => {
      const was = {
        ...{ owedCents: cents(owed), baseCents: cents(base), amountCents: cents(amount) },
        shares: shares.map(([service, share]) => ({ service, amountCents: cents(share) })),
      };
      return [rootEntry, { receiptNumber: receipt, was: isCorrected === 1 ? was : null }];
    }),
  );
}
