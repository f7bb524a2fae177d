import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { useState, type FormEvent } from 'react';
import { Buttons } from '../parts/buttons.js';
import { ChoiceField } from '../parts/choice-field.js';
import { useShell } from '../shell-context.js';
import { words } from '../words.js';
import { meterChoices, meterRequest, type MeterChoice } from './meter-choice.js';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
});

const CHOICES = meterChoices.map((value) => ({ value, label: words.meters.choices[value] }));

/** Pulls meters to work on: all, those in one state, those of a route, or one; and the history of one. */
export function MetersForm() {
  const styles = useStyles();
  const { pull, isPulling } = useShell();
  const [choice, setChoice] = useState<MeterChoice>('in stock');
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState(false);
  const { parameters, trouble } = meterRequest(choice, typed);
  const shownTrouble = asked ? trouble : null;
  const choose = (chosen: string) => {
    setChoice(meterChoices.find((each) => each === chosen) ?? 'all');
    setTyped('');
    setAsked(false);
  };
  const send = (kind: 'meters' | 'meter-history') => {
    setAsked(true);
    if (parameters !== null && !isPulling) pull(kind, parameters);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send('meters');
  };

  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <ChoiceField label={words.meters.which} choices={CHOICES} chosen={choice} onChoose={choose} />
      {(choice === 'route' || choice === 'meter') && (
        <Field
          label={choice === 'meter' ? words.meters.meter : words.accountData.route}
          validationState={shownTrouble === null ? 'none' : 'error'}
          validationMessage={shownTrouble ?? undefined}
        >
          <Input value={typed} onChange={(_, data) => setTyped(data.value)} maxLength={40} />
        </Field>
      )}
      <Buttons>
        <Button type="submit" disabledFocusable={isPulling}>
          {words.meters.pull}
        </Button>
        {choice === 'meter' && (
          <Button disabledFocusable={isPulling} onClick={() => send('meter-history')}>
            {words.meters.pullHistory}
          </Button>
        )}
      </Buttons>
    </form>
  );
}
