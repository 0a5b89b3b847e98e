using Cavra.Application.Wire;
using Cavra.Domain.Abstractions;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.Evidence;
using FluentValidation;

namespace Cavra.Application.Evidence;

/// <summary>The shape of a filter: words that Cavra itself coined must be among them.</summary>
internal sealed class EvidenceFilterValidator : AbstractValidator<EvidenceFilter>
{
    public EvidenceFilterValidator()
    {
        RuleFor(filter => filter.ConnectorDeliverySource).IsOneOf([.. Enum.GetValues<DeliverySource>().Select(WireNames.Of)]);
        RuleFor(filter => filter.AlertLevel).IsOneOf(WireName.All<AlertLevel>());
        RuleFor(filter => filter.SinceIndex).GreaterThanOrEqualTo(0);
        RuleFor(filter => filter.Until)
            .Must((filter, until) => !(until < filter.Since)).WithMessage("Not before since.");
    }
}
