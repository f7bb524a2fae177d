import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { useState, type FormEvent } from 'react';
import { summaryGroups, type SummaryGroup } from '../../../bridge/contract/sheets/adjustment-summary.js';
import { Buttons } from '../parts/buttons.js';
import { ChoiceField } from '../parts/choice-field.js';
import { fieldTrouble } from '../parts/field-trouble.js';
import { useShell } from '../shell-context.js';
import { words } from '../words.js';
import { dayRangeRequest } from './day-range-request.js';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
});

const BY = summaryGroups.map((value) => ({ value, label: words.adjustmentReports.byChoices[value] }));

/** Pulls every adjustment of some days, or what they add up to. */
export function AdjustmentReportsForm() {
  const styles = useStyles();
  const { pull, isPulling } = useShell();
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [by, setBy] = useState<SummaryGroup>('kind');
  const [asked, setAsked] = useState(false);
  const { range, fromTrouble, toTrouble } = dayRangeRequest(from, to);
  const pullSheet = (kind: 'adjustment-register' | 'adjustment-summary') => {
    setAsked(true);
    if (range === null || isPulling) return;
    pull(kind, kind === 'adjustment-summary' ? { ...range, by } : range);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    pullSheet('adjustment-register');
  };

  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <Field label={words.adjustmentReports.from} {...fieldTrouble(asked, fromTrouble)}>
        <Input value={from} onChange={(_, data) => setFrom(data.value)} maxLength={10} />
      </Field>
      <Field label={words.adjustmentReports.to} {...fieldTrouble(asked, toTrouble)}>
        <Input value={to} onChange={(_, data) => setTo(data.value)} maxLength={10} />
      </Field>
      <Buttons>
        <Button type="submit" disabledFocusable={isPulling}>
          {words.adjustmentReports.register}
        </Button>
      </Buttons>
      <ChoiceField
        label={words.adjustmentReports.by}
        choices={BY}
        chosen={by}
        onChoose={(chosen) => setBy(summaryGroups.find((each) => each === chosen) ?? 'kind')}
      />
      <Buttons>
        <Button disabledFocusable={isPulling} onClick={() => pullSheet('adjustment-summary')}>
          {words.adjustmentReports.summary}
        </Button>
      </Buttons>
    </form>
  );
}
