import { Button } from '@fluentui/react-components';
import { ArrowSync20Regular } from '@fluentui/react-icons';
import { useCallback } from 'react';
import type { CalendarDate } from '../../../bridge/contract/calendar-date.js';
import { useLoaded } from '../hooks/use-loaded.js';
import { usePane } from '../pane-context.js';
import { Empty } from '../parts/empty.js';
import { Screen } from '../parts/screen.js';
import { TroubleNotice } from '../parts/trouble-notice.js';
import { Working } from '../parts/working.js';
import { useShell } from '../shell-context.js';
import { words } from '../words.js';
import { PullRates } from './pull-rates.js';
import { StudyRates } from './study-rates.js';
import { TryRateFile } from './try-rate-file.js';

/** The utility's tariffs, and what can be done with them. */
export function RatesScreen({ today }: { readonly today: CalendarDate }) {
  const { client } = usePane();
  const { goHome } = useShell();
  const load = useCallback(() => client.tariffs(), [client]);
  const { result: tariffs, slow, busy, trouble, reload } = useLoaded(load);
  const [first, ...others] = tariffs ?? [];
  const refresh = (
    <Button
      appearance="subtle"
      size="small"
      icon={<ArrowSync20Regular />}
      aria-label={words.rates.refresh}
      disabledFocusable={busy}
      onClick={reload}
    />
  );
  return (
    <Screen title={words.rates.title} onBack={goHome} aside={refresh}>
      <Working slow={slow} sentence={words.rates.loading} />
      <TroubleNotice trouble={trouble} title={words.connection.titles[trouble?.kind ?? 'defect']} onRetry={reload} />
      {tariffs?.length === 0 && <Empty title={words.rates.none} detail={words.rates.noneDetail} />}
      {first && (
        <>
          <PullRates tariffs={[first, ...others]} today={today} />
          <StudyRates tariffs={[first, ...others]} today={today} />
        </>
      )}
      <TryRateFile />
    </Screen>
  );
}
