import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { useState, type FormEvent, type ReactNode } from 'react';
import { REASON_LENGTH_MAX } from '../../../bridge/contract/command.js';
import { Fold } from '../parts/fold.js';
import { words } from '../words.js';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  send: { alignSelf: 'start' },
});

interface AgainFormProps {
  readonly label: string;
  readonly isBusy: boolean;
  /** Tells whether it was taken on: the reason stays where it was not. */
  readonly onSend: (reason: string) => Promise<boolean>;
  /** What is asked before the reason. */
  readonly children?: ReactNode;
}

/** Sends something again, or gives up on it, folded away, and only with a reason. */
export function AgainForm({ label, isBusy, onSend, children }: AgainFormProps) {
  const styles = useStyles();
  const [reason, setReason] = useState('');
  const [isAsked, setIsAsked] = useState(false);
  const isMissing = reason.trim() === '';
  const send = async () => {
    if (!(await onSend(reason.trim()))) return;
    setReason('');
    setIsAsked(false);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsAsked(true);
    if (!isMissing && !isBusy) void send();
  };
  return (
    <Fold title={label} level={4}>
      <form className={styles.form} onSubmit={submit} noValidate>
        {children}
        <Field
          label={words.outputs.reason}
          hint={words.outputs.reasonHelp}
          validationState={isAsked && isMissing ? 'error' : 'none'}
          validationMessage={isAsked && isMissing ? words.outputs.reasonMissing : undefined}
        >
          <Input value={reason} maxLength={REASON_LENGTH_MAX} onChange={(_, data) => setReason(data.value)} />
        </Field>
        <Button type="submit" className={styles.send} disabledFocusable={isBusy}>
          {label}
        </Button>
      </form>
    </Fold>
  );
}
