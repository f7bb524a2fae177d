import assert from 'node:assert/strict';
import { postPayment } from '../../../bridge/commands/post-payment.js';
import type { CommandReply } from '../../../bridge/contract/command.js';
import type { PushSheetReply, SheetCell } from '../../../bridge/contract/commands/push-sheet.js';
import { account } from '../../../bridge/queries/account.js';
import { openItems } from '../../../bridge/queries/open-items.js';
import { verifyLedger } from '../../../bridge/queries/proof/verify-ledger.js';
import { TODAY } from './sample-town-file.js';
import { push, typedRow, type PushOptions } from './sheet-rows.js';
import type { TestTown } from './town.js';

type Typed = Readonly<Record<string, SheetCell>>;

/** A pulled Account Entries sheet, with two accounts to type into it. */
export class AccountEntries {
  private constructor(
    private readonly town: TestTown,
    private readonly pullId: string,
    /** Owes garbage for three months. */
    readonly debtor: string,
    /** Owes nothing. */
    readonly clear: string,
  ) {}

  static async of(town: TestTown): Promise<AccountEntries> {
    const { pullId } = await town.pull('account-entries', {});
    const debtor = await town.value<string>(
      `SELECT account_id FROM posting WHERE ledger_account = '1130'
       GROUP BY account_id HAVING sum(amount_cents) = 6000 ORDER BY account_id LIMIT 1`,
    );
    const clear = await town.value<string>(
      `SELECT account_id FROM posting JOIN account USING (account_id) WHERE status = 'active'
       GROUP BY account_id HAVING sum(amount_cents) = 0 ORDER BY account_id LIMIT 1`,
    );
    return new AccountEntries(town, pullId, debtor, clear);
  }

  /** Pushes typed rows; whatever it posts leaves books that are proven. */
  async send(rows: readonly Typed[], options: PushOptions = {}, firstKey = 1): Promise<CommandReply<PushSheetReply>> {
    const typed = rows.map((row, index) =>
      typedRow('account-entries', `k${firstKey + index}`, 5 + index, { reason: 'As told', ...row }),
    );
    const answer = await push(this.town, this.pullId, typed, options);
    if (answer.outcome === 'applied') assert.deepEqual((await verifyLedger(this.town.database)).findings, []);
    return answer;
  }

  /** The journal of rows that must all be good: ledger accounts with their amounts in cents. */
  async journal(...rows: Typed[]): Promise<[string, number][]> {
    const { outcome, reply } = await this.send(rows);
    assert.deepEqual(reply.issues, []);
    assert.equal(outcome, 'applied');
    return reply.journal.map(({ ledgerAccount, amountCents }) => [ledgerAccount, amountCents]);
  }

  /** What a row is refused for, as "column code"; the books must be as before. */
  async refusals(row: Typed, options: PushOptions = {}): Promise<string[]> {
    const before = JSON.stringify(await this.town.dump());
    const { outcome, reply } = await this.send([row], options);
    assert.equal(outcome, 'refused');
    assert.ok(JSON.stringify(await this.town.dump()) === before);
    return reply.issues.map(({ column, code }) => `${column} ${code}`);
  }

  /** Pays at the counter, and gives the number of the payment's entry. */
  async pay(accountId: string, amountCents: number, receivedAt = '2026-11-23T14:30:00Z') {
    const { reply } = await this.town.run(postPayment, { accountId, amountCents, receivedAt, source: 'Counter' });
    return reply.entryNumber;
  }

  async owed(accountId: string): Promise<number> {
    return (await account(this.town.database, accountId)).balanceCents;
  }

  async open(accountId: string) {
    return openItems(this.town.database, [accountId], TODAY);
  }
}
