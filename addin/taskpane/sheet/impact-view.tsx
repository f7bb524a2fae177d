import { Body1, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { centsToDollars } from '../../../bridge/contract/money.js';
import type { TariffImpact } from '../../../bridge/contract/tariff-impact.js';
import { Facts, type Fact } from '../parts/facts.js';
import { MoneyTable } from '../parts/money-table.js';
import { Notice } from '../parts/notice.js';
import { Section } from '../parts/section.js';
import { day, number } from '../wording.js';
import { words } from '../words.js';
import { classRows, differenceText, largestRows, shareText } from './impact-rows.js';

const useStyles = makeStyles({
  faint: { color: tokens.colorNeutralForeground2 },
  reasons: { margin: 0, paddingLeft: tokens.spacingHorizontalL },
});

/** What new rates change in the bills of each cycle's last posted run: in all, by class, and the largest changes. */
export function ImpactView({ impact }: { readonly impact: TariffImpact }) {
  const styles = useStyles();
  const { runs, total, classes, largest } = impact;
  const says = words.impact;
  if (runs.length === 0) {
    return (
      <Section title={says.title}>
        <Body1>{says.noRuns}</Body1>
      </Section>
    );
  }
  return (
    <>
      <Section title={says.title}>
        <Caption1 className={styles.faint}>
          {says.which(
            impact.service,
            runs.map(({ cycleName, periodTo }) => says.run(cycleName, day(periodTo))),
          )}
        </Caption1>
        <Unpriceable impact={impact} />
        <Facts facts={totalFacts(impact)} />
      </Section>
      {total.changed > 0 && (
        <>
          <Section title={says.byClass}>
            <MoneyTable
              caption={says.byClass}
              headers={[says.rateClass, says.changedOf, says.after, says.difference]}
              rows={classRows(classes)}
            />
          </Section>
          <Section title={says.largest(largest.length)}>
            <MoneyTable
              caption={says.largest(largest.length)}
              headers={[says.account, says.before, says.after, says.difference]}
              rows={largestRows(largest)}
            />
          </Section>
        </>
      )}
    </>
  );
}

function totalFacts({ total }: TariffImpact): Fact[] {
  const { bills, changed, beforeCents, afterCents, differenceCents } = total;
  const share = shareText(differenceCents, beforeCents);
  return [
    { label: words.impact.changed, value: words.impact.ofBills(changed, bills) },
    { label: words.impact.before, value: centsToDollars(beforeCents) },
    { label: words.impact.after, value: centsToDollars(afterCents) },
    {
      label: words.impact.difference,
      value: share === null ? differenceText(differenceCents) : `${differenceText(differenceCents)} (${share})`,
    },
  ];
}

/** Bills that the new rates leave without a price stand in no total, so they are named apart. */
function Unpriceable({ impact: { unpriceable } }: { readonly impact: TariffImpact }) {
  const styles = useStyles();
  if (unpriceable.bills === 0) return null;
  return (
    <Notice intent="warning" title={words.impact.unpriceable(unpriceable.bills)}>
      <ul className={styles.reasons}>
        {unpriceable.reasons.map(({ message, fix, bills, accountId }) => (
          <li key={message}>{words.impact.reason(message, fix, number(bills), accountId)}</li>
        ))}
      </ul>
    </Notice>
  );
}
