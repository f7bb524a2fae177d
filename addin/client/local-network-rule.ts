/** The names that browsers gave the permission for pages to reach this computer, the newest first. */
const PERMISSIONS = ['loopback-network', 'local-network-access'];

/**
 * Tells whether the browser's rule for local networks denies this page the way to the bridge. It says so too for a page
 * in a frame that was never given the permission, and does not say whether the bridge runs: it is a hint, no proof.
 */
export async function isDeniedByBrowser(): Promise<boolean> {
  const states = await Promise.all(PERMISSIONS.map(stateOf));
  return states.find((state) => state !== null) === 'denied';
}

/** Null where the browser knows no such permission. */
async function stateOf(name: string): Promise<PermissionState | null> {
  try {
    return (await navigator.permissions.query({ name: name as PermissionName })).state;
  } catch {
    return null;
  }
}
