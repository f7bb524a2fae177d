import { useEffect } from 'react';

/** A dialog gives the focus back to what opened it a little after it closed; this waits for that. */
const SETTLE_MS = 100;
const VERDICT = 'main [role="status"] [data-notice]';
const HEADING = 'main h1';

/**
 * When the work takes away the button that had the focus, the focus goes to the verdict, or else to the screen's
 * heading, instead of falling to the page's start. Never takes the focus from the worksheet.
 */
export function useKeptFocus(): void {
  useEffect(() => {
    let timer: number | undefined;
    let focused: Element | null = null;
    const remember = () => {
      focused = document.activeElement === document.body ? focused : document.activeElement;
    };
    const rescue = () => {
      if (!isLost(focused)) return;
      const verdict = [...document.querySelectorAll<HTMLElement>(VERDICT)].at(-1);
      (verdict ?? document.querySelector<HTMLElement>(HEADING))?.focus();
    };
    const observer = new MutationObserver(() => {
      if (!isLost(focused)) return;
      window.clearTimeout(timer);
      timer = window.setTimeout(rescue, SETTLE_MS);
    });
    document.addEventListener('focusin', remember);
    observer.observe(document.body, { childList: true, subtree: true });
    return () => {
      window.clearTimeout(timer);
      document.removeEventListener('focusin', remember);
      observer.disconnect();
    };
  }, []);
}

function isLost(focused: Element | null): boolean {
  return focused?.isConnected === false && document.activeElement === document.body && document.hasFocus();
}
