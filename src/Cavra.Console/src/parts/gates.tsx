import Icon from '@cloudscape-design/components/icon';
import type { Loop, LoopGate } from '../api/types';
import { durationWords, exactly } from '../time/words';

/** What a gate says: passed, awaited, not reached yet, or not needed. */
export type GateStanding = 'passed' | 'awaited' | 'ahead' | 'not_needed';

export function standingOf(gate: LoopGate, loop: Pick<Loop, 'open_gate'>): GateStanding {
  if (gate.passed) {
    return 'passed';
  }

  if (!gate.applies) {
    return 'not_needed';
  }

  return gate.gate === loop.open_gate ? 'awaited' : 'ahead';
}

const signs: Record<GateStanding, string> = { passed: '●', awaited: '◌', ahead: '○', not_needed: '–' };
const meanings: Record<GateStanding, string> = { passed: 'passed', awaited: 'awaited', ahead: 'not reached', not_needed: 'not needed' };

/** A loop as a small line of gates, for rows of tables. */
export function GateLine({ loop }: { loop: Loop }) {
  const text = loop.gates.map((gate) => `${gate.gate} ${meanings[standingOf(gate, loop)]}`).join(', ');
  return (
    <span className="gate-line" role="img" aria-label={text} title={text}>
      {loop.gates.map((gate) => {
        const standing = standingOf(gate, loop);
        return <span key={gate.gate} className={`gate-mark gate-${standing}`} aria-hidden>{signs[standing]}</span>;
      })}
      <span className="gate-word" aria-hidden>{loop.open ? loop.open_gate ?? '' : 'closed'}</span>
    </span>
  );
}

interface GateTimelineProps {
  loop: Loop;
  /** Where the evidence of a gate is shown. */
  renderEvidence: (evidenceId: string) => React.ReactNode;
}

/** A loop as a timeline: each gate with who passed it, when, after how long, and the evidence. */
export function GateTimeline({ loop, renderEvidence }: GateTimelineProps) {
  return (
    <ol className="gates" aria-label="Gates of this loop">
      {loop.gates.map((gate) => {
        const standing = standingOf(gate, loop);
        return (
          <li key={gate.gate} className={`gate gate-${standing}`}>
            <div className="gate-name"><span aria-hidden className="gate-mark">{signs[standing]}</span> {gate.gate}</div>
            {standing === 'passed' ? <Passed gate={gate} renderEvidence={renderEvidence} /> : <div className="gate-detail">{detailOf(standing, loop, gate)}</div>}
          </li>
        );
      })}
    </ol>
  );
}

function Passed({ gate, renderEvidence }: { gate: LoopGate; renderEvidence: GateTimelineProps['renderEvidence'] }) {
  return (
    <div className="gate-detail">
      {gate.passed_at ? <time dateTime={gate.passed_at} title={exactly(new Date(gate.passed_at))}>{exactly(new Date(gate.passed_at)).slice(5, 16)}</time> : null}
      {gate.actor ? <div className="breakable">{gate.actor}</div> : null}
      {gate.elapsed_seconds !== null ? <div><Icon name="status-pending" size="small" /> after {durationWords(gate.elapsed_seconds)}</div> : null}
      {gate.evidence_id ? renderEvidence(gate.evidence_id) : null}
    </div>
  );
}

function detailOf(standing: GateStanding, loop: Loop, gate: LoopGate): string {
  switch (standing) {
    case 'awaited':
      return `awaits ${loop.awaited_roles.join(' or ')}${gate.elapsed_seconds === null ? '' : ` since ${durationWords(gate.elapsed_seconds)}`}`;
    case 'not_needed':
      return 'not needed';
    default:
      return loop.open ? 'not reached yet' : 'not passed';
  }
}
