using Cavra.Domain.Access;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Infrastructure.Persistence;

internal sealed partial class CavraDbContext
{
    public DbSet<ConsoleSession> ConsoleSessions => Set<ConsoleSession>();

    public DbSet<SignInLink> SignInLinks => Set<SignInLink>();
}
