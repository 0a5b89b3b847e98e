import type { ReactNode } from 'react';
import type { Metadata } from '../../api/types';
import { State, words } from '../../parts/states';

interface Standing {
  cell: ReactNode;
  text: string;
}

/** What a record came to, read from the summary of its kind. */
export function standingOf(record: Metadata): Standing {
  const summary = record as unknown as Record<string, unknown>;
  const providers = list(summary['provider'] ?? summary['providers'] ?? summary['selected_providers']);
  const of = (state: string, words_: string): Standing => {
    const text = providers === '' ? words_ : `${words_} · ${providers}`;
    return { cell: <State value={state}>{text}</State>, text };
  };

  if (typeof summary['acknowledgement_state'] === 'string') {
    return of(summary['acknowledgement_state'], words(summary['acknowledgement_state']));
  }

  for (const member of ['approval_state', 'closure_state', 'execution_status']) {
    const state = summary[member];
    if (typeof state === 'string') {
      return of(state, words(state));
    }
  }

  if (typeof summary['delivery_success'] === 'boolean') {
    return summary['delivery_success'] ? of('delivered', 'delivered') : of('failed', 'not delivered');
  }

  if (typeof summary['state'] === 'string') {
    return of(summary['state'], `${words(summary['state'])}${summary['dry_run'] === true ? ', dry run' : ''}`);
  }

  if (typeof summary['alert_level'] === 'string') {
    return of(summary['alert_level'], summary['alert_level']);
  }

  return { cell: providers === '' ? '–' : providers, text: providers };
}

function list(value: unknown): string {
  return Array.isArray(value) ? value.join(', ') : typeof value === 'string' ? value : '';
}
