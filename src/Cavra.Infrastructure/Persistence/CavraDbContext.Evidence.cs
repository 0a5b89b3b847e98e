using Cavra.Domain.Evidence;
using Cavra.Infrastructure.Evidence;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Infrastructure.Persistence;

internal sealed partial class CavraDbContext
{
    public DbSet<EvidenceTerm> EvidenceTerms => Set<EvidenceTerm>();

    public DbSet<Tally> Tallies => Set<Tally>();
}
