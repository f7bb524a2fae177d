/**
 * Lets the page draw and take clicks before work goes on that would keep it from both. A message to oneself comes at
 * once, where timers of a pane that is out of sight come a second late.
 */
export function breathe(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
