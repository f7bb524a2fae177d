import assert from 'node:assert/strict';
import type { PushRow, SheetCell } from '../../../bridge/contract/commands/push-sheet.js';
import type { LeakCredit } from '../../../bridge/domain/adjusting/leak/calculate-leak-credit.js';
import { adjustableBills } from '../../../bridge/queries/adjusting/adjustment-facts.js';
import { verifyLedger } from '../../../bridge/queries/proof/verify-ledger.js';
import { leakOverTwoBills } from '../../support/town/leak-over-two-bills.js';
import { reversePushed } from '../../support/town/push-reversal.js';
import { Rebills } from '../../support/town/rebills.js';
import { adjustmentRow, push } from '../../support/town/sheet-rows.js';
import { useTown } from '../../support/town/town.js';

describe('a leak credit over two bills', () => {
  const town = useTown();
  let pullId: string;
  let accountId: string;
  let credit: LeakCredit;

  beforeEach(async () => {
    await town().writeSetting('adjustment-limits', '2026-01-01', { coordinator: 500_000, supervisor: 500_000 });
    ({ accountId, credit } = await leakOverTwoBills(town()));
    ({ pullId } = await town().pull('adjustments', {}));
  });

  const row = (key: string, typed: Readonly<Record<string, SheetCell>>, sheetRow = 5): PushRow =>
    adjustmentRow(key, sheetRow, { account: accountId, service: 'water', reason: 'Line repaired', ...typed });
  const leak = () => row('leak', { kind: 'leak', cause: 'ruptured hose' });
  const pushed = async (rows: PushRow[]) => {
    const { outcome, reply, receiptNumber } = await push(town(), pullId, rows);
    assert.equal(outcome, 'applied', JSON.stringify(reply.issues));
    assert.deepEqual((await verifyLedger(town().database)).findings, []);
    return receiptNumber ?? 0;
  };
  const codes = async (rows: PushRow[]) => (await push(town(), pullId, rows)).reply.issues.map(({ code }) => code);
  const given = (index: number, chargeType: string) =>
    credit.shares[index]?.charges.find((charge) => charge.chargeType === chargeType)?.amountCents ?? 0;
  const billed = async (billNumber: number, service: 'water' | 'sewer') => {
    const bill = (await adjustableBills(town().database, [billNumber])).get(billNumber);
    return bill?.charges.get(service)?.serviceCents ?? 0;
  };
  const sharesInBooks = () =>
    town().database.raw<{ bill_number: number; charge_type: string; amount_cents: number }[]>(
      'SELECT bill_number, charge_type, amount_cents FROM adjusted_bill_charge ORDER BY bill_number, charge_type DESC',
    );

  it('keeps what is of each bill, service by service', async () => {
    await pushed([leak()]);
    assert.deepEqual(
      await sharesInBooks(),
      credit.shares.flatMap(({ billNumber, charges }) =>
        charges.map(({ chargeType, amountCents }) => {
          return { bill_number: billNumber, charge_type: chargeType, amount_cents: amountCents };
        }),
      ),
    );
    const [first] = (await adjustableBills(town().database, [credit.shares[0]?.billNumber ?? 0])).values();
    const adjusted = first?.adjusted ?? [];
    assert.deepEqual(adjusted.map(({ service, amountCents }) => [service, amountCents]).toSorted(), [
      ['sewer', given(0, 'sewer')],
      ['water', given(0, 'water')],
    ]);
  });

  it('leaves of each bill to be corrected what its own share left, and not a cent more', async () => {
    await pushed([leak()]);
    for (const [index, { billNumber }] of credit.shares.entries()) {
      for (const service of ['water', 'sewer'] as const) {
        const left = (await billed(billNumber, service)) + given(index, service);
        const correct = (cents: number) =>
          row(`${billNumber}-${service}-${cents}`, {
            ...{ service, bill: billNumber, kind: 'misread', amount: (-cents / 100).toFixed(2) },
          });
        assert.deepEqual(await codes([correct(left + 1)]), ['more-than-bill']);
        await pushed([correct(left)]);
      }
    }
  });

  it('is told, where one of the bills is made again, by what is of that bill', async () => {
    const receipt = await pushed([leak()]);
    const { billNumber = 0 } = credit.shares[0] ?? {};
    const rebills = new Rebills(town());
    const found = (await rebills.rows(accountId)).find((cellOf) => cellOf('bill') === billNumber);
    const edits = { [String(found?.('key'))]: { newRead: Number(found?.('read')) - 1, reason: 'Misread' } };
    const { reply } = await rebills.push(await rebills.pull(accountId), edits);
    const [issue] = reply.issues;
    assert.equal(issue?.code, 'bill-adjusted', JSON.stringify(reply.issues));
    const told = /^Bill (\d+) was adjusted with receipt (\d+): leak, (water|sewer), -\$([\d.]+)\.$/.exec(issue.message);
    assert.deepEqual([Number(told?.[1]), Number(told?.[2])], [billNumber, receipt]);
    assert.equal(Number(told?.[4]), (0 - given(0, told?.[3] ?? '')) / 100);
  });

  it('leaves both bills whole again once it is reversed', async () => {
    const receipt = await pushed([leak()]);
    await reversePushed(town(), receipt);
    const rows = await Promise.all(
      credit.shares.map(async ({ billNumber }, index) => {
        const amount = (0 - (await billed(billNumber, 'water'))) / 100;
        return row(`all-${index}`, { bill: billNumber, kind: 'misread', amount: amount.toFixed(2) }, index + 5);
      }),
    );
    await pushed(rows);
  });

  it('is told by its calculation where it was posted before shares were kept', async () => {
    await pushed([leak()]);
    const kept = await sharesInBooks();
    const { database } = town();
    await database.raw('DROP TRIGGER adjusted_bill_share_refuses_delete');
    await database.raw('DELETE FROM adjusted_bill_share');
    assert.deepEqual(await sharesInBooks(), kept);
    const findings = async () => (await verifyLedger(database)).findings.map(({ code }) => code);
    assert.ok(!(await findings()).includes('share-differs'));
    // Thousands have commas, and of a bill whose credit is nothing the line says so.
    const [first, second] = credit.shares.map(({ billNumber }) => billNumber);
    const calculation = [
      ...[`Use of bill ${first}: 9,000 gallons. Read on 2026-09-01.`, 'Credit on water: -$1,234.56. 50% of it.'],
      'Credit on sewer: -$0.07. 50% of it.',
      ...[`Use of bill ${second}: 9,000 gallons. Read on 2026-10-01.`, 'Credit on water: $0.00. 50% of it.'],
      'Credit on sewer: -$12.00. 50% of it.',
    ];
    await database.raw('DROP TRIGGER adjustment_refuses_update');
    await database.raw('UPDATE adjustment SET calculation = ?', [JSON.stringify(calculation)]);
    assert.deepEqual(
      (await sharesInBooks()).map(({ amount_cents: amount }) => amount),
      [-123_456, -7, 0, -1_200],
    );
    assert.ok((await findings()).includes('share-differs'), 'what the lines do not tell is found');
  });
});
