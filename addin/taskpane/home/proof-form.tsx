import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { useState, type FormEvent } from 'react';
import { fieldTrouble } from '../parts/field-trouble.js';
import { useShell } from '../shell-context.js';
import { words } from '../words.js';
import { commandsRequest } from './commands-request.js';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  pull: { alignSelf: 'start' },
});

/** Pulls the proof of the books, and who did what. */
export function ProofForm() {
  const styles = useStyles();
  const { pull, isPulling } = useShell();
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [person, setPerson] = useState('');
  const [asked, setAsked] = useState(false);
  const { parameters, fromTrouble, toTrouble } = commandsRequest(from, to, person);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (parameters !== null && !isPulling) pull('commands', parameters);
  };

  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <Button className={styles.pull} disabledFocusable={isPulling} onClick={() => pull('reconciliation', {})}>
        {words.proof.reconciliation}
      </Button>
      <Field label={words.proof.from} {...fieldTrouble(asked, fromTrouble)}>
        <Input value={from} onChange={(_, data) => setFrom(data.value)} maxLength={10} />
      </Field>
      <Field label={words.proof.to} {...fieldTrouble(asked, toTrouble)}>
        <Input value={to} onChange={(_, data) => setTo(data.value)} maxLength={10} />
      </Field>
      <Field label={words.proof.person}>
        <Input value={person} onChange={(_, data) => setPerson(data.value)} maxLength={80} />
      </Field>
      <Button type="submit" className={styles.pull} disabledFocusable={isPulling}>
        {words.proof.commands}
      </Button>
    </form>
  );
}
