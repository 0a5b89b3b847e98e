using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Cavra.Infrastructure.Persistence.Triggers;

/// <summary>
/// What the model can't say of the evidence: that it is insert-only, how it is counted, and the indexes it is searched by. It
/// comes after the migration that makes the tables, however often that one is made anew before the first release.
/// </summary>
[DbContext(typeof(CavraDbContext))]
[Migration("99990101000000_EvidenceEntriesRules")]
internal sealed class EvidenceEntriesRules : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        using var resource = typeof(EvidenceEntriesRules).Assembly
            .GetManifestResourceStream("Cavra.Infrastructure.Persistence.Triggers.EvidenceEntries.sql")!;
        using var reader = new StreamReader(resource);
        migrationBuilder.Sql(reader.ReadToEnd());
    }
}
