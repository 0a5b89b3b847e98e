using Cavra.Application.Access;
using Cavra.Application.Evidence;
using Cavra.Application.Messaging;
using Cavra.Application.Wire;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.AuditPackages;
using Cavra.Domain.Evidence;
using FluentValidation;
using MediatR;

namespace Cavra.Application.AuditPackages;

/// <summary>Packs the notification routes, each with its newest acknowledgement, into a package that never changes.</summary>
public sealed record PackAuditPackage(Name? ScheduleId, Name? Provider, Name? Owner, FreeText? OnBehalfOf)
    : ICommand<AuditPackageAnswer>
{
    public static Permission Permission => Permissions.AuditPackage;

    internal AuditPackageFilter Filter => new(ScheduleId?.Value, Provider?.Value, Owner?.Value);
}

/// <summary>What packing is answered with.</summary>
/// <param name="AuditPackage">The package as it was made; it never changes.</param>
/// <param name="Metadata">Public view of the evidence entry that proves it.</param>
/// <param name="Actor">Who did it, as the credential says.</param>
public sealed record AuditPackageAnswer(AuditPackageView AuditPackage, MetadataItem Metadata, ActorView Actor);

internal sealed class PackAuditPackageValidator : AbstractValidator<PackAuditPackage>
{
    public PackAuditPackageValidator()
    {
        RuleFor(command => command.ScheduleId).IsName();
        RuleFor(command => command.Provider).IsNameList();
        RuleFor(command => command.Owner).IsName();
        RuleFor(command => command.OnBehalfOf).IsReference();
    }
}

internal sealed class PackAuditPackageHandler(AuditPackageBuilder builder, Call call)
    : IRequestHandler<PackAuditPackage, Result<AuditPackageAnswer>>
{
    public async Task<Result<AuditPackageAnswer>> Handle(PackAuditPackage command, CancellationToken cancellationToken)
    {
        var packed = await builder.PackAsync(command.Filter, cancellationToken);
        return new AuditPackageAnswer(packed.View, packed.Metadata, ActorView.Of(call.Caller));
    }
}
