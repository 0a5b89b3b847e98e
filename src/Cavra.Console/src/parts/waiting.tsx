import Box from '@cloudscape-design/components/box';
import Spinner from '@cloudscape-design/components/spinner';
import { useEffect, useState } from 'react';

const patience = 8_000;

/** Says what is waited for; after a while, that it takes long. The request itself ends in an answer or a problem. */
export function Waiting({ what }: { what: string }) {
  const [isLong, setIsLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsLong(true), patience);
    return () => clearTimeout(timer);
  }, []);

  return (
    <Box color="text-body-secondary" padding="s">
      <span role="status"><Spinner /> {isLong ? `Still asking for ${what}; the server is slow to answer.` : `Asking for ${what}…`}</span>
    </Box>
  );
}
