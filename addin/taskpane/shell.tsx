import { makeStyles, Tab, TabList, tokens } from '@fluentui/react-components';
import { useCallback, useMemo, useState } from 'react';
import type { HelloReply, HomeReply } from '../../bridge/contract/api.js';
import type { SheetKindId } from '../../bridge/contract/sheets/index.js';
import type { Activity } from '../sheets/activity.js';
import { HomeScreen } from './home/home-screen.js';
import { runOfParameters } from './home/run-actions.js';
import { useActiveSheet } from './hooks/use-active-sheet.js';
import { useActivity } from './hooks/use-activity.js';
import { usePull } from './hooks/use-pull.js';
import { usePush, type PushTask } from './hooks/use-push.js';
import { useRibbonWork } from './hooks/use-ribbon-work.js';
import type { Task } from './hooks/use-task.js';
import { PostingScreen } from './posting/posting-screen.js';
import { PullBar } from './pull-bar.js';
import { ReceiptsScreen } from './receipts/receipts-screen.js';
import { RibbonBar } from './ribbon-bar.js';
import { SettingsScreen } from './settings/settings-screen.js';
import { SheetScreen, type Pulled } from './sheet/sheet-screen.js';
import { ShellContext, type Shell as ShellDoor } from './shell-context.js';
import { UnloadScreen } from './unload/unload-screen.js';
import { tabOf, tabs, type Tab as TabName, type View } from './view.js';
import { words } from './words.js';

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
  readonly refreshing: Task<HomeReply>;
  readonly refreshHome: () => void;
  readonly unpair: () => void;
}

/** The tabs, what is under way, and the screen that is open. */
export function Shell(props: ShellProps) {
  const { refreshHome, unpair } = props;
  const styles = useStyles();
  const [view, setView] = useState<View>({ at: 'home' });
  const [previewPulled, setPreviewPulled] = useState<ReadonlySet<string>>(new Set());
  const pulling = usePull();
  const push = usePush();
  const { pull, busy: isPulling, isRunning: isPullRunning } = pulling;
  const { isRunning: isPushRunning } = push;
  const ribbon = useRibbonWork(useCallback(() => isPullRunning() || isPushRunning(), [isPullRunning, isPushRunning]));
  const pulled = useLastPull(refreshHome, setView);

  const door = useMemo<ShellDoor>(() => {
    const startPull = async (kind: SheetKindId, parameters: unknown) => {
      const isThere = await pull(kind, parameters);
      const billRunId = runOfParameters(parameters);
      if (!isThere || kind !== 'bill-preview' || billRunId === null) return;
      setPreviewPulled((before) => new Set(before).add(billRunId));
    };
    return {
      pull: (kind, parameters) => void startPull(kind, parameters),
      isPulling,
      goHome: () => setView({ at: 'home' }),
      refreshHome,
      unpair,
    };
  }, [pull, isPulling, refreshHome, unpair]);

  const openTab = (tab: TabName) => {
    setView({ at: tab });
    if (tab === 'home') refreshHome();
  };

  return (
    <ShellContext value={door}>
      <div className={styles.top}>
        <nav aria-label={words.common.sections}>
          <TabList size="small" selectedValue={tabOf(view)} onTabSelect={(_, data) => openTab(data.value as TabName)}>
            {tabs.map((tab) => (
              <Tab key={tab} value={tab}>
                {words.tabs[tab]}
              </Tab>
            ))}
          </TabList>
        </nav>
        <PullBar pull={pulling} />
        <RibbonBar work={ribbon} />
      </div>
      <Body {...props} view={view} setView={setView} previewPulled={previewPulled} pulled={pulled} push={push} />
    </ShellContext>
  );
}

/** Follows pulls and pushes, from the pane or the ribbon: the sheet's screen opens, and Home is asked for anew. */
function useLastPull(refreshHome: () => void, setView: (view: View) => void): Pulled | null {
  const [pulled, setPulled] = useState<Pulled | null>(null);
  useActivity(
    useCallback(
      (activity: Activity) => {
        if (activity.type !== 'pulled' && activity.type !== 'pushed') return;
        if (activity.type === 'pulled') setPulled(activity);
        setView({ at: 'sheet' });
        refreshHome();
      },
      [refreshHome, setView],
    ),
  );
  return pulled;
}

interface BodyProps extends ShellProps {
  readonly view: View;
  readonly setView: (view: View) => void;
  readonly previewPulled: ReadonlySet<string>;
  readonly pulled: Pulled | null;
  readonly push: PushTask;
}

/** The screen that is open. */
function Body({ view, setView, hello, home, refreshing, previewPulled, pulled, push }: BodyProps) {
  const [chosenRunId, setChosenRunId] = useState<string | null>(null);
  const active = useActiveSheet();
  switch (view.at) {
    case 'home':
      return (
        <HomeScreen
          home={home}
          refreshing={refreshing}
          chosenRunId={chosenRunId}
          onChoose={setChosenRunId}
          previewPulled={previewPulled}
          onUnload={() => setView({ at: 'unload' })}
          onPost={(run) => setView({ at: 'post', run })}
        />
      );
    case 'sheet':
      return <SheetScreen active={active} push={push} pulled={pulled} />;
    case 'receipts':
      return <ReceiptsScreen />;
    case 'settings':
      return <SettingsScreen hello={hello} home={home} />;
    case 'unload':
      return <UnloadScreen />;
    case 'post':
      return <PostingScreen run={view.run} nextRuns={home.runs} />;
  }
}
