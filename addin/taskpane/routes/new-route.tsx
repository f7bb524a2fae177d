import { Body1, Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { useState, type FormEvent } from 'react';
import type { CycleRoutes } from '../../../bridge/contract/api.js';
import type { CommandReply } from '../../../bridge/contract/command.js';
import type { AddRouteReply } from '../../../bridge/contract/commands/add-route.js';
import { useCommand } from '../hooks/use-command.js';
import { useTask } from '../hooks/use-task.js';
import { ChoiceField } from '../parts/choice-field.js';
import { Live } from '../parts/live.js';
import { Notice } from '../parts/notice.js';
import { Section } from '../parts/section.js';
import { TroubleNotice } from '../parts/trouble-notice.js';
import { Working } from '../parts/working.js';
import { words } from '../words.js';
import { newRouteTroubles } from './route-book-request.js';

const useStyles = makeStyles({
  faint: { color: tokens.colorNeutralForeground2 },
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  make: { alignSelf: 'start' },
});

interface NewRouteProps {
  readonly cycles: readonly CycleRoutes[];
  readonly onMade: () => void;
}

/** Makes a route in a cycle; it has no stops until some are moved to it. */
export function NewRoute({ cycles, onMade }: NewRouteProps) {
  const styles = useStyles();
  const { send } = useCommand('add-route');
  const making = useTask<CommandReply<AddRouteReply>>();
  const [routeId, setRouteId] = useState('');
  const [name, setName] = useState('');
  const [chosenCycle, setCycle] = useState('');
  const [asked, setAsked] = useState(false);
  const cycleId = chosenCycle === '' ? (cycles[0]?.cycleId ?? '') : chosenCycle;
  const found = newRouteTroubles(routeId, name);
  const shown = asked ? found : { routeId: null, name: null };
  const { make } = words.routes;
  const mayBeDone = making.trouble?.mayBeDone === true;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (found.routeId !== null || found.name !== null) return;
    const payload = { routeId: routeId.trim(), cycleId, name: name.trim() };
    const order = { payload, subject: payload.routeId, fingerprint: JSON.stringify(payload) };
    if ((await making.start((signal) => send({ ...order, signal }))) === null) return;
    setRouteId('');
    setName('');
    setAsked(false);
    onMade();
  };

  return (
    <Section title={make.title}>
      <Body1 className={styles.faint}>{make.detail}</Body1>
      <form className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
        <Field label={make.routeId} {...invalid(shown.routeId)}>
          <Input value={routeId} onChange={(_, data) => setRouteId(data.value)} maxLength={40} />
        </Field>
        <Field label={make.name} {...invalid(shown.name)}>
          <Input value={name} onChange={(_, data) => setName(data.value)} maxLength={60} />
        </Field>
        <ChoiceField
          label={words.routes.cycle}
          choices={cycles.map((cycle) => ({ value: cycle.cycleId, label: cycle.name }))}
          chosen={cycleId}
          onChoose={setCycle}
        />
        <Button type="submit" className={styles.make} disabledFocusable={making.busy}>
          {make.act}
        </Button>
      </form>
      <Working slow={making.slow} sentence={make.making} onCancel={making.cancel} />
      <Live>
        {making.result && !making.trouble && (
          <Notice intent="success" title={make.done(making.result.reply.routeId, making.result.reply.cycleName)}>
            {make.doneDetail}
          </Notice>
        )}
      </Live>
      <TroubleNotice
        trouble={making.trouble}
        title={mayBeDone ? make.unknown : make.failed}
        advice={mayBeDone ? make.unknownDetail : undefined}
      />
    </Section>
  );
}

function invalid(trouble: string | null): { validationState: 'error'; validationMessage: string } | object {
  return trouble === null ? {} : { validationState: 'error', validationMessage: trouble };
}
