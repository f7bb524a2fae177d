import { Field, Input } from '@fluentui/react-components';
import type { CityShare } from '../../../bridge/contract/api.js';
import { centsToDollars } from '../../../bridge/contract/money.js';
import { words } from '../words.js';
import type { RemittanceRequest, TypedRemittance } from './remittance-request.js';

const REFERENCE_LENGTH_MAX = 80;

interface RemittanceFieldsProps {
  readonly share: CityShare;
  readonly typed: TypedRemittance;
  readonly request: RemittanceRequest;
  /** Whether the person tried to post, so that what is amiss is shown. */
  readonly asked: boolean;
  readonly onType: (typed: TypedRemittance) => void;
}

/** How much was paid, when, and by which check or transfer. */
export function RemittanceFields({ share, typed, request, asked, onType }: RemittanceFieldsProps) {
  const { post } = words.monthEnd;
  const { troubles, restCents } = request;
  const shown = (trouble: string | null) =>
    asked && trouble !== null ? ({ validationState: 'error', validationMessage: trouble } as const) : {};
  const hint = post.amountHint(centsToDollars(share.toRemitCents));
  return (
    <>
      <Field
        label={post.amount}
        hint={restCents === null ? hint : `${hint} ${post.rest(centsToDollars(restCents))}`}
        required
        {...shown(troubles.amount)}
      >
        <Input
          value={typed.amount}
          onChange={(_, { value: amount }) => onType({ ...typed, amount })}
          inputMode="decimal"
          autoComplete="off"
          maxLength={24}
        />
      </Field>
      <Field label={post.paidOn} required {...shown(troubles.paidOn)}>
        <Input type="date" value={typed.paidOn} onChange={(_, { value: paidOn }) => onType({ ...typed, paidOn })} />
      </Field>
      <Field label={post.reference} required {...shown(troubles.reference)}>
        <Input
          value={typed.reference}
          onChange={(_, { value: reference }) => onType({ ...typed, reference })}
          autoComplete="off"
          maxLength={REFERENCE_LENGTH_MAX}
        />
      </Field>
    </>
  );
}
