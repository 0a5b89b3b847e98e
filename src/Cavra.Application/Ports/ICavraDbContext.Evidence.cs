using Cavra.Domain.Evidence;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.Ports;

public partial interface ICavraDbContext
{
    /// <summary>To be read only: the database writes them.</summary>
    DbSet<EvidenceTerm> EvidenceTerms { get; }
}
