using Cavra.Application.AuditDeliveries;
using Cavra.Application.RetryPlans;
using Cavra.Application.Wire;
using Cavra.Domain.Connectors;
using Cavra.Domain.Evidence;
using Cavra.Domain.RetryPlans;
using Cavra.Domain.WorkerRuns;
using FluentValidation;

namespace Cavra.Application.WorkerRuns;

/// <summary>What a run that somebody starts by hand is asked to do, dry or live.</summary>
public abstract record RunRequest
{
    /// <summary><c>all</c>, or names of connectors and providers with commas.</summary>
    public string Provider { get; init; } = ConnectorNames.All;

    public int MaxRetryDeliveries { get; init; } = Selection.MaxDefault;

    /// <summary>What is asked of the retry policy; null for the one that counts for what is open.</summary>
    public RetryPolicyAsked? RetryPolicy { get; init; }

    public RunScheduleRequest Schedule { get; init; } = new();

    /// <summary>How hard each live retry tries.</summary>
    public SendTerms Terms { get; init; } = SendTerms.Default;

    public FreeText? OnBehalfOf { get; init; }
}

/// <summary>What is different in the schedule for one run; null where nothing is.</summary>
public sealed record RunScheduleRequest(int? IntervalMinutes = null, FreeText? Cadence = null, bool? Enabled = null)
{
    internal const int CadenceMaxLength = 100;

    /// <summary>The stored terms with these differences.</summary>
    internal WorkerTerms Over(WorkerTerms stored) => stored with
    {
        Enabled = Enabled ?? stored.Enabled,
        IntervalMinutes = IntervalMinutes ?? stored.IntervalMinutes,
        Cron = IntervalMinutes is null ? stored.Cron : null,
    };
}

/// <summary>The ranges of a run that is started by hand.</summary>
internal sealed class RunRequestValidator : AbstractValidator<RunRequest>
{
    public RunRequestValidator()
    {
        RuleFor(run => run.Provider).HasCharacters(0, ConnectorChoice.MaxLength);
        RuleFor(run => run.MaxRetryDeliveries).InclusiveBetween(Selection.MaxMin, Selection.MaxMax)
            .WithMessage($"From {Selection.MaxMin} to {Selection.MaxMax}.");
        RuleFor(run => run.RetryPolicy).IsRetryPolicy();
        RuleFor(run => run.Schedule.IntervalMinutes).InclusiveBetween(WorkerTerms.IntervalMin, WorkerTerms.IntervalMax)
            .WithMessage($"From {WorkerTerms.IntervalMin} to {WorkerTerms.IntervalMax}.");
        RuleFor(run => run.Schedule.Cadence).IsText(RunScheduleRequest.CadenceMaxLength);
        RuleFor(run => run.Terms).AreInRange();
        RuleFor(run => run.OnBehalfOf).IsReference().OverridePropertyName("GeneratedBy");
    }
}
