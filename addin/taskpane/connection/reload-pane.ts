/** Loads the pane anew from the bridge; what is in the workbook and the pairing stay. */
export function reloadPane(): void {
  window.location.reload();
}
