import { counted } from '../../../bridge/contract/counted.js';
import { number } from '../wording.js';

export const approvalsWords = {
  waiting: (rows: number) => `${counted(rows, 'row')} ${rows === 1 ? 'waits' : 'wait'} for approval`,
  wouldWait: (rows: number) => `${counted(rows, 'row')} would wait for approval`,
  waitingDetail: 'Nothing of it is posted until another person approves it in Pending Approvals.',
  waitsForPeople: (names: readonly string[]) =>
    names.length === 0
      ? 'Nobody may approve all of it alone by their limit: somebody with a higher limit has to, or several people together in an emergency.'
      : `Waits for ${names.join(' or ')}, who may approve it.`,
  onceApprovedTitle: 'What an approval would post',
  onceApprovedDetail: 'As the books stand now; the one who approves sees it again as it is then.',
  onceApproved: (part: string) => `${part}, once approved`,
  waitingRow: (row: number, text: string) => `Row ${row}: ${text}`,
  waitingCut: (left: number) => `and ${counted(left, 'more row')}; the Status column tells of each`,
  forYou: (count: number) => `${counted(count, 'adjustment')} ${count === 1 ? 'waits' : 'wait'} for your approval`,
  forYouDetail: 'Nothing of it is posted until you or another supervisor approves it.',
  decide: 'Decide on approvals',
  emergencies: (count: number) =>
    `${counted(count, 'adjustment')} ${count === 1 ? 'was' : 'were'} approved in an emergency without a supervisor’s limit`,
  emergenciesDetail: 'Others approved it together, with a reason. Look at it, and choose acknowledge once you have.',
  acknowledge: 'Look at emergencies',
  ownReturned: (count: number) =>
    count === 1
      ? '1 of your adjustments was given back to be mended'
      : `${number(count)} of your adjustments were given back to be mended`,
  ownReturnedDetail: 'Preview the Adjustments sheet that it came from: the Status of its row says why.',
  ownWaiting: (count: number) =>
    count === 1
      ? '1 of your adjustments waits for another person’s approval'
      : `${number(count)} of your adjustments wait for another person’s approval`,
  ownWaitingDetail: 'What waits is in no balance until then.',
  see: 'See what waits',
} as const;
