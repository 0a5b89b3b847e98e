using Cavra.Application.Messaging;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.WorkerRuns;
using MediatR;

namespace Cavra.Application.WorkerRuns;

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
