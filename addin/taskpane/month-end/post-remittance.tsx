import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useState, type FormEvent } from 'react';
import type { CityShare, MonthEndReply } from '../../../bridge/contract/api.js';
import type { CommandReply } from '../../../bridge/contract/command.js';
import type { PostRemittanceReply } from '../../../bridge/contract/commands/post-remittance.js';
import { centsToDollars } from '../../../bridge/contract/money.js';
import { useCommand } from '../hooks/use-command.js';
import { useTask } from '../hooks/use-task.js';
import { ChoiceField } from '../parts/choice-field.js';
import { LedgerButton } from '../parts/ledger-button.js';
import { Live } from '../parts/live.js';
import { Notice } from '../parts/notice.js';
import { Section } from '../parts/section.js';
import { TroubleNotice } from '../parts/trouble-notice.js';
import { Working } from '../parts/working.js';
import { capital } from '../wording.js';
import { words } from '../words.js';
import { RemittanceFields } from './remittance-fields.js';
import { remittanceRequest, type RemittancePayload, type TypedRemittance } from './remittance-request.js';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  post: { alignSelf: 'start' },
});

interface PostRemittanceProps {
  readonly state: MonthEndReply;
  readonly onPosted: () => void;
}

/** Posts what was paid to the City of a service; the person types the amount to confirm it. */
export function PostRemittance({ state, onPosted }: PostRemittanceProps) {
  const { send } = useCommand('post-remittance');
  const posting = useTask<CommandReply<PostRemittanceReply>>();
  const due = state.services.filter(({ toRemitCents }) => toRemitCents > 0);
  const mayBeDone = posting.trouble?.mayBeDone === true;

  const post = async (payload: RemittancePayload) => {
    const order = { payload, subject: payload.service, fingerprint: JSON.stringify(payload) };
    if ((await posting.start((signal) => send({ ...order, signal }))) !== null) onPosted();
  };

  if (due.length === 0 && posting.result === null && posting.trouble === null) return null;
  return (
    <Section title={words.monthEnd.post.title}>
      <Live>{posting.result && <Posted posted={posting.result} />}</Live>
      {due.length > 0 && (
        <RemittanceForm
          key={posting.result?.receiptNumber ?? 0}
          due={due}
          state={state}
          busy={posting.busy}
          onPost={(payload) => void post(payload)}
        />
      )}
      <Working slow={posting.slow} sentence={words.monthEnd.post.posting} onCancel={posting.cancel} />
      <TroubleNotice
        trouble={posting.trouble}
        title={mayBeDone ? words.monthEnd.post.unknown : words.monthEnd.post.failed}
        advice={mayBeDone ? words.monthEnd.post.unknownDetail : undefined}
      />
    </Section>
  );
}

function Posted({ posted: { reply, receiptNumber } }: { readonly posted: CommandReply<PostRemittanceReply> }) {
  return (
    <Notice intent="success" title={words.monthEnd.post.posted(centsToDollars(reply.amountCents), reply.service)}>
      {receiptNumber !== null && (
        <>
          {words.common.receipt(receiptNumber)} <LedgerButton receiptNumber={receiptNumber} />
        </>
      )}
    </Notice>
  );
}

interface RemittanceFormProps {
  readonly due: readonly CityShare[];
  readonly state: MonthEndReply;
  readonly busy: boolean;
  readonly onPost: (payload: RemittancePayload) => void;
}

function RemittanceForm({ due, state, busy, onPost }: RemittanceFormProps) {
  const styles = useStyles();
  const [service, setService] = useState('');
  const [typed, setTyped] = useState<TypedRemittance>({ amount: '', paidOn: state.today, reference: '' });
  const [asked, setAsked] = useState(false);
  const share = due.find((each) => each.service === service) ?? due[0];
  if (share === undefined) return null;
  const request = remittanceRequest(share, state.month, typed);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (request.payload !== null && !busy) onPost(request.payload);
  };
  const choices = due.map((each) => {
    return { value: each.service, label: `${capital(each.service)}, ${centsToDollars(each.toRemitCents)}` };
  });
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <ChoiceField
        label={words.monthEnd.post.service}
        choices={choices}
        chosen={share.service}
        onChoose={(chosen) => {
          setService(chosen);
          setTyped({ ...typed, amount: '' });
          setAsked(false);
        }}
      />
      <RemittanceFields share={share} typed={typed} request={request} asked={asked} onType={setTyped} />
      <Button type="submit" appearance="primary" className={styles.post} disabledFocusable={busy}>
        {words.monthEnd.post.act}
      </Button>
    </form>
  );
}
