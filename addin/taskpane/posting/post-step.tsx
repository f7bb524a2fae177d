import { Body1, Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { REASON_LENGTH_MAX } from '../../../bridge/contract/command.js';
import { centsToDollars } from '../../../bridge/contract/money.js';
import type { RunStepsReply } from '../../../bridge/contract/run-steps.js';
import { Facts } from '../parts/facts.js';
import { words } from '../words.js';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  post: { alignSelf: 'start' },
});

interface PostStepProps {
  readonly run: RunStepsReply;
  readonly busy: boolean;
  readonly onPost: (reason: string) => void;
}

/** What an approved run posts, the payments that came meanwhile and the credit that pays the new bills. */
export function PostStep({ run, busy, onPost }: PostStepProps) {
  const styles = useStyles();
  const [reason, setReason] = useState('');
  const { bills, totalCents, held, paymentsSince, creditCents } = run;
  return (
    <div className={styles.form}>
      <Facts
        facts={[
          { label: words.posting.bills, value: bills.toLocaleString('en-US') },
          { label: words.posting.total, value: centsToDollars(totalCents) },
          { label: words.billRun.held, value: held.toLocaleString('en-US') },
          { label: words.billRun.credit, value: centsToDollars(creditCents) },
        ]}
      />
      {paymentsSince.payments > 0 && (
        <Body1>{words.billRun.paymentsSince(paymentsSince.payments, centsToDollars(paymentsSince.cents))}</Body1>
      )}
      <Field label={words.posting.reason}>
        <Input value={reason} onChange={(_, data) => setReason(data.value)} maxLength={REASON_LENGTH_MAX} />
      </Field>
      <Button appearance="primary" className={styles.post} disabledFocusable={busy} onClick={() => onPost(reason)}>
        {words.posting.post(bills)}
      </Button>
    </div>
  );
}
