import { Body1, Button, makeStyles, useRestoreFocusTarget } from '@fluentui/react-components';
import { useState } from 'react';
import type { MonthEndReply } from '../../../bridge/contract/api.js';
import type { CommandReply } from '../../../bridge/contract/command.js';
import type { ClosePeriodReply } from '../../../bridge/contract/commands/close-period.js';
import { sumCents } from '../../../bridge/contract/money.js';
import { lastDayOf } from '../../../bridge/contract/month.js';
import { useCommand } from '../hooks/use-command.js';
import { useTask } from '../hooks/use-task.js';
import { Live } from '../parts/live.js';
import { Notice } from '../parts/notice.js';
import { Section } from '../parts/section.js';
import { TroubleNotice } from '../parts/trouble-notice.js';
import { Working } from '../parts/working.js';
import { day, month as monthName } from '../wording.js';
import { words } from '../words.js';
import { CloseMonthDialog } from './close-month-dialog.js';

const useStyles = makeStyles({ close: { alignSelf: 'start' } });

interface CloseMonthProps {
  readonly state: MonthEndReply;
  readonly mayClose: boolean;
  readonly onClosed: () => void;
}

/** Through when the books are closed, and closing them through the month that ended last. */
export function CloseMonth({ state, mayClose, onClosed }: CloseMonthProps) {
  const styles = useStyles();
  const { month, closedThrough, services } = state;
  const { send } = useCommand('close-period');
  const closing = useTask<CommandReply<ClosePeriodReply>>();
  const [asking, setAsking] = useState(false);
  // Where the focus returns to when the dialog closes.
  const focusTarget = useRestoreFocusTarget();
  const throughDate = lastDayOf(month);
  const isClosed = closedThrough !== null && closedThrough >= throughDate;
  const mayBeDone = closing.trouble?.mayBeDone === true;

  const close = async () => {
    setAsking(false);
    const order = { payload: { throughDate }, subject: throughDate, fingerprint: throughDate };
    if ((await closing.start((signal) => send({ ...order, signal }))) !== null) onClosed();
  };

  return (
    <Section title={words.monthEnd.close.title}>
      <Body1>
        {closedThrough === null ? words.monthEnd.close.open : words.monthEnd.close.closedThrough(day(closedThrough))}
      </Body1>
      {mayClose && !isClosed && (
        <Button
          {...focusTarget}
          className={styles.close}
          disabledFocusable={closing.busy}
          onClick={() => setAsking(true)}
        >
          {words.monthEnd.close.act(monthName(month))}
        </Button>
      )}
      <Working slow={closing.slow} sentence={words.monthEnd.close.closing} onCancel={closing.cancel} />
      <Live>
        {closing.result && (
          <Notice intent="success" title={words.monthEnd.close.closed(day(closing.result.reply.closedThrough))}>
            {closing.result.receiptNumber === null ? undefined : words.common.receipt(closing.result.receiptNumber)}
          </Notice>
        )}
      </Live>
      <TroubleNotice
        trouble={closing.trouble}
        title={mayBeDone ? words.monthEnd.close.unknown : words.monthEnd.close.failed}
        advice={mayBeDone ? words.monthEnd.close.unknownDetail : undefined}
      />
      <CloseMonthDialog
        open={asking}
        month={monthName(month)}
        notRemittedCents={sumCents(services.map(({ toRemitCents }) => toRemitCents))}
        onCancel={() => setAsking(false)}
        onClose={() => void close()}
      />
    </Section>
  );
}
