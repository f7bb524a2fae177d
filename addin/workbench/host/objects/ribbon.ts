import { asText } from '../protocol/arguments.js';
import { objectType } from '../protocol/object-type.js';
import type { RibbonButtonTarget, RibbonState } from '../protocol/target-kinds.js';

/** DynamicRibbon: behind Office.ribbon.requestUpdate(). */
export const dynamicRibbonType = objectType<RibbonState>({
  name: 'DynamicRibbon',
  methods: {
    GetTab: (_ribbon, [id], services) => services.bind('RibbonTab', asText(id)),
    GetButton: (ribbon, [id], services) => services.bind('RibbonButton', { ribbon, id: asText(id) }),
  },
});

/** RibbonTab: only named, on the way to its buttons. */
export const ribbonTabType = objectType<string>({ name: 'RibbonTab' });

/** RibbonButton: whether a button can be pressed. */
export const ribbonButtonType = objectType<RibbonButtonTarget>({
  name: 'RibbonButton',
  properties: {
    Enabled: {
      set: ({ ribbon, id }, isEnabled) => {
        ribbon.set(id, isEnabled === true);
      },
    },
  },
});
