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

/** The services that office.js makes by name instead of reaching them from the workbook. */
export const NEW_OBJECTS = {
  'Microsoft.InternalService.AddinInternalService': 'AddinInternalService',
  'Microsoft.AppRuntime.AppRuntimeService': 'AppRuntimeService',
} as const;
