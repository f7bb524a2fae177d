/** The version that the pane was built as: its page says so. Null in a page that says nothing. */
export function paneVersion(): string | null {
  return document.querySelector('meta[name="curbstop-version"]')?.getAttribute('content') ?? null;
}
