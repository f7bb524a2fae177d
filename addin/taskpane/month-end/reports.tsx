import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { useState, type FormEvent } from 'react';
import type { MonthEndReply } from '../../../bridge/contract/api.js';
import { isCalendarDate } from '../../../bridge/contract/calendar-date.js';
import { monthOf, monthsBetween } from '../../../bridge/contract/month.js';
import { Buttons } from '../parts/buttons.js';
import { ChoiceField } from '../parts/choice-field.js';
import { Section } from '../parts/section.js';
import { useShell } from '../shell-context.js';
import { month as monthName } from '../wording.js';
import { words } from '../words.js';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  pull: { alignSelf: 'start' },
});

/** Pulls what is handed in for a month: the aging of any day, the remittance and the trial balance of some months. */
export function Reports({ state }: { readonly state: MonthEndReply }) {
  return (
    <Section title={words.monthEnd.reports.title}>
      <AgingForm today={state.today} />
      <MonthsForm state={state} />
    </Section>
  );
}

const BY = (['service', 'account'] as const).map((value) => {
  return { value, label: words.monthEnd.reports.byChoices[value] };
});

function AgingForm({ today }: { readonly today: string }) {
  const styles = useStyles();
  const { pull, isPulling } = useShell();
  const [asOf, setAsOf] = useState(today);
  const [by, setBy] = useState('service');
  const [asked, setAsked] = useState(false);
  const isDay = isCalendarDate(asOf);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (isDay && !isPulling) pull('aging', { asOf, by });
  };
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <Field
        label={words.monthEnd.reports.asOf}
        {...(asked && !isDay
          ? { validationState: 'error', validationMessage: words.monthEnd.reports.asOfMissing }
          : {})}
      >
        <Input type="date" value={asOf} onChange={(_, { value }) => setAsOf(value)} />
      </Field>
      <ChoiceField label={words.monthEnd.reports.by} choices={BY} chosen={by} onChoose={setBy} />
      <Button type="submit" className={styles.pull} disabledFocusable={isPulling}>
        {words.monthEnd.reports.pullAging}
      </Button>
    </form>
  );
}

function MonthsForm({ state: { firstMonth, month, today } }: { readonly state: MonthEndReply }) {
  const styles = useStyles();
  const { pull, isPulling } = useShell();
  const [from, setFrom] = useState<string>(month);
  const [through, setThrough] = useState<string>(month);
  const months = monthsBetween(firstMonth, monthOf(today)).toReversed();
  const choices = months.map((value) => ({ value, label: monthName(value) }));
  const isInOrder = from <= through;
  const pullMonths = (kind: 'remittance' | 'trial-balance') => {
    if (isInOrder) pull(kind, { fromMonth: from, throughMonth: through });
  };
  return (
    <div className={styles.form}>
      <ChoiceField label={words.monthEnd.reports.from} choices={choices} chosen={from} onChoose={setFrom} />
      <ChoiceField
        label={words.monthEnd.reports.through}
        choices={choices}
        chosen={through}
        onChoose={setThrough}
        {...(isInOrder ? {} : { trouble: words.monthEnd.reports.order })}
      />
      <Buttons>
        <Button disabledFocusable={isPulling} onClick={() => pullMonths('remittance')}>
          {words.monthEnd.reports.pullRemittance}
        </Button>
        <Button disabledFocusable={isPulling} onClick={() => pullMonths('trial-balance')}>
          {words.monthEnd.reports.pullTrialBalance}
        </Button>
      </Buttons>
    </div>
  );
}
