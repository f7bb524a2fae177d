import { Caption1 } from '@fluentui/react-components';
import { JOURNAL_LINES_SHOWN_MAX } from '../../../bridge/contract/commands/push-sheet.js';
import type { ReversePushReply } from '../../../bridge/contract/commands/reverse-push.js';
import { centsToDollars } from '../../../bridge/contract/money.js';
import { Facts } from '../parts/facts.js';
import { MoneyTable } from '../parts/money-table.js';
import { NoticeList } from '../parts/notice-list.js';
import { Section } from '../parts/section.js';
import { BalanceTable } from '../sheet/balance-table.js';
import { journalRows } from '../sheet/journal-rows.js';
import { words } from '../words.js';

/** What a reversal does to accounts and ledger: what is worth knowing, what each account owes before and after, and the journal. */
export function PushReversalEffect({ reply }: { readonly reply: ReversePushReply }) {
  const { notices, balances, journal, releasedCents, reappliedCents } = reply;
  const facts = [
    { label: words.pushReversal.released, value: centsToDollars(releasedCents) },
    { label: words.pushReversal.reapplied, value: centsToDollars(reappliedCents) },
  ];
  return (
    <>
      <NoticeList title={words.sheet.notices} notices={notices} />
      {balances.length > 0 && (
        <Section title={words.effect.balances}>
          <BalanceTable balances={balances} />
          {releasedCents > 0 && <Facts facts={facts} />}
        </Section>
      )}
      {journal.length > 0 && (
        <Section title={words.pushReversal.journal}>
          <MoneyTable
            caption={words.pushReversal.journal}
            headers={[words.sheet.account, words.sheet.debit, words.sheet.credit]}
            rows={journalRows(journal)}
          />
          {journal.length >= JOURNAL_LINES_SHOWN_MAX && <Caption1>{words.sheet.journalCut}</Caption1>}
        </Section>
      )}
    </>
  );
}
