import { Button, Field, Input, makeStyles, Select, tokens } from '@fluentui/react-components';
import { useState, type FormEvent } from 'react';
import { useShell } from '../shell-context.js';
import { words } from '../words.js';
import { ledgerChoices, ledgerRequest, type LedgerChoice } from './ledger-choice.js';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  pull: { alignSelf: 'start' },
});

/** Pulls the ledger: the newest entries, an account's, or a receipt's. */
export function LedgerForm() {
  const styles = useStyles();
  const { pull, isPulling } = useShell();
  const [choice, setChoice] = useState<LedgerChoice>('newest');
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState(false);
  const { parameters, trouble } = ledgerRequest(choice, typed);
  const shownTrouble = asked ? trouble : null;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (parameters !== null && !isPulling) pull('ledger', parameters);
  };

  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <Field label={words.home.ledgerWhich}>
        <Select
          value={choice}
          onChange={(_, data) => {
            setChoice(data.value as LedgerChoice);
            setAsked(false);
          }}
        >
          {ledgerChoices.map((each) => (
            <option key={each} value={each}>
              {words.home.ledgerChoices[each]}
            </option>
          ))}
        </Select>
      </Field>
      {choice !== 'newest' && (
        <Field
          label={choice === 'account' ? words.home.ledgerAccount : words.home.ledgerReceipt}
          validationState={shownTrouble === null ? 'none' : 'error'}
          validationMessage={shownTrouble ?? undefined}
        >
          <Input value={typed} onChange={(_, data) => setTyped(data.value)} maxLength={40} />
        </Field>
      )}
      <Button type="submit" className={styles.pull} disabledFocusable={isPulling}>
        {words.home.pullLedger}
      </Button>
    </form>
  );
}
