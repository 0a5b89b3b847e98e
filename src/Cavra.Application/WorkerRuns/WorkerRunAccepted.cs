using Cavra.Application.Access;
using Cavra.Application.Evidence;
using Cavra.Application.Messaging;

namespace Cavra.Application.WorkerRuns;

/// <summary>What a run is answered with while it goes on. The run as it stands is at Location.</summary>
/// <param name="Run">The run as it began: running, without a plan.</param>
/// <param name="Metadata">Public view of the evidence entry that proves that it began.</param>
/// <param name="RetryMetadata">Null: the run has made no plan yet.</param>
/// <param name="RetryResults">Empty: nothing has come of it yet.</param>
/// <param name="Actor">Who did it, as the credential says.</param>
public sealed record WorkerRunAccepted(
    WorkerRunView Run, MetadataItem Metadata, MetadataItem? RetryMetadata, IReadOnlyList<RetryResultView> RetryResults, ActorView Actor)
    : IAccepted
{
    string IAccepted.Location => $"{WorkerRunAnswer.Runs}/{Run.RunId}";

    /// <summary>Null for a run that its schedule skips: it has ended.</summary>
    public static WorkerRunAccepted? Of(BegunRun begun) => begun.IsRunning
        ? new WorkerRunAccepted(begun.Run, begun.Metadata, RetryMetadata: null, begun.Run.RetryResults, begun.Actor)
        : null;
}
