import { makeStyles, Tab, TabList, tokens } from '@fluentui/react-components';
import { useMemo, useState } from 'react';
import type { HelloReply, HomeReply } from '../../bridge/contract/api.js';
import type { TypedElsewhere } from '../sheets/typed-elsewhere.js';
import type { SheetKindId } from '../../bridge/contract/sheets/index.js';
import type { SheetInFront } from '../sheets/sheet-engine.js';
import { AccountScreen } from './account/account-screen.js';
import { AccountsScreen } from './account/accounts-screen.js';
import { CompareScreen } from './compare/compare-screen.js';
import { UpdatedNotice } from './connection/updated-notice.js';
import { HomeScreen } from './home/home-screen.js';
import { useActiveSheet } from './hooks/use-active-sheet.js';
import { useFollow, type Followed } from './hooks/use-follow.js';
import { usePull } from './hooks/use-pull.js';
import { usePush, type PushTask } from './hooks/use-push.js';
import type { RibbonWork } from './hooks/use-ribbon-work.js';
import type { Task } from './hooks/use-task.js';
import { useTypedAccounts } from './hooks/use-typed-accounts.js';
import { MonthEndScreen } from './month-end/month-end-screen.js';
import { LoadScreen } from './load/load-screen.js';
import { usePane } from './pane-context.js';
import { OutputsScreen } from './outputs/outputs-screen.js';
import { PaymentsScreen } from './payments/payments-screen.js';
import { PostingScreen } from './posting/posting-screen.js';
import { RatesScreen } from './rates/rates-screen.js';
import { ReceiptsScreen } from './receipts/receipts-screen.js';
import { PushReversalScreen } from './reversal/push-reversal-screen.js';
import { ReversalScreen } from './reversal/reversal-screen.js';
import { RoutesScreen } from './routes/routes-screen.js';
import { SettingsScreen } from './settings/settings-screen.js';
import { SheetScreen } from './sheet/sheet-screen.js';
import { ShellContext, type Shell as ShellDoor } from './shell-context.js';
import { UnloadScreen } from './unload/unload-screen.js';
import { accountView, tabOf, tabs, type Tab as TabName, type View } from './view.js';
import { words } from './words.js';
import { WorkBar } from './work-bar.js';

const PANEL_ID = 'panel';

