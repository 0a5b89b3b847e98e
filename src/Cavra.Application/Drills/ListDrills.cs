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

/// <summary>A recorded drill in a list.</summary>
public sealed record DrillRow
{
    /// <summary>Id of the record.</summary>
    public DrillRecordId Id { get; init; }

    /// <summary>The environment the drill is for, such as production.</summary>
    public string Environment { get; init; } = "";

    /// <summary>Name of the drill as whoever ran it calls it.</summary>
    public string DrillId { get; init; } = "";

    /// <summary>When the drill was run.</summary>
    public DateTimeOffset ExecutedAt { get; init; }

    /// <summary>Mode the target was in at the end of the drill; only disabled passes.</summary>
    public string TargetMode { get; init; } = "";

    /// <summary>How whoever ran the drill judges it.</summary>
    public DrillStatus Status { get; init; }

    /// <summary>Whether the fallback was seen to work.</summary>
    public bool FallbackVerified { get; init; }

    /// <summary>Minutes that recovery took.</summary>
    public decimal RecoveryMinutes { get; init; }

    /// <summary>Minutes that recovery may take for the drill to pass.</summary>
    public decimal MaxRecoveryMinutes { get; init; }

    /// <summary>Reference to the runbook, at most 200 characters.</summary>
    public string RunbookRef { get; init; } = "";

    /// <summary>References to what proves the drill elsewhere, at most 50.</summary>
    public IReadOnlyList<string> EvidenceRefs { get; init; } = [];

    /// <summary>Whether the drill passes: status, target mode, fallback and recovery time together.</summary>
    public bool Passed { get; init; }

    /// <summary>When it was recorded here.</summary>
    public DateTimeOffset RecordedAt { get; init; }

    /// <summary>Who recorded it, by the credential's name.</summary>
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
