using Cavra.Application.Messaging;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.WorkerRuns;
using FluentValidation;
using MediatR;

namespace Cavra.Application.WorkerRuns;

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
