import Alert from '@cloudscape-design/components/alert';
import type { Verdict } from '../../verify/verdict';

const titles: Record<Verdict['outcome'], string> = {
  sound: 'Sound', tampered: 'Tampered', missing: 'Something is missing', unreadable: 'Not readable', unsupported: 'This browser cannot check it',
};

/** What a check in the browser came to, and what was checked, in plain words. */
export function VerdictView({ verdict }: { verdict: Verdict }) {
  return (
    <div role="status">
      <Alert type={verdict.outcome === 'sound' ? 'success' : verdict.outcome === 'unsupported' ? 'warning' : 'error'} header={titles[verdict.outcome]}>
        <div className="breakable">{verdict.sentence}</div>
        {verdict.steps.length > 0
          ? <ol className="plain-list">{verdict.steps.map((step) => <li key={step} className="breakable">{step}</li>)}</ol>
          : null}
      </Alert>
    </div>
  );
}
