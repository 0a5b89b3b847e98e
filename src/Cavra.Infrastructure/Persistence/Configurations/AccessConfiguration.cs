using Cavra.Domain.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cavra.Infrastructure.Persistence.Configurations;

internal sealed class WorkspaceConfiguration : IEntityTypeConfiguration<Workspace>
{
    public void Configure(EntityTypeBuilder<Workspace> builder)
    {
        builder.HasKey(workspace => workspace.Id);
        builder.Property(workspace => workspace.Id).ValueGeneratedNever();
        builder.Property(workspace => workspace.Name).HasMaxLength(Workspace.NameMaxLength);
        builder.HasIndex(workspace => workspace.Name).IsUnique();
    }
}

internal sealed class ApiKeyConfiguration : IEntityTypeConfiguration<ApiKey>
{
    public void Configure(EntityTypeBuilder<ApiKey> builder)
    {
        builder.HasKey(key => new { key.WorkspaceId, key.Id });
        builder.Property(key => key.Name).HasMaxLength(ApiKey.NameMaxLength);
        // The one look-up made before a workspace is known: which key is this?
        builder.HasIndex(key => key.Id);
        builder.Property<uint>("Version").IsRowVersion();
    }
}

internal sealed class InstanceConfiguration : IEntityTypeConfiguration<Instance>
{
    public void Configure(EntityTypeBuilder<Instance> builder)
    {
        builder.ToTable("instance");
        builder.Property(instance => instance.Id).ValueGeneratedNever();
    }
}
