import Box from '@cloudscape-design/components/box';
import { useQuery } from '@tanstack/react-query';
import { reads } from '../api/queries';

/** Tells at the end of every page which version of Cavra serves it. */
export function VersionFooter() {
  const config = useQuery(reads.config);
  return config.data
    ? (
      <footer>
        <Box variant="small" color="text-body-secondary" padding={{ top: 'l' }}>Cavra {config.data.version}</Box>
      </footer>
    )
    : null;
}
