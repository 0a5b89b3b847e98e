import Button from '@cloudscape-design/components/button';
import { counted } from '../time/words';
import { mostAtOnce } from './many';
import type { Selection } from './selection';

/** What the acts above a table are done to, and the way back to everything. */
export function SelectionWords<T>({ selection, one, forget }: { selection: Selection<T>; one: string; forget: () => void }) {
  const { rows, filtered } = selection;
  if (rows.length > 0) {
    return <>{counted(rows.length, one)} chosen, of {filtered.total.toLocaleString('en')}. <Button variant="inline-link" onClick={forget}>Choose none, to answer all</Button></>;
  }

  if (filtered.total === 0) {
    return null;
  }

  return filtered.total > mostAtOnce
    ? <>The filter selects {counted(filtered.total, one)}; at most {mostAtOnce} are answered at once. Narrow it, or choose rows.</>
    : <>Answers go to all that the filter selects, or to the rows you choose.</>;
}
