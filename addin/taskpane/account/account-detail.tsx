import { Body1, Body1Strong, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import type { AccountDetailReply } from '../../../bridge/contract/account-detail.js';
import { Facts } from '../parts/facts.js';
import { MoneyTable } from '../parts/money-table.js';
import { Section } from '../parts/section.js';
import { barsOfPast, pastRows } from '../reading/past-reads.js';
import { UseChart } from '../reading/use-chart.js';
import { BillStatements } from '../statements/bill-statements.js';
import { capital, day, moment } from '../wording.js';
import { words } from '../words.js';
import { AccountCalls } from './account-calls.js';
import { AccountNotes } from './account-notes.js';
import { balanceFacts, billRows, chargeRows, paymentRows, serviceFacts } from './account-facts.js';
import { WaitingAdjustments } from './waiting-adjustments.js';

const useStyles = makeStyles({
  faint: { color: tokens.colorNeutralForeground2 },
  list: { margin: 0, paddingLeft: tokens.spacingHorizontalL },
});

interface DetailProps {
  readonly detail: AccountDetailReply;
}

interface AccountDetailProps extends DetailProps {
  readonly mayNote: boolean;
  readonly onChanged: () => void;
}

/**
 * Whose account it is, what it owes and what of it waits, what it has and used, what was noted of it and is being done there, and its last bills
 * and payments.
 */
export function AccountDetail({ detail, mayNote, onChanged }: AccountDetailProps) {
  const { aging, services, bills, payments, today } = detail;
  const { account } = words;
  return (
    <>
      <About detail={detail} />
      <Section title={account.balance}>
        <Caption1>{account.asOf(day(today))}</Caption1>
        <Facts facts={balanceFacts(detail)} />
        {aging.length === 0 ? (
          <Body1>{account.nothingOpen}</Body1>
        ) : (
          <MoneyTable caption={account.charges} headers={account.chargeHeaders} rows={chargeRows(aging)} />
        )}
      </Section>
      <WaitingAdjustments waiting={detail.waiting} />
      <Section title={account.services}>
        {services.length === 0 ? <Body1>{account.noServices}</Body1> : <Facts facts={serviceFacts(services)} />}
      </Section>
      <Use detail={detail} />
      <AccountNotes detail={detail} mayNote={mayNote} onChanged={onChanged} />
      <WorkOrders detail={detail} />
      <AccountCalls calls={detail.calls} />
      <Newest title={account.bills} headers={account.billHeaders} rows={billRows(bills)} none={account.noBills} />
      <BillStatements accountId={detail.accountId} bills={bills} />
      <Newest
        title={account.payments}
        headers={account.paymentHeaders}
        rows={paymentRows(payments)}
        none={account.noPayments}
      />
    </>
  );
}

function About({ detail }: DetailProps) {
  const styles = useStyles();
  const { customerName, address, rateClass, status, openedOn, closedOn, meters } = detail;
  const { account } = words;
  const period = closedOn === null ? account.opened(day(openedOn)) : account.closed(day(openedOn), day(closedOn));
  return (
    <div>
      <Body1Strong block>{customerName}</Body1Strong>
      <Body1 block>{address}</Body1>
      <Caption1 block className={styles.faint}>
        {`${account.standing(rateClass, status)} · ${period}`}
      </Caption1>
      {meters.map(({ meterId, size }) => (
        <Caption1 key={meterId} block className={styles.faint}>
          {account.meter(meterId, size)}
        </Caption1>
      ))}
    </div>
  );
}

function Use({ detail: { past } }: DetailProps) {
  return (
    <Section title={words.account.use}>
      {past.length === 0 ? (
        <Body1>{words.account.noUse}</Body1>
      ) : (
        <>
          <UseChart bars={barsOfPast(past)} />
          <MoneyTable caption={words.account.use} headers={words.reading.headers} rows={pastRows(past)} />
        </>
      )}
    </Section>
  );
}

function WorkOrders({ detail: { workOrders } }: DetailProps) {
  const styles = useStyles();
  return (
    <Section title={words.account.workOrders}>
      {workOrders.length === 0 ? (
        <Body1>{words.account.noWorkOrders}</Body1>
      ) : (
        <ul className={styles.list}>
          {workOrders.map(({ workOrderNumber, kind, meterId, reason, openedAt, openedBy }) => (
            <li key={workOrderNumber}>
              <Body1 block>{words.account.workOrder(capital(kind), workOrderNumber, meterId)}</Body1>
              <Body1 block>{reason}</Body1>
              <Caption1 block className={styles.faint}>
                {words.account.orderedBy(moment(openedAt), openedBy)}
              </Caption1>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

interface NewestProps {
  readonly title: string;
  readonly headers: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly none: string;
}

function Newest({ title, headers, rows, none }: NewestProps) {
  return (
    <Section title={title}>
      {rows.length === 0 ? <Body1>{none}</Body1> : <MoneyTable caption={title} headers={headers} rows={rows} />}
    </Section>
  );
}
