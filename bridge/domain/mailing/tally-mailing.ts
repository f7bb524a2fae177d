import { cents, type Cents } from '../../contract/money.js';
import type { MailedStatement, MailingTally } from './mailed-statement.js';

const HASH_DIGITS = 15;

/** Counts and adds up what goes into a file, account by account. */
export class MailingTotals {
  #accounts = 0;
  #lines = 0;
  #charges = 0;
  #balance = 0;
  #due = 0;
  #hash = 0n;

  /** `lines` are the records of lines that the file has of it. */
  add({ statement }: MailedStatement, lines: number): void {
    this.#accounts += 1;
    this.#lines += lines;
    this.#charges += statement.bill.totalCents;
    this.#balance += statement.balanceCents;
    this.#due += statement.amountDueCents;
    this.#hash += BigInt(statement.account.accountId.replace(/\D/g, '') || '0');
  }

  tally(): MailingTally {
    const sum = (amount: number): Cents => cents(amount);
    return {
      ...{ accounts: this.#accounts, lines: this.#lines },
      ...{ chargesCents: sum(this.#charges), balanceCents: sum(this.#balance), dueCents: sum(this.#due) },
      hashTotal: (this.#hash % 10n ** BigInt(HASH_DIGITS)).toString(),
    };
  }
}
