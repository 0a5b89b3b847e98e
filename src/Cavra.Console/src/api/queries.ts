import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from './client';
import { auditDelivery, notifications } from './paths';

/** Reads that several pages share. */
export const reads = {
  config: queryOptions({ queryKey: ['config'], queryFn: ({ signal }) => answerOf(api.GET('/console/config', { signal })), staleTime: Infinity }),
  obligations: queryOptions({ queryKey: ['obligations'], queryFn: ({ signal }) => answerOf(api.GET('/obligations', { signal })) }),
  connectors: queryOptions({
    queryKey: ['connectors'],
    queryFn: ({ signal }) => answerOf(api.GET('/connectors', { params: { query: { limit: 100 } }, signal })),
  }),
  health: queryOptions({ queryKey: ['worker-health'], queryFn: ({ signal }) => answerOf(api.GET(`${auditDelivery}/worker-health`, { signal })) }),
  runs: queryOptions({
    queryKey: ['worker-runs', 'strip'],
    queryFn: ({ signal }) => answerOf(api.GET(`${auditDelivery}/worker-runs`, { params: { query: { limit: 100 } }, signal })),
  }),
  schedule: queryOptions({ queryKey: ['worker-schedule', 'overview'], queryFn: ({ signal }) => answerOf(api.GET(`${auditDelivery}/worker-schedule`, { signal })) }),
  days: queryOptions({ queryKey: ['statistics', 'days'], queryFn: ({ signal }) => answerOf(api.GET('/statistics/days', { signal })) }),
  logKeys: queryOptions({ queryKey: ['log-keys'], queryFn: ({ signal }) => answerOf(api.GET('/evidence/keys', { signal })) }),
  dashboard: queryOptions({ queryKey: ['notification-dashboard'], queryFn: ({ signal }) => answerOf(api.GET(`${notifications}/dashboard`, { signal })) }),
};

/** One entry of the evidence. */
export function readEvidence(evidenceId: string) {
  return queryOptions({
    queryKey: ['evidence', evidenceId],
    queryFn: ({ signal }) => answerOf(api.GET('/evidence/entries/{evidence_id}', { params: { path: { evidence_id: evidenceId } }, signal })),
  });
}
