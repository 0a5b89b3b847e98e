import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { answerOf, api } from '../../api/client';
import { reads } from '../../api/queries';
import { Panel } from '../../parts/panel';
import { saveAs } from '../../table/csv';
import { Instant } from '../../time/since';
import { shortened } from '../../parts/id';

/** What the log's newest checkpoint states: its name, how many entries, their common root. */
export function CheckpointPanel() {
  const checkpoint = useQuery({
    queryKey: ['checkpoint'],
    queryFn: async ({ signal }) => {
      // A log that has taken nothing in has no checkpoint yet.
      const first = await answerOf(api.GET('/evidence/entries', { params: { query: { since_index: 0, limit: 1 } }, signal }));
      return first.total === 0 ? '' : await answerOf(api.GET('/evidence/checkpoint', { parseAs: 'text', signal }));
    },
  });
  const keys = useQuery(reads.logKeys);
  return (
    <Panel title="Signed state of the log" what="the checkpoint" query={checkpoint} description="Keep a checkpoint: whoever holds one can later show that nothing before it was changed."
      actions={checkpoint.data ? <Button iconName="download" onClick={() => saveAs('cavra-checkpoint.txt', checkpoint.data, 'text/plain;charset=utf-8')}>Download checkpoint</Button> : null}>
      {(text) => {
        if (text === '') {
          return <Box color="text-body-secondary">The log has taken nothing in yet. The worker signs a first state once there are entries.</Box>;
        }

        const [origin = '', size = '', root = ''] = text.split('\n');
        return (
          <SpaceBetween size="s">
            <KeyValuePairs columns={3} items={[
              { label: 'Log', value: <span className="breakable">{origin}</span> },
              { label: 'Entries', value: Number(size).toLocaleString('en') },
              { label: 'Root', value: <span className="id" title={root}>{shortened(root)}</span> },
            ]} />
            <ExpandableSection headerText="Signing keys">
              <ul className="lines">
                {(keys.data?.items ?? []).map((key) => (
                  <li key={key.verifier_key} className="breakable"><span className="id">{key.verifier_key}</span>, since <Instant at={key.created_at} />{key.signs_until ? <>, signs until <Instant at={key.signs_until} /></> : null}</li>
                ))}
              </ul>
            </ExpandableSection>
          </SpaceBetween>
        );
      }}
    </Panel>
  );
}
