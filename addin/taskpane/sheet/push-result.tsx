import { Body1, Caption1, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useMemo, type ReactNode } from 'react';
import { JOURNAL_LINES_SHOWN_MAX } from '../../../bridge/contract/commands/push-sheet.js';
import type { Issue } from '../../../bridge/contract/problem.js';
import type { SheetKindId } from '../../../bridge/contract/sheets/index.js';
import type { PushOutcome } from '../../sheets/sheet-engine.js';
import type { JumpTarget } from '../hooks/use-jump.js';
import { Facts } from '../parts/facts.js';
import { LedgerButton } from '../parts/ledger-button.js';
import { Live } from '../parts/live.js';
import { MoneyTable } from '../parts/money-table.js';
import { Notice } from '../parts/notice.js';
import { Section } from '../parts/section.js';
import { words } from '../words.js';
import { ConflictList } from './conflict-list.js';
import { EffectView } from './effect-view.js';
import { ImpactView } from './impact-view.js';
import { issuesToMend } from './issue-groups.js';
import { IssueList } from './issue-list.js';
import { MoveList } from './move-list.js';
import { journalRows } from './journal-rows.js';
import { PostAgainButton } from './post-again-button.js';
import { PullRebillButton } from './pull-rebill-button.js';
import { WaitingList } from './waiting-list.js';
import { waitingRows } from './waiting-rows.js';

const useStyles = makeStyles({
  notices: { margin: 0, paddingLeft: tokens.spacingHorizontalL },
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

/** What a row offers beside its place. */
function answerTo(issue: Issue, pullId: string): ReactNode {
  if (issue.rebill !== undefined) return <PullRebillButton rebill={issue.rebill} />;
  if (issue.code !== 'same-as-pushed') return null;
  return <PostAgainButton key={issue.rowKey} pullId={pullId} issue={issue} />;
}

function Details({ kind, outcome: { reply: command, localIssues }, onGoTo }: DetailsProps) {
  const styles = useStyles();
  const { reply, receiptNumber } = command;
  const issues = useMemo(() => issuesToMend([...localIssues, ...reply.issues]), [localIssues, reply.issues]);
  const sheetRows = useMemo(() => new Map(reply.rows.map(({ key, sheetRow }) => [key, sheetRow])), [reply.rows]);
  const waiting = useMemo(() => waitingRows(reply.rows), [reply.rows]);
  return (
    <>
      {receiptNumber !== null && reply.journal.length > 0 && (
        <div>
          <LedgerButton receiptNumber={receiptNumber} />
        </div>
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
      {waiting.length > 0 && <WaitingList rows={waiting} isPreview={receiptNumber === null} />}
      {reply.notices.length > 0 && (
        <Section title={words.sheet.notices}>
          <ul className={styles.notices}>
            {reply.notices.map((notice) => (
              <li key={notice}>
                <Body1>{notice}</Body1>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {reply.impact !== null && <ImpactView impact={reply.impact} />}
      {reply.moves.length > 0 && <MoveList moves={reply.moves} />}
      {reply.totals.length > 0 && (
        <Section title={words.sheet.totals}>
          <Facts facts={reply.totals} />
        </Section>
      )}
      {reply.effect !== null && <EffectView effect={reply.effect} />}
      {reply.journal.length > 0 && (
        <Section title={receiptNumber !== null ? words.sheet.journal : words.sheet.journalPreview}>
          <MoneyTable
            caption={words.sheet.journal}
            headers={[words.sheet.account, words.sheet.debit, words.sheet.credit]}
            rows={journalRows(reply.journal)}
          />
          {reply.journal.length >= JOURNAL_LINES_SHOWN_MAX && <Caption1>{words.sheet.journalCut}</Caption1>}
        </Section>
      )}
    </>
  );
}
