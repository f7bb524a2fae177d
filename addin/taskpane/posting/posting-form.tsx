import { Body1, Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { useState, type FormEvent } from 'react';
import { REASON_LENGTH_MAX } from '../../../bridge/contract/command.js';
import type { PostBillRunReply } from '../../../bridge/contract/commands/post-bill-run.js';
import { centsToDollars } from '../../../bridge/contract/money.js';
import { MoneyTable } from '../parts/money-table.js';
import { capital, number } from '../wording.js';
import { words } from '../words.js';
import { confirmationOf, type Confirmation } from './confirmed-amount.js';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  post: { alignSelf: 'start' },
});

interface PostingFormProps {
  readonly totals: Pick<PostBillRunReply, 'bills' | 'totalCents' | 'services'>;
  readonly busy: boolean;
  /** What the form is for. */
  readonly text: typeof words.approval | typeof words.reversal;
  readonly needsReason?: boolean;
  readonly onPost: (reason: string) => void;
}

/** The totals of a run, and the field in which the person types the total to confirm it. */
export function PostingForm({ totals, busy, text, needsReason = false, onPost }: PostingFormProps) {
  const styles = useStyles();
  const [typed, setTyped] = useState('');
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const confirmation = confirmationOf(typed, totals.totalCents);
  const trouble = asked ? troubleOfConfirmation(confirmation) : null;
  const lacksReason = needsReason && reason.trim() === '';

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (confirmation === 'confirmed' && !lacksReason && !busy) onPost(reason);
  };

  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <Body1>{text.check}</Body1>
      <MoneyTable
        caption={text.title}
        headers={[words.posting.service, words.posting.bills, words.posting.amount]}
        rows={totals.services.map((each) => [
          capital(each.service),
          number(each.bills),
          centsToDollars(each.amountCents),
        ])}
        total={[words.posting.total, number(totals.bills), centsToDollars(totals.totalCents)]}
      />
      <Field
        label={words.posting.type}
        hint={words.posting.typeHint}
        required
        validationState={trouble === null ? 'none' : 'error'}
        validationMessage={trouble ?? undefined}
      >
        <Input
          value={typed}
          onChange={(_, data) => setTyped(data.value)}
          onBlur={() => setAsked(typed.trim() !== '')}
          inputMode="decimal"
          autoComplete="off"
          maxLength={24}
        />
      </Field>
      <Field
        label={text.reason}
        required={needsReason}
        validationState={asked && lacksReason ? 'error' : 'none'}
        validationMessage={asked && lacksReason ? words.reversal.reasonMissing : undefined}
      >
        <Input value={reason} onChange={(_, data) => setReason(data.value)} maxLength={REASON_LENGTH_MAX} />
      </Field>
      <Button
        type="submit"
        appearance="primary"
        className={styles.post}
        disabledFocusable={busy || confirmation !== 'confirmed' || lacksReason}
      >
        {text.post(totals.bills)}
      </Button>
    </form>
  );
}

function troubleOfConfirmation(confirmation: Confirmation): string | null {
  switch (confirmation) {
    case 'empty':
    case 'not-an-amount':
      return words.posting.notAmount;
    case 'differs':
      return words.posting.differs;
    case 'confirmed':
      return null;
  }
}
