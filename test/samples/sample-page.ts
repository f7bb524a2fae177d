type Handler = (event: unknown) => unknown;

/** As much of an element as the samples use: a value, some text, and what happens on a click. */
class SampleElement {
  value = '';
  textContent = '';
  innerHTML = '';
  innerText = '';
  checked = false;
  disabled = false;
  readonly style: Record<string, string> = {};
  private readonly handlers: Handler[] = [];

  addEventListener(name: string, handler: Handler): void {
    if (name === 'click') this.handlers.push(handler);
  }

  set onclick(handler: Handler) {
    this.handlers.push(handler);
  }

  appendChild<T>(child: T): T {
    return child;
  }

  setAttribute(): void {
    // What only looks different changes nothing that a sample does.
  }

  /** Clicks and waits for all that the handlers began. */
  async click(): Promise<void> {
    for (const handler of this.handlers) await handler({ target: this });
  }
}

/** The page of a sample: its elements by id, and its buttons in the order in which they stand. */
export class SamplePage {
  readonly buttons: readonly string[];
  private readonly elements = new Map<string, SampleElement>();

  constructor(html: string) {
    const tags = [...html.matchAll(/<(button|input|select|textarea)\b([^>]*)>/g)];
    const attribute = (text: string, name: string): string => new RegExp(`\\b${name}="([^"]*)"`).exec(text)?.[1] ?? '';
    this.buttons = tags.filter(([, tag]) => tag === 'button').map(([, , text = '']) => attribute(text, 'id'));
    for (const [, , text = ''] of tags) this.element(attribute(text, 'id')).value = attribute(text, 'value');
  }

  /** An element by its id; those that only show something are made when they are asked for. */
  element(id: string): SampleElement {
    const known = this.elements.get(id) ?? new SampleElement();
    this.elements.set(id, known);
    return known;
  }

  /** The document that the sample's script sees. */
  get document(): object {
    return {
      getElementById: (id: string) => this.element(id),
      createElement: () => new SampleElement(),
      querySelector: () => new SampleElement(),
      body: new SampleElement(),
    };
  }
}
