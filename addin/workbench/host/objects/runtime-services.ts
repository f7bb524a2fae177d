import { asText } from '../protocol/arguments.js';
import { objectType } from '../protocol/object-type.js';
import type { PaneState } from '../protocol/target-kinds.js';

/** AddinInternalService: office.js says here that ribbon commands may come. */
export const addinInternalServiceType = objectType<PaneState>({
  name: 'AddinInternalService',
  methods: { NotifyActionHandlerReady: () => null },
});

/** AppRuntimeService: behind Office.addin.showAsTaskpane() and hide(). */
export const appRuntimeServiceType = objectType<PaneState>({
  name: 'AppRuntimeService',
  methods: {
    GetAppRuntimeState: ({ state }) => state,
    SetAppRuntimeState: (pane, [state]) => {
      pane.state = asText(state);
    },
  },
});

/** AppRuntimePersistenceService: behind Office.addin.setStartupBehavior(). */
export const appRuntimePersistenceServiceType = objectType<PaneState>({
  name: 'AppRuntimePersistenceService',
  methods: {
    GetAppRuntimeStartState: ({ startState }) => startState,
    SetAppRuntimeStartState: (pane, [state]) => {
      pane.startState = asText(state);
    },
  },
});
