import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import { Link } from './link';

interface IdProps {
  value: string;
  /** The page of what the id names. */
  to?: string | undefined;
  /** What kind of thing it names, for the button's name. */
  what?: string;
}

/** An id by its last six characters, with the whole of it on hover and for copying. */
export function Id({ value, to, what = 'id' }: IdProps) {
  const short = <span title={value} className="id">{shortened(value)}</span>;
  return (
    <span className="nowrap">
      {to ? <Link to={to}>{short}</Link> : short}
      <CopyToClipboard variant="icon" textToCopy={value} copyButtonAriaLabel={`Copy ${what} ${value}`}
        copySuccessText="Copied" copyErrorText="The browser did not allow it" />
    </span>
  );
}

/** The last six characters, after an ellipsis; short ids whole. */
export function shortened(id: string): string {
  return id.length <= 8 ? id : `…${id.slice(-6)}`;
}
