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
import type { EntryRow, RowSeed } from '../entries/entry-row.js';
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

/** What is entered first, where there is nothing yet that a row could be about. */
const NEEDED_FIRST: Readonly<Partial<Record<AccountEntryKind, AccountEntryKind>>> = {
  'deposit interest': 'deposit taken',
  'deposit applied': 'deposit taken',
  'deposit refund': 'deposit taken',
  'refund paid': 'deposit refund',
  transfer: 'fee',
  'write-off': 'fee',
  recovery: 'write-off',
};

/** Pushes rows of the Account Entries sheet; each row sees what those above did. */
export const accountEntries = operation(
  'account entries',
  9,
  fc.record({
    rows: fc.array(
      fc.record({
        what: fc.constantFrom(...KINDS),
        account: fc.nat(2),
        other: fc.nat(1),
        cents: fc.integer({ min: 1, max: 9_000 }),
        which: fc.nat(20),
        narrows: fc.boolean(),
      }),
      { minLength: 1, maxLength: 3 },
    ),
    waitsDays: fc.nat(10),
    preview: fc.boolean(),
  }),
  async (play, { rows, waitsDays, preview }) => {
    play.wait(waitsDays * 24 * 60);
    const sheetRows: PushRow[] = [];
    const enter = async (what: AccountEntryKind, seed: RowSeed): Promise<void> => {
      const first = NEEDED_FIRST[what];
      let cells = await ROWS[what](play, seed);
      if (!cells && first) {
        await enter(first, seed);
        cells = await ROWS[what](play, seed);
      }
      if (!cells) return;
      const key = `${seed.accountId}-${play.sent.length}-${sheetRows.length}`;
      // No two rows say the same, or one whose key is not in the sheet would be taken for the other.
      const typed = { account: seed.accountId, what, reason: `Model ${key}`, ...cells };
      sheetRows.push(typedRow('account-entries', key, sheetRows.length + 5, typed));
    };
    for (const { what, account, other, ...row } of rows) {
      const services = SERVICES[account % SERVICES.length] ?? [];
      const otherAccountId = play.accountAt(account + 1 + other);
      await enter(what, { ...row, accountId: play.accountAt(account), otherAccountId, services });
    }
    if (sheetRows.length === 0) return;
    const payload = { pullId: play.world.pullIds['account-entries'], mode: 'all', knownReceipts: [], rows: sheetRows };
    await play.apply(pushSheet, payload, { otherwise: { mode: 'valid' }, role: 'supervisor', preview });
  },
);
