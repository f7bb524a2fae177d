import { counted } from '../../../bridge/contract/counted.js';

export const approvalWords = {
  title: 'Totals to approve',
  check: 'These are the totals of the bills that were looked at. A change of any bill takes the approval back.',
  reason: 'Reason for the record (optional)',
  post: (bills: number) => `Approve ${counted(bills, 'bill')}`,
  approved: (bills: number, total: string) => `Approved: ${counted(bills, 'bill')}, ${total}`,
} as const;