const useStyles = makeStyles({
  top: {
    position: 'sticky',
    top: 0,
    zIndex: 1,
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
});

interface ShellProps {
  readonly hello: HelloReply;
  readonly home: HomeReply;
  readonly refreshing: Pick<Task<unknown>, 'busy' | 'slow' | 'trouble'>;
  readonly refreshHome: () => void;
  readonly unpair: (reason: string) => void;
  readonly ribbon: RibbonWork;
}

/** The tabs, what is under way, and the screen that is open. */
export function Shell(props: ShellProps) {
  const { refreshHome, unpair, ribbon } = props;
  const styles = useStyles();
  const [view, setView] = useState<View>({ at: viewAsked(ribbon) });
  const front = useActiveSheet();
  const pulling = usePull();
  const push = usePush(front === null || front.isCopy ? null : front.pullId);
  const followed = useFollow(refreshHome, setView);
  useTypedAccounts();
  const { pull, busy: isPulling } = pulling;

  const door = useMemo<ShellDoor>(() => {
    // The sheet's screen opens when the pull is there, unless the person went elsewhere meanwhile.
    const startPull = async (kind: SheetKindId, parameters: unknown, typed?: TypedElsewhere) => {
      if (await pull(kind, parameters, typed)) setView((now) => (now === view ? { at: 'sheet' } : now));
    };
    return {
      pull: (kind, parameters, typed) => void startPull(kind, parameters, typed),
      isPulling,
      goHome: () => setView({ at: 'home' }),
      openAccount: (accountId) => setView((now) => accountView(accountId, now)),
      openOutputs: (billRunId) => setView({ at: 'outputs', billRunId }),
      refreshHome,
      unpair,
    };
  }, [pull, view, isPulling, refreshHome, unpair]);

  const openTab = (tab: TabName) => {
    setView({ at: tab });
    ribbon.dismiss();
    if (tab === 'home') refreshHome();
  };

  return (
    <ShellContext value={door}>
      <div className={styles.top}>
        <TabList size="small" selectedValue={tabOf(view)} onTabSelect={(_, data) => openTab(data.value as TabName)}>
          {tabs.map((tab) => (
            <Tab key={tab} value={tab} id={idOfTab(tab)} aria-controls={PANEL_ID}>
              {words.tabs[tab]}
            </Tab>
          ))}
        </TabList>
        <WorkBar pull={pulling} ribbon={ribbon} onSeeSheet={view.at === 'sheet' ? null : () => openTab('sheet')} />
      </div>
      <UpdatedNotice bridgeVersion={props.hello.version} />
      <div role="tabpanel" id={PANEL_ID} aria-labelledby={idOfTab(tabOf(view))}>
        <Body {...props} {...followed} view={view} setView={setView} front={front} push={push} />
      </div>
    </ShellContext>
  );
}

/** Where a pane begins that the ribbon's button opens. */
function viewAsked({ asked }: RibbonWork): 'rates' | 'receipts' | 'sheet' | 'home' {
  return asked === 'way' ? 'sheet' : (asked ?? 'home');
}

function idOfTab(tab: TabName): string {
  return `tab-${tab}`;
}

interface BodyProps extends ShellProps, Followed {
  readonly view: View;
  readonly setView: (view: View) => void;
  readonly front: SheetInFront;
  readonly push: PushTask;
}

/** The screen that is open. */
function Body({ view, setView, hello, home, refreshing, previewPulled, pulled, front, push }: BodyProps) {
  const { session } = usePane();
  const [chosenRunId, setChosenRunId] = useState(() => session.chosenRun());
  const choose = (billRunId: string) => {
    session.choose(billRunId);
    setChosenRunId(billRunId);
  };
  switch (view.at) {
    case 'home':
      return (
        <HomeScreen
          home={home}
          refreshing={refreshing}
          chosenRunId={chosenRunId}
          onChoose={choose}
          previewPulled={previewPulled}
          onLoad={(run) => setView({ at: 'load', run })}
          onUnload={() => setView({ at: 'unload' })}
          onMonthEnd={() => setView({ at: 'month-end' })}
          onPayments={() => setView({ at: 'payments' })}
          onRates={() => setView({ at: 'rates' })}
          onRoutes={() => setView({ at: 'routes' })}
          onCompare={() => setView({ at: 'compare' })}
          onPost={(run) => setView({ at: 'post', run })}
          onFindAccounts={(searched) => setView({ at: 'accounts', searched })}
        />
      );
    case 'sheet':
      return <SheetScreen front={front} push={push} pulled={pulled} />;
    case 'receipts':
      return (
        <ReceiptsScreen
          role={home.person.role}
          onReverse={(billRunId) => setView({ at: 'reverse', billRunId })}
          onReversePush={(receiptNumber) => setView({ at: 'reverse-push', receiptNumber })}
        />
      );
    case 'settings':
      return <SettingsScreen hello={hello} home={home} />;
    case 'rates':
      return <RatesScreen today={home.today} />;
    case 'routes':
      return <RoutesScreen />;
    case 'month-end':
      return <MonthEndScreen person={home.person} />;
    case 'compare':
      return <CompareScreen runs={home.runs} chosenRunId={chosenRunId} />;
    case 'payments':
      return <PaymentsScreen />;
    case 'load':
      return <LoadScreen run={view.run} />;
    case 'unload':
      return <UnloadScreen />;
    case 'accounts':
      return <AccountsScreen searched={view.searched} onSearch={(searched) => setView({ at: 'accounts', searched })} />;
    case 'account':
      return (
        <AccountScreen
          view={view}
          front={front}
          mayNote={home.person.role !== 'auditor'}
          onBack={() => setView(view.from)}
        />
      );
    case 'post':
      return <PostingScreen run={view.run} nextRuns={home.runs} />;
    case 'outputs':
      return <OutputsScreen billRunId={view.billRunId} />;
    case 'reverse':
      return <ReversalScreen billRunId={view.billRunId} onBack={() => setView({ at: 'receipts' })} />;
    case 'reverse-push':
      return <PushReversalScreen receiptNumber={view.receiptNumber} onBack={() => setView({ at: 'receipts' })} />;
  }
}
