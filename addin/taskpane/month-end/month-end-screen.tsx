import { Body1, Button } from '@fluentui/react-components';
import { ArrowSync20Regular } from '@fluentui/react-icons';
import { useCallback } from 'react';
import type { Person } from '../../../bridge/contract/person.js';
import { useLoaded } from '../hooks/use-loaded.js';
import { usePane } from '../pane-context.js';
import { Screen } from '../parts/screen.js';
import { TroubleNotice } from '../parts/trouble-notice.js';
import { Working } from '../parts/working.js';
import { useShell } from '../shell-context.js';
import { words } from '../words.js';
import { CloseMonth } from './close-month.js';
import { DueToCity } from './due-to-city.js';
import { PostRemittance } from './post-remittance.js';
import { Reports } from './reports.js';

/** What is to be done when a month is over: the City is paid, reports are pulled, and the month is closed. */
export function MonthEndScreen({ person }: { readonly person: Person }) {
  const { client } = usePane();
  const { goHome } = useShell();
  const load = useCallback(() => client.monthEnd(), [client]);
  const { result: state, slow, busy, trouble, reload } = useLoaded(load);
  const refresh = (
    <Button
      appearance="subtle"
      size="small"
      icon={<ArrowSync20Regular />}
      aria-label={words.monthEnd.refresh}
      disabledFocusable={busy}
      onClick={reload}
    />
  );
  const isSupervisor = person.role === 'supervisor';
  return (
    <Screen title={words.monthEnd.title} onBack={goHome} aside={refresh}>
      <Working slow={slow} sentence={words.monthEnd.loading} />
      <TroubleNotice trouble={trouble} title={words.connection.titles[trouble?.kind ?? 'defect']} onRetry={reload} />
      {state && (
        <>
          <DueToCity state={state} />
          {!isSupervisor && <Body1>{words.monthEnd.supervisorOnly(person.name, person.role)}</Body1>}
          {isSupervisor && <PostRemittance state={state} onPosted={reload} />}
          <CloseMonth state={state} mayClose={isSupervisor} onClosed={reload} />
          <Reports state={state} />
        </>
      )}
    </Screen>
  );
}
