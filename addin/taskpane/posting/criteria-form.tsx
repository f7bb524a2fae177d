import { Button, Field, Input, makeStyles, Textarea, tokens } from '@fluentui/react-components';
import { useState, type FormEvent } from 'react';
import { isCalendarDate } from '../../../bridge/contract/calendar-date.js';
import {
  RUN_MESSAGE_LENGTH_MAX,
  type SetRunCriteriaPayload,
} from '../../../bridge/contract/commands/set-run-criteria.js';
import type { Issue } from '../../../bridge/contract/problem.js';
import type { RunStepsReply } from '../../../bridge/contract/run-steps.js';
import { words } from '../words.js';
import { issueAt } from './run-verdict.js';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  save: { alignSelf: 'start' },
});

interface CriteriaFormProps {
  readonly run: RunStepsReply;
  readonly busy: boolean;
  /** What was wrong with the dates that were sent last. */
  readonly issues: readonly Issue[];
  readonly onSave: (payload: SetRunCriteriaPayload) => void;
}

/** The bill date, the due date and the message of an open run. */
export function CriteriaForm({ run, busy, issues, onSave }: CriteriaFormProps) {
  const styles = useStyles();
  const [billedOn, setBilledOn] = useState<string>(run.billedOn);
  const [dueOn, setDueOn] = useState<string>(run.dueOn);
  const [message, setMessage] = useState(run.message);
  const [sent, setSent] = useState<Pick<SetRunCriteriaPayload, 'billedOn' | 'dueOn'> | null>(null);
  const [asked, setAsked] = useState(false);
  const trouble = (column: 'billedOn' | 'dueOn', date: string) => {
    if (asked && !isCalendarDate(date)) return words.billRun.notDate;
    return sent?.[column] === date ? issueAt(issues, column) : undefined;
  };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (busy || !isCalendarDate(billedOn) || !isCalendarDate(dueOn)) return;
    setSent({ billedOn, dueOn });
    onSave({ billRunId: run.billRunId, billedOn, dueOn, message });
  };

  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <Field label={words.billRun.billedOn} required validationMessage={trouble('billedOn', billedOn)}>
        <Input type="date" value={billedOn} onChange={(_, { value }) => setBilledOn(value)} />
      </Field>
      <Field label={words.billRun.dueOn} required validationMessage={trouble('dueOn', dueOn)}>
        <Input type="date" value={dueOn} onChange={(_, { value }) => setDueOn(value)} />
      </Field>
      <Field label={words.billRun.message} hint={words.billRun.messageHint}>
        <Textarea
          value={message}
          maxLength={RUN_MESSAGE_LENGTH_MAX}
          resize="vertical"
          onChange={(_, { value }) => setMessage(value)}
        />
      </Field>
      <Button type="submit" className={styles.save} disabledFocusable={busy}>
        {words.billRun.save}
      </Button>
    </form>
  );
}
