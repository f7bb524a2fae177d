import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { useState, type FormEvent } from 'react';
import { fieldTrouble } from '../parts/field-trouble.js';
import { useShell } from '../shell-context.js';
import { words } from '../words.js';
import { rebillRequest } from './rebill-request.js';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  pull: { alignSelf: 'start' },
});

/** Pulls the posted bills of an account, to put them right. */
export function RebillForm() {
  const styles = useStyles();
  const { pull, isPulling } = useShell();
  const [account, setAccount] = useState('');
  const [from, setFrom] = useState('');
  const [through, setThrough] = useState('');
  const [asked, setAsked] = useState(false);
  const { parameters, accountTrouble, fromTrouble, throughTrouble } = rebillRequest(account, from, through);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (parameters !== null && !isPulling) pull('rebill', parameters);
  };

  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <Field label={words.rebill.account} {...fieldTrouble(asked, accountTrouble)}>
        <Input value={account} onChange={(_, data) => setAccount(data.value)} maxLength={40} />
      </Field>
      <Field label={words.rebill.from} hint={words.rebill.fromHint} {...fieldTrouble(asked, fromTrouble)}>
        <Input value={from} onChange={(_, data) => setFrom(data.value)} maxLength={7} />
      </Field>
      <Field label={words.rebill.through} {...fieldTrouble(asked, throughTrouble)}>
        <Input value={through} onChange={(_, data) => setThrough(data.value)} maxLength={7} />
      </Field>
      <Button type="submit" className={styles.pull} disabledFocusable={isPulling}>
        {words.rebill.pull}
      </Button>
    </form>
  );
}
