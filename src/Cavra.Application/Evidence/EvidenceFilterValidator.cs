using Cavra.Application.Wire;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Approvals;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.Evidence;
using Cavra.Domain.Notifications;
using Cavra.Domain.RetryPlans;
using Cavra.Domain.WorkerRuns;
using FluentValidation;

namespace Cavra.Application.Evidence;

/// <summary>The shape of a filter: words that Cavra itself coined must be among them.</summary>
public sealed class EvidenceFilterValidator : AbstractValidator<EvidenceFilter>
{
    /// <summary>What an answer can say, whatever it answers.</summary>
    public static IReadOnlyList<string> AcknowledgementStates { get; } =
    [
        .. WireName.All<AcknowledgementState>().Union(WireName.All<RetryAcknowledgementState>()).Union(WireName.All<ApprovalAnswer>())
            .Union(WireName.All<ExecutionStatus>()),
    ];

    public EvidenceFilterValidator()
    {
        RuleFor(filter => filter.MetadataKind).IsOneOf(WireNames.Kinds);
        RuleFor(filter => filter.AcknowledgementState).IsOneOf(AcknowledgementStates);
        RuleFor(filter => filter.ConnectorDeliverySource).IsOneOf([.. Enum.GetValues<DeliverySource>().Select(WireNames.Of)]);
        RuleFor(filter => filter.AlertLevel).IsOneOf(WireName.All<AlertLevel>());
        RuleFor(filter => filter.SinceIndex).GreaterThanOrEqualTo(0);
        RuleFor(filter => filter.Until)
            .Must((filter, until) => !(until < filter.Since)).WithMessage("Not before since.");
    }
}
