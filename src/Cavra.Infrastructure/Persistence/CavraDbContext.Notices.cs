using Cavra.Application.Ports;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Cavra.Infrastructure.Persistence;

internal sealed partial class CavraDbContext
{
    private static readonly string NoticeDestinations = EmbeddedSql.Read("NoticeDestinations.sql");

    private PlanNotice? _notice;

    public void NoticeWhenSaved(PlanNotice notice) => _notice = notice.Destinations.Count > 0 ? notice : null;

    private async Task NoticeAsync(CancellationToken cancellationToken)
    {
        if (_notice is not { } notice)
        {
            return;
        }

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
        _notice = null;
    }
}
