import { DEFAULT_APPEARANCE, frameName } from '../host/protocol/app-context.js';
import type { WorkbookHost } from '../host/workbook-host.js';

/** The add-in's pane in the page. */
export interface PaneFrame {
  readonly frame: HTMLIFrameElement;
  /** Starts the add-in anew, as Excel does for another workbook. */
  reload(): void;
}

/**
 * Puts the add-in's pane into the page and connects it to the host.
 * Only messages of that very frame, from this origin, are taken; what is sent goes to this origin only.
 * @param source the address of the pane's page, on this origin
 */
export function openPane(holder: HTMLElement, source: string, host: WorkbookHost): PaneFrame {
  const { origin } = window.location;
  const frame = document.createElement('iframe');
  frame.title = 'Curbstop';
  // office.js reads who its host is from the name, which must stand before the frame is in the page.
  frame.name = frameName(origin, { ...DEFAULT_APPEARANCE, documentUrl: `${origin}/Workbench.xlsx` });
  frame.src = source;
  const connection = host.connect((message) => frame.contentWindow?.postMessage(message, origin));
  window.addEventListener('message', (event: MessageEvent<unknown>) => {
    if (event.origin !== origin || event.source !== frame.contentWindow || typeof event.data !== 'string') return;
    void connection.receive(event.data);
  });
  holder.append(frame);
  return {
    frame,
    reload: () => {
      frame.src = source;
    },
  };
}
