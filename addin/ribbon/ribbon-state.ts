import { applyingCommands, buttonOf, RIBBON_GROUP, RIBBON_TAB, type RibbonFacts } from './ribbon-buttons.js';
import type { ChangingCommandId } from './ribbon-buttons.js';

/** Keeps the ribbon's buttons enabled only while they apply. Where Excel can't do that, all stay enabled. */
export class RibbonButtons {
  #facts: RibbonFacts = { isPaired: true, hasOpenRun: true, front: null };
  /** What Excel was last asked for. */
  #asked = '';

  /** Takes what is new and asks Excel for the change, if there is any. */
  learn(news: Partial<RibbonFacts>): void {
    this.#facts = { ...this.#facts, ...news };
    const applying = Object.entries(applyingCommands(this.#facts)) as [ChangingCommandId, boolean][];
    const controls = applying.map(([command, enabled]) => ({ id: buttonOf(command), enabled }));
    const asked = JSON.stringify(controls);
    if (asked === this.#asked || !Office.context.requirements.isSetSupported('RibbonApi', '1.1')) return;
    this.#asked = asked;
    const update = { tabs: [{ id: RIBBON_TAB, groups: [{ id: RIBBON_GROUP, controls }] }] };
    // Excel refuses while it must be restarted after an update of the add-in. Pressed all the same, a button says why not.
    Office.ribbon.requestUpdate(update).catch(() => {
      this.#asked = '';
    });
  }
}
