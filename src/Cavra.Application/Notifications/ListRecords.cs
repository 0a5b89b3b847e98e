using Cavra.Application.Evidence;
using Cavra.Application.Evidence.Log;
using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Application.Wire;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence;
using FluentValidation;
using MediatR;

namespace Cavra.Application.Notifications;

/// <summary>Lists the record history, newest first: every document of the loop, as its evidence sums it up.</summary>
public sealed record ListRecords(EvidenceFilter Filter, PageRequest Page) : IQuery<Page<MetadataItem>>
{
    public static Permission Permission => Permissions.RecordsRead;
}

internal sealed class ListRecordsValidator : AbstractValidator<ListRecords>
{
    public ListRecordsValidator() =>
        RuleFor(query => query.Filter).SetValidator(new EvidenceFilterValidator()).OverridePropertyName("");
}

internal sealed class ListRecordsHandler(ICavraDbContext db) : IRequestHandler<ListRecords, Result<Page<MetadataItem>>>
{
    public async Task<Result<Page<MetadataItem>>> Handle(ListRecords query, CancellationToken cancellationToken) =>
        await query.Filter.Of(db).Where(entry => entry.IsRecord).NewestFirst(entry => entry.Id).ToPageAsync(
            query.Page, MetadataItem.Of, item => item.EvidenceId.Value, WireNames.NotificationHistorySchema, cancellationToken)
            .WithLogIndexAsync(db, cancellationToken);
}
