import assert from 'node:assert/strict';
import fc from 'fast-check';
import { postBillRun } from '../../../bridge/commands/post-bill-run.js';
import type { PostBillRunReply } from '../../../bridge/contract/commands/post-bill-run.js';
import { approveRun } from '../../support/town/bill-run.js';
import { TestTown } from '../../support/town/town.js';
import type { LedgerModel, ModelCharge, ModelEntry } from '../ledger-model.js';
import { operation } from '../operation.js';
import type { Play } from '../play.js';

/** Posts the open run of the accounts with this use of their meters; totals that are not the true ones are refused before. */
export const bill = operation(
  'bill',
  3,
  fc.record({ hundredsOfGallons: fc.tuple(fc.nat(150), fc.nat(150)), waitsDays: fc.nat(20) }),
  async (play, { hundredsOfGallons, waitsDays }) => {
    const { billRunId, world } = play;
    for (const [index, hundreds] of hundredsOfGallons.entries()) {
      await world.database.raw(
        `UPDATE period_read SET status = 'accepted', value = previous_value + ?, usage_gallons = ?,
           read_on = (SELECT period_to FROM bill_run WHERE bill_run_id = period_read.bill_run_id)
         WHERE bill_run_id = ? AND account_id = ?`,
        [hundreds * 100, hundreds * 100, billRunId, play.accountAt(index)],
      );
    }
    const [run] = await world.database.raw<{ billed_on: string; due_on: string }[]>(
      'SELECT billed_on, due_on FROM bill_run WHERE bill_run_id = ?',
      [billRunId],
    );
    assert.ok(run);
    play.waitFor(run.billed_on);
    play.wait(waitsDays * 24 * 60);
    const confirmed = await approveRun(new TestTown('', world.database, () => world.now), billRunId);
    const wrong = { billRunId, confirmedBills: 1, confirmedTotalCents: 0 };
    const { outcome, reply } = await play.unchanged(() => play.attempt(postBillRun, wrong));
    assert.equal(outcome, 'refused');
    const truth = reply as PostBillRunReply;
    assert.deepEqual([truth.bills, truth.totalCents], [confirmed.confirmedBills, confirmed.confirmedTotalCents]);
    const posted = await play.apply(postBillRun, confirmed, { otherwise: { confirmedBills: 0 } });
    play.billRunId = posted.reply.nextBillRunId;
    const terms = { on: run.billed_on, dueOn: run.due_on };
    const bills = [...(await billed(play, billRunId))].map(([accountId, charges]) =>
      billModel(play.model, accountId, charges, terms),
    );
    for (const { accountId } of bills) play.model.account(accountId).dueDates.push(run.due_on);
    for (const { accountId } of bills) play.model.useCredit(accountId, terms.on, play.today);
    play.lastRun = { confirmed, ...terms, bills };
  },
);

/** Charges, in one entry, some of which may be credits. */
function billModel(
  model: LedgerModel,
  accountId: string,
  charges: readonly ModelCharge[],
  { on, dueOn }: { readonly on: string; readonly dueOn: string },
): ModelEntry {
  const entry = model.newEntry();
  const first = model.postings.length;
  for (const charge of charges) model.charge(accountId, charge, { on, dueOn, isBilled: true, entry });
  return { accountId, entry, postings: model.postings.slice(first) };
}

/** What each account was billed; prices are proven elsewhere. A service's tax is its lines that say so. */
async function billed({ world, accountIds }: Play, billRunId: string): Promise<Map<string, ModelCharge[]>> {
  const rows = await world.database.raw<{ account_id: string; service: string; amount_cents: number; lines: string }[]>(
    `SELECT account_id, service, amount_cents, lines FROM bill JOIN bill_charge USING (bill_number) WHERE bill_run_id = ?`,
    [billRunId],
  );
  return new Map(
    accountIds.map((accountId) => {
      const charges = rows.filter((row) => row.account_id === accountId);
      assert.ok(charges.length > 0, `${accountId} got no bill`);
      return [accountId, charges.flatMap((charge) => withTaxApart(charge.service, charge.amount_cents, charge.lines))];
    }),
  );
}

function withTaxApart(service: string, amount: number, lines: string): ModelCharge[] {
  const taxes = (JSON.parse(lines) as { kind?: string; amountCents: number }[]).filter(({ kind }) => kind === 'tax');
  const tax = taxes.reduce((sum, line) => sum + line.amountCents, 0);
  return [{ type: service, amount: amount - tax }, ...(tax === 0 ? [] : [{ type: `${service}-tax`, amount: tax }])];
}
