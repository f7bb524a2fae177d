import { Body1, Button, makeStyles, tokens } from '@fluentui/react-components';
import type { FormEvent } from 'react';
import { centsToDollars } from '../../../bridge/contract/money.js';
import { useImportPayments, type ImportPayments, type ImportReply } from '../hooks/use-import-payments.js';
import { Buttons } from '../parts/buttons.js';
import { LedgerButton } from '../parts/ledger-button.js';
import { Screen } from '../parts/screen.js';
import { TroubleNotice } from '../parts/trouble-notice.js';
import { Working } from '../parts/working.js';
import { useShell } from '../shell-context.js';
import { words } from '../words.js';
import { PaymentsChoices, PaymentsForm } from './payments-form.js';
import { PaymentsResult } from './payments-result.js';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, minWidth: 0 },
});

/** Posts a payment file: choose, look at what was found, post. */
export function PaymentsScreen() {
  const styles = useStyles();
  const { goHome, refreshHome } = useShell();
  const payments = useImportPayments(refreshHome);
  const { result, busy, file } = payments;
  const isPosted = result !== null && result.receiptNumber !== null;
  const mayPost = result?.outcome === 'previewed' && !result.reply.alreadyImported && payments.trouble === null;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!busy) payments.check();
  };

  return (
    <Screen title={words.payments.title} onBack={goHome}>
      <Body1>{words.payments.what}</Body1>
      <form className={styles.form} onSubmit={submit} noValidate>
        <PaymentsForm payments={payments} />
        {!isPosted && <PaymentsChoices payments={payments} />}
        {file !== null && !isPosted && (
          <Buttons>
            {result !== null && (mayPost || (busy && payments.isPosting)) && (
              <Button appearance="primary" disabledFocusable={busy} onClick={payments.post}>
                {words.payments.post(result.reply.records, centsToDollars(result.reply.totalCents))}
              </Button>
            )}
            <Button type="submit" appearance={mayPost ? 'secondary' : 'primary'} disabledFocusable={busy}>
              {words.payments.check}
            </Button>
          </Buttons>
        )}
      </form>
      <Working
        slow={payments.slow}
        sentence={payments.isPosting ? words.payments.posting : words.payments.checking}
        onCancel={payments.cancel}
      />
      <PaymentsTrouble payments={payments} />
      <PaymentsResult reply={payments.trouble === null && !payments.slow ? result : null}>
        <NextStep reply={result} />
      </PaymentsResult>
    </Screen>
  );
}

/** What went wrong; a file that was refused stays refused, so only the others can be tried again. */
function PaymentsTrouble({ payments }: { readonly payments: ImportPayments }) {
  const { trouble, isPosting } = payments;
  const { fileRefused, unknown, failed, unknownDetail } = words.payments;
  const mayBePosted = isPosting && trouble?.mayBeDone === true;
  return (
    <TroubleNotice
      trouble={trouble}
      title={trouble?.kind === 'refused' ? fileRefused : mayBePosted ? unknown : failed}
      advice={mayBePosted ? unknownDetail : undefined}
      onRetry={trouble?.kind === 'refused' ? undefined : isPosting ? payments.post : payments.check}
    />
  );
}

/** After the file is posted: what went into suspense, what was posted, or Home. */
function NextStep({ reply }: { readonly reply: ImportReply | null }) {
  const { pull, isPulling, goHome } = useShell();
  if (reply === null || !(reply.receiptNumber !== null || reply.reply.alreadyImported)) return null;
  const hasSuspense = reply.receiptNumber !== null && reply.reply.suspense > 0;
  return (
    <Buttons>
      {hasSuspense && (
        <Button appearance="primary" disabledFocusable={isPulling} onClick={() => pull('suspense', {})}>
          {words.payments.suspense}
        </Button>
      )}
      {reply.receiptNumber !== null && <LedgerButton receiptNumber={reply.receiptNumber} />}
      <Button appearance={hasSuspense ? 'secondary' : 'primary'} onClick={goHome}>
        {words.common.back}
      </Button>
    </Buttons>
  );
}
