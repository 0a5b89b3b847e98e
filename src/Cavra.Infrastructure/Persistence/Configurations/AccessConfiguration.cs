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
        builder.Property(key => key.Owner).HasMaxLength(ApiKey.NameMaxLength);
        // The one look-up made before a workspace is known: which key is this?
        builder.HasIndex(key => key.Id);
        builder.Property<uint>("Version").IsRowVersion();
    }
}

internal sealed class ConsoleSessionConfiguration : IEntityTypeConfiguration<ConsoleSession>
{
    public void Configure(EntityTypeBuilder<ConsoleSession> builder)
    {
        builder.HasKey(session => new { session.WorkspaceId, session.Id });
        builder.Property(session => session.Name).HasMaxLength(ApiKey.NameMaxLength);
        builder.Property(session => session.Owner).HasMaxLength(ApiKey.NameMaxLength);
        // Made before a workspace is known: whose session is this?
        builder.HasIndex(session => session.TokenHash).IsUnique();
        // Of two that end it at once, the second is refused.
        builder.Property(session => session.EndedAt).IsConcurrencyToken();
    }
}

internal sealed class SignInLinkConfiguration : IEntityTypeConfiguration<SignInLink>
{
    public void Configure(EntityTypeBuilder<SignInLink> builder)
    {
        builder.HasKey(link => new { link.WorkspaceId, link.Id });
        builder.Property(link => link.Name).HasMaxLength(ApiKey.NameMaxLength);
        // Made before a workspace is known: whose link is this?
        builder.HasIndex(link => link.TokenHash).IsUnique();
        // Of several that use it at once, all but the first are refused.
        builder.Property(link => link.UsedAt).IsConcurrencyToken();
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
