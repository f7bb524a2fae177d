import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { useState, type FormEvent } from 'react';
import { Buttons } from '../parts/buttons.js';
import { ChoiceField } from '../parts/choice-field.js';
import { useShell } from '../shell-context.js';
import { words } from '../words.js';
import { accountChoices, accountDataRequest, type AccountChoice } from './account-data-choice.js';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
});

const CHOICES = accountChoices.map((value) => ({ value, label: words.accountData.choices[value] }));

/** Pulls how customers want to be reached: of all, of one, or of a route's. */
export function ContactsForm() {
  const styles = useStyles();
  const { pull, isPulling } = useShell();
  const [choice, setChoice] = useState<AccountChoice>('all');
  const [typed, setTyped] = useState('');
  const [isAsked, setIsAsked] = useState(false);
  const { parameters, trouble } = accountDataRequest(choice, typed, '');
  const shownTrouble = isAsked ? trouble : null;
  const choose = (chosen: string) => {
    setChoice(accountChoices.find((each) => each === chosen) ?? 'all');
    setTyped('');
    setIsAsked(false);
  };
  const pullSheet = (kind: 'customer-contacts' | 'contact-history') => {
    setIsAsked(true);
    if (parameters !== null && !isPulling) pull(kind, parameters);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    pullSheet('customer-contacts');
  };

  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <ChoiceField label={words.contacts.which} choices={CHOICES} chosen={choice} onChoose={choose} />
      {choice !== 'all' && (
        <Field
          label={choice === 'account' ? words.home.ledgerAccount : words.accountData.route}
          validationState={shownTrouble === null ? 'none' : 'error'}
          validationMessage={shownTrouble ?? undefined}
        >
          <Input value={typed} onChange={(_, data) => setTyped(data.value)} maxLength={40} />
        </Field>
      )}
      <Buttons>
        <Button type="submit" disabledFocusable={isPulling}>
          {words.contacts.pull}
        </Button>
        <Button disabledFocusable={isPulling} onClick={() => pullSheet('contact-history')}>
          {words.contacts.history}
        </Button>
      </Buttons>
    </form>
  );
}
