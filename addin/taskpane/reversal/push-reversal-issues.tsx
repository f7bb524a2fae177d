import { Body1, Body1Strong, Button } from '@fluentui/react-components';
import type { Issue } from '../../../bridge/contract/problem.js';
import { Buttons } from '../parts/buttons.js';
import { Live } from '../parts/live.js';
import { LongList } from '../parts/long-list.js';
import { Notice } from '../parts/notice.js';
import { words } from '../words.js';

interface PushReversalIssuesProps {
  readonly issues: readonly Issue[];
  readonly busy: boolean;
  /** Null where the push is reversed whole or not at all. */
  readonly onLeaveOut: (() => void) | null;
}

/** What is in the way of the rows that were picked, and what to do about each. */
export function PushReversalIssues({ issues, busy, onLeaveOut }: PushReversalIssuesProps) {
  const title = onLeaveOut === null ? words.pushReversal.notPossible : words.pushReversal.inTheWay(issues.length);
  return (
    <>
      <Live>
        <Notice intent="warning" title={title} />
      </Live>
      <LongList
        label={title}
        items={issues}
        render={({ message, fix }) => (
          <>
            <Body1Strong block>{message}</Body1Strong>
            <Body1 block>{fix}</Body1>
          </>
        )}
      />
      {onLeaveOut !== null && (
        <Buttons>
          <Button disabledFocusable={busy} onClick={onLeaveOut}>
            {words.pushReversal.leaveOut}
          </Button>
        </Buttons>
      )}
    </>
  );
}
