import { Body1, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import type { AccountDetailReply } from '../../../bridge/contract/account-detail.js';
import { callOutcomeWords } from '../../../bridge/contract/calls.js';
import { Section } from '../parts/section.js';
import { capital, day } from '../wording.js';
import { words } from '../words.js';

const useStyles = makeStyles({
  faint: { color: tokens.colorNeutralForeground2 },
  list: { margin: 0, paddingLeft: tokens.spacingHorizontalL },
});

/** The last calls to the customer: why, when, and what came of each. */
export function AccountCalls({ calls }: Pick<AccountDetailReply, 'calls'>) {
  const styles = useStyles();
  const { account } = words;
  return (
    <Section title={account.calls}>
      {calls.length === 0 ? (
        <Body1>{account.noCalls}</Body1>
      ) : (
        <ul className={styles.list}>
          {calls.map(({ on, phone, sentence, outcome }, index) => (
            <li key={index}>
              <Body1 block>{outcome === null ? account.noOutcome : capital(callOutcomeWords[outcome])}</Body1>
              <Body1 block>{sentence}</Body1>
              <Caption1 block className={styles.faint}>
                {account.calledOn(day(on), phone)}
              </Caption1>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
