import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cell, adjustmentRow, push } from '../../../support/town/sheet-rows.js';
import { LateCharges } from '../../../support/town/late-charges.js';
import { reversePushed } from '../../../support/town/push-reversal.js';
import { Rebills } from '../../../support/town/rebills.js';
import { useTown, type TestTown } from '../../../support/town/town.js';

const RUNS = 3;
/** It has paid late, so that late charges follow what is made again. */
const LATE_PAYER = '06-0002-01';

interface Typed {
  readonly kind: string;
  readonly account: number;
  readonly cents: number;
}

/** Rows that are pushed, a read that is put right, or the last receipt that is taken back. */
type Step = { readonly adjust: readonly Typed[] } | { readonly rebill: number } | 'reverse';

const KINDS = ['goodwill', 'deposit correction', 'write-off', 'transfer between accounts', 'billing error'] as const;
/** Each kind, a bill made again with its late charge, and both ways of taking back. */
const EACH: readonly Step[] = [
  { adjust: KINDS.map((kind, account) => ({ kind, account: account % 3, cents: 100 + account })) },
  { rebill: 47_908 },
  'reverse',
  { rebill: 48_008 },
  { adjust: [{ kind: 'goodwill', account: 3, cents: 250 }] },
  'reverse',
];

const typed: fc.Arbitrary<Typed> = fc.record({
  kind: fc.constantFrom(...KINDS),
  account: fc.nat(3),
  cents: fc.integer({ min: 1, max: 900 }),
});
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ adjust: fc.array(typed, { minLength: 1, maxLength: 4 }) }) },
  { weight: 2, arbitrary: fc.record({ rebill: fc.integer({ min: 47_700, max: 48_400 }) }) },
  { weight: 3, arbitrary: fc.constant('reverse' as const) },
);

/** What is owed by each account less what we hold of its deposit, in cents, straight from the postings. */
async function books(town: TestTown): Promise<ReadonlyMap<string, number>> {
  const rows = await town.database.raw<{ account_id: string; cents: number }[]>(
    `SELECT account_id, sum(amount_cents) AS cents FROM posting JOIN ledger_account USING (ledger_account)
     WHERE account_id IS NOT NULL AND ((kind = 'asset' AND is_control = 1) OR purpose IN ('unapplied-credit', 'deposits'))
     GROUP BY account_id`,
  );
  return new Map(rows.map((row) => [row.account_id, row.cents]));
}

/** What stands in the register by account, with what each got from another one. */
async function registered(town: TestTown): Promise<ReadonlyMap<string, number>> {
  const { rows } = await town.pull('adjustment-register', {}, 'auditor');
  const sums = new Map<string, number>();
  const add = (account: string, cents: number) => sums.set(account, (sums.get(account) ?? 0) + cents);
  for (const row of rows) {
    const [account, stands, note] = ['account', 'standing', 'note'].map((id) => {
      return String(cell('adjustment-register', row, id) ?? '');
    });
    const cents = Math.round(Number(stands ?? '') * 100);
    add(account ?? '', cents);
    const [, other] = /^To account (\S+)\./.exec(note ?? '') ?? [];
    if (other !== undefined) add(other, -cents);
  }
  return sums;
}

describe('the register and the journal', () => {
  const town = useTown();
  let accounts: string[];
  let before: ReadonlyMap<string, number>;
  let receipts: number[];

  beforeEach(async () => {
    const late = new LateCharges(town());
    await late.rule();
    const decided = await late.decide({ [LATE_PAYER]: { decision: 'charge' } });
    assert.equal(decided.outcome, 'applied', JSON.stringify(decided.reply.issues));
    const rows = await town().database.raw<{ account_id: string }[]>(
      `SELECT account_id FROM service JOIN account USING (account_id) WHERE service = 'water' AND status = 'active' AND account_id <> ?
         AND account_id IN (SELECT account_id FROM posting WHERE ledger_account = '1110' GROUP BY 1 HAVING sum(amount_cents) > 1000)
       ORDER BY account_id LIMIT 3`,
      [LATE_PAYER],
    );
    accounts = [...rows.map((row) => row.account_id), LATE_PAYER];
    assert.equal(accounts.length, 4);
    before = await books(town());
    receipts = [];
  });

  const rowOf = ({ kind, account, cents }: Typed, index: number) => {
    const isNegative = kind === 'goodwill' || kind === 'billing error';
    return adjustmentRow(`k${receipts.length}-${index}`, index + 5, {
      ...{ account: accounts[account] ?? '', kind, amount: `${isNegative ? '-' : ''}${(cents / 100).toFixed(2)}` },
      ...{ reason: 'As agreed', note: `${receipts.length}-${index}` },
      ...(isNegative ? { service: 'water' } : {}),
      ...(kind === 'transfer between accounts' ? { otherAccount: accounts[(account + 1) % 4] ?? '' } : {}),
    });
  };
  const keep = (receipt: number | null) => (receipt === null ? undefined : receipts.push(receipt));

  async function play(each: Step): Promise<void> {
    if (each === 'reverse') {
      // What later rests on it may stand in the way: then nothing changes.
      const receipt = receipts.pop();
      if (receipt !== undefined) await reversePushed(town(), receipt);
    } else if ('adjust' in each) {
      const { pullId } = await town().pull('adjustments', {});
      const pushed = await push(town(), pullId, each.adjust.map(rowOf), { mode: 'valid', role: 'supervisor' });
      keep(pushed.receiptNumber);
    } else {
      const rebills = new Rebills(town());
      const [last] = await rebills.rows(LATE_PAYER);
      const edits = { [String(last?.('key'))]: { newRead: each.rebill, reason: 'Misread' } };
      keep((await rebills.push(await rebills.pull(LATE_PAYER), edits)).receiptNumber);
    }
  }

  const changed = async () => {
    const after = await books(town());
    const accountIds = [...new Set([...before.keys(), ...after.keys()])].sort();
    return accountIds.flatMap((id) => {
      const change = (after.get(id) ?? 0) - (before.get(id) ?? 0);
      return change === 0 ? [] : [`${id} ${change}`];
    });
  };
  const told = async () => {
    return [...(await registered(town()))].flatMap(([id, sum]) => (sum === 0 ? [] : [`${id} ${sum}`])).sort();
  };

  it('say the same of each account, to the cent, whatever was adjusted, moved, written off, made again and taken back', async () => {
    const steps = [...EACH, ...fc.sample(fc.array(step, { minLength: 5, maxLength: 9 }), RUNS).flat()];
    for (const [place, each] of steps.entries()) {
      await play(each);
      assert.deepEqual(await told(), await changed(), `after step ${place} of ${JSON.stringify(steps)}`);
    }
    const { rows } = await town().pull('adjustment-register', {}, 'auditor');
    const kinds = new Set(rows.map((row) => cell('adjustment-register', row, 'kind')));
    for (const kind of [...KINDS, 'rebill', 'late charge after rebill'])
      assert.ok(kinds.has(kind), `${kind} in ${JSON.stringify(steps)}`);
  });
});
