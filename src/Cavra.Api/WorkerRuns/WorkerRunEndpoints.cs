using System.ComponentModel.DataAnnotations;
using Cavra.Api.RetryPlans;
using Cavra.Api.Wire;
using Cavra.Application.AuditDeliveries;
using Cavra.Application.Messaging;
using Cavra.Application.Wire;
using Cavra.Application.WorkerRuns;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Evidence;
using Cavra.Domain.WorkerRuns;

namespace Cavra.Api.WorkerRuns;

/// <summary>The retry worker: its runs, and when it runs.</summary>
internal static class WorkerRunEndpoints
{
    /// <summary>The longest a run may take before a repeated request may say that it was interrupted.</summary>
    private static readonly TimeSpan RunLease = TimeSpan.FromMinutes(5);

    public static IEndpointRouteBuilder MapWorkerRuns(this IEndpointRouteBuilder routes)
    {
        var runs = routes.MapGroup(ContractPaths.AuditDelivery).WithTags("Worker runs");
        runs.MapDeferrableSteps<WorkerRunBody, WorkerRunAnswer, WorkerRunAccepted>(
            HttpMethod.Post, "/worker-run", "RunWorker", "Run the retry worker once; dry unless asked otherwise",
            (_, _) => RunLease, BeginAsync);
        runs.MapQuery<RunFilter, Page<WorkerRunItem>>(
            "/worker-runs", "ListWorkerRuns", "List the worker runs, without their plans",
            (filter, _) => new ListWorkerRuns(
                filter.DryRun, filter.State, new PageRequest(filter.Limit, filter.Offset, filter.Cursor)));
        runs.MapQuery<NoParameters, WorkerRunView>(
            "/worker-runs/{run_id}", "GetWorkerRun", "A worker run with the plan it went by",
            (_, http) => new GetWorkerRun(http.PathId<WorkerRunId>("run_id")));
        runs.MapQuery<NoParameters, WorkerDashboardView>(
            "/worker-dashboard", "GetWorkerDashboard", "How the retry worker has been running", (_, _) => new GetWorkerDashboard());
        runs.MapQuery<NoParameters, WorkerScheduleView>(
            "/worker-schedule", "GetWorkerSchedule", "When the retry worker runs", (_, _) => new GetWorkerSchedule());
        runs.MapCommand<WorkerScheduleBody, WorkerScheduleAnswer>(
            HttpMethod.Put, "/worker-schedule", "DefineWorkerSchedule", "Decide when the retry worker runs",
            (body, http) => body.ToCommand(http.IfMatch())).TakesIfMatch(isDemanded: true);
        return routes;
    }

    private static async Task<Result<BegunSteps<WorkerRunAnswer, WorkerRunAccepted>>> BeginAsync(WorkerRunBody body, HttpContext http)
    {
        var mode = RunModes.Asked(body.DryRun.OrNull, body.Execute.OrNull);
        if (mode.Refusal is { } contradiction)
        {
            return contradiction;
        }

        IMessage<BegunRun> begin = mode.Value is RunMode.Live ? body.Over(new BeginLiveRun()) : body.Over(new BeginDryRun());
        var begun = await http.RequestServices.GetRequiredService<IDispatcher>().SendAsync(begin, http.RequestAborted);
        return begun.Refusal is { } refusal
            ? refusal
            : new BegunSteps<WorkerRunAnswer, WorkerRunAccepted>(
                WorkerRunAccepted.Of(begun.Value),
                services => services.GetRequiredService<WorkerRunSteps>().FinishAsync(begun.Value, begun.Value.RetryPolicy, new SendTerms(body.Retries, body.TimeoutSeconds)));
    }

