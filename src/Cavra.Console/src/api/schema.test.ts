import createClient from 'openapi-fetch';
import { expect, test } from 'vitest';
import type { components, paths } from './schema';

type Schemas = components['schemas'];

const audit = '/runtime/go-pilot/rollback-drill-notifications/acknowledgements/audit-delivery';

/** A client whose server answers every request with the next of these, and what it was asked. */
function clientOf(...answers: unknown[]) {
  const asked: string[] = [];
  const api = createClient<paths>({
    baseUrl: 'http://cavra.example',
    fetch: async (request) => {
      asked.push(`${request.method} ${new URL(request.url).pathname}${new URL(request.url).search} ${await request.text()}`.trim());
      return Response.json(answers.shift());
    },
  });
  return { api, asked };
}

test('A client typed from the OpenAPI document plans retries, accepts one and lists the loops', async () => {
  const decision: Partial<Schemas['RetryDecisionView']> = { action: 'retry', connector: 'siem', delivery_id: 'gordackdelivery-1', failure_class: 'server_error' };
  const { api, asked } = clientOf(
    { plan: { retry_plan_id: 'gordackretry-1', retry_decisions: [decision] } },
    { acknowledgement: { destination_count: 1 } },
    { items: [{ state: 'failed', open_gate: null }], total: 1, next_cursor: null },
  );

  const planned = await api.POST(`${audit}/retry-plan`, { body: { retry_policy: { max_retry_attempts: 5 } } });
  const plan: Schemas['RetryPlanView'] = planned.data!.plan;
  const due = plan.retry_decisions.filter((one) => one.action === 'retry');
  const accepted = await api.POST(`${audit}/retry-plans/{retry_plan_id}/acknowledgements`, {
    params: { path: { retry_plan_id: plan.retry_plan_id }, header: { 'Idempotency-Key': 'accept-1' } },
    body: { provider: due[0]!.connector, acknowledgement_state: 'accepted', delivery_id: due[0]!.delivery_id },
  });
  const loops = await api.GET(`${audit}/loops`, { params: { query: { open: true, limit: 10 } } });

  const touched: number = accepted.data!.acknowledgement.destination_count;
  const gates: (Schemas['LoopView']['open_gate'] | null)[] = loops.data!.items.map((loop) => loop.open_gate);
  expect([touched, gates]).toEqual([1, [null]]);
  expect(asked).toEqual([
    `POST ${audit}/retry-plan {"retry_policy":{"max_retry_attempts":5}}`,
    `POST ${audit}/retry-plans/gordackretry-1/acknowledgements {"provider":"siem","acknowledgement_state":"accepted","delivery_id":"gordackdelivery-1"}`,
    `GET ${audit}/loops?open=true&limit=10`,
  ]);
});

test('The types refuse what the server would refuse', async () => {
  const { api, asked } = clientOf({}, {}, {});

  // @ts-expect-error an unknown word
  await api.POST(`${audit}/retry-plans/{retry_plan_id}/acknowledgements`, { params: { path: { retry_plan_id: 'x' } }, body: { provider: 'siem', acknowledgement_state: 'maybe' } });
  // @ts-expect-error no provider
  await api.POST(`${audit}/retry-plans/{retry_plan_id}/acknowledgements`, { params: { path: { retry_plan_id: 'x' } }, body: {} });
  // @ts-expect-error text for a flag
  await api.POST(`${audit}/worker-run`, { body: { dry_run: 'yes' } });

  expect(asked).toHaveLength(3);
});
