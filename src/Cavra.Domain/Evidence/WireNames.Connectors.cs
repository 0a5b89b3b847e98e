namespace Cavra.Domain.Evidence;

public static partial class WireNames
{
    public const string ConnectorListSchema = "cavra.connectors.v1";

    public const string ConnectorTestSchema = "cavra.connector.test.v1";

    public const string ConnectorTestKind = "release-connector-test";

    /// <summary>CloudEvents type of a connector test.</summary>
    public const string ConnectorTestEventType = "cavra.connector.test";

    public const string ConnectorStateSchema = "cavra.connector.state.v1";

    public const string ConnectorStateKind = "release-connector-state";
}
