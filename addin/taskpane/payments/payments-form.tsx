import { Caption1, Field, Input } from '@fluentui/react-components';
import { useCallback } from 'react';
import { useLoaded } from '../hooks/use-loaded.js';
import type { ImportPayments } from '../hooks/use-import-payments.js';
import { usePane } from '../pane-context.js';
import { ChoiceField } from '../parts/choice-field.js';
import { FileChoice } from '../parts/file-choice.js';
import { FileField } from '../parts/file-field.js';
import { LongList } from '../parts/long-list.js';
import { Section } from '../parts/section.js';
import { TroubleNotice } from '../parts/trouble-notice.js';
import { words } from '../words.js';
import { acceptedWith, PAYMENT_FILE_TYPES } from './payment-choices.js';

/** The file, how it is laid out, and what the person counted. */
export function PaymentsForm({ payments }: { readonly payments: ImportPayments }) {
  const { client } = usePane();
  const layouts = useLoaded(useCallback(() => client.paymentLayouts(), [client]));
  const { choices, change } = payments;
  const text = words.payments;
  const named = (layouts.result ?? []).map(({ name }) => ({ value: name, label: name }));

  return (
    <>
      <FileField
        label={text.file}
        hint={text.fileHint}
        choose={text.choose}
        none={text.noFile}
        types={PAYMENT_FILE_TYPES}
        file={payments.file}
        trouble={payments.fileTrouble}
        disabled={payments.isHeld}
        onChoose={payments.choose}
      />
      <ChoiceField
        label={text.layout}
        choices={[{ value: '', label: text.layoutByHeader }, ...named]}
        chosen={choices.layout ?? ''}
        disabled={payments.isHeld}
        onChoose={(layout) => change({ layout: layout === '' ? null : layout })}
      />
      <TroubleNotice trouble={layouts.trouble} title={text.layoutsFailed} onRetry={layouts.reload} />
      <Field
        label={text.controlTotal}
        hint={text.controlTotalHint}
        validationState={payments.totalTrouble ? 'error' : 'none'}
        validationMessage={payments.totalTrouble ? text.controlTotalWrong : undefined}
      >
        <Input
          value={choices.controlTotal}
          readOnly={payments.isHeld}
          onChange={(_, data) => change({ controlTotal: data.value })}
          inputMode="decimal"
          autoComplete="off"
          maxLength={24}
        />
      </Field>
    </>
  );
}

/** The choices over what stands in the way: only those that the issues are about, or that were made. */
export function PaymentsChoices({ payments }: { readonly payments: ImportPayments }) {
  const { choices, change, duplicates, busy, result } = payments;
  const { setAside, setAsideHint, duplicates: title, duplicatesDetail, accept } = words.payments;
  const isClosed = choices.setAsideClosed || result?.reply.issues.some(({ code }) => code === 'account-closed');
  return (
    <>
      {isClosed === true && (
        <FileChoice
          label={setAside}
          hint={setAsideHint}
          checked={choices.setAsideClosed}
          busy={busy}
          onChange={(setAsideClosed) => change({ setAsideClosed })}
        />
      )}
      {duplicates.length > 0 && (
        <Section title={title}>
          <Caption1>{duplicatesDetail}</Caption1>
          <LongList
            label={title}
            items={duplicates}
            render={({ line, message }) => (
              <FileChoice
                label={accept(line)}
                hint={message}
                checked={choices.acceptDuplicates.includes(line)}
                busy={busy}
                onChange={(isAccepted) =>
                  change({ acceptDuplicates: acceptedWith(choices.acceptDuplicates, line, isAccepted) })
                }
              />
            )}
          />
        </Section>
      )}
    </>
  );
}
