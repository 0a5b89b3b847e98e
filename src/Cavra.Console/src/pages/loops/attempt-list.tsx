import Box from '@cloudscape-design/components/box';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import type { Attempt } from '../../api/types';
import { State, words } from '../../parts/states';
import { Instant } from '../../time/since';
import { durationWords, local } from '../../time/words';

/** Every attempt, newest first: what was sent, what came back, both without secrets. */
export function AttemptList({ attempts }: { attempts: readonly Attempt[] }) {
  return attempts.length === 0
    ? <Box color="text-body-secondary">Nothing was attempted yet.</Box>
    : attempts.map((attempt, index) => (
      <ExpandableSection key={attempt.attempt_id} defaultExpanded={index === 0} headerText={headlineOf(attempt)}>
        <ColumnLayout columns={2}>
          <KeyValuePairs columns={2} items={[
            { label: 'Outcome', value: <State value={attempt.outcome} /> },
            { label: 'Answer', value: attempt.status_code ? String(attempt.status_code) : 'none' },
            { label: 'Began', value: <Instant at={attempt.started_at} /> },
            { label: 'Took', value: tookOf(attempt) ?? '–' },
            { label: 'Failure', value: attempt.failure_class ? words(attempt.failure_class) : '–' },
            { label: 'Whose fault', value: faultOf(attempt.fault) },
          ]} />
          <div>
            <Box variant="awsui-key-label">What was sent</Box>
            {attempt.request
              ? <pre className="request">{`${attempt.request.method} ${attempt.request.url}\n`}{Object.entries(attempt.request.headers).map(([name, value]) => `${name}: ${value}\n`)}</pre>
              : <Box>Nothing: it was {attempt.hold_reason ? `held, ${words(attempt.hold_reason)}` : 'not sent'}.</Box>}
            <Box variant="awsui-key-label">What came back</Box>
            <pre className="request">{attempt.answer_excerpt !== '' ? attempt.answer_excerpt : attempt.error ?? 'No text.'}</pre>
          </div>
        </ColumnLayout>
      </ExpandableSection>
    ));
}

function headlineOf(attempt: Attempt): string {
  const at = attempt.started_at ?? attempt.queued_at;
  return [
    `${attempt.attempt_number}.`, local(new Date(at)), attempt.status_code ? String(attempt.status_code) : '',
    words(attempt.failure_class ?? attempt.hold_reason ?? attempt.outcome), tookOf(attempt) ?? '',
  ].filter((part) => part !== '').join('  ');
}

function tookOf(attempt: Attempt): string | undefined {
  if (!attempt.started_at || !attempt.completed_at) {
    return undefined;
  }

  const milliseconds = Date.parse(attempt.completed_at) - Date.parse(attempt.started_at);
  return milliseconds < 60_000 ? `${(milliseconds / 1000).toFixed(1)} s` : durationWords(milliseconds / 1000);
}

function faultOf(fault: Attempt['fault']): string {
  switch (fault) {
    case 'theirs':
      return 'the receiver’s';
    case 'ours':
      return 'ours';
    case 'network':
      return 'the network’s';
    default:
      return '–';
  }
}
