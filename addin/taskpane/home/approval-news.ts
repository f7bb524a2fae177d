import type { HomeReply } from '../../../bridge/contract/api.js';
import { words } from '../words.js';

export interface ApprovalNews {
  readonly intent: 'info' | 'warning';
  readonly title: string;
  readonly detail: string;
  /** What the button says that pulls Pending Approvals; null where that sheet has nothing of it. */
  readonly pullLabel: string | null;
}

/** What there is to tell a person of adjustments that wait: those that they may approve, emergencies to acknowledge, then what became of their own. */
export function approvalNews({ approvals, person }: Pick<HomeReply, 'approvals' | 'person'>): ApprovalNews[] {
  const { forYou, forYouDetail, decide, emergencies, emergenciesDetail, acknowledge } = words.approvals;
  const { ownReturned, ownReturnedDetail, ownWaiting, ownWaitingDetail, see } = words.approvals;
  const news: ApprovalNews[] = [];
  if (approvals.waiting > 0 && person.role === 'supervisor') {
    news.push({ intent: 'info', title: forYou(approvals.waiting), detail: forYouDetail, pullLabel: decide });
  }
  if (approvals.toAcknowledge > 0 && person.role === 'supervisor') {
    const title = emergencies(approvals.toAcknowledge);
    news.push({ intent: 'warning', title, detail: emergenciesDetail, pullLabel: acknowledge });
  }
  if (approvals.ownReturned > 0) {
    const title = ownReturned(approvals.ownReturned);
    news.push({ intent: 'warning', title, detail: ownReturnedDetail, pullLabel: null });
  }
  if (approvals.ownWaiting > 0) {
    news.push({ intent: 'info', title: ownWaiting(approvals.ownWaiting), detail: ownWaitingDetail, pullLabel: see });
  }
  return news;
}
