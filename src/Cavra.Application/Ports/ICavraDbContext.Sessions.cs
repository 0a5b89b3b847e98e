using Cavra.Domain.Access;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.Ports;

public partial interface ICavraDbContext
{
    DbSet<ConsoleSession> ConsoleSessions { get; }

    DbSet<SignInLink> SignInLinks { get; }
}
