import { useNow } from './now';
import { exactly, fromNow, local } from './words';

/** An instant, relative to now; exactly on hover and in copied text. */
export function Since({ at }: { at: string | null | undefined }) {
  const now = useNow();
  if (!at) {
    return <>–</>;
  }

  const instant = new Date(at);
  return <time dateTime={at} title={exactly(instant)}>{fromNow(instant, now)}</time>;
}

/** An instant in local time; UTC on hover. */
export function Instant({ at }: { at: string | null | undefined }) {
  return at ? <time dateTime={at} title={exactly(new Date(at))}>{local(new Date(at))}</time> : <>–</>;
}
