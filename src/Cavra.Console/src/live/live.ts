import { base } from '../api/client';

/** Whether the page hears of changes: `live`, looking for the server again, or not asking at all. */
export type LiveState = 'off' | 'live' | 'connecting';

/** What is heard of one tab by the others. */
type Heard = { kind: 'changed' } | { kind: 'ask' } | { kind: 'state'; state: LiveState };

const again = 5_000;

/**
 * Hears of every committed entry and tells the page that something has changed. Of several tabs one holds the stream and tells
 * the others: browsers open six connections to a server, and a stream takes one of them for good.
 */
export class Live {
  private readonly changed: () => void;
  private readonly said: (state: LiveState) => void;
  private readonly channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('cavra.live');
  private readonly stopping = new AbortController();
  private source: EventSource | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private now: LiveState = 'connecting';

  constructor(changed: () => void, said: (state: LiveState) => void) {
    this.changed = changed;
    this.said = said;
  }

  start(): void {
    this.said('connecting');
    if (!this.channel || !navigator.locks) {
      this.open();
      return;
    }

    this.channel.onmessage = ({ data }: MessageEvent<Heard>) => {
      if (data.kind === 'changed') {
        this.changed();
      } else if (data.kind === 'ask') {
        if (this.source) {
          this.tell({ kind: 'state', state: this.now });
        }
      } else if (!this.source) {
        this.said(data.state);
      }
    };
    navigator.locks.request('cavra.live', { signal: this.stopping.signal }, () => {
      this.open();
      // The lock is held until this tab ends or signs out; then the next one goes on.
      return new Promise<void>((resolve) => this.stopping.signal.addEventListener('abort', () => resolve()));
    }).catch(() => undefined);
    this.tell({ kind: 'ask' });
  }

  stop(): void {
    this.stopping.abort();
    clearTimeout(this.timer);
    this.source?.close();
    this.channel?.close();
    this.said('off');
  }

  private open(): void {
    const source = new EventSource(`${base}/events`);
    this.source = source;
    const tell = () => {
      this.tell({ kind: 'changed' });
      this.changed();
    };
    source.addEventListener('entry', tell);
    source.addEventListener('reset', tell);
    source.onopen = () => {
      this.state('live');
      // What happened before the stream began is on no stream.
      tell();
    };
    source.onerror = () => {
      this.state('connecting');
      if (source.readyState === EventSource.CLOSED && !this.stopping.signal.aborted) {
        this.timer = setTimeout(() => this.open(), again);
      }
    };
  }

  private state(state: LiveState): void {
    this.now = state;
    this.said(state);
    this.tell({ kind: 'state', state });
  }

  private tell(heard: Heard): void {
    if (!this.stopping.signal.aborted) {
      this.channel?.postMessage(heard);
    }
  }
}
