import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { useState, type FormEvent } from 'react';
import { REASON_LENGTH_MAX } from '../../../bridge/contract/command.js';
import { words } from '../words.js';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  post: { alignSelf: 'start' },
});

interface PushReversalFormProps {
  /** How many rows are reversed. */
  readonly rows: number;
  readonly busy: boolean;
  readonly onReverse: (reason: string) => void;
}

/** Why it is reversed, and the button that does it. */
export function PushReversalForm({ rows, busy, onReverse }: PushReversalFormProps) {
  const styles = useStyles();
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const lacksReason = reason.trim() === '';

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (!lacksReason && !busy) onReverse(reason);
  };

  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <Field
        label={words.pushReversal.reason}
        required
        validationState={asked && lacksReason ? 'error' : 'none'}
        validationMessage={asked && lacksReason ? words.pushReversal.reasonMissing : undefined}
      >
        <Input value={reason} onChange={(_, data) => setReason(data.value)} maxLength={REASON_LENGTH_MAX} />
      </Field>
      <Button type="submit" appearance="primary" className={styles.post} disabledFocusable={busy}>
        {words.pushReversal.post(rows)}
      </Button>
    </form>
  );
}
