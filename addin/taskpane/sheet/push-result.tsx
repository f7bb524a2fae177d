import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useMemo, type ReactNode } from 'react';
import type { Issue } from '../../../bridge/contract/problem.js';
import type { SheetKindId } from '../../../bridge/contract/sheets/index.js';
import type { PushOutcome } from '../../sheets/sheet-engine.js';
import type { JumpTarget } from '../hooks/use-jump.js';
import { Buttons } from '../parts/buttons.js';
import { LedgerButton } from '../parts/ledger-button.js';
import { Live } from '../parts/live.js';
import { Notice } from '../parts/notice.js';
import { ReceiptButton } from '../parts/receipt-button.js';
import { Section } from '../parts/section.js';
import { words } from '../words.js';
import { ConflictList } from './conflict-list.js';
import { IfApprovedView } from './if-approved-view.js';
import { ImpactView } from './impact-view.js';
import { issuesToMend } from './issue-groups.js';
import { IssueList } from './issue-list.js';
import { MoveList } from './move-list.js';
import { Sentences } from '../parts/sentences.js';
import { PostAgainButton } from './post-again-button.js';
import { PostingView } from './posting-view.js';
import { PullRebillButton } from './pull-rebill-button.js';
import { WaitingList } from './waiting-list.js';
import { waitingRows } from './waiting-rows.js';

const useStyles = makeStyles({
  result: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, minWidth: 0 },
  fading: { opacity: 0.5 },
});

interface DetailsProps {
  readonly kind: SheetKindId;
  readonly outcome: PushOutcome;
  readonly onGoTo: (target: JumpTarget) => void;
}

interface PushResultProps extends Omit<DetailsProps, 'outcome'> {
  readonly outcome: PushOutcome | null;
  /** True while newer work is about to take its place. */
  readonly isFading: boolean;
  /** What can be done about it, under the verdict. */
  readonly children: ReactNode;
}

/** What a preview or a push came to: verdict, issues, conflicts, what waits, notices, totals, effect and journal. */
export function PushResult({ kind, outcome, isFading, onGoTo, children }: PushResultProps) {
  const styles = useStyles();
  return (
    <div className={mergeClasses(styles.result, isFading && styles.fading)} aria-busy={isFading}>
      <Live>{outcome && <Verdict outcome={outcome} />}</Live>
      {children}
      {outcome && <Details kind={kind} outcome={outcome} onGoTo={onGoTo} />}
    </div>
  );
}

function Verdict({ outcome: { reply, localIssues } }: { readonly outcome: PushOutcome }) {
  const { outcome, receiptNumber } = reply;
  const isClean = reply.reply.refused === 0 && localIssues.length === 0;
  const settled = receiptNumber !== null;
  const intent = outcome === 'refused' ? 'error' : !isClean ? 'warning' : settled ? 'success' : 'info';
  return (
    <Notice intent={intent} title={words.sheet.outcome(reply)}>
      {receiptNumber === null ? undefined : words.common.receipt(receiptNumber)}
    </Notice>
  );
}

const postedTitle = (part: string) => part;
const previewTitle = (part: string) => (part === words.sheet.journal ? words.sheet.journalPreview : part);

/** What a row offers beside its place. */
function answerTo(issue: Issue, pullId: string): ReactNode {
  if (issue.rebill !== undefined) return <PullRebillButton rebill={issue.rebill} />;
  if (issue.code !== 'same-as-pushed') return null;
  return <PostAgainButton key={issue.rowKey} pullId={pullId} issue={issue} />;
}

function Details({ kind, outcome: { reply: command, localIssues }, onGoTo }: DetailsProps) {
  const { reply, receiptNumber } = command;
  const issues = useMemo(() => issuesToMend([...localIssues, ...reply.issues]), [localIssues, reply.issues]);
  const sheetRows = useMemo(() => new Map(reply.rows.map(({ key, sheetRow }) => [key, sheetRow])), [reply.rows]);
  const waiting = useMemo(() => waitingRows(reply.rows), [reply.rows]);
  return (
    <>
      {receiptNumber !== null && (
        <Buttons>
          <ReceiptButton receiptNumber={receiptNumber} />
          {reply.journal.length > 0 && <LedgerButton receiptNumber={receiptNumber} />}
        </Buttons>
      )}
      {issues.length > 0 && (
        <Section title={words.sheet.issues(issues.length)}>
          <IssueList
            kind={kind}
            issues={issues}
            sheetRows={sheetRows}
            onGoTo={onGoTo}
            answer={(issue) => answerTo(issue, reply.pullId)}
          />
        </Section>
      )}
      {reply.conflicts.length > 0 && (
        <ConflictList kind={kind} conflicts={reply.conflicts} sheetRows={sheetRows} onGoTo={onGoTo} />
      )}
      {waiting.length > 0 && (
        <WaitingList rows={waiting} waitsFor={reply.ifApproved?.waitsFor ?? null} isPreview={receiptNumber === null} />
      )}
      {reply.ifApproved !== null && <IfApprovedView ifApproved={reply.ifApproved} />}
      {reply.notices.length > 0 && (
        <Section title={words.sheet.notices}>
          <Sentences sentences={reply.notices} />
        </Section>
      )}
      {reply.impact !== null && <ImpactView impact={reply.impact} />}
      {reply.moves.length > 0 && <MoveList moves={reply.moves} />}
      <PostingView posting={reply} titleOf={receiptNumber === null ? previewTitle : postedTitle} />
    </>
  );
}
