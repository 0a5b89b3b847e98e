import { useQuery } from '@tanstack/react-query';
import { answerOf, api } from '../../api/client';
import { auditDelivery } from '../../api/paths';
import type { RetryDecision } from '../../api/types';

/** What the newest retry plan says about a destination; undefined if it says nothing. */
export function useDecision(destinationId: string, isWanted: boolean): { planId: string; decision: RetryDecision } | undefined {
  const newest = useQuery({
    queryKey: ['retry-plan', 'newest'],
    queryFn: async ({ signal }) => {
      const plans = await answerOf(api.GET(`${auditDelivery}/retry-plans`, { params: { query: { limit: 1 } }, signal }));
      const planId = plans.items[0]?.retry_plan_id;
      return planId === undefined
        ? null
        : await answerOf(api.GET(`${auditDelivery}/retry-plans/{retry_plan_id}`, { params: { path: { retry_plan_id: planId } }, signal }));
    },
    enabled: isWanted,
  });
  const plan = newest.data;
  const decision = plan?.retry_decisions.find((item) => item.destination_id === destinationId);
  return isWanted && plan && decision ? { planId: plan.retry_plan_id, decision } : undefined;
}
