import { Body1, Button } from '@fluentui/react-components';
import { ArrowSync20Regular } from '@fluentui/react-icons';
import { useState, type ReactNode } from 'react';
import type { OpenRun } from '../../../bridge/contract/api.js';
import type { BillRunStep, BillRunStepState, RunStepsReply } from '../../../bridge/contract/run-steps.js';
import type { SheetKindId } from '../../../bridge/contract/sheets/index.js';
import { useBillRun } from '../hooks/use-bill-run.js';
import { Buttons } from '../parts/buttons.js';
import { Live } from '../parts/live.js';
import { Notice } from '../parts/notice.js';
import { Screen } from '../parts/screen.js';
import { TroubleNotice } from '../parts/trouble-notice.js';
import { Working } from '../parts/working.js';
import { useShell } from '../shell-context.js';
import { day } from '../wording.js';
import { words } from '../words.js';
import { CriteriaForm } from './criteria-form.js';
import { PostStep } from './post-step.js';
import { PostedResult } from './posted-result.js';
import { PostingForm } from './posting-form.js';
import { RunStepList } from './run-step-list.js';
import { runVerdict } from './run-verdict.js';

/** A run step by step, as the ledger has it: its dates, exceptions, preview, approval and posting. */
export function PostingScreen({ run, nextRuns }: { readonly run: OpenRun; readonly nextRuns: readonly OpenRun[] }) {
  const { goHome, refreshHome } = useShell();
  const work = useBillRun(run.billRunId, refreshHome);
  const { steps, criteria, approval, posting } = work;
  const posted = posting.result !== null && posting.result.outcome !== 'refused' ? posting.result : null;
  const mayBeDone = posting.trouble?.mayBeDone === true;
  const isChanged = [posting, approval].some(
    ({ result, trouble }) => result?.outcome === 'refused' && trouble === null,
  );
  const verdict = runVerdict({ criteria: criteria.result, approval: approval.result, run: steps.result });
  const refresh = (
    <Button
      appearance="subtle"
      size="small"
      icon={<ArrowSync20Regular />}
      aria-label={words.billRun.refresh}
      disabledFocusable={steps.busy}
      onClick={steps.reload}
    />
  );

  return (
    <Screen title={words.billRun.title} onBack={goHome} aside={posted === null ? refresh : undefined}>
      <Body1>{`${run.cycleName}. ${words.home.period(day(run.periodFrom), day(run.periodTo))}.`}</Body1>
      <Working slow={steps.slow} sentence={words.billRun.loading} />
      <TroubleNotice
        trouble={posted === null ? steps.trouble : null}
        title={words.connection.titles[steps.trouble?.kind ?? 'defect']}
        onRetry={steps.reload}
      />
      <Live>{isChanged && <Notice intent="warning" title={words.posting.changed} />}</Live>
      <Live>
        {verdict && posted === null && (
          <Notice intent="success" title={verdict.title}>
            {verdict.receipt}
          </Notice>
        )}
      </Live>
      <PostedResult posted={posted} run={run} nextRuns={nextRuns} onDone={goHome} />
      <TroubleNotice
        trouble={criteria.trouble && { ...criteria.trouble, issues: [] }}
        title={words.billRun.criteriaFailed}
      />
      <TroubleNotice trouble={approval.trouble} title={words.billRun.approvalFailed} />
      {posted === null && steps.result !== null && (
        <RunStepList
          steps={steps.result.steps}
          within={(step, state) => steps.result && <StepWork work={work} run={steps.result} at={{ step, state }} />}
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

interface StepWorkProps {
  readonly work: ReturnType<typeof useBillRun>;
  readonly run: RunStepsReply;
  readonly at: { readonly step: BillRunStep; readonly state: BillRunStepState };
}

/** What can be done at one step. */
function StepWork({ work, run, at: { step, state } }: StepWorkProps): ReactNode {
  const isCurrent = state === 'current';
  switch (step) {
    case 'criteria':
      return <CriteriaStep work={work} run={run} />;
    case 'readings':
      return isCurrent && <PullButtons run={run} kinds={['readings']} />;
    case 'calculate':
      return isCurrent && <PullButtons run={run} kinds={['bill-exceptions']} />;
    case 'exceptions':
      return <PullButtons run={run} kinds={['bill-exceptions']} isPrimary={isCurrent} />;
    case 'preview':
      return (
        <>
          {run.changes.length > 0 && <Changes run={run} />}
          <PullButtons
            run={run}
            kinds={run.isLookedAtByTotals ? ['bill-totals', 'bill-exceptions'] : ['bill-preview', 'bill-totals']}
            isPrimary={isCurrent}
          />
        </>
      );
    case 'approve':
      return isCurrent && <ApproveStep work={work} run={run} />;
    case 'post':
      return (
        isCurrent && <PostStep run={run} busy={work.posting.busy} onPost={(reason) => void work.post(run, reason)} />
      );
    case 'outputs':
      return run.lastPostedRunId !== null && <LastOutputs billRunId={run.lastPostedRunId} />;
  }
}

/** The form takes no room until the dates are to be changed. */
function CriteriaStep({ work, run }: Pick<StepWorkProps, 'work' | 'run'>) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Buttons>
        <Button size="small" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
          {words.billRun.change}
        </Button>
      </Buttons>
      {isOpen && (
        <CriteriaForm
          key={`${run.billedOn} ${run.dueOn} ${run.message}`}
          run={run}
          busy={work.criteria.busy}
          issues={work.criteria.trouble?.issues ?? []}
          onSave={(payload) => void work.setCriteria(payload)}
        />
      )}
    </>
  );
}

/** Until the run is posted there are only those of the run before it. */
function LastOutputs({ billRunId }: { readonly billRunId: string }) {
  const { openOutputs } = useShell();
  return (
    <Buttons>
      <Button size="small" onClick={() => openOutputs(billRunId)}>
        {words.billRun.lastOutputs(billRunId)}
      </Button>
    </Buttons>
  );
}

function ApproveStep({ work, run }: Pick<StepWorkProps, 'work' | 'run'>) {
  if (!run.mayApprove) return <Body1>{words.billRun.supervisorApproves}</Body1>;
  return (
    <PostingForm
      totals={run}
      text={words.approval}
      busy={work.approval.busy || work.steps.busy}
      onPost={(reason) => void work.approve(run, reason)}
    />
  );
}

function Changes({ run: { changes } }: { readonly run: RunStepsReply }) {
  return (
    <Notice intent="warning" title={words.billRun.changed}>
      {changes.map((sentence) => (
        <div key={sentence}>{sentence}</div>
      ))}
    </Notice>
  );
}

interface PullButtonsProps {
  readonly run: RunStepsReply;
  readonly kinds: readonly (SheetKindId & keyof typeof words.billRun.pulls)[];
  /** The first one stands out. */
  readonly isPrimary?: boolean;
}

function PullButtons({ run: { billRunId }, kinds, isPrimary = true }: PullButtonsProps) {
  const { pull, isPulling } = useShell();
  return (
    <Buttons>
      {kinds.map((kind, index) => (
        <Button
          key={kind}
          appearance={isPrimary && index === 0 ? 'primary' : 'secondary'}
          disabledFocusable={isPulling}
          onClick={() => pull(kind, { billRunId })}
        >
          {words.billRun.pulls[kind]}
        </Button>
      ))}
    </Buttons>
  );
}
