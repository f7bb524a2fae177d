import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { useState, type FormEvent } from 'react';
import { PUSHED_SHEETS } from './pushed-sheets.js';
import type { ReceiptSearch } from '../../../bridge/contract/receipt-search.js';
import type { SheetKindId } from '../../../bridge/contract/sheets/index.js';
import { Buttons } from '../parts/buttons.js';
import { ChoiceField } from '../parts/choice-field.js';
import { words } from '../words.js';
import { NO_SEARCH, receiptSearchRequest, type TypedSearch } from './receipt-search-request.js';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
});

const SHEETS = [{ value: '', label: words.receipts.anySheet }, ...PUSHED_SHEETS];

interface ReceiptSearchFormProps {
  /** True while receipts are being asked for. */
  readonly isBusy: boolean;
  readonly onSearch: (search: ReceiptSearch) => void;
}

/** Finds receipts by number, sheet, person and days. */
export function ReceiptSearchForm({ isBusy, onSearch }: ReceiptSearchFormProps) {
  const styles = useStyles();
  const [typed, setTyped] = useState<TypedSearch>(NO_SEARCH);
  const [asked, setAsked] = useState(false);
  const { search, troubles } = receiptSearchRequest(typed);
  const type = (part: Partial<TypedSearch>) => setTyped((before) => ({ ...before, ...part }));
  const trouble = (text: string | undefined) =>
    asked && text !== undefined ? { validationState: 'error' as const, validationMessage: text } : {};

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (search !== null && !isBusy) onSearch(search);
  };
  const clear = () => {
    setTyped(NO_SEARCH);
    setAsked(false);
    onSearch({});
  };

  return (
    <form role="search" aria-label={words.receipts.find} className={styles.form} onSubmit={submit} noValidate>
      <Field label={words.receipts.number} {...trouble(troubles.number)}>
        <Input value={typed.number} onChange={(_, { value }) => type({ number: value })} maxLength={16} />
      </Field>
      <ChoiceField
        label={words.receipts.sheet}
        choices={SHEETS}
        chosen={typed.sheet}
        onChoose={(sheet) => type({ sheet: sheet as SheetKindId | '' })}
      />
      <Field label={words.receipts.person}>
        <Input value={typed.person} onChange={(_, { value }) => type({ person: value })} maxLength={80} />
      </Field>
      <Field label={words.receipts.from} {...trouble(troubles.from)}>
        <Input value={typed.from} onChange={(_, { value }) => type({ from: value })} maxLength={10} />
      </Field>
      <Field label={words.receipts.to} {...trouble(troubles.to)}>
        <Input value={typed.to} onChange={(_, { value }) => type({ to: value })} maxLength={10} />
      </Field>
      <Buttons>
        <Button type="submit" appearance="primary" disabledFocusable={isBusy}>
          {words.receipts.find}
        </Button>
        <Button disabledFocusable={isBusy} onClick={clear}>
          {words.receipts.all}
        </Button>
      </Buttons>
    </form>
  );
}
