import type { components } from './schema';

type Schemas = components['schemas'];

export type Approval = Schemas['ApprovalView'];
export type Connector = Schemas['ConnectorStatusView'];
export type ConnectorDelivery = Schemas['ConnectorDeliveryView'];
export type Attempt = Schemas['AttemptView'];
export type AttemptClass = Schemas['AttemptClassView'];
export type BreakerChange = Schemas['BreakerChangeView'];
export type DestinationDetail = Schemas['DestinationDetailView'];
export type DrillRow = Schemas['DrillRow'];
export type DrillSchedule = Schemas['DrillScheduleView'];
export type Execution = Schemas['ExecutionView'];
export type Evidence = Schemas['EvidenceView'];
export type HealthAlertLine = Schemas['HealthAlertLine'];
export type HealthRecommendation = Schemas['HealthRecommendation'];
export type Loop = Schemas['LoopView'];
export type LoopGate = Schemas['LoopGateView'];
export type Metadata = Schemas['MetadataItem'];
export type OutstandingAlert = Schemas['OutstandingHealthAlertRow'];
export type RecoveryReport = Schemas['RecoveryReportView'];
export type RecoveryRow = Schemas['RecoveryRow'];
export type RetryResult = Schemas['RetryResultView'];
export type RetryDecision = Schemas['RetryDecisionView'];
export type RetryPlan = Schemas['RetryPlanView'];
export type RetryPlanItem = Schemas['RetryPlanItem'];
export type RouteRow = Schemas['RouteRow'];
export type Session = Schemas['SessionView'];
export type WorkerRun = Schemas['WorkerRunView'];
export type WorkerRunItem = Schemas['WorkerRunItem'];

/** One page of a list. */
export interface Page<T> {
  items: T[];
  total: number;
  total_is_lower_bound: boolean;
  limit: number;
  offset: number;
  next_cursor?: string | null;
}