    /// <summary>Terms of one run; dry unless it asks otherwise.</summary>
    /// <param name="DryRun">false asks for a live run; dry where this and execute are left out, and never against execute.</param>
    /// <param name="Execute">true asks for a live run, which sends what has a valid approval.</param>
    /// <param name="MaxRetryDeliveries">How many retries it takes on at most, 1 to 500; oldest failures first.</param>
    /// <param name="RetryPolicy">Limits of retries, not looser than the workspace's; those that count for what is open where it is
    /// left out.</param>
    /// <param name="Schedule">What this run says of its schedule; the stored one where it is left out.</param>
    /// <param name="Provider">Connectors it is limited to: all, a name or a comma list.</param>
    /// <param name="Retries">Quick tries after the first of each attempt, 0 to 5.</param>
    /// <param name="TimeoutSeconds">Seconds to wait for each answer, 0.1 to 30.</param>
    /// <param name="GeneratedBy">Whom the caller acts for, kept as on_behalf_of; the credential decides who asked.</param>
    internal sealed record WorkerRunBody(
        Optional<bool> DryRun = default,
        Optional<bool> Execute = default,
        int MaxRetryDeliveries = 5,
        RetryPolicyBody? RetryPolicy = null,
        RunScheduleBody? Schedule = null,
        string Provider = "all",
        int Retries = 2,
        double TimeoutSeconds = 10,
        string? GeneratedBy = null)
    {
        public TRequest Over<TRequest>(TRequest request)
            where TRequest : RunRequest => request with
            {
                Provider = Provider,
                MaxRetryDeliveries = MaxRetryDeliveries,
                RetryPolicy = RetryPolicy?.Asked,
                Schedule = Schedule?.ToRequest() ?? new RunScheduleRequest(),
                Terms = new SendTerms(Retries, TimeoutSeconds),
                OnBehalfOf = FreeText.Optional(GeneratedBy),
            };
    }

    /// <summary>What a run by hand says of its schedule.</summary>
    /// <param name="IntervalMinutes">Minutes from window to window, 1 to 10,080; the stored schedule's where it is left out.</param>
    /// <param name="Cadence">Name of the rhythm, kept with the run; the stored schedule's where it is left out.</param>
    /// <param name="Enabled">false records the run as skipped_disabled and sends nothing.</param>
    internal sealed record RunScheduleBody(
        Optional<int> IntervalMinutes = default, string? Cadence = null, Optional<bool> Enabled = default)
    {
        public RunScheduleRequest ToRequest() => new(IntervalMinutes.OrNull, FreeText.Optional(Cadence), Enabled.OrNull);
    }

    /// <summary>When and how the worker is to run.</summary>
    /// <param name="Enabled">Whether the worker runs by itself.</param>
    /// <param name="IntervalMinutes">Minutes from window to window, 1 to 10,080; either this or cron.</param>
    /// <param name="Cron">Five fields of a cron expression, at most 100 characters; either this or interval_minutes.</param>
    /// <param name="TimeZone">IANA name of the time zone that cron is read in, such as Europe/Berlin.</param>
    /// <param name="GraceMinutes">Minutes after a window's start before a run counts as late, 1 to 1,440.</param>
    /// <param name="MaxRuntimeMinutes">Minutes a run may take before it is timed out, 1 to 1,440.</param>
    /// <param name="Mode">Whether scheduled runs send anything.</param>
    /// <param name="Misfire">What is done about windows that were missed.</param>
    /// <param name="HeartbeatUrlRef">Where the URL called after each run lives: env:NAME or file:PATH; null calls nothing.</param>
    internal sealed record WorkerScheduleBody(
        bool Enabled = true,
        int? IntervalMinutes = null,
        string? Cron = null,
        string TimeZone = "UTC",
        int GraceMinutes = 5,
        int MaxRuntimeMinutes = 15,
        RunMode Mode = RunMode.DryRun,
        MisfirePolicy Misfire = MisfirePolicy.Skip,
        string? HeartbeatUrlRef = null)
    {
        public DefineWorkerSchedule ToCommand(string? ifMatch) => new(
            new WorkerTerms
            {
                Enabled = Enabled,
                IntervalMinutes = IntervalMinutes,
                Cron = Cron,
                TimeZone = TimeZone,
                GraceMinutes = GraceMinutes,
                MaxRuntimeMinutes = MaxRuntimeMinutes,
                Mode = Mode,
                Misfire = Misfire,
            },
            HeartbeatUrlRef is null ? null : new Name(HeartbeatUrlRef),
            ifMatch);
    }

    internal sealed record RunFilter(
        bool? DryRun = null,
        string? State = null,
        [Range(1, PageRequest.MaxLimit)] int Limit = PageRequest.DefaultLimit,
        [Range(0, PageRequest.MaxOffset)] int Offset = 0,
        string? Cursor = null);
}
