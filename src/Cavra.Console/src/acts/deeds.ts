import type { Deed } from '../act/deed';
import { answerOf, api } from '../api/client';
import { notifications } from '../api/paths';
import type { Connector, RetryDecision } from '../api/types';
import { retryDeedOf, type RetryAckRecord } from './retry-deed';

const retryAck = 'go-backend-rollback-drill-acknowledgement-audit-delivery-retry-ack';
const connectorState = 'release-connector-state';

/** What was decided last about a plan: about this delivery or connector if about that, else about another. */
export async function lastRetryDeed(planId: string, connector: string, decision: RetryDecision | undefined): Promise<Deed | undefined> {
  const page = await answerOf(api.GET(notifications, { params: { query: { retry_plan_id: planId, metadata_kind: retryAck, limit: 100 } } }));
  return retryDeedOf(page.items as unknown as RetryAckRecord[], connector, decision?.delivery_id);
}

/** Who paused a connector, or let things through again. */
export async function lastConnectorDeed({ name, pause }: Connector): Promise<Deed | undefined> {
  if (pause) {
    return { who: pause.paused_by, did: `paused ${name}`, at: pause.paused_at, why: pause.reason };
  }

  const entries = await answerOf(api.GET('/evidence/entries', { params: { query: { metadata_kind: connectorState, action: 'resume_connector', limit: 50 } } }));
  const document = entries.items.map((entry) => entry.document as ConnectorDocument)
    .find((one) => one.what?.resource_id === name && one.what.outcome === 'done');
  return document?.who?.actor && document.created_at ? { who: document.who.actor, did: `resumed ${name}`, at: document.created_at } : undefined;
}

interface ConnectorDocument {
  created_at?: string;
  who?: { actor?: string };
  what?: { resource_id?: string; outcome?: string };
}
