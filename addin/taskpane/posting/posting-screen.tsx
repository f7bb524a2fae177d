import { Body1 } from '@fluentui/react-components';
import type { OpenRun } from '../../../bridge/contract/api.js';
import { usePosting } from '../hooks/use-posting.js';
import { Live } from '../parts/live.js';
import { Notice } from '../parts/notice.js';
import { Screen } from '../parts/screen.js';
import { TroubleNotice } from '../parts/trouble-notice.js';
import { Working } from '../parts/working.js';
import { useShell } from '../shell-context.js';
import { day } from '../wording.js';
import { words } from '../words.js';
import { PostedResult } from './posted-result.js';
import { PostingForm } from './posting-form.js';

/** Posts a run: the totals are shown, the person types the total, and the run goes to the ledger in one piece. */
export function PostingScreen({ run, nextRuns }: { readonly run: OpenRun; readonly nextRuns: readonly OpenRun[] }) {
  const { goHome, refreshHome } = useShell();
  const { totals, posting, post } = usePosting(run.billRunId, refreshHome);
  const shown = totals.result?.reply ?? null;
  const posted = posting.result !== null && posting.result.outcome !== 'refused' ? posting.result : null;
  const isRefused = totals.trouble?.kind === 'refused';
  const mayBeDone = posting.trouble?.mayBeDone === true;
  const isChanged = posting.result?.outcome === 'refused' && posting.trouble === null;

  return (
    <Screen title={words.posting.title} onBack={goHome}>
      <Body1>{`${run.cycleName}. ${words.home.period(day(run.periodFrom), day(run.periodTo))}.`}</Body1>
      <Working slow={totals.slow} sentence={words.posting.totalling} />
      <TroubleNotice
        trouble={totals.trouble}
        title={isRefused ? words.posting.notYet : words.connection.titles[totals.trouble?.kind ?? 'defect']}
        onRetry={totals.reload}
      />
      <Live>{isChanged && <Notice intent="warning" title={words.posting.changed} />}</Live>
      <PostedResult posted={posted} run={run} nextRuns={nextRuns} onDone={goHome} />
      {posted === null && shown !== null && totals.trouble === null && (
        <PostingForm
          totals={shown}
          text={words.posting}
          busy={posting.busy || totals.busy}
          onPost={(reason) => void post(shown, reason)}
        />
      )}
      <Working slow={posting.slow} sentence={words.posting.posting} onCancel={posting.cancel} />
      <TroubleNotice
        trouble={posting.trouble}
        title={mayBeDone ? words.posting.unknown : words.posting.failed}
        advice={mayBeDone ? words.posting.unknownDetail : undefined}
      />
    </Screen>
  );
}
