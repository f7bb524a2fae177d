import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { useRef, useState, type FormEvent } from 'react';
import { isCalendarDate } from '../../../bridge/contract/calendar-date.js';
import { Buttons } from '../parts/buttons.js';
import { useShell } from '../shell-context.js';
import { words } from '../words.js';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
});

/** Pulls who is late for a due date, the last one that is over unless told, and what customers may pay later. */
export function LateChargesForm() {
  const styles = useStyles();
  const { pull, isPulling } = useShell();
  const [dueOn, setDueOn] = useState('');
  const [isHalf, setIsHalf] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // A date that is half typed is as empty as none to the page.
    const half = field.current?.validity.badInput === true || (dueOn !== '' && !isCalendarDate(dueOn));
    setIsHalf(half);
    if (!half && !isPulling) pull('late-charges', isCalendarDate(dueOn) ? { dueOn } : {});
  };
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <Field
        label={words.lateCharges.dueOn}
        hint={words.lateCharges.dueOnHint}
        {...(isHalf ? { validationState: 'error', validationMessage: words.lateCharges.notADate } : {})}
      >
        <Input ref={field} type="date" value={dueOn} onChange={(_, { value }) => setDueOn(value)} />
      </Field>
      <Buttons>
        <Button type="submit" disabledFocusable={isPulling}>
          {words.lateCharges.pull}
        </Button>
        <Button disabledFocusable={isPulling} onClick={() => pull('payment-arrangements', {})}>
          {words.lateCharges.arrangements}
        </Button>
      </Buttons>
    </form>
  );
}
