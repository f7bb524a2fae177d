import { Body1, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import type { CityShare, MonthEndReply } from '../../../bridge/contract/api.js';
import { centsToDollars, sumCents } from '../../../bridge/contract/money.js';
import { MoneyTable } from '../parts/money-table.js';
import { Notice } from '../parts/notice.js';
import { Section } from '../parts/section.js';
import { month as monthName, capital } from '../wording.js';
import { words } from '../words.js';

const useStyles = makeStyles({ faint: { color: tokens.colorNeutralForeground2 } });

/** What is due to the City of its services through the month that ended last, and whether the report ties to the ledger. */
export function DueToCity({ state: { month, services } }: { readonly state: MonthEndReply }) {
  const styles = useStyles();
  const off = services.filter(({ differenceCents }) => differenceCents !== 0);
  const isRemitted = services.every(({ toRemitCents }) => toRemitCents === 0);
  const title = words.monthEnd.due(monthName(month));
  if (services.length === 0) {
    return (
      <Section title={title}>
        <Body1>{words.monthEnd.noCity}</Body1>
      </Section>
    );
  }
  return (
    <Section title={title}>
      <MoneyTable
        caption={title}
        headers={[words.monthEnd.service, words.monthEnd.atEnd, words.monthEnd.toRemit]}
        rows={services.map((share) => [capital(share.service), ...amountsOf([share])])}
        total={[words.monthEnd.total, ...amountsOf(services)]}
      />
      {services.map((share) => (
        <Caption1 key={share.service} className={styles.faint}>
          {[basisOf(share), sinceOf(share)].filter((part) => part !== '').join('; ')}.
        </Caption1>
      ))}
      {isRemitted && <Body1>{words.monthEnd.remitted(monthName(month))}</Body1>}
      {off.length === 0 ? (
        <Body1>{words.monthEnd.ties}</Body1>
      ) : (
        <Notice intent="error" title={words.monthEnd.differs}>
          {off
            .map((share) => words.monthEnd.differsBy(share.service, centsToDollars(share.differenceCents)))
            .join(', ')}
          . {words.monthEnd.differsFix}
        </Notice>
      )}
    </Section>
  );
}

function amountsOf(shares: readonly CityShare[]): string[] {
  return [
    sumCents(shares.map(({ dueCents }) => dueCents)),
    sumCents(shares.map(({ toRemitCents }) => toRemitCents)),
  ].map(centsToDollars);
}

function basisOf({ service, basis, notCollectedCents }: CityShare): string {
  const name = capital(service);
  if (basis === 'collected') return words.monthEnd.basis.collected(name, centsToDollars(notCollectedCents));
  return basis === 'billed' ? words.monthEnd.basis.billed(name) : words.monthEnd.basis.none(name);
}

function sinceOf({ remittedSinceCents }: CityShare): string {
  return remittedSinceCents === 0 ? '' : words.monthEnd.since(centsToDollars(remittedSinceCents));
}
