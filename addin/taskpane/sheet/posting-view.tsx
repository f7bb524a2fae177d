import { Caption1 } from '@fluentui/react-components';
import { JOURNAL_LINES_SHOWN_MAX, type PushSheetReply } from '../../../bridge/contract/commands/push-sheet.js';
import { Facts } from '../parts/facts.js';
import { MoneyTable } from '../parts/money-table.js';
import { Section } from '../parts/section.js';
import { words } from '../words.js';
import { billRows } from './bill-rows.js';
import { EffectView } from './effect-view.js';
import { journalRows } from './journal-rows.js';

interface PostingViewProps {
  readonly posting: Pick<PushSheetReply, 'bills' | 'totals' | 'effect' | 'journal'>;
  /** What the heading of a part is, by what the part shows. */
  readonly titleOf: (part: string) => string;
}

/** What is posted or would be: bills made again, totals, what it comes to, and the journal. */
export function PostingView({ posting: { bills, totals, effect, journal }, titleOf }: PostingViewProps) {
  const { sheet, bills: ofBills } = words;
  return (
    <>
      {bills.length > 0 && (
        <Section title={titleOf(ofBills.title)}>
          <MoneyTable caption={ofBills.title} headers={ofBills.headers} rows={billRows(bills)} />
        </Section>
      )}
      {totals.length > 0 && (
        <Section title={titleOf(sheet.totals)}>
          <Facts facts={totals} />
        </Section>
      )}
      {effect !== null && <EffectView effect={effect} titleOf={titleOf} />}
      {journal.length > 0 && (
        <Section title={titleOf(sheet.journal)}>
          <MoneyTable
            caption={sheet.journal}
            headers={[sheet.account, sheet.debit, sheet.credit]}
            rows={journalRows(journal)}
          />
          {journal.length >= JOURNAL_LINES_SHOWN_MAX && <Caption1>{sheet.journalCut}</Caption1>}
        </Section>
      )}
    </>
  );
}
