namespace Cavra.Domain.Evidence;

public static partial class WireNames
{
    public const string ObligationsSchema = "cavra.obligations.v1";
}
