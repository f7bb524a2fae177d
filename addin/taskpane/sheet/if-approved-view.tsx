import { Body1 } from '@fluentui/react-components';
import type { IfApproved } from '../../../bridge/contract/commands/push-sheet.js';
import { Section } from '../parts/section.js';
import { words } from '../words.js';
import { Sentences } from '../parts/sentences.js';
import { PostingView } from './posting-view.js';

/** What rows that wait come to once somebody approves them, by what is on the books now. */
export function IfApprovedView({ ifApproved }: { readonly ifApproved: IfApproved }) {
  const { onceApproved, onceApprovedTitle, onceApprovedDetail } = words.approvals;
  return (
    <>
      <Section title={onceApprovedTitle}>
        <Body1>{onceApprovedDetail}</Body1>
        <Sentences sentences={ifApproved.notices} />
      </Section>
      <PostingView posting={ifApproved} titleOf={onceApproved} />
    </>
  );
}
