import { Body1 } from '@fluentui/react-components';
import { useState } from 'react';
import { sheetKinds, type SheetKindId } from '../../../bridge/contract/sheets/index.js';
import { usePushReversal, type ReversalPreview } from '../hooks/use-push-reversal.js';
import { Notice } from '../parts/notice.js';
import { Screen } from '../parts/screen.js';
import { TroubleNotice } from '../parts/trouble-notice.js';
import { Working } from '../parts/working.js';
import { useShell } from '../shell-context.js';
import { words } from '../words.js';
import { PushReversalEffect } from './push-reversal-effect.js';
import { PushReversalForm } from './push-reversal-form.js';
import { PushReversalIssues } from './push-reversal-issues.js';
import { PushReversedResult } from './push-reversed-result.js';
import { RowPicker } from './row-picker.js';
import { sameKeys, standingKeys } from './picked-rows.js';

interface PushReversalScreenProps {
  readonly receiptNumber: number;
  readonly onBack: () => void;
}

/** Undoes a push: its rows are picked, what that does is shown, and the person says why. */
export function PushReversalScreen({ receiptNumber, onBack }: PushReversalScreenProps) {
  const { refreshHome } = useShell();
  const { previewing, look, lookAgain, reversing, reverse } = usePushReversal(receiptNumber, refreshHome);
  const { result: preview, trouble } = previewing;
  const done = reversing.result !== null && reversing.result.outcome !== 'refused' ? reversing.result : null;
  const mayBeDone = reversing.trouble?.mayBeDone === true;

  return (
    <Screen title={words.pushReversal.title} onBack={onBack}>
      <Working slow={previewing.slow} sentence={words.pushReversal.looking} />
      <TroubleNotice
        trouble={trouble}
        title={
          trouble?.kind === 'refused'
            ? words.pushReversal.notPossible
            : words.connection.titles[trouble?.kind ?? 'defect']
        }
        onRetry={lookAgain}
      />
      {done === null && preview !== null && trouble === null && (
        <Choice
          preview={preview}
          busy={previewing.busy || reversing.busy}
          onLook={(keys) => void look(keys)}
          onReverse={(reason) => void reverse(preview, reason)}
        />
      )}
      <PushReversedResult reversed={done} onBack={onBack} />
      <Working slow={reversing.slow} sentence={words.pushReversal.reversing} onCancel={reversing.cancel} />
      <TroubleNotice
        trouble={reversing.trouble}
        title={mayBeDone ? words.pushReversal.unknown : words.pushReversal.failed}
        advice={mayBeDone ? words.pushReversal.unknownDetail : undefined}
      />
    </Screen>
  );
}

interface ChoiceProps {
  readonly preview: ReversalPreview;
  readonly busy: boolean;
  readonly onLook: (keys: readonly string[] | null) => void;
  readonly onReverse: (reason: string) => void;
}

/** The rows to pick, and what reversing those that were previewed does. */
function Choice({ preview, busy, onLook, onReverse }: ChoiceProps) {
  const { reply, keys, isRefused } = preview;
  const standing = standingKeys(reply.rows);
  const previewed = new Set(keys ?? standing);
  const [picked, setPicked] = useState<ReadonlySet<string>>(previewed);
  const pick = (wanted: ReadonlySet<string>) => {
    setPicked(wanted);
    if (wanted.size > 0) onLook(wanted.size === standing.length ? null : [...wanted]);
  };
  const inTheWay = new Set(reply.issues.map(({ rowKey }) => rowKey));
  const isPreviewed = sameKeys(picked, previewed);
  return (
    <>
      <Body1>{words.pushReversal.push(reply.receiptNumber, sheetKinds[reply.sheet as SheetKindId].title)}</Body1>
      <Body1>{words.pushReversal.explained}</Body1>
      {reply.isByRow ? (
        <RowPicker
          rows={reply.rows}
          picked={picked}
          isPreviewed={isPreviewed}
          busy={busy}
          onPick={setPicked}
          onPreview={() => pick(picked)}
        />
      ) : (
        <Body1>{words.pushReversal.whole}</Body1>
      )}
      {isRefused && (
        <PushReversalIssues
          issues={reply.issues}
          onLeaveOut={reply.isByRow ? () => pick(new Set([...picked].filter((key) => !inTheWay.has(key)))) : null}
          busy={busy}
        />
      )}
      {!isRefused && isPreviewed && picked.size > 0 && (
        <>
          <PushReversalEffect reply={reply} />
          <PushReversalForm rows={picked.size} busy={busy} onReverse={onReverse} />
        </>
      )}
      {picked.size === 0 && <Notice intent="info" title={words.pushReversal.chooseRows} />}
    </>
  );
}
