using System.ComponentModel.DataAnnotations;
using Cavra.Api.Wire;
using Cavra.Application.Drills;
using Cavra.Application.Wire;
using Cavra.Domain.Evidence;

namespace Cavra.Api.Drills;

/// <summary>Drill schedules, and the drills that were executed.</summary>
internal static class DrillEndpoints
{
    public static IEndpointRouteBuilder MapDrills(this IEndpointRouteBuilder routes)
    {
        var drills = routes.MapGroup(ContractPaths.Runtime).WithTags("Drills");
        drills.MapQuery<ReportFilter, DrillScheduleReportView>(
            "/rollback-drill-schedule", "GetDrillScheduleReport", "How a drill schedule stands now",
            (filter, _) => new GetDrillScheduleReport(filter.ScheduleId)).MayRefuse(StatusCodes.Status404NotFound);
        drills.MapQuery<Access.PageFilter, Page<DrillScheduleView>>(
            "/rollback-drill-schedules", "ListDrillSchedules", "List the drill schedules",
            (filter, _) => new ListDrillSchedules(filter.Page));
        drills.MapQuery<NoParameters, DrillScheduleView>(
            "/rollback-drill-schedules/{schedule_id}", "GetDrillSchedule", "Read a drill schedule, with the version that replacing it demands",
            (_, http) => new GetDrillSchedule(http.PathName("schedule_id"))).MayRefuse(StatusCodes.Status404NotFound);
        drills.MapCommand<DrillScheduleDocument, DrillScheduleAnswer>(
            HttpMethod.Put, "/rollback-drill-schedules/{schedule_id}", "DefineDrillSchedule", "Define or replace a drill schedule",
            (body, http) => body.ToCommand(http.PathName("schedule_id"), http.IfMatch())).TakesIfMatch(isDemanded: true)
            .Produces<DrillScheduleAnswer>();
        drills.MapQuery<DrillFilter, Page<DrillRow>>(
            "/rollback-drills", "ListDrills", "List the recorded drills",
            (filter, _) => new ListDrills(
                filter.Environment, filter.Passed, new PageRequest(filter.Limit, filter.Offset, filter.Cursor)));
        drills.MapCommand<DrillDocument, DrillAnswer>(
            HttpMethod.Post, "/rollback-drills", "RecordDrill", "Record an executed drill",
            (body, _) => body.ToCommand());
        return routes;
    }

    internal sealed record ReportFilter(string? ScheduleId = null);

    internal sealed record DrillFilter(
        string? Environment = null,
        bool? Passed = null,
        [Range(1, PageRequest.MaxLimit)] int Limit = PageRequest.DefaultLimit,
        [Range(0, PageRequest.MaxOffset)] int Offset = 0,
        string? Cursor = null);
}
