import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group';
import { useHref, useNavigate } from 'react-router';

interface TrailProps {
  /** The list that the page is one of. */
  list: string;
  to: string;
  here: string;
}

/** Where a page of details is, and the way back to its list. */
export function Trail({ list, to, here }: TrailProps) {
  const navigate = useNavigate();
  const href = useHref(to);
  return (
    <BreadcrumbGroup ariaLabel="Where this page is" items={[{ text: list, href }, { text: here, href: '' }]}
      onFollow={(event) => {
        event.preventDefault();
        void navigate(to);
      }} />
  );
}
