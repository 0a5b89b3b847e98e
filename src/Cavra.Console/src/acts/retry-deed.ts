import type { Deed } from '../act/deed';
import { counted } from '../time/words';

/** A decision about a retry plan, as its record shows it. */
export interface RetryAckRecord {
  created_at: string;
  actor: string;
  acknowledgement_state?: string;
  provider?: string;
  delivery_id?: string | null;
  destination_count?: number;
  external_ref?: string | null;
  notes?: string | null;
}

/** The newest of these decisions, which come newest first, that counts for the delivery or connector; else the newest. */
export function retryDeedOf(records: readonly RetryAckRecord[], connector: string, deliveryId: string | undefined): Deed | undefined {
  const isAboutIt = (record: RetryAckRecord) => record.provider === connector
    && (deliveryId === undefined || !record.delivery_id || record.delivery_id === deliveryId);
  const record = records.find(isAboutIt) ?? records[0];
  return record
    ? {
      who: record.actor,
      did: `${record.acknowledgement_state ?? 'answered'} ${isAboutIt(record) ? 'this' : `${counted(record.destination_count ?? 1, 'destination')} of ${record.provider ?? 'the plan'}`}`,
      at: record.created_at, why: record.notes, reference: record.external_ref,
    }
    : undefined;
}
