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
