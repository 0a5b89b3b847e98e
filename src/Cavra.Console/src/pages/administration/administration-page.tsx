import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tabs from '@cloudscape-design/components/tabs';
import { useSearchParams } from 'react-router';
import { useSession } from '../../session/session';
import { useTitle } from '../../shell/use-title';
import { BoundaryPanel } from './boundary-panel';
import { KeysTable } from './keys-table';
import { LogKeysPanel } from './log-keys-panel';
import { PolicyPanel } from './policy-panel';
import { RetentionPanel } from './retention-panel';

/** Who may get in, who signs, what a live retry needs, what is kept how long, and what may leave. */
export default function AdministrationPage() {
  const [search, setSearch] = useSearchParams();
  const { may } = useSession();
  useTitle('Administration');
  const tabs = [
    ...(may('keys.manage') ? [{ id: 'keys', label: 'API keys', content: <KeysTable /> }, { id: 'log-keys', label: 'Signing keys', content: <LogKeysPanel /> }] : []),
    ...(may('policy.read') ? [{ id: 'policy', label: 'Policy', content: <PolicyPanel /> }, { id: 'retention', label: 'Retention', content: <RetentionPanel /> }] : []),
    { id: 'boundary', label: 'Security boundary', content: <BoundaryPanel /> },
  ];
  return (
    <SpaceBetween size="l">
      <Header variant="h1">Administration</Header>
      <Tabs ariaLabel="Parts of the administration" tabs={tabs} activeTabId={tabs.find((tab) => tab.id === search.get('tab'))?.id ?? tabs[0]?.id ?? ''}
        onChange={({ detail }) => setSearch({ tab: detail.activeTabId })} />
    </SpaceBetween>
  );
}
