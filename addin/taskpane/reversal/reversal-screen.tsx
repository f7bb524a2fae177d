import { Body1 } from '@fluentui/react-components';
import { useReversal } from '../hooks/use-reversal.js';
import { Live } from '../parts/live.js';
import { Notice } from '../parts/notice.js';
import { Screen } from '../parts/screen.js';
import { TroubleNotice } from '../parts/trouble-notice.js';
import { Working } from '../parts/working.js';
import { PostingForm } from '../posting/posting-form.js';
import { useShell } from '../shell-context.js';
import { words } from '../words.js';
import { ReversedResult } from './reversed-result.js';

interface ReversalScreenProps {
  readonly billRunId: string;
  readonly onBack: () => void;
}

/** Undoes a posted run: its totals are shown, and the person types the total and says why. */
export function ReversalScreen({ billRunId, onBack }: ReversalScreenProps) {
  const { refreshHome } = useShell();
  const { totals, reversing, reverse } = useReversal(billRunId, refreshHome);
  const shown = totals.result?.reply ?? null;
  const reversed = reversing.result !== null && reversing.result.outcome !== 'refused' ? reversing.result : null;
  const isRefused = totals.trouble?.kind === 'refused';
  const mayBeDone = reversing.trouble?.mayBeDone === true;
  const isChanged = reversing.result?.outcome === 'refused' && reversing.trouble === null;

  return (
    <Screen title={words.reversal.title} onBack={onBack}>
      <Body1>{words.reversal.run(billRunId)}</Body1>
      <Working slow={totals.slow} sentence={words.reversal.totalling} />
      <TroubleNotice
        trouble={totals.trouble}
        title={isRefused ? words.reversal.notPossible : words.connection.titles[totals.trouble?.kind ?? 'defect']}
        onRetry={totals.reload}
      />
      <Live>{isChanged && <Notice intent="warning" title={words.reversal.changed} />}</Live>
      <ReversedResult reversed={reversed} onBack={onBack} />
      {reversed === null && shown !== null && totals.trouble === null && shown.decisionsFallen > 0 && (
        <Notice intent="warning" title={words.reversal.decisionsFall(shown.decisionsFallen)} />
      )}
      {reversed === null && shown !== null && totals.trouble === null && (
        <PostingForm
          totals={shown}
          text={words.reversal}
          needsReason
          busy={reversing.busy || totals.busy}
          onPost={(reason) => void reverse(shown, reason)}
        />
      )}
      <Working slow={reversing.slow} sentence={words.reversal.reversing} onCancel={reversing.cancel} />
      <TroubleNotice
        trouble={reversing.trouble}
        title={mayBeDone ? words.reversal.unknown : words.reversal.failed}
        advice={mayBeDone ? words.reversal.unknownDetail : undefined}
      />
    </Screen>
  );
}
