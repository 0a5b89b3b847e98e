namespace Cavra.Domain.Evidence;

public static partial class WireNames
{
    public const string WorkerHealthSchema = WorkerSchemas + "worker-health.v1";
}
