import { Body1, Button, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { useState, type ReactNode } from 'react';
import { className } from '../../../bridge/contract/plain-name.js';
import type { RateStudyReply, RateStudyRequest } from '../../../bridge/contract/rate-study.js';
import { ChoiceField } from '../parts/choice-field.js';
import { Facts } from '../parts/facts.js';
import { Live } from '../parts/live.js';
import { MoneyTable } from '../parts/money-table.js';
import { ReplacedNotice } from '../parts/replaced-notice.js';
import { Section } from '../parts/section.js';
import { UnpriceableNotice } from '../parts/unpriceable-notice.js';
import { useShell } from '../shell-context.js';
import { largestRows, totalFacts } from '../sheet/impact-rows.js';
import { day, month } from '../wording.js';
import { words } from '../words.js';
import { MonthChart } from './month-chart.js';
import { levelRows, monthRows, partOf, studyClassRows, totalRow } from './study-rows.js';

const useStyles = makeStyles({
  pull: { alignSelf: 'start' },
  faint: { color: tokens.colorNeutralForeground2 },
  // In a narrow pane amounts are scrolled to rather than a class's name broken.
  wide: { overflowX: 'auto', '& th[scope="row"]': { minWidth: '84px' } },
});

/** The choice of all classes; no class has this name. */
const ALL = '';

interface StudyResultProps {
  readonly study: RateStudyReply;
  readonly request: RateStudyRequest;
}

/** What the studied rates bring in: in all, by class and month, and what they do to bills by use. */
export function StudyResult({ study, request }: StudyResultProps) {
  const styles = useStyles();
  const { pull, isPulling } = useShell();
  const says = words.study;
  const { all, firstMonth, lastMonth, service, title, effectiveFrom, unpriceable, replaced } = study;
  if (firstMonth === null || lastMonth === null) {
    return (
      <Section title={says.result(title)}>
        <Live>
          <Body1>{says.noBills}</Body1>
        </Live>
      </Section>
    );
  }
  const months = says.months(month(firstMonth), month(lastMonth));
  const effective = effectiveFrom === null ? '' : says.effective(day(effectiveFrom));
  return (
    <>
      <Section title={says.result(title)}>
        <Caption1 className={styles.faint}>{says.which(service, months, effective)}</Caption1>
        <UnpriceableNotice unpriceable={unpriceable} />
        <ReplacedNotice replaced={replaced} />
        <Facts facts={totalFacts(all.total)} />
        <Button className={styles.pull} disabledFocusable={isPulling} onClick={() => pull('rate-study', request)}>
          {says.pull}
        </Button>
      </Section>
      {all.total.bills > 0 && <Parts study={study} />}
    </>
  );
}

/** Revenue by class, and by month and use for all classes or the one chosen. */
function Parts({ study }: { readonly study: RateStudyReply }) {
  const [rateClass, setRateClass] = useState(ALL);
  const says = words.study;
  const { before, after, difference, rateClass: classHeader } = words.impact;
  const choices = [
    { value: ALL, label: says.allClasses },
    ...study.classes.map(({ rateClass: name }) => ({ value: name, label: className(name) })),
  ];
  // Another study may lack the class that was looked at.
  const shown = choices.find(({ value }) => value === rateClass)?.value ?? ALL;
  const { total, months, levels } = partOf(study, shown);
  return (
    <>
      <Section title={says.byClass}>
        <Wide>
          <MoneyTable
            caption={says.byClass}
            headers={[classHeader, before, after, difference]}
            rows={studyClassRows(study.classes)}
            total={totalRow(says.total, study.all.total)}
          />
        </Wide>
      </Section>
      <Section title={says.byMonth}>
        <ChoiceField label={says.shown} choices={choices} chosen={shown} onChoose={setRateClass} />
        <MonthChart months={months} />
        <Wide>
          <MoneyTable
            caption={says.byMonth}
            headers={[says.month, before, after, difference]}
            rows={monthRows(months)}
            total={totalRow(says.total, total)}
          />
        </Wide>
      </Section>
      <Section title={says.byUse}>
        <Wide>
          <MoneyTable
            caption={says.byUse}
            headers={[says.use, before, after, difference, says.share]}
            rows={levelRows(levels)}
          />
        </Wide>
      </Section>
      {study.largest.length > 0 && (
        <Section title={words.impact.largest(study.largest.length)}>
          <Wide>
            <MoneyTable
              caption={words.impact.largest(study.largest.length)}
              headers={[words.impact.account, before, after, difference]}
              rows={largestRows(study.largest)}
            />
          </Wide>
        </Section>
      )}
    </>
  );
}

function Wide({ children }: { readonly children: ReactNode }) {
  return <div className={useStyles().wide}>{children}</div>;
}
