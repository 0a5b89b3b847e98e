import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { Link } from '../parts/link';

/** What an address shows that names no page. */
export default function NotFoundPage() {
  return (
    <SpaceBetween size="m">
      <Header variant="h1">There is no such page</Header>
      <Box>The address may be from another version, or a character of it was lost. <Link to="/">Go to the overview</Link></Box>
    </SpaceBetween>
  );
}
