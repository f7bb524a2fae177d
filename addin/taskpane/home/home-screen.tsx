import { Button, Caption1, Field, makeStyles, Select, tokens } from '@fluentui/react-components';
import { ArrowSync20Regular } from '@fluentui/react-icons';
import type { HomeReply, OpenRun } from '../../../bridge/contract/api.js';
import { centsToDollars } from '../../../bridge/contract/money.js';
import { AccountSearchForm } from '../account/account-search-form.js';
import { Buttons } from '../parts/buttons.js';
import { Empty } from '../parts/empty.js';
import { Notice } from '../parts/notice.js';
import { Screen } from '../parts/screen.js';
import { Section } from '../parts/section.js';
import { TroubleNotice } from '../parts/trouble-notice.js';
import { Working } from '../parts/working.js';
import type { Task } from '../hooks/use-task.js';
import { useShell } from '../shell-context.js';
import { day } from '../wording.js';
import { words } from '../words.js';
import { AdjustmentReportsForm } from './adjustment-reports-form.js';
import { ApprovalsNotice } from './approvals-notice.js';
import { AccountDataForm } from './account-data-form.js';
import { ContactsForm } from './contacts-form.js';
import { ExplainForm } from './explain-form.js';
import { HomeGroup } from './home-group.js';
import { LateChargesForm } from './late-charges-form.js';
import { LateChargesNotice } from './late-charges-notice.js';
import { LedgerForm } from './ledger-form.js';
import { MetersForm } from './meters-form.js';
import { ProofForm } from './proof-form.js';
import { RebillForm } from './rebill-form.js';
import { RunCard } from './run-card.js';

const useStyles = makeStyles({
  root: { minWidth: 0 },
  cycle: { width: '100%', minWidth: 0, textOverflow: 'ellipsis' },
  summary: { color: tokens.colorNeutralForeground2 },
  others: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    paddingTop: tokens.spacingVerticalM,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
  },
});

interface HomeScreenProps {
  readonly home: HomeReply;
  readonly refreshing: Pick<Task<unknown>, 'busy' | 'slow' | 'trouble'>;
  readonly chosenRunId: string | null;
  readonly onChoose: (billRunId: string) => void;
  readonly previewPulled: ReadonlySet<string>;
  readonly onLoad: (run: OpenRun) => void;
  readonly onUnload: () => void;
  readonly onPayments: () => void;
  readonly onRates: () => void;
  readonly onRoutes: () => void;
  readonly onMonthEnd: () => void;
  readonly onCompare: () => void;
  readonly onPost: (run: OpenRun) => void;
  readonly onFindAccounts: (searched: string) => void;
}

/** The utility, the cycle that is chosen, where it stands, and what can be pulled. */
export function HomeScreen(props: HomeScreenProps) {
  const { home, refreshing, onLoad, onUnload, onPayments, onRates, onRoutes, onMonthEnd, onPost } = props;
  const styles = useStyles();
  const { pull, isPulling, refreshHome } = useShell();
  const run = home.runs.find(({ billRunId }) => billRunId === props.chosenRunId) ?? home.runs[0];
  const refresh = (
    <Button
      appearance="subtle"
      size="small"
      icon={<ArrowSync20Regular />}
      aria-label={words.home.refresh}
      disabledFocusable={refreshing.busy}
      onClick={refreshHome}
    />
  );

  return (
    <Screen title={home.utilityName} aside={refresh}>
      {home.isSampleTown && (
        <Notice intent="warning" title={words.home.sample}>
          {words.home.sampleDetail}
        </Notice>
      )}
      <Caption1 className={styles.summary}>
        {words.home.summary(home.accounts, centsToDollars(home.receivableCents))}
      </Caption1>
      <AccountSearchForm onSearch={props.onFindAccounts} />
      <Working slow={refreshing.slow} sentence={words.home.loading} />
      <TroubleNotice
        trouble={refreshing.trouble}
        title={words.connection.titles[refreshing.trouble?.kind ?? 'defect']}
        onRetry={refreshHome}
      />
      {run === undefined ? (
        <Empty title={words.home.noRuns} detail={words.home.noRunsDetail} />
      ) : (
        <>
          <Field label={words.home.cycle}>
            <Select
              className={styles.root}
              select={{ className: styles.cycle }}
              value={run.billRunId}
              onChange={(_, data) => props.onChoose(data.value)}
            >
              {home.runs.map((each) => (
                <option key={each.billRunId} value={each.billRunId}>
                  {`${each.cycleName}, to ${day(each.periodTo)}`}
                </option>
              ))}
            </Select>
          </Field>
          <RunCard
            key={run.billRunId}
            run={run}
            isPreviewPulled={props.previewPulled.has(run.billRunId)}
            onLoad={() => onLoad(run)}
            onUnload={onUnload}
            onPost={() => onPost(run)}
          />
        </>
      )}
      <ApprovalsNotice home={home} />
      {home.undecidedDueOn !== null && home.person.role !== 'auditor' && (
        <LateChargesNotice dueOn={home.undecidedDueOn} />
      )}
      <div className={styles.others}>
        <Section title={words.home.otherSheets}>
          <Buttons>
            <Button disabledFocusable={isPulling} onClick={() => pull('adjustments', {})}>
              {words.home.adjustments}
            </Button>
            <Button disabledFocusable={isPulling} onClick={() => pull('pending-approvals', {})}>
              {words.home.pendingApprovals}
            </Button>
            <Button disabledFocusable={isPulling} onClick={() => pull('account-entries', {})}>
              {words.home.accountEntries}
            </Button>
            <Button disabledFocusable={isPulling} onClick={() => pull('suspense', {})}>
              {words.payments.suspense}
            </Button>
          </Buttons>
        </Section>
        <Section title={words.home.otherWork}>
          <Buttons>
            <Button onClick={onPayments}>{words.payments.open}</Button>
            <Button onClick={onRoutes}>{words.routes.title}</Button>
            <Button onClick={onRates}>{words.rates.open}</Button>
            <Button onClick={onMonthEnd}>{words.monthEnd.title}</Button>
            <Button onClick={props.onCompare}>{words.compare.title}</Button>
          </Buttons>
        </Section>
      </div>
      <div>
        <HomeGroup name="bills">
          <Section level={3} title={words.home.explain}>
            <ExplainForm />
          </Section>
          <Section level={3} title={words.rebill.title}>
            <RebillForm />
          </Section>
          <Section level={3} title={words.lateCharges.title}>
            <LateChargesForm />
          </Section>
          <Section level={3} title={words.home.ledger}>
            <LedgerForm />
          </Section>
        </HomeGroup>
        <HomeGroup name="accounts">
          <Section level={3} title={words.accountData.title}>
            <AccountDataForm />
          </Section>
          <Section level={3} title={words.contacts.title}>
            <ContactsForm />
          </Section>
          <Section level={3} title={words.meters.title}>
            <MetersForm />
          </Section>
        </HomeGroup>
        <HomeGroup name="proof">
          <ProofForm />
          <Section level={3} title={words.adjustmentReports.title}>
            <AdjustmentReportsForm />
          </Section>
        </HomeGroup>
      </div>
    </Screen>
  );
}
