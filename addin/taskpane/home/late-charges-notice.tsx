import { Button } from '@fluentui/react-components';
import type { CalendarDate } from '../../../bridge/contract/calendar-date.js';
import { Notice } from '../parts/notice.js';
import { useShell } from '../shell-context.js';
import { day } from '../wording.js';
import { words } from '../words.js';

/** Says that a due date is over and nobody has decided on its late charges. */
export function LateChargesNotice({ dueOn }: { readonly dueOn: CalendarDate }) {
  const { pull, isPulling } = useShell();
  return (
    <Notice
      intent="info"
      title={words.lateCharges.undecided(day(dueOn))}
      actions={
        <Button size="small" disabledFocusable={isPulling} onClick={() => pull('late-charges', { dueOn })}>
          {words.lateCharges.decide}
        </Button>
      }
    >
      {words.lateCharges.undecidedDetail}
    </Notice>
  );
}
