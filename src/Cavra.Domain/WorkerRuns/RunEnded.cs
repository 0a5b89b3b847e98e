using Cavra.Domain.AuditPackages;
using Cavra.Domain.Evidence;

namespace Cavra.Domain.WorkerRuns;

/// <summary>That a run has ended, with the audit packages that it looked at.</summary>
/// <param name="Run">The run as it ended.</param>
/// <param name="Audits">The packages of its plan, or of the retries it had begun.</param>
public sealed record RunEnded(WorkerRun Run, IEnumerable<AuditPackageId> Audits) : IEvidenced
{
    public EvidenceFacts Evidence => RunEvidence.Of(Run, Audits);
}
