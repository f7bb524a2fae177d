import assert from 'node:assert/strict';
import type { CommandReply } from '../../../bridge/contract/command.js';
import type { PushSheetReply } from '../../../bridge/contract/commands/push-sheet.js';
import type { Month } from '../../../bridge/contract/month.js';
import { addLedgerAccounts } from '../../../bridge/commands/add-ledger-accounts.js';
import { postPayment } from '../../../bridge/commands/post-payment.js';
import { remittances } from '../../../bridge/queries/remittance-report.js';
import { assertBooksProven, reversePushed, standing } from '../../support/town/push-reversal.js';
import { NOW, TODAY } from '../../support/town/sample-town-file.js';
import { adjustmentRow, push } from '../../support/town/sheet-rows.js';
import { sewerBecomesTheUtilitys } from '../../support/town/owners.js';
import { useTown } from '../../support/town/town.js';

/** Its last bill is of October 22, and nothing of it is paid. */
const UNPAID = '07-0001-01';

describe('whose the charges of an adjustment are', () => {
  const town = useTown();

  const pay = () =>
    town().run(postPayment, {
      ...{ accountId: UNPAID, amountCents: 26_759 },
      ...{ receivedAt: NOW.toISOString(), source: 'Mail' },
    });

  const adjust = async (amount: number, typed: Readonly<Record<string, string | number | null>> = {}) => {
    const bill = await town().value<number>('SELECT max(bill_number) FROM standing_bill WHERE account_id = ?', [
      UNPAID,
    ]);
    const { pullId } = await town().pull('adjustments', {});
    const row = { account: UNPAID, service: 'sewer', kind: 'misread', amount, reason: 'Misread', bill, ...typed };
    const pushed = await push(town(), pullId, [adjustmentRow('k', 5, row)]);
    assert.equal(pushed.outcome, 'applied', JSON.stringify(pushed.reply.issues));
    return pushed;
  };

  const linesOf = ({ reply }: CommandReply<PushSheetReply>) =>
    reply.journal.map(({ ledgerAccount, accountId, amountCents }) => [ledgerAccount, accountId, amountCents]);

  const assertAgreed = async () => {
    await assertBooksProven(town());
    const months = await remittances(town().database, '2026-10' as Month, '2026-11' as Month);
    assert.deepEqual(
      months.filter(({ differenceCents }) => differenceCents !== 0),
      [],
    );
  };

  for (const amount of [-5, 5]) {
    for (const isPaid of [true, false]) {
      it(`are of the owner of the day of the bill: ${amount} dollars of ${isPaid ? 'a paid' : 'an open'} one`, async () => {
        if (isPaid) await pay();
        const before = await standing(town(), [UNPAID]);
        const asOwned = await adjust(amount);
        await reversePushed(town(), asOwned.receiptNumber);
        await sewerBecomesTheUtilitys(town());
        const adjusted = await adjust(amount);
        assert.deepEqual(linesOf(adjusted), linesOf(asOwned));
        await assertAgreed();
        const reversed = await reversePushed(town(), adjusted.receiptNumber);
        assert.equal(reversed.outcome, 'applied', JSON.stringify(reversed.reply.issues));
        assert.deepEqual(await standing(town(), [UNPAID]), before);
        await assertAgreed();
      });
    }
  }

  it('are so still when they are paid', async () => {
    await sewerBecomesTheUtilitys(town());
    await adjust(5);
    await pay();
    await assertAgreed();
  });

  it('are told as the City’s part, also where that stands in another account from today on', async () => {
    const due = { ledgerAccount: '2130', name: 'Sewer due to the City, new agreement', kind: 'liability' };
    await town().run(addLedgerAccounts, { accounts: [due] }, { role: 'supervisor' });
    const accounting = JSON.parse(
      await town().value<string>(`SELECT value FROM setting WHERE name = 'accounting' ORDER BY effective_from DESC`),
    ) as { services: Record<string, object> };
    accounting.services['sewer'] = { ...accounting.services['sewer'], due: '2130' };
    await town().writeSetting('accounting', TODAY, accounting);
    const { reply: ofBill } = await adjust(-5);
    assert.deepEqual([ofBill.journal[0]?.ledgerAccount, ofBill.effect?.cityCents], ['2110', -500]);
    const { reply: ofNone } = await adjust(7, { kind: 'goodwill', bill: null });
    assert.deepEqual([ofNone.journal[1]?.ledgerAccount, ofNone.effect?.cityCents], ['2130', 700]);
    await assertAgreed();
  });

  it('are of the owner of today where no bill is corrected', async () => {
    await pay();
    await sewerBecomesTheUtilitys(town());
    const given = await adjust(-5, { kind: 'goodwill', bill: null });
    assert.deepEqual(linesOf(given)[0], ['4010', UNPAID, 500]);
    await assertAgreed();
  });
});
