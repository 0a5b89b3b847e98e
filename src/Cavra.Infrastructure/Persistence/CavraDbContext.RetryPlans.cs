using Cavra.Application.Ports;
using Cavra.Domain.RetryPlans;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Cavra.Infrastructure.Persistence;

internal sealed partial class CavraDbContext
{
    private static readonly string NoticeDestinations = EmbeddedSql.Read("NoticeDestinations.sql");

    private PlanNotice? _notice;

    public DbSet<RetryPlan> RetryPlans => Set<RetryPlan>();

    public DbSet<RetryDecision> RetryDecisions => Set<RetryDecision>();

    public DbSet<RetryAcknowledgement> RetryAcknowledgements => Set<RetryAcknowledgement>();

    public void NoticeWhenSaved(PlanNotice notice) => _notice = notice;

    public override async Task<int> SaveChangesAsync(CancellationToken cancellationToken = default)
    {
        if (_notice is not { Destinations.Count: > 0 } notice)
        {
            return await base.SaveChangesAsync(cancellationToken);
        }

        _notice = null;
        await using var transaction = await Database.BeginTransactionAsync(cancellationToken);
        var saved = await base.SaveChangesAsync(cancellationToken);
        await Database.ExecuteSqlRawAsync(
            NoticeDestinations,
            [
                new NpgsqlParameter("workspace", notice.Plan.WorkspaceId.Value),
                new NpgsqlParameter("destinations", notice.Destinations.Select(destination => destination.Value).ToArray()),
                new NpgsqlParameter("evidence", notice.EvidenceId.Value),
                new NpgsqlParameter("actor", notice.Plan.GeneratedBy.Display),
                new NpgsqlParameter("now", notice.Plan.GeneratedAt),
            ],
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return saved;
    }
}
