/** The file that the manifest names for Excel, as far as the workbench reads it. */
interface ShortcutsFile {
  readonly shortcuts: readonly { readonly action: string; readonly key: ShortcutKeys }[];
}

interface ShortcutKeys {
  readonly default: string;
  readonly mac?: string;
}

/** What of a keyboard event tells a shortcut. `code` is the key's place, which Alt does not change. */
export type PressedKeys = Pick<KeyboardEvent, 'code' | 'ctrlKey' | 'shiftKey' | 'altKey' | 'metaKey'>;

/** The action of the shortcut that is pressed, by a file of shortcuts; null for any other keys. */
export function actionPressed({ shortcuts }: ShortcutsFile, pressed: PressedKeys, isMac: boolean): string | null {
  const keys = keysOf(pressed);
  const found = shortcuts.find(({ key }) => sorted(isMac ? (key.mac ?? key.default) : key.default) === keys);
  return found?.action ?? null;
}

/**
 * Listens to the keyboard shortcuts in the page, as Excel on the web does: not while the pane has the focus.
 * @param run starts an action by its id
 * @param onTrouble told when an action can't be started
 */
export async function listenForShortcuts(
  run: (action: string) => Promise<void>,
  onTrouble: (trouble: unknown) => void,
): Promise<void> {
  const answer = await fetch('/assets/shortcuts.json');
  const file = (await answer.json()) as ShortcutsFile;
  const isMac = navigator.userAgent.includes('Macintosh');
  const listen = (event: KeyboardEvent): void => {
    const action = actionPressed(file, event, isMac);
    if (action === null) return;
    event.preventDefault();
    event.stopPropagation();
    if (!event.repeat) run(action).catch(onTrouble);
  };
  window.addEventListener('keydown', listen, { capture: true });
}

function keysOf({ code, ctrlKey, shiftKey, altKey, metaKey }: PressedKeys): string {
  const modifiers = { Ctrl: ctrlKey, Shift: shiftKey, Alt: altKey, Command: metaKey };
  const held = Object.entries(modifiers).flatMap(([name, isHeld]) => (isHeld ? [name] : []));
  return sorted([...held, code.replace(/^(Key|Digit)/, '')].join('+'));
}

/** Names of keys in any order mean the same. */
function sorted(keys: string): string {
  return keys.split('+').sort().join('+');
}
