import { Body1, Button } from '@fluentui/react-components';
import { useCallback, useState } from 'react';
import type { OpenRun } from '../../../bridge/contract/api.js';
import type { LoadRouteBooksPayload } from '../../../bridge/contract/commands/load-route-books.js';
import { useLoad } from '../hooks/use-load.js';
import { useLoaded } from '../hooks/use-loaded.js';
import { usePane } from '../pane-context.js';
import { Buttons } from '../parts/buttons.js';
import { Screen } from '../parts/screen.js';
import { TroubleNotice } from '../parts/trouble-notice.js';
import { Working } from '../parts/working.js';
import { useShell } from '../shell-context.js';
import { day } from '../wording.js';
import { words } from '../words.js';
import { EarlierLoads } from './earlier-loads.js';
import { LoadForm } from './load-form.js';
import { LoadResult, SavedFiles } from './load-result.js';

/** Loads the route books of a cycle: choose the stops, look at what it comes to, write the files. */
export function LoadScreen({ run }: { readonly run: OpenRun }) {
  const { client } = usePane();
  const { goHome } = useShell();
  const earlier = useLoaded(useCallback(() => client.loads(), [client]));
  const load = useLoad(earlier.reload);
  const [checked, setChecked] = useState<LoadRouteBooksPayload | null>(null);
  const { result, saving } = load;
  const isReady = checked !== null && result?.outcome === 'previewed' && load.trouble === null;
  const busy = load.busy || saving.busy;
  return (
    <Screen title={words.load.title} onBack={goHome}>
      <Body1>{`${run.cycleName}. ${words.home.period(day(run.periodFrom), day(run.periodTo))}.`}</Body1>
      <LoadForm
        billRunId={run.billRunId}
        format={run.readingFormat}
        busy={busy}
        onChange={() => {
          setChecked(null);
          load.reset();
          saving.reset();
        }}
        onCheck={(payload) => {
          setChecked(payload);
          load.check(payload);
        }}
      />
      <Working
        slow={load.slow || saving.slow}
        sentence={load.isLoading ? words.load.writing : words.load.checking}
        onCancel={load.isLoading ? null : load.cancel}
      />
      <TroubleNotice
        trouble={load.trouble}
        title={load.trouble?.mayBeDone === true ? words.load.unknown : words.load.failed}
        advice={load.trouble?.mayBeDone === true ? words.load.unknownDetail : undefined}
      />
      <LoadResult reply={load.trouble === null && !load.slow ? result : null} />
      {isReady && (
        <Buttons>
          <Button appearance="primary" disabledFocusable={busy} onClick={() => load.load(checked)}>
            {words.load.write}
          </Button>
        </Buttons>
      )}
      <TroubleNotice trouble={saving.trouble} title={words.load.notSaved} advice={words.load.notSavedDetail} />
      <SavedFiles saved={saving.trouble === null ? saving.result : null} />
      <EarlierLoads loads={earlier.result ?? []} busy={busy} onAgain={load.saveAgain} />
    </Screen>
  );
}
