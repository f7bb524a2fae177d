import fc from 'fast-check';
import { pushSheet } from '../../../bridge/commands/push-sheet/push-sheet.js';
import type { PushRow } from '../../../bridge/contract/commands/push-sheet.js';
import type { AccountEntryKind } from '../../../bridge/contract/sheets/account-entries.js';
import { typedRow } from '../../support/town/sheet-rows.js';
import { fee, lateCharge } from '../entries/charges.js';
import {
  creditRefund,
  depositApplied,
  depositInterest,
  depositRefund,
  depositTaken,
  refundPaid,
} from '../entries/deposits.js';
import type { EntryRow } from '../entries/entry-row.js';
import { returnedPayment } from '../entries/returned-payment.js';
import { transfer } from '../entries/transfer.js';
import { recovery, writeOff } from '../entries/write-off.js';
import { operation } from '../operation.js';
import { SERVICES } from '../play.js';

const ROWS: Readonly<Record<AccountEntryKind, EntryRow>> = {
  fee,
  'late charge': lateCharge,
  'returned payment': returnedPayment,
  'deposit taken': depositTaken,
  'deposit interest': depositInterest,
  'deposit applied': depositApplied,
  'deposit refund': depositRefund,
  'credit refund': creditRefund,
  'refund paid': refundPaid,
  transfer,
  'write-off': writeOff,
  recovery,
};
const KINDS = Object.keys(ROWS) as AccountEntryKind[];

/** Pushes rows of the Account Entries sheet; each row sees what those above did. */
export const accountEntries = operation(
  'account entries',
  9,
  fc.record({
    rows: fc.array(
      fc.record({
        what: fc.oneof(fc.constantFrom(...KINDS), fc.constantFrom('returned payment' as const, 'write-off' as const)),
        account: fc.nat(2),
        other: fc.nat(2),
        cents: fc.integer({ min: 1, max: 9_000 }),
        which: fc.nat(20),
        narrows: fc.boolean(),
      }),
      { minLength: 1, maxLength: 4 },
    ),
    waitsDays: fc.nat(10),
    preview: fc.boolean(),
  }),
  async (play, { rows, waitsDays, preview }) => {
    play.wait(waitsDays * 24 * 60);
    const sheetRows: PushRow[] = [];
    for (const [index, { what, account, other, ...row }] of rows.entries()) {
      const accountId = play.accountAt(account);
      const services = SERVICES[account % SERVICES.length] ?? [];
      const seed = { ...row, accountId, otherAccountId: play.accountAt(other), services };
      const cells = await ROWS[what](play, seed);
      const key = `${accountId}-${play.sent.length}-${index}`;
      const typed = { account: accountId, what, reason: 'Model', ...cells };
      if (cells) sheetRows.push(typedRow('account-entries', key, index + 5, typed));
    }
    if (sheetRows.length === 0) return;
    const payload = { pullId: play.world.pullIds['account-entries'], mode: 'all', knownReceipts: [], rows: sheetRows };
    await play.apply(pushSheet, payload, { otherwise: { mode: 'valid' }, role: 'supervisor', preview });
  },
);
