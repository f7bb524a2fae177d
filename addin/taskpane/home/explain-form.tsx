import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { useState, type FormEvent } from 'react';
import { fieldTrouble } from '../parts/field-trouble.js';
import { useShell } from '../shell-context.js';
import { words } from '../words.js';
import { explainRequest } from './explain-request.js';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  pull: { alignSelf: 'start' },
});

/** Pulls how an account's bill came about. */
export function ExplainForm() {
  const styles = useStyles();
  const { pull, isPulling } = useShell();
  const [account, setAccount] = useState('');
  const [bill, setBill] = useState('');
  const [asked, setAsked] = useState(false);
  const { parameters, accountTrouble, billTrouble } = explainRequest(account, bill);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (parameters !== null && !isPulling) pull('bill-explanation', parameters);
  };

  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <Field label={words.home.explainAccount} {...fieldTrouble(asked, accountTrouble)}>
        <Input value={account} onChange={(_, data) => setAccount(data.value)} maxLength={40} />
      </Field>
      <Field label={words.home.explainBill} {...fieldTrouble(asked, billTrouble)}>
        <Input value={bill} onChange={(_, data) => setBill(data.value)} maxLength={16} />
      </Field>
      <Button type="submit" className={styles.pull} disabledFocusable={isPulling}>
        {words.home.explainPull}
      </Button>
    </form>
  );
}
