using System.Linq.Expressions;
using Cavra.Application.Access;
using Cavra.Application.Ports;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Cavra.Infrastructure.Persistence;

/// <summary>The database. Every query is filtered by the caller's workspace, and every key leads with it.</summary>
internal sealed partial class CavraDbContext(DbContextOptions<CavraDbContext> options) : DbContext(options), ICavraDbContext
{
    /// <summary>Whose rows are seen; set by whoever takes the context from the pool.</summary>
    public Call? Call
    {
        get;
        set
        {
            field = value;
            _notice = null;
        }
    }

    public DbSet<Workspace> Workspaces => Set<Workspace>();

    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();

    public DbSet<EvidenceEntry> Evidence => Set<EvidenceEntry>();

    public DbSet<IdempotencyRecord> IdempotencyRecords => Set<IdempotencyRecord>();

    // Read by the query filters at the time of each query.
    private WorkspaceId CurrentWorkspace =>
        Call?.Workspace ?? throw new InvalidOperationException("The database is read on behalf of nobody.");

    /// <summary>Saves, and with it ends the transaction that a claim has begun.</summary>
    public override async Task<int> SaveChangesAsync(CancellationToken cancellationToken = default)
    {
        if (_notice is not null && Database.CurrentTransaction is null)
        {
            await Database.BeginTransactionAsync(cancellationToken);
        }

        var saved = await base.SaveChangesAsync(cancellationToken);
        await NoticeAsync(cancellationToken);
        if (Database.CurrentTransaction is { } claim)
        {
            await claim.CommitAsync(cancellationToken);
            await claim.DisposeAsync();
        }

        return saved;
    }

    public void DiscardChanges()
    {
        ChangeTracker.Clear();
        _notice = null;
        Database.CurrentTransaction?.Dispose();
    }

    public LostRace? LostRace(Exception failure) => failure switch
    {
        DbUpdateConcurrencyException => Application.Ports.LostRace.Row,
        DbUpdateException { InnerException: PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } violation } =>
            violation.TableName == "idempotency_records" ? Application.Ports.LostRace.IdempotencyKey : Application.Ports.LostRace.Row,
        DbUpdateException { InnerException: PostgresException deadlock } when IsDeadlock(deadlock) => Application.Ports.LostRace.Row,
        PostgresException deadlock when IsDeadlock(deadlock) => Application.Ports.LostRace.Row,
        _ => null,
    };

    public bool IsAway(Exception failure) => DatabaseAway.Is(failure);

    private static bool IsDeadlock(PostgresException failure) =>
        failure.SqlState is PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected;

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        WireConventions.Apply(configurationBuilder);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(CavraDbContext).Assembly);
        WorkspaceFilter.Apply(modelBuilder, () => CurrentWorkspace);
    }
}

/// <summary>Gives every entity with a workspace a query filter on it, so that no query can forget to name its workspace.</summary>
internal static class WorkspaceFilter
{
    public static void Apply(ModelBuilder model, Expression<Func<WorkspaceId>> current)
    {
        foreach (var entity in model.Model.GetEntityTypes().Where(type => type.FindProperty("WorkspaceId") is not null))
        {
            var row = Expression.Parameter(entity.ClrType);
            model.Entity(entity.ClrType).HasQueryFilter(
                Expression.Lambda(Expression.Equal(Expression.Property(row, "WorkspaceId"), current.Body), row));
        }
    }
}
