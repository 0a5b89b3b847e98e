using Cavra.Domain.Policies;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cavra.Infrastructure.Persistence.Configurations;

internal sealed class PolicyVersionConfiguration : IEntityTypeConfiguration<PolicyVersion>
{
    public void Configure(EntityTypeBuilder<PolicyVersion> builder)
    {
        // Of two people who change the policy at once, the second finds the version taken.
        builder.HasKey(version => new { version.WorkspaceId, version.Version });
        builder.Property(version => version.Policy).IsJson();
        builder.Property(version => version.ChangedBy).IsJson();
    }
}
