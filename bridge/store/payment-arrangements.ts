import { bulkInsert } from './bulk.js';
import type { Database } from './database.js';

/** An arrangement to write down. */
export interface NewArrangement {
  readonly accountId: string;
  readonly amountCents: number;
  readonly fromOn: string;
  readonly untilOn: string;
  readonly instalments: readonly { readonly dueOn: string; readonly amountCents: number }[];
  readonly reason: string;
}

export interface NewArrangementEnd {
  readonly arrangementNumber: number;
  readonly how: string;
  readonly endedOn: string;
  readonly reason: string;
}

export async function writeArrangements(
  trx: Database,
  arrangements: readonly NewArrangement[],
  commandNumber: number,
): Promise<void> {
  await bulkInsert(
    trx,
    'payment_arrangement',
    ['account_id', 'amount_cents', 'from_on', 'until_on', 'instalments', 'reason', 'command_number'],
    arrangements.map(({ accountId, amountCents, fromOn, untilOn, instalments, reason }) => {
      const agreed = instalments.map((instalment) => [instalment.dueOn, instalment.amountCents]);
      return [accountId, amountCents, fromOn, untilOn, JSON.stringify(agreed), reason, commandNumber];
    }),
  );
}

export async function writeArrangementEnds(
  trx: Database,
  ends: readonly NewArrangementEnd[],
  commandNumber: number,
): Promise<void> {
  await bulkInsert(
    trx,
    'payment_arrangement_end',
    ['arrangement_number', 'how', 'ended_on', 'reason', 'command_number'],
    ends.map(({ arrangementNumber, how, endedOn, reason }) => [arrangementNumber, how, endedOn, reason, commandNumber]),
  );
}
