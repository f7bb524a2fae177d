import { bulkInsert } from './bulk.js';
import type { Database } from './database.js';

/** A decision on a late charge to write down; the entry of a charge is in the journal. */
export interface NewLateChargeDecision {
  readonly accountId: string;
  readonly dueOn: string;
  /** 1 unless the due date was decided and reversed before. */
  readonly turn: number;
  readonly decision: string;
  readonly owedCents: number;
  readonly baseCents: number;
  readonly amountCents: number;
  /** Charge types with cents, together the amount. */
  readonly shares: readonly (readonly [chargeType: string, amountCents: number])[];
  readonly reason: string;
  readonly entryNumber: number | null;
}

export async function writeLateChargeDecisions(
  trx: Database,
  decisions: readonly NewLateChargeDecision[],
  commandNumber: number,
): Promise<void> {
  await bulkInsert(
    trx,
    'late_charge_decision',
    [
      ...['account_id', 'due_on', 'turn', 'decision', 'owed_cents', 'base_cents', 'amount_cents', 'shares'],
      ...['reason', 'entry_number', 'command_number'],
    ],
    decisions.map((each) => [
      ...[each.accountId, each.dueOn, each.turn, each.decision, each.owedCents, each.baseCents],
      ...[each.amountCents, JSON.stringify(each.shares), each.reason, each.entryNumber, commandNumber],
    ]),
  );
}
