const NARROWEST = 320;
const STEP = 16;

function setWidth(splitter: HTMLElement, width: number): void {
  const widest = Math.max(NARROWEST, window.innerWidth - 240);
  const allowed = Math.round(Math.min(widest, Math.max(NARROWEST, width)));
  document.documentElement.style.setProperty('--pane-width', `${allowed}px`);
  splitter.setAttribute('aria-valuenow', String(allowed));
}

/** Lets the pane be made wider or narrower, by the pointer or by the arrow keys; never under 320 px, as in Excel. */
export function makeSplitter(splitter: HTMLElement, pane: HTMLElement): void {
  splitter.addEventListener('pointerdown', (event) => {
    splitter.setPointerCapture(event.pointerId);
    document.body.classList.add('dragging');
  });
  splitter.addEventListener('pointermove', (event) => {
    if (splitter.hasPointerCapture(event.pointerId)) setWidth(splitter, window.innerWidth - event.clientX);
  });
  splitter.addEventListener('pointerup', () => document.body.classList.remove('dragging'));
  splitter.addEventListener('keydown', (event) => {
    const step = { ArrowLeft: STEP, ArrowRight: -STEP }[event.key];
    if (step !== undefined) setWidth(splitter, pane.getBoundingClientRect().width + step);
  });
}
