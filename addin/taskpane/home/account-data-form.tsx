import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { useState, type FormEvent } from 'react';
import { ChoiceField } from '../parts/choice-field.js';
import { useShell } from '../shell-context.js';
import { words } from '../words.js';
import { accountChoices, accountDataRequest, type AccountChoice } from './account-data-choice.js';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  pull: { alignSelf: 'start' },
});

const CHOICES = accountChoices.map((value) => ({ value, label: words.accountData.choices[value] }));

/** Pulls what accounts have for their tariffs: of all, of one, or of a route's. */
export function AccountDataForm() {
  const styles = useStyles();
  const { pull, isPulling } = useShell();
  const [choice, setChoice] = useState<AccountChoice>('all');
  const [typed, setTyped] = useState('');
  const [datum, setDatum] = useState('');
  const [asked, setAsked] = useState(false);
  const { parameters, trouble } = accountDataRequest(choice, typed, datum);
  const shownTrouble = asked ? trouble : null;
  const choose = (chosen: string) => {
    setChoice(accountChoices.find((each) => each === chosen) ?? 'all');
    setTyped('');
    setAsked(false);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (parameters !== null && !isPulling) pull('account-data', parameters);
  };

  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <ChoiceField label={words.accountData.which} choices={CHOICES} chosen={choice} onChoose={choose} />
      {choice !== 'all' && (
        <Field
          label={choice === 'account' ? words.home.ledgerAccount : words.accountData.route}
          validationState={shownTrouble === null ? 'none' : 'error'}
          validationMessage={shownTrouble ?? undefined}
        >
          <Input value={typed} onChange={(_, data) => setTyped(data.value)} maxLength={40} />
        </Field>
      )}
      <Field label={words.accountData.datum}>
        <Input value={datum} onChange={(_, data) => setDatum(data.value)} maxLength={60} />
      </Field>
      <Button type="submit" className={styles.pull} disabledFocusable={isPulling}>
        {words.accountData.pull}
      </Button>
    </form>
  );
}
