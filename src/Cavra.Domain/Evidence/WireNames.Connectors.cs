namespace Cavra.Domain.Evidence;

public static partial class WireNames
{
    public const string ConnectorStateSchema = "cavra.connector.state.v1";

    public const string ConnectorStateKind = "release-connector-state";
}
