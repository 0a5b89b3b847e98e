import type { ReactNode } from 'react';
import type { ConnectorDelivery } from '../api/types';
import { words } from '../parts/states';

/** How each destination of a delivery fared, in a list. */
export function outcomesOf(delivery: ConnectorDelivery | null | undefined): ReactNode {
  return delivery && delivery.deliveries.length > 0
    ? <ul className="plain-list">
      {delivery.deliveries.map((item) => (
        <li key={item.destination_id} className="breakable">
          {item.connector}: {words(item.outcome)}
          {item.status_code ? `, ${item.status_code}` : ''}
          {item.failure_class ? `, ${words(item.failure_class)}` : ''}
          {item.hold_reason ? `, ${words(item.hold_reason)}` : ''}
          {item.error ? `: ${item.error}` : ''}
        </li>
      ))}
    </ul>
    : null;
}
