using Cavra.Application.Access;
using Cavra.Application.Evidence;
using Cavra.Application.Messaging;
using Cavra.Application.Wire;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence;
using FluentValidation;
using MediatR;

namespace Cavra.Application.Connectors;

/// <summary>Stops everything through a connector until it is resumed; what comes up meanwhile is held and recorded.</summary>
/// <param name="Connector">The connector's name.</param>
/// <param name="Reason">Why; required.</param>
/// <param name="IfMatch">The version the caller decided on; null when it names none.</param>
public sealed record PauseConnector(string Connector, FreeText Reason, string? IfMatch) : ICommand<PausedConnectorAnswer>
{
    public static Permission Permission => Permissions.ConnectorsPause;
}

/// <summary>What pausing a connector is answered with.</summary>
/// <param name="Connector">How the connector stands now.</param>
/// <param name="Metadata">Public view of the evidence entry that proves it.</param>
/// <param name="Actor">Who did it, as the credential says.</param>
public sealed record PausedConnectorAnswer(ConnectorStatusView Connector, MetadataItem Metadata, ActorView Actor) : IVersioned
{
    string IVersioned.ETag => Connector.VersionTag();
}

internal sealed class PauseConnectorValidator : AbstractValidator<PauseConnector>
{
    public PauseConnectorValidator() =>
        RuleFor(command => command.Reason).Must(reason => !reason.IsBlank).WithMessage("Required.").IsText();
}

internal sealed class PauseConnectorHandler(ConnectorChanges changes, Call call, TimeProvider clock)
    : IRequestHandler<PauseConnector, Result<PausedConnectorAnswer>>
{
    public async Task<Result<PausedConnectorAnswer>> Handle(PauseConnector command, CancellationToken cancellationToken)
    {
        var taken = await changes.LockAsync(command.Connector, command.IfMatch, cancellationToken);
        if (taken.Refusal is { } refusal)
        {
            return refusal;
        }

        var paused = taken.Value.State.PauseFor(command.Reason, call.Caller.Actor, clock.GetUtcNow());
        if (paused.Refusal is { } already)
        {
            return already;
        }

        var (view, metadata) = changes.Prove(taken.Value);
        return new PausedConnectorAnswer(view, metadata, ActorView.Of(call.Caller));
    }
}
