import { Button } from '@fluentui/react-components';
import type { HomeReply } from '../../../bridge/contract/api.js';
import { Notice } from '../parts/notice.js';
import { useShell } from '../shell-context.js';
import { approvalNews } from './approval-news.js';

/** Says what waits for the person's word, and what became of their own adjustments; nothing where there is nothing. */
export function ApprovalsNotice({ home }: { readonly home: Pick<HomeReply, 'approvals' | 'person'> }) {
  const { pull, isPulling } = useShell();
  return approvalNews(home).map(({ intent, title, detail, pullLabel }) => (
    <Notice
      key={title}
      intent={intent}
      title={title}
      actions={
        pullLabel === null ? undefined : (
          <Button size="small" disabledFocusable={isPulling} onClick={() => pull('pending-approvals', {})}>
            {pullLabel}
          </Button>
        )
      }
    >
      {detail}
    </Notice>
  ));
}
