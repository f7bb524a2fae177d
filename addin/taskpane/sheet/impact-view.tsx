import { Body1, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import type { TariffImpact } from '../../../bridge/contract/tariff-impact.js';
import { Facts } from '../parts/facts.js';
import { MoneyTable } from '../parts/money-table.js';
import { ReplacedNotice } from '../parts/replaced-notice.js';
import { Section } from '../parts/section.js';
import { UnpriceableNotice } from '../parts/unpriceable-notice.js';
import { day } from '../wording.js';
import { words } from '../words.js';
import { classRows, largestRows, totalFacts } from './impact-rows.js';

const useStyles = makeStyles({ faint: { color: tokens.colorNeutralForeground2 } });

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
        <UnpriceableNotice unpriceable={impact.unpriceable} />
        <ReplacedNotice replaced={impact.replaced} />
        <Facts facts={totalFacts(total)} />
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
