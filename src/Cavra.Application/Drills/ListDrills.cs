using AutoMapper;
using AutoMapper.QueryableExtensions;
using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Application.Wire;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Drills;
using Cavra.Domain.Evidence;
using MediatR;

namespace Cavra.Application.Drills;

/// <summary>Lists the recorded drills, the one recorded last first.</summary>
public sealed record ListDrills(string? Environment, bool? Passed, PageRequest Page) : IQuery<Page<DrillRow>>
{
    public static Permission Permission => Permissions.RecordsRead;

    internal sealed class Mapping : Profile
    {
        public Mapping() => CreateProjection<Drill, DrillRow>();
    }
}

public sealed record DrillRow
{
    public DrillRecordId Id { get; init; }

    public string Environment { get; init; } = "";

    public string DrillId { get; init; } = "";

    public DateTimeOffset ExecutedAt { get; init; }

    public string TargetMode { get; init; } = "";

    public DrillStatus Status { get; init; }

    public bool FallbackVerified { get; init; }

    public decimal RecoveryMinutes { get; init; }

    public decimal MaxRecoveryMinutes { get; init; }

    public string RunbookRef { get; init; } = "";

    public IReadOnlyList<string> EvidenceRefs { get; init; } = [];

    public bool Passed { get; init; }

    public DateTimeOffset RecordedAt { get; init; }

    public string RecordedBy { get; init; } = "";
}

internal sealed class ListDrillsHandler(ICavraDbContext db, IMapper mapper) : IRequestHandler<ListDrills, Result<Page<DrillRow>>>
{
    public async Task<Result<Page<DrillRow>>> Handle(ListDrills query, CancellationToken cancellationToken) =>
        await db.Drills
            .Where(drill => query.Environment == null || drill.Environment == query.Environment)
            .Where(drill => query.Passed == null || drill.Passed == query.Passed)
            .ProjectTo<DrillRow>(mapper.ConfigurationProvider)
            .NewestFirst(row => row.Id)
            .ToPageAsync(query.Page, row => row, row => row.Id.Value, WireNames.DrillHistorySchema, cancellationToken);
}
