using Cavra.Application.Messaging;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.WorkerRuns;
using FluentValidation;
using MediatR;

namespace Cavra.Application.WorkerRuns;

/// <summary>Starts a run that says what a live one would do, and sends nothing.</summary>
public sealed record BeginDryRun : RunRequest, ICommand<BegunRun>
{
    public static Permission Permission => Permissions.WorkerDryRun;
}

internal sealed class BeginDryRunValidator : AbstractValidator<BeginDryRun>
{
    public BeginDryRunValidator() => Include(new RunRequestValidator());
}

internal sealed class BeginDryRunHandler(WorkerRunStarter starter) : IRequestHandler<BeginDryRun, Result<BegunRun>>
{
    public Task<Result<BegunRun>> Handle(BeginDryRun command, CancellationToken cancellationToken) =>
        starter.ByHandAsync(command, RunMode.DryRun, cancellationToken);
}

/// <summary>Starts a run that sends again what is due and approved.</summary>
public sealed record BeginLiveRun : RunRequest, ICommand<BegunRun>
{
    public static Permission Permission => Permissions.RetryExecute;
}

internal sealed class BeginLiveRunValidator : AbstractValidator<BeginLiveRun>
{
    public BeginLiveRunValidator() => Include(new RunRequestValidator());
}

internal sealed class BeginLiveRunHandler(WorkerRunStarter starter) : IRequestHandler<BeginLiveRun, Result<BegunRun>>
{
    public Task<Result<BegunRun>> Handle(BeginLiveRun command, CancellationToken cancellationToken) =>
        starter.ByHandAsync(command, RunMode.Live, cancellationToken);
}

/// <summary>Starts the run of a window of the schedule, unless another worker has started it.</summary>
/// <param name="Window">The window.</param>
/// <param name="MissedWindows">Whole windows that passed without a run before it.</param>
public sealed record BeginScheduledRun(Window Window, long MissedWindows) : ICommand<BegunRun>
{
    public static Permission Permission => Permissions.WorkerOperate;

    bool ICommandBase.IsRaced => true;
}

internal sealed class BeginScheduledRunHandler(WorkerRunStarter starter) : IRequestHandler<BeginScheduledRun, Result<BegunRun>>
{
    public Task<Result<BegunRun>> Handle(BeginScheduledRun command, CancellationToken cancellationToken) =>
        starter.ByScheduleAsync(command.Window, command.MissedWindows, cancellationToken);
}
