using System.Linq.Expressions;
using Cavra.Domain.Access;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Infrastructure.Persistence;

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
