import { Body1, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import type { AccountDetailReply } from '../../../bridge/contract/account-detail.js';
import { centsToDollars } from '../../../bridge/contract/money.js';
import { Section } from '../parts/section.js';
import { moment } from '../wording.js';
import { words } from '../words.js';

const useStyles = makeStyles({
  faint: { color: tokens.colorNeutralForeground2 },
  list: { margin: 0, paddingLeft: tokens.spacingHorizontalL, overflowWrap: 'anywhere' },
});

/** Adjustments of the account that wait for another person's word; nothing where none does. */
export function WaitingAdjustments({ waiting }: Pick<AccountDetailReply, 'waiting'>) {
  const styles = useStyles();
  const { account } = words;
  if (waiting.length === 0) return null;
  return (
    <Section title={account.waiting}>
      <Caption1>{account.waitingDetail}</Caption1>
      <ul className={styles.list}>
        {waiting.map(({ requestNumber, kind, amountCents, reason, requestedBy, requestedAt }) => (
          <li key={requestNumber}>
            <Body1 block>{account.waitingFor(kind, centsToDollars(amountCents))}</Body1>
            <Body1 block>{reason}</Body1>
            <Caption1 block className={styles.faint}>
              {account.waitingSince(moment(requestedAt), requestedBy, requestNumber)}
            </Caption1>
          </li>
        ))}
      </ul>
    </Section>
  );
}
