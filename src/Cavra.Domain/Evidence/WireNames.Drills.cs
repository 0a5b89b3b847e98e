namespace Cavra.Domain.Evidence;

/// <summary>The names that stand on the wire for ever: schemas of documents and kinds of evidence.</summary>
public static partial class WireNames
{
    /// <summary>Schema of the schedule document, as it is put and as it is filed.</summary>
    public const string DrillScheduleDocumentSchema = "cavra.go-backend-rollback-drill-schedule.v1";

    /// <summary>Schema of a drill history file.</summary>
    public const string DrillHistoryFileSchema = "cavra.go-backend-rollback-drill-history.v1";

    public const string DrillScheduleReportSchema = "cavra.go-backend-pilot.rollback-drill-schedule.v1";

    public const string DrillHistorySchema = "cavra.go-backend-pilot.rollback-drill-history.v1";

    public const string DrillScheduleKind = "go-backend-rollback-drill-schedule";

    public const string DrillKind = "go-backend-rollback-drill-record";
}
