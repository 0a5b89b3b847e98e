import Button from '@cloudscape-design/components/button';
import { useHref, useNavigate } from 'react-router';

/** A button that leads to the page where the act is done. */
export function PlaceButton({ to, words }: { to: string; words: string }) {
  const href = useHref(to);
  const navigate = useNavigate();
  return (
    <Button href={href} onFollow={(event) => {
      event.preventDefault();
      void navigate(to);
    }}>{words}</Button>
  );
}
